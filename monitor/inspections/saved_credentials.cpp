#include "monitor/inspections/inspection.h"
#include "monitor/inspections/judging/sign_in_judgement.h"
#include "monitor/model/finding_codes.h"

#include <algorithm>
#include <map>

namespace monitor {

namespace {

/// Entries that cannot be undone, that other programs own, or that serve several tunnels are for
/// the user to choose.
bool may_be_default(const SavedItem& item) {
  return item.undo == Undo::whole && !is_anothers(item) && !is_loopback(item.host);
}

std::string without_undo(const SavedItem& item) {
  return item.undo == Undo::needs_password_again
             ? " Windows will ask for the password the next time."
             : "";
}

/// The same name, kept as another type.
bool is_twin(const SavedItem& item, const SavedItem& used) {
  return text_fact(item, "target") == text_fact(used, "target");
}

std::string why_doubled(const SavedItem& item, const SavedItem& used) {
  if (is_anothers(item)) return "Remote Desktop does not read it; another program may.";
  if (is_twin(item, used))
    return "There are two of this name, a Windows and a generic one. Which of them Remote Desktop "
           "uses cannot be told from here.";
  return "Remote Desktop uses " + std::string(text_fact(used, "target")) +
         " instead, as far as can be told.";
}

/// The one that the client uses: spelt like the target and without a port, the newest of those.
const SavedItem* used_one(const std::vector<SavedItem>& items, const Subject& subject) {
  const SavedItem* used = nullptr;
  for (const auto& item : items) {
    if (is_anothers(item) || malformed(item)) continue;
    const bool exact = !items_about({{item}, {}}, subject.target.endpoint).empty();
    if (!exact) continue;
    if (used == nullptr || used->written < item.written) used = &item;
  }
  return used;
}

LocalFinding made(const std::string& code, std::vector<Suspect> suspects) {
  std::vector<std::string> names;
  for (const auto& suspect : suspects)
    names.push_back(suspect.item.shown_as);
  return {make_finding(code, {{"items", std::move(names)}}), std::move(suspects)};
}

/// Saved sign-ins: damaged, refused, doubled, or not lasting.
class SavedCredentials final : public Inspection {
 public:
  std::vector<LocalFinding> examine(const Subject& subject,
                                    const Surroundings& around) const override {
    std::vector<SavedItem> items;
    for (const auto& item : around.credentials.items) {
      if (may_be_about(item, subject)) items.push_back(item);
    }
    std::map<std::string, std::vector<Suspect>> found;
    for (const auto& item : items) {
      for (auto* const judge : {judge_alone, judge_refused, judge_lasting}) {
        const auto trouble = judge(item, around);
        if (!trouble) continue;
        const bool remove = trouble->code != "credential.stale" && may_be_default(item);
        found[trouble->code].push_back({item, trouble->why + without_undo(item), remove});
        break;
      }
    }
    add_duplicates(found, items, subject);
    std::vector<LocalFinding> findings;
    for (auto& [code, suspects] : found)
      findings.push_back(made(code, std::move(suspects)));
    return findings;
  }

 private:
  static std::optional<SignInTrouble> judge_alone(const SavedItem& item, const Surroundings&) {
    return malformed(item);
  }

  static std::optional<SignInTrouble> judge_refused(const SavedItem& item,
                                                    const Surroundings& around) {
    return rejected(item, around);
  }

  static std::optional<SignInTrouble> judge_lasting(const SavedItem& item,
                                                    const Surroundings& around) {
    return stale(item, around);
  }

  static void add_duplicates(std::map<std::string, std::vector<Suspect>>& found,
                             const std::vector<SavedItem>& items, const Subject& subject) {
    const auto* used = used_one(items, subject);
    // Of a keyring's clients each has its own.
    const bool windows = std::ranges::all_of(
        items, [](const SavedItem& item) { return !text_fact(item, "target").empty(); });
    if (items.size() < 2 || used == nullptr || !windows) return;
    auto& suspects = found["credential.duplicate"];
    for (const auto& item : items) {
      if (&item == used || malformed(item)) continue;
      suspects.push_back({item, why_doubled(item, *used) + without_undo(item),
                          may_be_default(item) && !is_twin(item, *used)});
    }
    if (suspects.empty()) found.erase("credential.duplicate");
  }
};

}  // namespace

std::unique_ptr<Inspection> make_saved_credentials() {
  return std::make_unique<SavedCredentials>();
}

}  // namespace monitor
