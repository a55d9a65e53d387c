#include "tray/app/metrics.h"

#include "monitor/model/lower_case.h"
#include "tray/app/forecast_presenter.h"
#include "tray/app/metrics_page.h"
#include "tray/app/version.h"
#include "tray/app/whole_file.h"

#include <algorithm>
#include <array>
#include <set>

namespace tray {

namespace {

using monitor::SysTime;
using monitor::Verdict;

constexpr std::array verdicts = {Verdict::ready, Verdict::at_risk, Verdict::would_fail,
                                 Verdict::unknown};
// Enough for any full name of a computer (RFC 1035, 2.3.4).
constexpr std::size_t longest_label = 255;
constexpr std::string_view usual_outage = "trend.usual_outage";

/// A target with the value of its label.
struct Measured {
  std::string label;
  const TargetStatus* status;
};

double unix_seconds(SysTime at) {
  return std::chrono::duration<double>(at.time_since_epoch()).count();
}

/// UTF-8 of at most that many bytes, with no character cut in two.
std::string label_text(const std::string& text) {
  auto out = utf8_text(text);
  if (out.size() <= longest_label) return out;
  auto end = longest_label;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U)
    --end;
  return out.substr(0, end);
}

/// One computer, one label, however it is written: small, without the dot of a full name's end.
std::string host_label(const std::string& host) {
  auto label = monitor::lower_case(label_text(host));
  if (label.ends_with('.')) label.pop_back();
  return label;
}

/// A snooze of what was only at risk does not cover its failure.
bool is_snoozed(const TargetStatus& status, SysTime now) {
  const bool covers = status.snoozed_risks.empty() || status.verdict != Verdict::would_fail;
  return covers && status.snoozed_until && *status.snoozed_until > now;
}

/// It is off at its usual hour, or not back but not missed yet: the tray keeps quiet of it too. The
/// same finding with a moment to come only announces that.
bool is_usually_off(const TargetStatus& status) {
  if (!status.last || status.verdict != Verdict::would_fail) return false;
  const auto* usual = monitor::find_finding(*status.last, usual_outage);
  return usual != nullptr && !usual->fails_at;
}

std::vector<Measured> measured(std::span<const TargetStatus> statuses) {
  std::vector<Measured> out;
  std::set<std::string> taken;
  for (const auto& status : statuses.first(std::min(statuses.size(), most_measured_targets))) {
    const auto name = label_text(monitor::shown_name(status.target));
    auto label = name;
    for (int number = 2; !taken.insert(label).second; ++number)
      label = name + " (" + std::to_string(number) + ')';
    out.push_back({label, &status});
  }
  return out;
}

void write_program(MetricsPage& page, const MetricsSource& source) {
  page.family("rdpready_build_info", "The version of RDP Ready that has written this.");
  page.sample({{"version", version}}, 1);
  page.family("rdpready_metrics_written_timestamp_seconds", "When this was written.", "seconds");
  page.sample({}, unix_seconds(source.now));
  page.family("rdpready_store_trouble", "1 while what is seen cannot be kept, else 0.");
  page.sample({}, source.store_trouble ? 1 : 0);
  page.family("rdpready_data_restored_timestamp_seconds",
              "When lost or damaged data was last replaced by a copy, or by an empty list.",
              "seconds");
  if (source.data_restored) page.sample({}, unix_seconds(*source.data_restored));
  page.family("rdpready_targets", "How many targets have that verdict now.");
  for (const auto verdict : verdicts) {
    const auto count = std::ranges::count(source.statuses, verdict, &TargetStatus::verdict);
    page.sample({{"verdict", std::string(to_text(verdict))}}, static_cast<double>(count));
  }
  page.family("rdpready_targets_left_out", "How many targets are only counted, being too many.");
  const auto all = source.statuses.size();
  page.sample({}, static_cast<double>(all - std::min(all, most_measured_targets)));
  page.family("rdpready_open_alerts", "How many alerts are told and not over yet.");
  for (const auto& [code, count] : source.alerts)
    page.sample({{"code", label_text(code)}}, count);
}

void write_targets(MetricsPage& page, const std::vector<Measured>& targets,
                   const MetricsSource& source) {
  page.family("rdpready_target_info", "Where the target is; the gateway is empty without one.");
  for (const auto& [label, status] : targets) {
    const auto& target = status->target;
    page.sample({{"target", label},
                 {"host", host_label(target.endpoint.host)},
                 {"port", std::to_string(target.endpoint.port)},
                 {"gateway", target.gateway ? label_text(monitor::to_text(*target.gateway)) : ""}},
                1);
  }
  page.family("rdpready_target_silenced", "1 while nobody wants to hear that it fails, else 0.");
  for (const auto& [label, status] : targets) {
    const bool maintained = status->maintenance.is_on(source.now, source.utc_offset);
    page.sample({{"target", label}, {"by", "maintenance"}}, maintained ? 1 : 0);
    page.sample({{"target", label}, {"by", "snooze"}}, is_snoozed(*status, source.now) ? 1 : 0);
    page.sample({{"target", label}, {"by", "usual_outage"}}, is_usually_off(*status) ? 1 : 0);
  }
  page.family("rdpready_target_verdict", "1 for the verdict that holds now, 0 for the others.");
  for (const auto& [label, status] : targets) {
    for (const auto verdict : verdicts)
      page.sample({{"target", label}, {"verdict", std::string(to_text(verdict))}},
                  status->verdict == verdict ? 1 : 0);
  }
  page.family("rdpready_target_verdict_since_timestamp_seconds",
              "Since when the target's verdict is the same.", "seconds");
  for (const auto& [label, status] : targets) {
    if (status->since) page.sample({{"target", label}}, unix_seconds(*status->since));
  }
}

/// That outage is no news, and would hide what is expected after it.
TargetStatus without_usual_outage(TargetStatus status) {
  if (status.last)
    std::erase_if(status.last->findings, [](const auto& one) { return one.code == usual_outage; });
  return status;
}

/// Ahead: what fails already is a verdict.
void write_forecasts(MetricsPage& page, const std::vector<Measured>& targets, SysTime now) {
  const Viewpoint view{now, [](SysTime) { return std::chrono::seconds(0); }};
  page.family("rdpready_failure_expected_timestamp_seconds",
              "When connections are expected to fail next, and for which finding.", "seconds");
  for (const auto& [label, status] : targets) {
    const auto forecast = present_forecast(without_usual_outage(*status), view);
    if (forecast.fails_at)
      page.sample({{"target", label}, {"code", forecast.code}}, unix_seconds(*forecast.fails_at));
  }
}

void write_certificates(MetricsPage& page, const std::vector<Measured>& targets) {
  page.family("rdpready_certificate_not_after_timestamp_seconds",
              "When the certificate that the server showed last ends.", "seconds");
  for (const auto& [label, status] : targets) {
    if (status->certificate)
      page.sample({{"target", label}}, unix_seconds(status->certificate->not_after));
  }
  page.family("rdpready_gateway_certificate_not_after_timestamp_seconds",
              "When the certificate that the gateway showed last ends.", "seconds");
  for (const auto& [label, status] : targets) {
    if (status->gateway_certificate)
      page.sample({{"target", label}}, unix_seconds(status->gateway_certificate->not_after));
  }
}

void write_looks(MetricsPage& page, const std::vector<Measured>& targets) {
  page.family("rdpready_last_look_timestamp_seconds", "When the target was last looked at.",
              "seconds");
  for (const auto& [label, status] : targets)
    page.sample({{"target", label}}, unix_seconds(status->last->at));
  page.family("rdpready_look_duration_seconds", "How long the last look took.", "seconds");
  for (const auto& [label, status] : targets)
    page.sample({{"target", label}}, status->last->took.count() / 1000);
  page.family("rdpready_step_duration_seconds", "How long a step of the last look took.",
              "seconds");
  for (const auto& [label, status] : targets) {
    for (const auto& step : status->last->steps) {
      if (step.outcome != monitor::Outcome::skipped)
        page.sample({{"target", label}, {"step", label_text(step.step)}}, step.took.count() / 1000);
    }
  }
  page.family("rdpready_clock_skew_seconds",
              "The server's clock minus this computer's, where the server tells it.", "seconds");
  for (const auto& [label, status] : targets) {
    const auto& identity = status->last->identity;
    if (identity && identity->clock_skew_s)
      page.sample({{"target", label}}, *identity->clock_skew_s);
  }
}

void write_findings(MetricsPage& page, const std::vector<Measured>& targets) {
  page.family("rdpready_finding", "1 for each finding of the last look.");
  for (const auto& [label, status] : targets) {
    for (const auto& finding : status->last->findings) {
      page.sample({{"target", label},
                   {"code", label_text(finding.code)},
                   {"severity", std::string(to_text(finding.severity))}},
                  1);
    }
  }
}

}  // namespace

OpenAlerts open_alerts(const std::vector<store::ToldRow>& told) {
  OpenAlerts open;
  for (const auto& row : told) {
    if (row.open) ++open[row.code];
  }
  return open;
}

std::string metrics_text(const MetricsSource& source) {
  auto targets = measured(source.statuses);
  MetricsPage page;
  write_program(page, source);
  write_targets(page, targets, source);
  write_forecasts(page, targets, source.now);
  write_certificates(page, targets);
  std::erase_if(targets, [](const Measured& one) { return !one.status->last; });
  write_looks(page, targets);
  write_findings(page, targets);
  return page.end();
}

}  // namespace tray
