#include "monitor/platform/copy_format.h"
#include "monitor/platform/linux/keyring_clients.h"
#include "monitor/platform/linux/secret_service.h"
#include "monitor/platform/saved_items.h"

#include <algorithm>
#include <map>

namespace monitor {

namespace {

constexpr const char* kind = "keyring item";

/// An item as it is found now.
struct Found {
  SavedItem item;
  KeyringItem kept;
};

Secret copy_of(const KeyringItem& kept) {
  CopyWriter copy(kind);
  copy.text(kept.collection);
  copy.text(kept.label);
  copy.text(kept.content_type);
  copy.number(kept.attributes.size());
  for (const auto& [name, value] : kept.attributes) {
    copy.text(name);
    copy.text(value);
  }
  copy.bytes(kept.secret.reveal());
  return copy.take();
}

Result<KeyringItem> item_of_copy(const Secret& copy) {
  CopyReader reader(copy, kind);
  KeyringItem kept;
  kept.collection = reader.text();
  kept.label = reader.text();
  kept.content_type = reader.text();
  for (auto left = reader.count(); left > 0 && reader.is_good(); --left) {
    auto name = reader.text();
    kept.attributes[std::move(name)] = reader.text();
  }
  kept.secret = Secret(reader.bytes());
  if (reader.is_whole() && !kept.attributes.empty()) return kept;
  return fail(Failure::Kind::invalid_input, "The copy of a saved password is damaged.");
}

std::string state_of(const KeyringItem& kept) {
  const auto at = kept.modified ? kept.modified->time_since_epoch().count() : 0;
  return fingerprint(copy_of(kept).reveal()) + '@' + std::to_string(at) +
         (kept.locked ? " locked" : "");
}

/// The attributes tell items of one client apart.
std::string id_of(const KeyringClient& client, const KeyringItem& kept) {
  std::string id = client.name;
  for (const auto& [name, value] : kept.attributes) {
    if (!client.attributes.contains(name)) id += ' ' + name + '=' + value;
  }
  return id;
}

SavedItem item_of(const KeyringClient& client, const KeyringItem& kept) {
  SavedItem item;
  item.place = "saved_credentials";
  item.id = id_of(client, kept);
  item.kind = ItemKind::sign_in;
  item.written = kept.modified;
  item.size = kept.secret.size();
  item.secret = true;
  item.state = state_of(kept);
  const auto* password = kept.locked ? "unreadable" : kept.secret.empty() ? "empty" : "fine";
  item.facts = {{"client", client.name},
                {"collection", kept.collection.substr(kept.collection.rfind('/') + 1)},
                {"locked", kept.locked},
                {"password", std::string(password)}};
  name_host(item, client, kept.attributes);
  item.shown_as = "Saved sign-in for " + (item.host.empty() ? kept.label : item.host) + " (" +
                  client.shown + ')';
  return item;
}

Result<std::vector<Found>> find_all(Keyring& keyring) {
  std::vector<Found> all;
  std::map<std::string, int> seen;
  for (const auto& client : keyring_clients()) {
    auto kept = keyring.find(client.attributes);
    if (!kept) return tl::unexpected(kept.error());
    // In the order of their paths, so that two alike keep their names.
    std::ranges::sort(*kept, {}, &KeyringItem::path);
    for (auto& one : *kept) {
      auto item = item_of(client, one);
      if (const int number = ++seen[item.id]; number > 1) item.id += " #" + std::to_string(number);
      all.push_back({std::move(item), std::move(one)});
    }
  }
  return all;
}

/// The item that the caller has seen, with the keyring that holds it.
struct Seen {
  Keyring keyring;
  KeyringItem kept;
};

Result<Seen> as_seen(const SavedItem& item) {
  auto keyring = Keyring::open();
  if (!keyring) return tl::unexpected(keyring.error());
  auto all = find_all(*keyring);
  if (!all) return tl::unexpected(all.error());
  const auto found =
      std::ranges::find_if(*all, [&](const Found& one) { return one.item.id == item.id; });
  if (found == all->end())
    return fail(Failure::Kind::not_found, item.shown_as + ": it is not there any more.");
  if (found->kept.locked)
    return fail(Failure::Kind::denied,
                item.shown_as + ": the keyring is locked. Unlock it, then try again.");
  if (found->item.state != item.state)
    return fail(Failure::Kind::changed, item.shown_as + ": it has been changed meanwhile.");
  return Seen{*std::move(keyring), std::move(found->kept)};
}

/// Passwords of RDP clients in the Secret Service.
class UserKeyring final : public SavedItems {
 public:
  std::string_view place() const override { return "saved_credentials"; }

  Result<SavedItemList> list() override {
    auto keyring = Keyring::open();
    if (!keyring) return tl::unexpected(keyring.error());
    auto all = find_all(*keyring);
    if (!all) return tl::unexpected(all.error());
    SavedItemList list;
    for (auto& one : *all)
      list.items.push_back(std::move(one.item));
    std::ranges::sort(list.items, {}, &SavedItem::id);
    return list;
  }

  Result<Secret> back_up(const SavedItem& item) override {
    const auto seen = as_seen(item);
    if (!seen) return tl::unexpected(seen.error());
    return copy_of(seen->kept);
  }

  Result<void> remove(const SavedItem& item) override {
    auto seen = as_seen(item);
    if (!seen) return tl::unexpected(seen.error());
    return seen->keyring.remove(seen->kept);
  }

  Result<void> put_back(const Secret& copy) override {
    const auto kept = item_of_copy(copy);
    if (!kept) return tl::unexpected(kept.error());
    auto keyring = Keyring::open();
    if (!keyring) return tl::unexpected(keyring.error());
    const auto there = keyring->find(kept->attributes);
    if (!there) return tl::unexpected(there.error());
    for (const auto& one : *there) {
      if (one.attributes != kept->attributes || one.collection != kept->collection) continue;
      if (std::ranges::equal(copy_of(one).reveal(), copy.reveal())) return {};
      return fail(Failure::Kind::already_there,
                  "A newer password for the same connection is saved already; it was left alone.");
    }
    return keyring->add(*kept);
  }
};

}  // namespace

std::unique_ptr<SavedItems> open_saved_credentials() {
  return std::make_unique<UserKeyring>();
}

}  // namespace monitor
