#include "monitor/platform/saved_items.h"
#include "monitor/platform/windows/client_files.h"
#include "monitor/platform/windows/client_registry.h"

#include <algorithm>
#include <functional>

namespace monitor {

namespace {

/// Does one thing or the other to the item that the caller has seen.
template <class T>
struct Act {
  std::function<Result<T>(const RegistryItem&)> on_registry;
  std::function<Result<T>(const FileItem&)> on_file;
};

tl::unexpected<Failure> changed(const SavedItem& item) {
  return fail(Failure::Kind::changed, item.shown_as + ": it has been changed meanwhile.");
}

template <class T>
Result<T> act(const SavedItem& item, const Act<T>& act) {
  for (const auto& now : read_client_registry().items) {
    if (now.item.id != item.id) continue;
    return now.item.state == item.state ? act.on_registry(now) : Result<T>(changed(item));
  }
  for (const auto& now : read_client_files().items) {
    if (now.item.id != item.id) continue;
    return now.item.state == item.state ? act.on_file(now) : Result<T>(changed(item));
  }
  return fail(Failure::Kind::not_found, item.shown_as + ": it is not there any more.");
}

/// Registry and files of mstsc.
class MstscCache final : public SavedItems {
 public:
  std::string_view place() const override { return "connection_cache"; }

  Result<SavedItemList> list() override {
    SavedItemList list;
    auto registry = read_client_registry();
    for (auto& item : registry.items)
      list.items.push_back(std::move(item.item));
    auto files = read_client_files();
    for (auto& item : files.items)
      list.items.push_back(std::move(item.item));
    list.unreadable = std::move(registry.unreadable);
    list.unreadable.insert(list.unreadable.end(), files.unreadable.begin(), files.unreadable.end());
    std::ranges::sort(list.items, {}, &SavedItem::id);
    return list;
  }

  Result<Secret> back_up(const SavedItem& item) override {
    return act<Secret>(
        item,
        {.on_registry = [](const RegistryItem& now) { return Result<Secret>(copy_of(now.part)); },
         .on_file = [](const FileItem& now) { return copy_of(now.file, now.item.id); }});
  }

  Result<void> remove(const SavedItem& item) override {
    return act<void>(
        item,
        {.on_registry = [](const RegistryItem& now) { return remove_part(now.part, now.with_key); },
         .on_file = [](const FileItem& now) { return remove_file(now.file); }});
  }

  Result<void> put_back(const Secret& copy) override {
    if (const auto name = name_of_copy(copy); !name.empty()) {
      const auto path = path_of_file(name);
      if (!path.empty()) return put_back_file(copy, path);
    }
    const auto part = part_of(copy);
    if (!part) return tl::unexpected(part.error());
    if (is_of_client(*part)) return put_back_part(*part);
    return fail(Failure::Kind::invalid_input, "The copy does not belong to Remote Desktop.");
  }
};

}  // namespace

std::unique_ptr<SavedItems> open_connection_cache() {
  return std::make_unique<MstscCache>();
}

}  // namespace monitor
