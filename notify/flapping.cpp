#include "notify/flapping.h"

#include "notify/matter.h"

#include <algorithm>
#include <utility>

namespace notify {

using monitor::FindingChange;
using monitor::SysTime;
using monitor::TargetId;

namespace {

// What fails for longer without being believed is a pause that is usual there.
constexpr std::chrono::hours believed_within{1};
// What failed for so long counts as a failure, though it was not believed.
constexpr std::chrono::minutes counts_from{10};

bool is_the_same(const FindingChange& a, const FindingChange& b) {
  const bool same_subject = a.finding.subject.empty() || b.finding.subject.empty() ||
                            a.finding.subject == b.finding.subject;
  // What was told of several is not what one of them has later, nor is a risk a failure.
  const bool alike =
      a.finding.severity == b.finding.severity && (a.targets.size() > 1) == (b.targets.size() > 1);
  // What another network blocks has another cause; the words name it.
  const bool same_network =
      a.finding.code != "network.port_blocked" || a.finding.explanation == b.finding.explanation;
  return a.finding.code == b.finding.code && same_subject && alike && same_network &&
         share_a_target(a.targets, b.targets);
}

/// What fails again is not over, even where that is not believed yet.
void note_suspicion(Spell& spell, bool fails, SysTime now) {
  if (fails) {
    spell.fails_since = std::min(spell.fails_since.value_or(now), now);
    spell.over = now;
    return;
  }
  const auto began = std::exchange(spell.fails_since, std::nullopt);
  // The first end was told as one.
  if (began && spell.times > 1 && now - *began >= counts_from) ++spell.times;
}

}  // namespace

void Flapping::note_end(Spell spell, SysTime now) {
  spell.over = now;
  auto episode = spell.episode;
  spells_.insert_or_assign(std::move(episode), std::move(spell));
}

std::optional<Spell> Flapping::take_back(const FindingChange& change) {
  const auto found = std::find_if(spells_.begin(), spells_.end(), [&](const auto& one) {
    return is_the_same(one.second.change, change);
  });
  if (found == spells_.end()) return {};
  auto spell = std::move(found->second);
  if (change.since > spell.over + comes_back_within && spell.times == 1) {
    spells_.erase(found);
    return {};
  }
  spells_.erase(found);
  ++spell.times;
  return spell;
}

bool Flapping::goes_on(const std::vector<TargetId>& targets) const {
  return std::ranges::any_of(spells_, [&](const auto& one) {
    const auto& [episode, spell] = one;
    return spell.times > 1 && spell.change.finding.severity == monitor::Severity::failure &&
           share_a_target(spell.change.targets, targets);
  });
}

std::vector<Spell> Flapping::take_settled(SysTime now,
                                          const std::function<bool(const Spell&)>& fails,
                                          const std::vector<TargetId>& restless) {
  std::vector<Spell> settled;
  for (auto one = spells_.begin(); one != spells_.end();) {
    auto& spell = one->second;
    // A clock that was set back begins to wait anew.
    if (spell.over > now) spell.over = now;
    note_suspicion(spell, fails(spell), now);
    const bool is_usual = spell.fails_since && now - *spell.fails_since > believed_within;
    const bool goes_on = spell.times > 1 && share_a_target(spell.change.targets, restless);
    if (goes_on || (!is_usual && now - spell.over <= comes_back_within)) {
      ++one;
      continue;
    }
    if (spell.times > 1) settled.push_back(std::move(spell));
    one = spells_.erase(one);
  }
  return settled;
}

}  // namespace notify
