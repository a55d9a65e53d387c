#include "notify/alert_policy.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

// AlertPolicy's part that only time moves: what is said because it is time to say it.

namespace notify {

using monitor::Severity;
using monitor::SysTime;
using monitor::TargetId;

namespace {

constexpr std::string_view fails_more_often = "trend.failing_more_often";
// That a certificate has ended is told when those that share it have been looked at, too.
constexpr std::chrono::minutes worse_follows_within{1};

// A clock that is set by less is of no matter to what is told daily.
constexpr std::chrono::hours a_day{23};
constexpr std::chrono::hours between_looks{1};
// Within that a nearer level would be told in nearly the same words.
constexpr std::chrono::hours half_a_day{12};
// What was set back so long ago says nothing of a pause of that length.
constexpr std::chrono::days remembered{7};

/// One alert for all of them, under the episode of the worst.
Alert one_of(std::vector<Alert> alerts) {
  std::stable_sort(alerts.begin(), alerts.end(),
                   [](const Alert& a, const Alert& b) { return a.severity > b.severity; });
  auto words = several_words(alerts);
  auto sum = alerts.front();
  for (const auto& alert : alerts) {
    if (alert.fails_at && (!sum.fails_at || *alert.fails_at < *sum.fails_at))
      sum.fails_at = alert.fails_at;
    for (std::size_t i = 0; i < alert.targets.size(); ++i) {
      if (std::find(sum.targets.begin(), sum.targets.end(), alert.targets[i]) != sum.targets.end())
        continue;
      sum.targets.push_back(alert.targets[i]);
      sum.target_names.push_back(alert.target_names[i]);
    }
  }
  sum.title = std::move(words.title);
  sum.text = std::move(words.text);
  return sum;
}

/// Takes over how it is now; false where it is not to be told again.
bool is_taken_up(Matter& matter, const AlertPolicy::Question& worth_repeating, SysTime told_at) {
  bool is_worth_it = false;
  for (const auto target : matter.change.targets) {
    const auto* newest = worth_repeating(target, matter.change.finding, told_at);
    if (newest == nullptr) continue;
    is_worth_it = true;
    if (take_words(matter, *newest)) break;
  }
  return is_worth_it;
}

}  // namespace

void AlertPolicy::remember_kept_back() {
  if (std::exchange(knows_kept_back_, true)) return;
  for (const auto& matter : matters_) {
    const auto* told = row(matter.episode);
    if (told != nullptr && told->open && is_quiet(told->at)) kept_back_.insert(matter.episode);
  }
}

/// Where the clock was set, what was told is as long ago as it was. That it goes forward by as much
/// as it was set back before is no time that has passed.
void AlertPolicy::keep_time(SysTime now) {
  watched_.pass(now);
  const auto step = clock_ == SysTime{} ? SysTime::duration{0} : now - clock_;
  clock_ = now;
  const bool forward = step > step.zero();
  if (std::chrono::abs(step) < a_day) return;
  const bool again = std::chrono::abs(step - set_back_) <= between_looks &&
                     now - step - set_back_at_ <= remembered;
  if (forward && !again) return;
  for (auto& told : told_) {
    if (forward || ahead_ || told.at > now) told.at += step;
  }
  ahead_ = forward;
  if (forward) return;
  set_back_ = -step;
  set_back_at_ = now;
}

/// What a wrong clock gave. It is told anew where it is true by the right one.
std::optional<Alert> AlertPolicy::take_back(const Matter& matter, SysTime now) {
  std::erase_if(matters_, [&](const Matter& one) { return one.episode == matter.episode; });
  kept_back_.erase(matter.episode);
  auto* told = row(matter.episode);
  if (told == nullptr) return {};
  const bool was_open = std::exchange(told->open, false);
  told->level = 0;
  keep(*told);
  auto alert = alert_for(matter, Alert::Kind::cleared, now);
  if (!was_open || alert.target_names.empty()) return {};
  put_words(alert, taken_back_words(alert.target_names, matter.change.finding));
  alert.silent = is_quiet(now);
  return alert;
}

std::vector<Alert> AlertPolicy::due_reminders(SysTime now, const Question& worth_repeating) {
  keep_time(now);
  watched_.begin(now);
  remember_kept_back();
  auto ends = settled(now, worth_repeating);
  std::ranges::move(delayed_ends(now), std::back_inserter(ends));
  std::vector<Alert> alerts;
  bool waited = false;
  const auto is_older = [](const Matter& a, const Matter& b) {
    return a.change.since < b.change.since;
  };
  if (!std::is_sorted(matters_.begin(), matters_.end(), is_older))
    std::stable_sort(matters_.begin(), matters_.end(), is_older);
  for (auto& matter : matters_) {
    if (matter.over) continue;
    auto* told = row(matter.episode);
    // A clock that was ahead before this start must not silence what it told for long.
    if (told != nullptr && told->at > now) told->at = now;
    const bool is_news = told == nullptr || came_true_untold(matter);
    if (is_news ? !may_tell(matter, now) : !is_due_again(matter, *told, now)) continue;
    const auto told_at = is_news ? SysTime{} : told->at;
    if (worth_repeating && !is_taken_up(matter, worth_repeating, told_at)) continue;
    const bool was_kept_back =
        is_news || kept_back_.contains(matter.episode) ||
        snoozing(rules_, matter.episode, matter.change, now, told->at) == Snoozing::ended;
    auto alert = told == nullptr ? tell(matter, Alert::Kind::raised, now)
                 : is_news       ? tell_worse(matter, now)
                                 : remind(matter, now);
    if (!alert) continue;
    waited = waited || (was_kept_back && !alert->silent);
    alerts.push_back(std::move(*alert));
  }
  if (waited && alerts.size() > 1) alerts = {one_of(std::move(alerts))};
  ends.insert(ends.end(), std::make_move_iterator(alerts.begin()),
              std::make_move_iterator(alerts.end()));
  return ends;
}

bool AlertPolicy::came_true_untold(const Matter& matter) const {
  const auto told = rows_.find(matter.episode);
  return told != rows_.end() && comes_true(told_[told->second].code, matter.change.finding.code);
}

bool AlertPolicy::is_said(const Matter& matter) const {
  const auto& targets = matter.change.targets;
  if (matter.change.finding.code != fails_more_often || rows_.contains(matter.episode))
    return false;
  const bool is_back = std::ranges::any_of(matters_, [&](const Matter& one) {
    return one.times > 1 && one.change.finding.severity == Severity::failure &&
           rows_.contains(one.episode) && share_a_target(one.change.targets, targets);
  });
  return is_back || flapping_.goes_on(targets);
}

std::vector<TargetId> AlertPolicy::restless() const {
  std::vector<TargetId> targets;
  for (const auto& matter : matters_) {
    if (is_said(matter)) add_targets(targets, matter.change.targets);
  }
  return targets;
}

std::vector<Alert> AlertPolicy::settled(SysTime now, const Question& newest) {
  const auto fails = [&](const Spell& spell) {
    return newest && std::ranges::any_of(spell.change.targets, [&](TargetId id) {
             return newest(id, spell.change.finding, SysTime{}) != nullptr;
           });
  };
  std::vector<Alert> ends;
  for (const auto& spell : flapping_.take_settled(now, fails, restless())) {
    auto* told = row(spell.episode);
    if (told == nullptr || !told->open) continue;
    told->open = false;
    keep(*told);
    const Matter over{spell.change, spell.episode, spell.times, spell.first};
    const auto snooze = snoozing(rules_, spell.episode, spell.change, now);
    if (spell.fails_since || is_replaced(over) || snooze == Snoozing::for_a_while) continue;
    auto alert = alert_for(over, Alert::Kind::cleared, now);
    if (alert.target_names.empty()) continue;
    alert.silent = is_quiet(now);
    ends.push_back(std::move(alert));
  }
  return ends;
}

Words AlertPolicy::words_for(const Matter& matter, Alert::Kind kind,
                             const std::vector<std::string>& names, SysTime now) const {
  const auto& finding = said_as(kind, matter);
  const Times times{matter.times, matter.first, now, utc_offset_};
  if (matter.times > 1 && kind == Alert::Kind::cleared) return settled_words(names, finding, times);
  if (matter.times > 1) return flapping_words(names, finding, times);
  switch (kind) {
    case Alert::Kind::raised:
    case Alert::Kind::escalated:
      return trouble_words(names, finding, now, utc_offset_);
    case Alert::Kind::reminded:
      return reminder_words(names, finding, matter.change.since, now, utc_offset_);
    case Alert::Kind::cleared:
      break;
  }
  return end_words(matter, names, now);
}

/// What nobody saw is no part of how long it lasted; but a certificate comes to its end unseen,
/// too.
Words AlertPolicy::end_words(const Matter& matter, const std::vector<std::string>& names,
                             SysTime now) const {
  const auto& finding = matter.change.finding;
  auto length = lasted(matter, now);
  bool seen_in_part = false;
  if (length && !is_about_an_end(finding.code)) {
    const auto unseen = watched_.unseen(matter.change.since, matter.over.value_or(now));
    seen_in_part = unseen && *unseen > unseen->zero();
    if (!unseen) length.reset();
    if (seen_in_part) *length -= std::chrono::floor<std::chrono::seconds>(*unseen);
  }
  const auto* other = what_remains(matter);
  return relief_words(names, finding, length, other == nullptr ? "" : other->title, seen_in_part);
}

std::vector<Alert> AlertPolicy::delayed_ends(SysTime now) {
  std::vector<Matter> over;
  std::ranges::copy_if(matters_, std::back_inserter(over), [&](const Matter& matter) {
    return matter.over && (now < *matter.over || now - *matter.over >= worse_follows_within);
  });
  std::vector<Alert> ends;
  for (const auto& matter : over) {
    if (auto alert = end(matter, now)) ends.push_back(std::move(*alert));
  }
  return ends;
}

std::optional<Alert> AlertPolicy::remind(const Matter& matter, SysTime now) {
  auto& told = *row(matter.episode);
  auto alert = alert_for(matter, Alert::Kind::reminded, now);
  if (alert.target_names.empty()) return {};
  kept_back_.erase(matter.episode);
  told.at = now;
  told.level = std::max(told.level, matter.change.finding.level);
  keep(told);
  return alert;
}

bool AlertPolicy::is_time_to_remind(const Matter& matter, const Told& told, SysTime now) const {
  // What is known for long need not be said daily: after 1, 3, 9 and 27 days.
  const auto wait = std::max<SysTime::duration>(rules_.remind_every, 2 * (told.at - matter.first));
  return rules_.remind_every > rules_.remind_every.zero() && now - told.at >= wait;
}

bool AlertPolicy::is_quiet(SysTime now) const {
  return rules_.quiet_hours && rules_.quiet_hours->contains(now, utc_offset_);
}

bool AlertPolicy::is_just_told(const Matter& matter, SysTime now) const {
  const auto& told = told_[rows_.at(matter.episode)];
  return told.code == matter.change.finding.code && now - told.at < half_a_day &&
         !kept_back_.contains(matter.episode);
}

void AlertPolicy::keep_level(const Matter& matter) {
  auto told = *row(matter.episode);
  told.level = matter.change.finding.level;
  keep(std::move(told));
}

bool AlertPolicy::is_due_again(const Matter& matter, const Told& told, SysTime now) const {
  const auto& change = matter.change;
  if (change.finding.severity < rules_.at_least || is_quiet(now) ||
      is_maintained(rules_, change, now, utc_offset_)) {
    return false;
  }
  switch (snoozing(rules_, matter.episode, change, now, told.at)) {
    case Snoozing::for_a_while:
    case Snoozing::until_it_ends:
      return false;
    case Snoozing::ended:
      return true;
    case Snoozing::no:
      break;
  }
  if (kept_back_.contains(matter.episode)) return true;
  return change.finding.severity == Severity::failure && change.finding.level == 0 &&
         is_time_to_remind(matter, told, now);
}

}  // namespace notify
