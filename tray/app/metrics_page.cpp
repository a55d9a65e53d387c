#include "tray/app/metrics_page.h"

#include <fmt/format.h>

#include <iterator>

namespace tray {

namespace {

/// A label's value with the escapes of OpenMetrics, which are those of the text format too.
std::string escaped(std::string_view text) {
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

std::string label_set(const MetricsPage::Labels& labels) {
  std::string out;
  for (const auto& [name, value] : labels) {
    out += out.empty() ? '{' : ',';
    fmt::format_to(std::back_inserter(out), "{}=\"{}\"", name, escaped(value));
  }
  return out.empty() ? out : out + '}';
}

}  // namespace

void MetricsPage::family(std::string_view name, std::string_view help, std::string_view unit) {
  name_ = name;
  series_.clear();
  const auto out = std::back_inserter(text_);
  fmt::format_to(out, "# TYPE {} gauge\n", name);
  if (!unit.empty()) fmt::format_to(out, "# UNIT {} {}\n", name, unit);
  fmt::format_to(out, "# HELP {} {}\n", name, help);
}

void MetricsPage::sample(const Labels& labels, double value) {
  const auto series = label_set(labels);
  if (!series_.insert(series).second) return;
  fmt::format_to(std::back_inserter(text_), "{}{} {}\n", name_, series, value);
}

std::string MetricsPage::end() {
  return std::move(text_) + "# EOF\n";
}

}  // namespace tray
