#include "notify/alert_policy.h"

#include "monitor/model/taken_back.h"
#include "monitor/model/whereabouts.h"
#include "notify/alert_words.h"

#include <algorithm>
#include <utility>

namespace notify {

namespace {

using monitor::Finding;
using monitor::FindingChange;
using monitor::SysTime;
using monitor::TargetId;

/// What has happened is not over when the next look no longer shows it.
bool is_an_event(const std::string& code) {
  return code.ends_with("certificate.changed") || code.ends_with("certificate.renewed") ||
         code == "name.changed";
}

/// Whether a certificate may have ended that was told to end soon; after a restart the day is
/// unknown.
bool may_have_ended(const Finding& finding, SysTime now) {
  return is_about_an_end(finding.code) && !has_ended(finding.code) &&
         finding.fails_at.value_or(now) <= now;
}

/// Of several that share a certificate or get slower together some are well before the others; an
/// outage ends for all at once but for those that stay broken.
bool ends_one_by_one(const std::string& code) {
  return code.find("certificate.") != std::string::npos || code.starts_with("trend.");
}

}  // namespace

AlertPolicy::AlertPolicy(std::vector<Told> told) : told_(std::move(told)) {
  for (const auto& row : told_) {
    rows_.emplace(row.episode, static_cast<std::size_t>(&row - told_.data()));
    if (!row.open || row.targets.empty()) continue;
    auto change = change_of(row);
    change.since = began_at(row, told_);
    const auto since = change.since;
    matters_.push_back({std::move(change), row.episode, 1, since});
  }
}

void AlertPolicy::set_targets(const std::vector<monitor::Target>& targets) {
  targets_.clear();
  for (const auto& target : targets)
    targets_.emplace(target.id, target);
}

std::optional<Alert> AlertPolicy::consider(const FindingChange& change, SysTime now) {
  if (change.targets.empty()) return {};
  keep_time(now);
  switch (change.kind) {
    case FindingChange::Kind::opened:
    case FindingChange::Kind::worsened:
    case FindingChange::Kind::eased:
      return open(change, now);
    case FindingChange::Kind::closed:
      return close(change, now);
  }
  return {};
}

/// The matter that goes on, or comes back, or is new.
Matter& AlertPolicy::take_up(const FindingChange& change) {
  auto* matter = find_matter(matters_, change);
  // A decline that is said by what comes and goes is not told of itself.
  const bool is_apart = matter != nullptr && is_said(*matter) &&
                        comes_true(matter->change.finding.code, change.finding.code);
  if (matter != nullptr && !is_apart) {
    add_part(*matter, change);
    return *matter;
  }
  if (auto spell = flapping_.take_back(change)) {
    // The first end was told as one, so that what comes back is an episode of its own.
    auto episode = spell->times > 2 ? spell->episode : episode_of(change);
    return matters_.emplace_back(Matter{change, std::move(episode), spell->times, spell->first});
  }
  return matters_.emplace_back(Matter{change, episode_of(change), 1, change.since});
}

std::optional<Alert> AlertPolicy::open(const FindingChange& change, SysTime now) {
  const auto known = matters_.size();
  auto& matter = take_up(change);
  const bool is_new = matters_.size() > known;
  auto* told = row(matter.episode);
  // What was over for several may go on for one of them, under the same name.
  const bool was_over = told != nullptr && !told->open && is_new && matter.times == 1;
  if (told == nullptr || was_over) return tell(matter, Alert::Kind::raised, now);
  if (add_targets(told->targets, matter.change.targets)) keep(*told);
  if (is_new && matter.times > 1) return tell_return(matter, now);
  const bool is_worse = change.kind == FindingChange::Kind::worsened &&
                        change.finding.code == matter.change.finding.code;
  return is_worse || came_true_untold(matter) ? tell_worse(matter, now) : std::nullopt;
}

/// What wavers between bad and worse is told as worse as rarely as it is reminded of.
std::optional<Alert> AlertPolicy::tell_worse(Matter& matter, SysTime now) {
  const bool ends = came_true_untold(matter);
  const bool has_level = matter.change.finding.level != 0;
  auto& was_told = ends ? matter.came_true : matter.escalated;
  if (was_told && !has_level && !is_time_to_remind(matter, *row(matter.episode), now)) return {};
  if (has_level && !ends && is_just_told(matter, now)) {
    keep_level(matter);
    return {};
  }
  auto alert = tell(matter, Alert::Kind::escalated, now);
  if (!alert) return {};
  was_told = was_told || !has_level;
  if (!ends) return alert;
  // From now on it lasts; the episode's name tells only since when the end was near.
  matter.first = matter.change.since;
  keep(mark_of(matter.change, now));
  return alert;
}

/// The first return is news, of its own episode; the others are one sentence, a day later at the
/// earliest.
std::optional<Alert> AlertPolicy::tell_return(const Matter& matter, SysTime now) {
  auto& told = *row(matter.episode);
  told.open = true;
  keep(told);
  if (!is_time_to_remind(matter, told, now)) return {};
  auto alert = tell(matter, Alert::Kind::reminded, now);
  if (!alert) kept_back_.insert(matter.episode);
  return alert;
}

std::optional<Alert> AlertPolicy::close(const FindingChange& change, SysTime now) {
  auto* matter = find_matter(matters_, change);
  if (matter == nullptr || matter->over) return {};
  auto* told = row(matter->episode);
  const bool is_told = told != nullptr && told->open;
  if (drop_part(*matter, change)) {
    const auto& left = matter->change.finding.code;
    if (!is_told || comes_true(told->code, left) || told->code == left) return {};
    told->code = left;
    keep(*told);
    return {};
  }
  if (is_taken_back(change.finding)) return take_back(Matter(*matter), now);
  if (is_left_behind(change.finding)) {
    end(Matter(*matter), now);
    return {};
  }
  const bool all = !leave_out_others(*matter, change);
  // The same look may end what remains, too.
  const bool in_doubt =
      may_have_ended(change.finding, now) || (all && what_remains(*matter) != nullptr);
  if (is_told && in_doubt) {
    matter->over = now;
    return {};
  }
  return end(Matter(*matter), now);
}

std::optional<Alert> AlertPolicy::end(const Matter& matter, SysTime now) {
  std::erase_if(matters_, [&](const Matter& one) { return one.episode == matter.episode; });
  const bool was_silent = kept_back_.erase(matter.episode) > 0;
  auto* told = row(matter.episode);
  if (told == nullptr || !told->open) return {};
  const auto& finding = matter.change.finding;
  const bool may_return = finding.level == 0 && !is_an_event(finding.code);
  if (may_return) {
    flapping_.note_end({matter.episode, matter.change, matter.first, now, matter.times}, now);
    // Said when it has stayed away; until then a restart holds it for open.
    if (matter.times > 1) return {};
  }
  told->open = false;
  keep(*told);
  const auto snooze = snoozing(rules_, matter.episode, matter.change, now);
  if (is_replaced(matter) || is_an_event(finding.code) || snooze == Snoozing::for_a_while) {
    return {};
  }
  auto all = matter;
  if (ends_one_by_one(finding.code)) all.change.targets = told->targets;
  auto alert = alert_for(all, Alert::Kind::cleared, now);
  const bool is_watched = !alert.target_names.empty();
  if (!is_watched) put_words(alert, no_longer_watched_words());
  alert.silent = was_silent || is_quiet(now) || !is_watched;
  return alert;
}

bool AlertPolicy::is_replaced(const Matter& over) const {
  const auto& old = over.change.finding;
  return std::any_of(matters_.begin(), matters_.end(), [&](const Matter& one) {
    const auto& finding = one.change.finding;
    return !one.over && finding.code == old.code && finding.severity >= old.severity &&
           share_a_target(one.change.targets, over.change.targets);
  });
}

const Finding* AlertPolicy::what_remains(const Matter& over) const {
  // What is only worth knowing is no trouble.
  return worst_beside(matters_, over, std::max(rules_.at_least, monitor::Severity::risk));
}

std::optional<Alert> AlertPolicy::tell(const Matter& matter, Alert::Kind kind, SysTime now) {
  if (!may_tell(matter, now)) return {};
  auto alert = alert_for(matter, kind, now);
  if (alert.target_names.empty()) return {};
  alert.silent = is_quiet(now);
  if (alert.silent) {
    kept_back_.insert(matter.episode);
  } else {
    kept_back_.erase(matter.episode);
  }
  const auto& finding = matter.change.finding;
  keep({matter.episode, matter.change.targets, finding.code, finding.subject, finding.level, now,
        true});
  return alert;
}

bool AlertPolicy::may_tell(const Matter& matter, SysTime now) const {
  const auto& change = matter.change;
  if (change.finding.severity < rules_.at_least || is_said(matter)) return false;
  // Who has put off that the end is near has not put off the end.
  const auto snooze =
      snoozing(rules_, came_true_untold(matter) ? std::string() : matter.episode, change, now);
  const bool snoozed = snooze == Snoozing::for_a_while || snooze == Snoozing::until_it_ends;
  return !snoozed && !is_maintained(rules_, change, now, utc_offset_) &&
         !was_told_before(change.finding, change.targets);
}

bool AlertPolicy::was_told_before(const Finding& finding,
                                  const std::vector<TargetId>& targets) const {
  if (finding.level == 0) return false;
  return std::any_of(told_.begin(), told_.end(), [&](const Told& told) {
    return is_one_matter(told.code, finding.code, told.subject, finding.subject) &&
           told.level >= finding.level && share_a_target(told.targets, targets);
  });
}

Alert AlertPolicy::alert_for(const Matter& matter, Alert::Kind kind, SysTime now) const {
  const auto& finding = said_as(kind, matter);
  Alert alert;
  alert.kind = kind;
  alert.episode = matter.episode;
  alert.code = finding.code;
  alert.severity = finding.severity;
  alert.fails_at = finding.fails_at;
  alert.at = now;
  std::vector<std::string> names;
  std::set<std::string> computers;
  for (const auto id : matter.change.targets) {
    const auto found = targets_.find(id);
    if (found == targets_.end()) continue;
    const auto& target = found->second;
    alert.targets.push_back(id);
    alert.target_names.push_back(monitor::shown_name(target));
    if (computers.insert(monitor::computer_of(target)).second)
      names.push_back(alert.target_names.back());
  }
  if (names.empty()) return alert;
  auto words = words_for(matter, kind, names, now);
  const auto& gateway = targets_.at(alert.targets.front()).gateway;
  if (alert.code.starts_with("gateway.") && gateway)
    words.text = naming_gateway(words.text, gateway->host);
  put_words(alert, words);
  return alert;
}

Told* AlertPolicy::row(const std::string& episode) {
  const auto found = rows_.find(episode);
  return found == rows_.end() ? nullptr : &told_[found->second];
}

void AlertPolicy::keep(Told told) {
  if (std::find(changed_.begin(), changed_.end(), told.episode) == changed_.end()) {
    changed_.push_back(told.episode);
  }
  if (auto* old = row(told.episode)) {
    told.level = std::max(told.level, old->level);
    if (old->open) add_targets(told.targets, old->targets);
    *old = std::move(told);
  } else {
    rows_.emplace(told.episode, told_.size());
    told_.push_back(std::move(told));
  }
}

std::vector<Told> AlertPolicy::take_changed() {
  std::vector<Told> rows;
  for (const auto& episode : std::exchange(changed_, {}))
    rows.push_back(*row(episode));
  return rows;
}

}  // namespace notify
