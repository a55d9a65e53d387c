#include "tray/app/repairs.h"
#include "tray/cli/command.h"
#include "tray/cli/repair_report.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace tray {

namespace {

using monitor::Failure;
using monitor::Result;

class CredentialsCommand final : public Command {
 public:
  std::string_view name() const override { return "credentials"; }

  std::string_view summary() const override { return "The saved sign-ins, judged; remove some"; }

  std::string_view examples() const override {
    return "  rdpready credentials list\n"
           "  rdpready credentials list --problems --json\n"
           "  rdpready credentials remove generic:TERMSRV/pc.example.com";
  }

  void declare(CLI::App& app) override {
    app.require_subcommand(1);
    list_ = app.add_subcommand("list", "Show them; nothing is changed");
    list_->add_flag("--problems", problems_, "Only those with something wrong");
    list_->fallthrough();
    remove_ = app.add_subcommand("remove", "Remove some; 'rdpready undo' puts them back");
    remove_->add_option("ID", ids_, "As 'credentials list' shows them")->required();
    remove_->fallthrough();
  }

  Result<int> run(const Invocation& invocation) override {
    const auto database = invocation.open();
    if (!database) return tl::unexpected(database.error());
    auto judged = judged_sign_ins(**database);
    if (!judged) return tl::unexpected(judged.error());
    for (const auto& trouble : judged->not_readable)
      say_aside(trouble);
    return remove_->parsed() ? remove(**database, *judged, invocation) : show(*judged, invocation);
  }

 private:
  int show(JudgedItems& judged, const Invocation& invocation) const {
    if (problems_)
      std::erase_if(judged.items, [](const JudgedItem& one) { return one.code.empty(); });
    if (invocation.json) {
      put(items_json("credentials", judged) + '\n');
      return 0;
    }
    if (judged.items.empty() && judged.not_readable.empty() && !invocation.quiet)
      say_aside(problems_ ? "Nothing is wrong with the saved sign-ins."
                          : "No sign-in for Remote Desktop is saved here.");
    for (const auto& one : judged.items)
      put(item_text(one));
    return 0;
  }

  Result<int> remove(store::Database& database, const JudgedItems& judged,
                     const Invocation& invocation) const {
    std::vector<JudgedItem> chosen;
    for (const auto& id : ids_) {
      const auto found = std::ranges::find_if(
          judged.items, [&](const JudgedItem& one) { return one.item.id == id; });
      if (found == judged.items.end())
        return monitor::fail(Failure::Kind::not_found, "There is no saved sign-in " + id + ".");
      chosen.push_back(*found);
    }
    const auto repairs = Repairs::open(database);
    if (!repairs) return tl::unexpected(repairs.error());
    const auto record = (*repairs)->remove(chosen, "this_computer.remove_credential");
    if (!record) return tl::unexpected(record.error());
    return report_removal(*record, invocation);
  }

  CLI::App* list_ = nullptr;
  CLI::App* remove_ = nullptr;
  bool problems_ = false;
  std::vector<std::string> ids_;
};

}  // namespace

std::unique_ptr<Command> make_credentials() {
  return std::make_unique<CredentialsCommand>();
}

}  // namespace tray
