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

/// The entries that one code is about.
struct Group {
  std::vector<Suspect> suspects;
  Certainty certainty = Certainty::unsure;  ///< of the one that is surest
};

void add(Group& group, const SavedItem& item, const SignInTrouble& trouble) {
  const bool remove = trouble.code != "credential.stale" && trouble.certainty == Certainty::sure &&
                      may_be_default(item);
  group.suspects.push_back({item, trouble.why + without_undo(item), remove});
  group.certainty = std::min(group.certainty, trouble.certainty);
}

/// What is no damage, and may even be right.
void soften(Finding& finding, Certainty certainty) {
  finding.title = "A saved user name may be wrong";
  if (certainty == Certainty::likely) {
    finding.explanation =
        "A saved user name for this computer does not name the domain that the computer belongs "
        "to, so the sign-in will probably be refused. Save it again with the domain in front.";
    return;
  }
  finding.severity = Severity::information;
  finding.explanation =
      "A saved user name for this computer names no domain, and it is not sure whether one is "
      "needed. If the sign-in is refused, save it again with the domain in front.";
}

LocalFinding made(const std::string& code, Group group) {
  std::vector<std::string> names;
  for (const auto& suspect : group.suspects)
    names.push_back(suspect.item.shown_as);
  LocalFinding found{make_finding(code, {{"items", std::move(names)}}), std::move(group.suspects)};
  if (group.certainty != Certainty::sure) soften(found.finding, group.certainty);
  return found;
}

/// The worst that is to be said of it with this subject in mind.
std::optional<SignInTrouble> judged(const SavedItem& item, const Subject& subject,
                                    const Surroundings& around) {
  if (auto found = malformed(item)) return found;
  if (auto found = rejected(item, around)) return found;
  const auto* look = subject.check;
  const auto* host = look != nullptr && look->identity ? &*look->identity : nullptr;
  if (auto found = without_domain(item, host, around)) return found;
  return stale(item, around);
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
    std::map<std::string, Group> found;
    for (const auto& item : items) {
      if (const auto trouble = judged(item, subject, around))
        add(found[trouble->code], item, *trouble);
    }
    add_duplicates(found, items, subject);
    std::vector<LocalFinding> findings;
    for (auto& [code, group] : found)
      findings.push_back(made(code, std::move(group)));
    return findings;
  }

 private:
  static void add_duplicates(std::map<std::string, Group>& found,
                             const std::vector<SavedItem>& items, const Subject& subject) {
    const auto* used = used_one(items, subject);
    // Of a keyring's clients each has its own.
    const bool windows = std::ranges::all_of(
        items, [](const SavedItem& item) { return !text_fact(item, "target").empty(); });
    if (items.size() < 2 || used == nullptr || !windows) return;
    Group doubled{{}, Certainty::sure};
    for (const auto& item : items) {
      if (&item == used || malformed(item)) continue;
      doubled.suspects.push_back({item, why_doubled(item, *used) + without_undo(item),
                                  may_be_default(item) && !is_twin(item, *used)});
    }
    if (!doubled.suspects.empty()) found["credential.duplicate"] = std::move(doubled);
  }
};

}  // namespace

std::unique_ptr<Inspection> make_saved_credentials() {
  return std::make_unique<SavedCredentials>();
}

}  // namespace monitor
