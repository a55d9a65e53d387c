#include "monitor/foresight/usual_outages.h"

#include "monitor/foresight/patience.h"
#include "monitor/foresight/words.h"
#include "monitor/model/finding_codes.h"

#include <algorithm>

namespace monitor {

namespace {

/// Before the user may come, as far as is known.
constexpr int before_earliest = 10;

/// That day, when it will have gone off also where it does so later than today.
LocalMoment later_that_evening(LocalMoment at) {
  constexpr int earlier = 50;
  at.minute = std::min(at.minute + earlier, 24 * 60 - 1);
  return at;
}

/// The minute of today at which it is still in time for the user to be told.
int in_time_for_use(const TargetPast& past, const Moment& moment) {
  constexpr int morning = 8 * 60 + 30;
  constexpr int before_use = 25;
  if (moment.is_abroad()) return morning;
  if (const auto usual = past.attempts.usual_first(moment.local))
    return std::min(usual->early - before_earliest, usual->minute - before_use);
  return expected_use(past, moment.local).soon ? 0 : morning;
}

/// The minute from which on it is missed where it was hardly ever seen to come back.
int missed_without_a_habit(const TargetPast& past, const LocalMoment& began, int in_time,
                           const Moment& moment) {
  constexpr int young = 5;
  constexpr double sometimes_off = 0.21;
  constexpr double nearly_always_up = 0.92;
  constexpr int unsure_at_weekends = 60;
  const bool weekend = moment.at_host.is_weekend();
  if (past.attempts.days_like(moment.local) < young)
    return in_time + (weekend ? unsure_at_weekends : 0);
  const auto off = past.hours.share_off(began);
  const bool for_the_night = past.hours.is_usually_off(later_that_evening(began));
  if (off && *off < sometimes_off && !for_the_night) return 0;
  if (past.attempts.usual_first(moment.local) && !moment.is_abroad()) return in_time;
  const int up = past.hours.up_from(moment.at_host, nearly_always_up).value_or(0);
  return std::max(in_time, up) + (weekend ? unsure_at_weekends : 0);
}

/// The minute of today from which on a host that was off before is missed: when it is usually back,
/// but for odd days. Where its returns differ it is given longer, but not until the user may come.
int missed_from(const TargetPast& past, const LocalMoment& began, const Moment& moment) {
  constexpr double spreads = 1.5;
  const auto back = past.hours.usually_back(moment.at_host);
  if (!back) return missed_without_a_habit(past, began, in_time_for_use(past, moment), moment);
  const int soonest = back->late + back->doubt;
  const int sure = soonest + static_cast<int>(spreads * back->spread);
  if (const auto use = past.attempts.usual_first(moment.local); use && !moment.is_abroad())
    return std::clamp(use->early - before_earliest, soonest, sure);
  return sure;
}

/// The minute of today, within half an hour, at which one that is up now usually goes off; -1 for
/// none. Worked out once in a quarter of an hour.
int goes_off_at(TargetPast& past, const LocalMoment& now) {
  constexpr int slot_minutes = 15;
  const int slot = now.minute / slot_minutes;
  auto& known = past.goes_off;
  if (known.day == now.day && known.slot == slot) return known.minute;
  known = {now.day, slot, -1};
  if (past.hours.is_usually_off(now)) return known.minute;
  auto soon = now;
  for (const int ahead : {1, 2}) {
    soon.minute = (slot + ahead) * slot_minutes;
    if (soon.minute >= 24 * 60 || known.minute >= 0) break;
    if (past.hours.is_usually_off(soon)) known.minute = soon.minute;
  }
  return known.minute;
}

}  // namespace

bool is_usual(const Spell& spell, bool while_away, const TargetPast& past, const Moment& moment) {
  if (past.hours.is_usually_off(moment.at_host) && !past.hours.usually_back(moment.at_host))
    return true;
  if (past.hours.is_off_all_day(moment.at_host)) return true;
  const auto began = local_moment(spell.from, moment.host_utc_offset);
  const bool today = began.day == moment.at_host.day;
  // It went off as usual before a day off, of which nothing is known yet.
  if (spell.usual && !today && moment.at_host.is_weekend() && !past.hours.share_off(moment.at_host))
    return true;
  const auto back = past.hours.usually_back(moment.at_host);
  const bool over_night = !today || while_away || (back && began.minute <= back->late);
  if (over_night && moment.at_host.minute < missed_from(past, began, moment)) return true;
  // It has gone off for the night, perhaps somewhat earlier than on other days.
  return (past.hours.is_usually_off(moment.at_host) ||
          past.hours.is_usually_off(later_that_evening(moment.at_host))) &&
         (!back || moment.at_host.minute > back->late + 240 ||
          moment.at_host.minute < back->minute);
}

bool is_often_off(const Spell& spell, const TargetPast& past, const Moment& moment) {
  if (past.hours.is_often_off(moment.at_host) && !past.hours.usually_back(moment.at_host))
    return true;
  constexpr double longer_than_ever = 1.5;
  const auto usual = past.spells.usual_absence(moment.at);
  return usual && minutes_between(spell.from, moment.at) < longer_than_ever * *usual;
}

bool is_at_its_hour(const Spell& spell, const TargetPast& past, const Moment& moment) {
  return past.hours.is_usually_off(moment.at_host) &&
         past.hours.is_usually_off(local_moment(spell.from, moment.host_utc_offset));
}

std::optional<Finding> usual_outage(TargetPast& past, const Moment& moment) {
  const auto* spell = past.spells.current();
  if (spell != nullptr) {
    if (!spell->usual) return {};
    auto finding = make_finding("trend.usual_outage", {{"since", spell->from}});
    const auto back = past.hours.usually_back(moment.at_host);
    finding.title = "It is usually off at this hour";
    finding.explanation = usually_off_text(back ? moment.on_users_clock(back->late) : -1);
    return finding;
  }
  const int minute = goes_off_at(past, moment.at_host);
  if (minute < 0) return {};
  auto finding = make_finding("trend.usual_outage");
  finding.fails_at = from_local(moment.at_host.day, minute, moment.host_utc_offset);
  return finding;
}

}  // namespace monitor
