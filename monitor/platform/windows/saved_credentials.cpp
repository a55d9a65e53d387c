#include "monitor/platform/saved_items.h"
#include "monitor/platform/windows/credential.h"
#include "monitor/platform/windows/handle.h"

#include <algorithm>

namespace monitor {

namespace {

/// wincred.h: of this type several may stand under one target, told apart by the user.
constexpr DWORD domain_extended = 6;

const CREDENTIALW* find(const CredentialList& list, const std::string& id) {
  const auto entries = list.of_rdp();
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const CREDENTIALW* entry) { return id_of(*entry) == id; });
  return found == entries.end() ? nullptr : *found;
}

/// The entry that the caller has seen.
Result<const CREDENTIALW*> as_seen(const CredentialList& list, const SavedItem& item) {
  const auto* entry = find(list, item.id);
  if (entry == nullptr)
    return fail(Failure::Kind::not_found, item.shown_as + ": it is not there any more.");
  if (state_of(*entry) != item.state)
    return fail(Failure::Kind::changed, item.shown_as + ": it has been changed meanwhile.");
  return entry;
}

bool is_same(const CREDENTIALW& entry, const Secret& copy) {
  const auto now = copy_of(entry);
  return std::ranges::equal(now.reveal(), copy.reveal());
}

class CredentialManager final : public SavedItems {
 public:
  std::string_view place() const override { return "saved_credentials"; }

  Result<SavedItemList> list() override {
    const auto entries = CredentialList::read();
    if (!entries) return tl::unexpected(entries.error());
    SavedItemList found;
    for (const auto* entry : entries->of_rdp())
      found.items.push_back(item_of(*entry));
    std::ranges::sort(found.items, {}, &SavedItem::id);
    return found;
  }

  Result<Secret> back_up(const SavedItem& item) override {
    const auto entries = CredentialList::read();
    if (!entries) return tl::unexpected(entries.error());
    const auto entry = as_seen(*entries, item);
    if (!entry) return tl::unexpected(entry.error());
    return copy_of(**entry);
  }

  Result<void> remove(const SavedItem& item) override {
    const auto entries = CredentialList::read();
    if (!entries) return tl::unexpected(entries.error());
    const auto entry = as_seen(*entries, item);
    if (!entry) return tl::unexpected(entry.error());
    std::wstring target = (*entry)->TargetName;
    // CredDelete: an extended one is named by target and user.
    if ((*entry)->Type == domain_extended && (*entry)->UserName != nullptr)
      target += std::wstring(L"|") + (*entry)->UserName;
    if (CredDeleteW(target.c_str(), (*entry)->Type, 0)) return {};
    return fail(Failure::Kind::denied, item.shown_as + ": Windows does not let it be removed.",
                system_message(GetLastError()));
  }

  Result<void> put_back(const Secret& copy) override {
    auto read = CopiedCredential::read(copy);
    if (!read) return tl::unexpected(read.error());
    auto entry = read->entry();
    const auto entries = CredentialList::read();
    if (!entries) return tl::unexpected(entries.error());
    if (const auto* there = find(*entries, id_of(entry))) {
      if (is_same(*there, copy)) return {};
      return fail(Failure::Kind::already_there,
                  "A newer sign-in for the same computer is saved already; it was left alone.");
    }
    if (CredWriteW(&entry, 0)) return {};
    return fail(Failure::Kind::denied, "Windows does not take the saved sign-in back.",
                system_message(GetLastError()));
  }
};

}  // namespace

std::unique_ptr<SavedItems> open_saved_credentials() {
  return std::make_unique<CredentialManager>();
}

}  // namespace monitor
