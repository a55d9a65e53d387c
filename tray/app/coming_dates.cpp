#include "tray/app/coming_dates.h"

#include "monitor/foresight/renewals.h"
#include "notify/alert_words.h"
#include "tray/app/forecast_presenter.h"
#include "tray/app/status_presenter.h"

#include <algorithm>

namespace tray {

namespace {

using monitor::SysTime;
using Statuses = std::span<const TargetStatus>;

ComingDate date_for(const TargetStatus& status, SysTime at, bool gateway) {
  ComingDate date;
  date.target = status.target.id;
  date.at = at;
  date.name = gateway && status.target.gateway ? status.target.gateway->host
                                               : monitor::shown_name(status.target);
  return date;
}

ComingDate date_of(const ForecastView& forecast, const TargetStatus& status) {
  auto date = date_for(status, *forecast.fails_at, is_about_gateway(forecast.code));
  date.sign = Sign::at_risk;
  date.remark = forecast.basis;
  if (forecast.code == "identity.clock_skew") {
    date.what = "clock of " + date.name;
    date.happens = "will be too far off";
  } else {
    date.what = "connection to " + date.name;
    date.happens = "is expected to fail";
  }
  return date;
}

ComingDate date_of(const monitor::CertificateFacts& facts, bool gateway, const TargetStatus& status,
                   const ForecastView& forecast) {
  auto date = date_for(status, facts.not_after, gateway);
  date.begins = facts.not_before;
  date.what = "certificate of " + date.name;
  date.happens = "ends";
  const bool fails = forecast.fails_at == facts.not_after && is_about_certificate(forecast.code) &&
                     is_about_gateway(forecast.code) == gateway;
  if (fails) date.sign = Sign::at_risk;
  date.remark = fails && !forecast.basis.empty()   ? forecast.basis
                : monitor::renews_by_itself(facts) ? "Normally renewed by itself"
                                                   : "";
  return date;
}

std::string short_what(const ComingDate& date) {
  constexpr std::size_t longest = 56;
  return notify::cut_middle(date.what, longest);
}

/// The same thing on the same day is said once; an expected failure says more than a date.
void add(std::vector<ComingDate>& dates, ComingDate date) {
  const auto same = std::ranges::find_if(
      dates, [&](const ComingDate& one) { return one.at == date.at && one.what == date.what; });
  if (same == dates.end()) {
    dates.push_back(std::move(date));
    return;
  }
  if (same->target != date.target) ++same->targets;
  if (same->sign == Sign::information && date.sign == Sign::at_risk) {
    date.target = same->target;
    date.targets = same->targets;
    *same = std::move(date);
  }
}

void add_dates(std::vector<ComingDate>& dates, const TargetStatus& status, const Viewpoint& view) {
  const auto forecast = present_forecast(status, view);
  bool told = !forecast.fails_at;
  for (const bool gateway : {false, true}) {
    const auto& facts = shown_certificate(status, gateway);
    if (!facts || facts->not_after <= view.now) continue;
    add(dates, date_of(*facts, gateway, status, forecast));
    told = told || (is_about_certificate(forecast.code) && forecast.fails_at == facts->not_after);
  }
  if (!told) add(dates, date_of(forecast, status));
}

/// "5 targets, all ready", "5 targets: 2 would fail, 1 at risk, 2 ready".
std::string count_words(Statuses statuses) {
  const auto all =
      std::to_string(statuses.size()) + (statuses.size() == 1 ? " target" : " targets");
  const auto verdict = statuses.front().verdict;
  const bool alike = std::ranges::all_of(
      statuses, [&](const TargetStatus& one) { return one.verdict == verdict; });
  if (!alike) return all + ": " + verdict_counts(statuses);
  return all + (statuses.size() == 1 ? ", " : ", all ") + verdict_words(verdict);
}

}  // namespace

std::vector<ComingDate> coming_dates(Statuses statuses, const Viewpoint& view) {
  std::vector<ComingDate> dates;
  for (const auto& status : statuses)
    add_dates(dates, status, view);
  std::ranges::stable_sort(dates, {}, &ComingDate::at);
  return dates;
}

std::string next_words(Statuses statuses, const Viewpoint& view) {
  const auto dates = coming_dates(statuses, view);
  if (dates.empty()) return {};
  const auto& next = dates.front();
  return "Next: " + short_what(next) + ' ' + next.happens + ' ' + on_coming_day(next.at, view);
}

std::string next_date_words(Statuses statuses, const Viewpoint& view) {
  const auto dates = coming_dates(statuses, view);
  if (dates.empty()) return {};
  return "next date: " + coming_day_text(dates.front().at, view) + ", " + short_what(dates.front());
}

std::string overview_words(Statuses statuses, const Viewpoint& view) {
  if (statuses.empty()) return "No target is watched yet.";
  const auto next = next_date_words(statuses, view);
  return count_words(statuses) + (next.empty() ? "" : "; " + next) + '.';
}

}  // namespace tray
