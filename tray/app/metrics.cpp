#include "tray/app/metrics.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace tray {

namespace {

using monitor::Verdict;

constexpr std::array<Verdict, 4> verdicts = {Verdict::ready, Verdict::at_risk, Verdict::would_fail,
                                             Verdict::unknown};

/// A label value with the escapes of OpenMetrics.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

double unix_seconds(monitor::SysTime at) {
  return std::chrono::duration<double>(at.time_since_epoch()).count();
}

class Page {
 public:
  void family(std::string_view name, std::string_view help, std::string_view unit = {}) {
    name_ = name;
    fmt::format_to(out(), "# TYPE {} gauge\n", name);
    if (!unit.empty()) fmt::format_to(out(), "# UNIT {} {}\n", name, unit);
    fmt::format_to(out(), "# HELP {} {}\n", name, help);
  }

  void sample(const TargetStatus& status, std::string_view more_labels, double value) {
    fmt::format_to(out(), "{}{{target=\"{}\"{}}} {}\n", name_,
                   escaped(monitor::shown_name(status.target)), more_labels, value);
  }

  std::string end() { return std::move(text_) + "# EOF\n"; }

 private:
  std::back_insert_iterator<std::string> out() { return std::back_inserter(text_); }

  std::string text_;
  std::string_view name_;
};

void write_verdicts(Page& page, const std::vector<TargetStatus>& statuses) {
  page.family("rdpready_target_verdict", "1 for the verdict that holds now, 0 for the others.");
  for (const auto& status : statuses) {
    for (const auto verdict : verdicts) {
      page.sample(status, fmt::format(",verdict=\"{}\"", monitor::to_text(verdict)),
                  status.verdict == verdict ? 1 : 0);
    }
  }
}

void write_times(Page& page, const std::vector<TargetStatus>& statuses) {
  page.family("rdpready_last_look_timestamp_seconds", "When the target was last looked at.",
              "seconds");
  for (const auto& status : statuses) {
    if (status.last) page.sample(status, "", unix_seconds(status.last->at));
  }
  page.family("rdpready_look_duration_seconds", "How long the last look took.", "seconds");
  for (const auto& status : statuses) {
    if (status.last) page.sample(status, "", status.last->took.count() / 1000);
  }
  page.family("rdpready_certificate_not_after_timestamp_seconds",
              "When the server's certificate ends.", "seconds");
  for (const auto& status : statuses) {
    if (status.last && status.last->certificate) {
      page.sample(status, "", unix_seconds(status.last->certificate->not_after));
    }
  }
}

void write_steps(Page& page, const std::vector<TargetStatus>& statuses) {
  page.family("rdpready_step_duration_seconds", "How long a step of the last look took.",
              "seconds");
  for (const auto& status : statuses) {
    if (!status.last) continue;
    for (const auto& step : status.last->steps) {
      if (step.outcome == monitor::Outcome::skipped) continue;
      page.sample(status, fmt::format(",step=\"{}\"", step.step), step.took.count() / 1000);
    }
  }
}

void write_findings(Page& page, const std::vector<TargetStatus>& statuses) {
  page.family("rdpready_finding", "1 for each open finding.");
  for (const auto& status : statuses) {
    if (!status.last) continue;
    for (const auto& finding : status.last->findings) {
      page.sample(status,
                  fmt::format(",code=\"{}\",severity=\"{}\"", finding.code,
                              monitor::to_text(finding.severity)),
                  1);
    }
  }
}

}  // namespace

std::string metrics_text(const std::vector<TargetStatus>& statuses) {
  Page page;
  write_verdicts(page, statuses);
  write_times(page, statuses);
  write_steps(page, statuses);
  write_findings(page, statuses);
  return page.end();
}

}  // namespace tray
