#include "tray/app/timeline_presenter.h"

#include "monitor/foresight/renewals.h"
#include "monitor/model/renewal.h"
#include "tray/app/forecast_presenter.h"
#include "tray/app/status_presenter.h"
#include "tray/app/timeline_scale.h"

#include <algorithm>
#include <cmath>

namespace tray {

namespace {

using monitor::SysTime;
using std::chrono::days;
using Span = TimelineView::Span;
using Lane = TimelineView::Lane;

/// Of the past, where only what is ahead matters.
constexpr days short_past{31};

/// All looks of one day.
struct Day {
  int looks = 0, ready = 0, at_risk = 0, would_fail = 0;
};

std::vector<Day> days_of(std::span<const store::HistoryPoint> points, const TimelineScale& scale) {
  std::vector<Day> all(static_cast<std::size_t>(std::ceil(scale.place(scale.view().now))));
  for (const auto& point : points) {
    const double place = scale.place(point.at + point.span / 2);
    if (place < 0 || place >= static_cast<double>(all.size())) continue;
    auto& day = all[static_cast<std::size_t>(place)];
    day.looks += point.looks;
    day.ready += point.ready;
    day.at_risk += point.at_risk;
    day.would_fail += point.would_fail;
  }
  return all;
}

/// A laptop is offline for a while on most days; that says nothing as long as other looks do.
std::optional<Sign> sign_of(const Day& day) {
  if (day.looks == 0) return {};
  return day.would_fail > 0 ? Sign::would_fail
         : day.at_risk > 0  ? Sign::at_risk
         : day.ready > 0    ? Sign::ready
                            : Sign::unknown;
}

monitor::Verdict verdict_of(Sign sign) {
  return sign == Sign::would_fail ? monitor::Verdict::would_fail
         : sign == Sign::at_risk  ? monitor::Verdict::at_risk
         : sign == Sign::ready    ? monitor::Verdict::ready
                                  : monitor::Verdict::unknown;
}

Span run_of_days(const std::vector<Day>& all, std::size_t from, std::size_t to, Sign sign,
                 const TimelineScale& scale) {
  int looks = 0;
  int failed = 0;
  for (auto i = from; i < to; ++i) {
    looks += all[i].looks;
    failed += all[i].would_fail;
  }
  Span span{Span::Look::verdict, sign, static_cast<double>(from), static_cast<double>(to), {}, {}};
  span.to = std::min(span.to, scale.place(scale.view().now));
  span.tip = scale.day(span.from);
  if (to - from > 1) span.tip += " to " + scale.day(static_cast<double>(to - 1));
  span.tip += ": " + verdict_words(verdict_of(sign));
  if (failed > 0)
    span.tip += " in " + std::to_string(failed) + " of " + std::to_string(looks) + " looks";
  return span;
}

void add_days(Lane& lane, const TimelineView& line, const std::vector<Day>& all,
              const TimelineScale& scale) {
  for (std::size_t from = 0; from < all.size();) {
    const auto sign = sign_of(all[from]);
    auto to = from + 1;
    while (to < all.size() && sign_of(all[to]) == sign)
      ++to;
    if (sign) add(lane, line, run_of_days(all, from, to, *sign, scale));
    from = to;
  }
}

std::string counted_days(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " day" : " days");
}

/// "In the last 3 months: ready on 88 days, would fail on 2 days."
std::string days_summary(const std::vector<Day>& all, const TimelineScale& scale) {
  const auto first = std::ranges::find_if(all, [](const Day& day) { return day.looks > 0; });
  if (first == all.end()) return "Nothing is known of the past 3 months.";
  constexpr std::ptrdiff_t about_all = 7;
  const auto begin = first - all.begin();
  std::string text = begin <= about_all ? "In the last 3 months:"
                                        : "Since " + scale.day(static_cast<double>(begin)) + ":";
  const char* comma = " ";
  const auto say = [&](std::optional<Sign> sign, const std::string& words) {
    const auto count =
        std::count_if(first, all.end(), [&](const Day& day) { return sign_of(day) == sign; });
    if (count == 0) return;
    text += comma + words + " on " + counted_days(static_cast<std::size_t>(count));
    comma = ", ";
  };
  for (const auto sign : {Sign::ready, Sign::at_risk, Sign::would_fail, Sign::unknown})
    say(sign, verdict_words(verdict_of(sign)));
  say({}, "not looked at");
  return text + '.';
}

/// One certificate in its lane.
struct Life {
  monitor::CertificateFacts facts;
  SysTime first_seen{};
  bool doubted = false;
};

/// In the order in which they were met; the one that is in use now is the last.
std::vector<Life> lives_of(const TargetStatus& status, bool gateway,
                           std::span<const store::SeenCertificate> certificates) {
  std::vector<Life> lives;
  const auto& current = shown_certificate(status, gateway);
  SysTime first_seen = status.last ? status.last->at : SysTime{};
  bool doubted = false;
  for (const auto& seen : certificates) {
    if (seen.gateway != gateway) continue;
    if (current && seen.facts.sha256 == current->sha256) {
      first_seen = seen.first_seen;
      doubted = seen.doubted;
    } else {
      lives.push_back({seen.facts, seen.first_seen, seen.doubted});
    }
  }
  std::ranges::stable_sort(lives, {}, &Life::first_seen);
  if (current) lives.push_back({*current, first_seen, doubted});
  return lives;
}

Span current_life(const monitor::CertificateFacts& facts, double from, const TimelineScale& scale) {
  const auto& view = scale.view();
  const bool ended = facts.not_after <= view.now;
  const auto end = short_day_text(facts.not_after, view);
  Span span{Span::Look::certificate, Sign::information, from, scale.place(facts.not_after), {}, {}};
  span.label = (ended ? "ended on " : "until ") + end;
  span.tip = "Certificate from " + short_day_text(facts.not_before, view) + ", " + span.label;
  if (!ended && monitor::renews_by_itself(facts)) span.tip += "; normally renewed by itself";
  return span;
}

void add_succession(Lane& lane, const TimelineView& line, const Life& before, const Life& next,
                    double from, const TimelineScale& scale) {
  const auto day = short_day_text(next.first_seen, scale.view());
  const bool renewed =
      !next.doubted && monitor::is_expected_renewal(before.facts, next.facts, next.first_seen);
  const double at = scale.place(next.first_seen);
  Span span{Span::Look::former_certificate,
            Sign::information,
            from,
            std::min(at, scale.place(before.facts.not_after)),
            {},
            {}};
  span.tip = "Certificate that would have ended on " +
             short_day_text(before.facts.not_after, scale.view());
  add(lane, line, std::move(span));
  add(lane, line,
      TimelineView::Mark{at, renewed ? Sign::information : Sign::at_risk,
                         day + (renewed ? ": renewed" : ": replaced by another certificate")});
}

Lane certificate_lane(const TimelineView& line, const std::vector<Life>& lives,
                      const TimelineScale& scale) {
  Lane lane;
  for (std::size_t i = 0; i < lives.size(); ++i) {
    const auto& life = lives[i];
    const double from = scale.place(i == 0 ? life.facts.not_before : life.first_seen);
    if (i + 1 < lives.size()) {
      add_succession(lane, line, life, lives[i + 1], from, scale);
    } else {
      add(lane, line, current_life(life.facts, from, scale));
    }
  }
  return lane;
}

void add_forecast(Lane& lane, const TimelineView& line, const ForecastView& forecast,
                  const TimelineScale& scale) {
  if (!forecast.fails_at) return;
  const double from = scale.place(*forecast.fails_at);
  if (forecast.earliest) {
    const double begin = std::max(scale.place(*forecast.earliest), line.today);
    add(lane, line,
        {Span::Look::estimate,
         Sign::at_risk,
         begin,
         from,
         {},
         "Possibly from " + scale.day(begin) + " on"});
  }
  const auto day = short_day_text(*forecast.fails_at, scale.view());
  add(lane, line,
      {Span::Look::foreseen, Sign::would_fail, from, line.length, "expected to fail",
       "Expected to fail from " + day + " on"});
}

std::string renewals_summary(const Lane& lane) {
  std::string text;
  for (const auto& mark : lane.marks)
    text += (text.empty() ? " " : ", ") + mark.tip;
  return text.empty() ? text : text + '.';
}

}  // namespace

TimelineView present_timeline(const TargetStatus& status,
                              std::span<const store::HistoryPoint> points,
                              std::span<const store::SeenCertificate> certificates,
                              const Viewpoint& view) {
  const TimelineScale scale(view, timeline_past);
  const auto forecast = present_forecast(status, view);
  std::vector<SysTime> dates;
  if (forecast.fails_at) dates.push_back(*forecast.fails_at);
  for (const bool gateway : {false, true}) {
    if (const auto& facts = shown_certificate(status, gateway)) dates.push_back(facts->not_after);
  }
  auto shown = empty_line(scale, dates);
  const auto all = days_of(points, scale);
  Lane connection{"Connection", {}, {}};
  add_days(connection, shown, all, scale);
  add_forecast(connection, shown, forecast, scale);
  shown.lanes.push_back(std::move(connection));
  shown.summary = days_summary(all, scale);
  for (const bool gateway : {true, false}) {
    auto lane = certificate_lane(shown, lives_of(status, gateway, certificates), scale);
    if (lane.spans.empty()) continue;
    lane.label = gateway ? "Gateway" : "Certificate";
    shown.summary += renewals_summary(lane);
    shown.lanes.push_back(std::move(lane));
  }
  return shown;
}

TimelineView present_coming_timeline(std::span<const ComingDate> dates, std::size_t most,
                                     const Viewpoint& view) {
  const TimelineScale scale(view, short_past);
  const auto first = dates.first(std::min(most, dates.size()));
  std::vector<SysTime> moments;
  for (const auto& date : first)
    moments.push_back(date.at);
  auto shown = empty_line(scale, moments);
  for (const auto& date : first) {
    Lane lane{date.name, {}, {}};
    const auto day = short_day_text(date.at, view);
    const double at = scale.place(date.at);
    if (date.begins) {
      add(lane, shown,
          {Span::Look::certificate, date.sign, scale.place(*date.begins), at, "until " + day,
           "The " + date.what + " ends on " + day});
    }
    if (date.sign == Sign::at_risk) {
      add(lane, shown,
          {Span::Look::foreseen,
           Sign::would_fail,
           at,
           shown.length,
           {},
           date.name + " is expected to fail from " + day + " on"});
    }
    shown.lanes.push_back(std::move(lane));
  }
  return shown;
}

}  // namespace tray
