#include "monitor/foresight/arrivals.h"
#include "monitor/foresight/lossy_networks.h"
#include "monitor/foresight/target_past.h"
#include "monitor/foresight/transcript.h"

#include <algorithm>

// What each part of foresight keeps for the next start, in the order in which its line has it. A
// line whose order or meaning changes gets another name, in remembering.cpp.

namespace monitor {

namespace {

constexpr std::int64_t many = 2'000'000'000;
constexpr std::int64_t longest_ms = 4'000'000'000'000;
constexpr double far = 1e9;
constexpr int last_minute = 1439;
constexpr std::size_t most_networks = 64;

/// Later by so much; may be not set at all.
void later(Transcript& text, SysTime from, SysTime& value) {
  auto by_ms = std::int64_t{std::max(value - from, SysTime::duration{0}).count()};
  text.number(by_ms, 0, longest_ms);
  if (text.is_reading()) value = from + SysTime::duration{by_ms};
}

void spell(Transcript& text, Spell& one) {
  text.time(one.from);
  later(text, one.from, one.last);
  later(text, one.from, one.until);
  text.real(one.awake_h, 0, far);
  text.number(one.looks, 0, many);
  text.number(one.looks_since_wake, 0, many);
  text.flag(one.own);
  text.flag(one.missed);
  text.flag(one.told);
  text.flag(one.alone);
}

/// How it failed, and where.
void newest_of(Transcript& text, Spell& one) {
  auto failing = static_cast<std::int64_t>(one.failing);
  text.number(failing, 0, static_cast<std::int64_t>(Failing::answered));
  one.failing = static_cast<Failing>(failing);
  text.place(one.place.network);
  text.place(one.place.vpn);
}

}  // namespace

void Reach::transcribe(Transcript& text) {
  constexpr std::size_t most = 24;
  text.list(seen_, most, [&](Seen& seen) {
    text.place(seen.place.network);
    text.place(seen.place.vpn);
    text.number(seen.answers, 0, many);
    text.number(seen.silences, 0, many);
    text.number(seen.visits_in_vain, 0, many);
  });
  // Lines of programs before this one end here.
  if (text.is_reading() && text.is_whole()) return;
  for (auto& seen : seen_) {
    text.number(seen.visits_answered, 0, many);
    text.number(seen.refuted, 0, many);
  }
}

void Spells::transcribe(Transcript& text) {
  constexpr std::size_t most = 48;
  text.maybe(current_, [&](Spell& one) { spell(text, one); });
  text.list(past_, most, [&](Spell& one) { spell(text, one); });
  text.list(restarts_, most, [&](Spell& one) { spell(text, one); });
  text.real(told_until_h_, 0, far);
  // Lines of programs before this one end here.
  if (!text.goes_on()) return;
  text.maybe(aside_, [&](Spell& one) { spell(text, one); });
  for (auto* one : {&current_, &aside_}) {
    if (*one) newest_of(text, **one);
  }
  // When those began that turned connections away.
  std::vector<SysTime> turned_away;
  const auto for_each = [this](const auto& visit) {
    std::ranges::for_each(past_, visit);
    for (auto* one : {&current_, &aside_}) {
      if (*one) visit(**one);
    }
  };
  for_each([&](const Spell& one) {
    if (one.turned_away) turned_away.push_back(one.from);
  });
  text.list(turned_away, most + 2, [&](SysTime& from) { text.time(from); });
  for_each([&](Spell& one) { one.turned_away = std::ranges::count(turned_away, one.from) > 0; });
}

void ClockDrift::transcribe(Transcript& text) {
  constexpr std::size_t most = 48;
  const auto sample = [&](Sample& one) {
    text.time(one.at);
    text.real(one.skew_s, -far, far);
  };
  text.list(series_.samples, most, sample);
  text.maybe(odd_one_, sample);
  text.real(corrected_at_, 0, far);
  text.number(corrections_, 0, many);
  text.real(first_, -far, far);
  text.flag(begun_);
  // Lines of programs before this one end here.
  if (!text.goes_on()) return;
  text.maybe(told_, [&](Told& one) {
    text.time(one.at);
    later(text, one.at, one.earliest);
    text.number(one.level, 0, many);
  });
  if (text.goes_on()) text.list(series_.days, most, sample);
}

void Slowness::transcribe(Transcript& text) {
  constexpr std::uint64_t parts = 16;
  constexpr std::uint64_t vpns = 64;
  constexpr double log_range = 64;
  text.list(pasts_, 32, [&](Past& past) {
    auto network = static_cast<std::size_t>(past.key / (parts * vpns));
    auto vpn = static_cast<std::size_t>(past.key / parts % vpns);
    auto part = past.key % parts;
    text.place(network);
    text.place(vpn);
    text.number(part, 0, static_cast<std::int64_t>(parts) - 1);
    past.key = (network * vpns + vpn) * parts + part;
    text.real(past.log_ms, -log_range, log_range);
    text.number(past.looks, 0, many);
  });
  text.list(today_, 64, [&](double& slower) { text.real(slower, -log_range, log_range); });
  text.number(skipped_, 0, many);
  text.day(day_);
  text.time(last_);
  text.real(usual_log_, -log_range, log_range);
  text.list(days_, 21, [&](Day& one) {
    text.day(one.day);
    text.real(one.slower, -log_range, log_range);
    if (text.is_reading()) one.usual_log = usual_log_;
  });
  text.maybe(forecast_, [&](SlowForecast& one) {
    for (auto* value : {&one.usual_ms, &one.now_ms, &one.times, &one.low, &one.high, &one.per_day})
      text.real(*value, 0, far);
    text.number(one.days, 0, many);
    text.maybe(one.fails_at, [&](SysTime& at) { later(text, last_, at); });
  });
  if (!text.goes_on()) {
    for (auto& past : pasts_)
      past.declines = forecast_.has_value();
    return;
  }
  for (auto& past : pasts_) {
    text.real(past.slower_lately, -log_range, log_range);
    text.flag(past.declines);
  }
  text.number(quick_, 0, many);
  if (!text.goes_on()) return;
  text.real(today_usual_log_, -log_range, log_range);
  for (auto& one : days_)
    text.real(one.usual_log, -log_range, log_range);
}

void HostHours::Backs::transcribe(Transcript& text) {
  text.ring(minutes, next, count, [&](int& minute) { text.number(minute, 0, last_minute); });
  text.day(last_day);
}

void HostHours::transcribe(Transcript& text) {
  constexpr int most_seen = 20;
  backs_[0].transcribe(text);
  // A letter for each count, "ca": twice up, never off.
  std::string week;
  for (auto& weekday : week_) {
    week.clear();
    for (const auto& slot : weekday)
      week += {static_cast<char>('a' + slot.up), static_cast<char>('a' + slot.off)};
    text.text(week);
    if (!text.is_reading()) continue;
    const bool fits = week.size() == 2 * weekday.size() &&
                      std::all_of(week.begin(), week.end(),
                                  [](char one) { return one >= 'a' && one <= 'a' + most_seen; });
    if (!fits) return text.refuse();
    for (std::size_t i = 0; i < weekday.size(); ++i) {
      weekday[i] = {static_cast<std::uint8_t>(week[2 * i] - 'a'),
                    static_cast<std::uint8_t>(week[2 * i + 1] - 'a')};
    }
  }
  for (auto& days : days_) {
    text.number(days.up, 0, most_seen);
    text.number(days.off, 0, most_seen);
  }
  text.flag(up_today_);
  text.day(day_);
  text.number(weekday_, 0, 6);
  text.number(slot_, 0, day_slots - 1);
  text.flag(up_);
  // Lines of programs before this one end here, or before the weekends' returns.
  if (!text.goes_on()) return;
  for (auto& days : in_a_row_) {
    for (auto& count : days)
      text.number(count, 0, most_seen);
  }
  if (text.goes_on()) backs_[1].transcribe(text);
}

void Attempts::transcribe(Transcript& text) {
  text.ring(attempts_, next_, count_, [&](Attempt& one) {
    text.day(one.day);
    text.number(one.minute, 0, last_minute);
  });
  text.ring(days_, next_day_, day_count_, [&](std::int64_t& one) { text.day(one); });
  text.day(last_day_);
}

void TargetPast::transcribe(Transcript& text) {
  constexpr std::size_t most_standing = 64;
  text.text(host_name);
  text.real(awake_h, 0, far);
  text.real(begun_h.emplace(begun_h.value_or(awake_h)), -far, far);
  for (auto* at : {&tried_at, &last_fail, &last_good, &last_look})
    text.time(*at);
  text.number(seen_on, 0, many);
  text.real(seen_every_days, 1, far);
  text.flag(standing_known);
  text.list(standing, most_standing, [&](std::string& code) { text.text(code); });
  text.maybe(burst, [&](Spells::Burst& one) {
    text.number(one.spells, 0, many);
    text.time(one.since);
    text.real(one.usual_per_day, 0, far);
    text.real(one.now_per_day, 0, far);
    text.flag(one.brief);
  });
  text.maybe(drift_forecast, [&](DriftForecast& one) {
    for (auto* at : {&one.crosses, &one.earliest, &one.latest})
      later(text, SysTime{}, *at);
    text.real(one.per_day_s, -far, far);
    text.real(one.now_s, -far, far);
    text.number(one.samples, 0, many);
    auto covered = std::int64_t{one.span.count()};
    text.number(covered, 0, many);
    one.span = std::chrono::days{covered};
  });
}

void Renewals::transcribe(Transcript& text) {
  text.maybe(identity_, [&](IdentityFacts& one) {
    text.text(one.computer);
    text.text(one.dns_computer);
    text.text(one.domain);
  });
}

void HostTime::transcribe(Transcript& text) {
  constexpr std::int64_t day_s = 86'400;
  text.maybe(home_, [&](std::chrono::seconds& offset) {
    auto seconds = std::int64_t{offset.count()};
    text.number(seconds, -day_s, day_s);
    offset = std::chrono::seconds{seconds};
  });
  text.time(abroad_since_);
}

void Arrivals::transcribe(Transcript& text) {
  const auto visits = [](const Network& network) { return network.visits; };
  networks_.transcribe(text, most_networks, visits, [&](Network& network) {
    text.number(network.visits, 0, many);
    text.real(network.longest_min, 0, far);
    text.real(network.longest_in_min, 0, far);
  });
}

void LossyNetworks::transcribe(Transcript& text) {
  const auto interruptions = [](const Network& network) { return network.interruptions; };
  networks_.transcribe(text, most_networks, interruptions, [&](Network& network) {
    text.real(network.answers, 0, far);
    text.real(network.interruptions, 0, far);
  });
}

}  // namespace monitor
