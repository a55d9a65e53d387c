#pragma once

#include "monitor/platform/copy_format.h"
#include "monitor/platform/saved_items.h"

#include <map>
#include <string>

namespace fakes {

/// A place in memory. Each item has an id, a host and a content, which is its secret.
class FakeSavedItems final : public monitor::SavedItems {
 public:
  struct Kept {
    monitor::SavedItem item;
    std::string content;
  };

  explicit FakeSavedItems(std::string place = "saved_credentials") : place_(std::move(place)) {}

  /// Keeps it, or changes it.
  void keep(monitor::SavedItem item, const std::string& content) {
    item.place = place_;
    item.size = content.size();
    item.state = content;
    const auto id = item.id;
    kept_[id] = {std::move(item), content};
  }

  const std::map<std::string, Kept>& kept() const { return kept_; }

  /// The next call that would change something says no.
  void deny_next() { deny_ = true; }

  /// Nothing can be seen, as with a keyring that is locked.
  void lock(bool locked = true) { locked_ = locked; }

  std::string_view place() const override { return place_; }

  monitor::Result<monitor::SavedItemList> list() override {
    if (locked_) return denied();
    monitor::SavedItemList list;
    for (const auto& [id, kept] : kept_)
      list.items.push_back(kept.item);
    return list;
  }

  monitor::Result<monitor::Secret> back_up(const monitor::SavedItem& item) override {
    const auto seen = as_seen(item);
    if (!seen) return tl::unexpected(seen.error());
    monitor::CopyWriter copy("fake");
    copy.text(item.id);
    copy.text(item.host);
    copy.number(static_cast<std::uint64_t>(item.kind));
    copy.number(static_cast<std::uint64_t>(item.undo));
    copy.text(item.shown_as);
    copy.text(kept_.at(item.id).content);
    return copy.take();
  }

  monitor::Result<void> remove(const monitor::SavedItem& item) override {
    if (auto seen = as_seen(item); !seen) return seen;
    if (std::exchange(deny_, false)) return denied();
    kept_.erase(item.id);
    return {};
  }

  monitor::Result<void> put_back(const monitor::Secret& copy) override {
    monitor::CopyReader reader(copy, "fake");
    monitor::SavedItem item;
    item.id = reader.text();
    item.host = reader.text();
    item.kind = static_cast<monitor::ItemKind>(reader.number());
    item.undo = static_cast<monitor::Undo>(reader.number());
    item.shown_as = reader.text();
    const auto content = reader.text();
    if (!reader.is_whole())
      return monitor::fail(monitor::Failure::Kind::invalid_input, "The copy is damaged.");
    if (const auto there = kept_.find(item.id); there != kept_.end()) {
      if (there->second.content == content) return {};
      return monitor::fail(monitor::Failure::Kind::already_there, "Something newer is there.");
    }
    if (locked_ || std::exchange(deny_, false)) return denied();
    keep(std::move(item), content);
    return {};
  }

 private:
  static tl::unexpected<monitor::Failure> denied() {
    return monitor::fail(monitor::Failure::Kind::denied, "The place is locked.");
  }

  monitor::Result<void> as_seen(const monitor::SavedItem& item) const {
    if (locked_) return denied();
    const auto found = kept_.find(item.id);
    if (found == kept_.end())
      return monitor::fail(monitor::Failure::Kind::not_found, item.shown_as + " is gone.");
    if (found->second.item.state != item.state)
      return monitor::fail(monitor::Failure::Kind::changed, item.shown_as + " has changed.");
    return {};
  }

  std::string place_;
  std::map<std::string, Kept> kept_;
  bool deny_ = false;
  bool locked_ = false;
};

}  // namespace fakes
