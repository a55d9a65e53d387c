#include "tray/app/repairs.h"
#include "tray/cli/command.h"
#include "tray/cli/repair_report.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace tray {

namespace {

using monitor::Failure;
using monitor::ItemKind;
using monitor::Result;

class CacheCommand final : public Command {
 public:
  std::string_view name() const override { return "cache"; }

  std::string_view summary() const override {
    return "What the client remembers of connections; clear some of it";
  }

  std::string_view examples() const override {
    return "  rdpready cache list\n"
           "  rdpready cache clear\n"
           "  rdpready cache clear certificate:pc.example.com";
  }

  void declare(CLI::App& app) override {
    app.require_subcommand(1);
    list_ = app.add_subcommand("list", "Show it; nothing is changed");
    list_->fallthrough();
    clear_ = app.add_subcommand("clear", "Remove some; 'rdpready undo' puts it back");
    clear_->add_option("WHAT", what_,
                       "Ids of 'cache list', or 'bitmap_cache'; otherwise the pictures of past "
                       "sessions and what is damaged");
    clear_->fallthrough();
  }

  Result<int> run(const Invocation& invocation) override {
    const auto cached = cached_items();
    for (const auto& trouble : cached.not_readable)
      say_aside(trouble);
    return clear_->parsed() ? clear(cached, invocation) : show(cached, invocation);
  }

 private:
  static int show(const JudgedItems& cached, const Invocation& invocation) {
    if (invocation.json) {
      put(items_json("cache", cached) + '\n');
      return 0;
    }
    if (cached.items.empty() && !invocation.quiet)
      say_aside("The client remembers nothing on this computer.");
    for (const auto& one : cached.items)
      put(item_text(one));
    return 0;
  }

  /// What goes without being named: what the client makes anew by itself. Never history.
  static bool goes_unnamed(const JudgedItem& one) {
    return one.item.kind == ItemKind::bitmap_cache ||
           (!one.code.empty() && one.item.kind != ItemKind::history);
  }

  Result<std::vector<JudgedItem>> chosen(const JudgedItems& cached) const {
    std::vector<JudgedItem> found;
    const auto pick = [&](auto wanted) {
      std::ranges::copy_if(cached.items, std::back_inserter(found), wanted);
    };
    if (what_.empty()) pick(goes_unnamed);
    for (const auto& what : what_) {
      const auto before = found.size();
      pick([&](const JudgedItem& one) {
        return one.item.id == what ||
               (one.item.kind == ItemKind::bitmap_cache && what == "bitmap_cache");
      });
      if (found.size() == before)
        return monitor::fail(Failure::Kind::not_found, "Nothing by the name " + what + " is kept.");
    }
    return found;
  }

  Result<int> clear(const JudgedItems& cached, const Invocation& invocation) const {
    const auto items = chosen(cached);
    if (!items) return tl::unexpected(items.error());
    const auto database = invocation.open();
    if (!database) return tl::unexpected(database.error());
    const auto repairs = Repairs::open(**database);
    if (!repairs) return tl::unexpected(repairs.error());
    if (items->empty() && !invocation.json) {
      if (!invocation.quiet) say_aside("There is nothing to clear.");
      return 0;
    }
    const auto record = (*repairs)->remove(*items, "this_computer.clear_cache");
    if (!record) return tl::unexpected(record.error());
    return report_removal(*record, invocation);
  }

  CLI::App* list_ = nullptr;
  CLI::App* clear_ = nullptr;
  std::vector<std::string> what_;
};

}  // namespace

std::unique_ptr<Command> make_cache() {
  return std::make_unique<CacheCommand>();
}

}  // namespace tray
