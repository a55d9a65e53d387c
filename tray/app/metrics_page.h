#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tray {

/// A text of metrics that strict OpenMetrics readers and node_exporter's textfile collector (text
/// format 0.0.4) both take: gauges only, since the types of OpenMetrics are unknown to the other,
/// and no time stamps of samples, which a textfile must not have. Source: OpenMetrics 1.0;
/// Prometheus, "Exposition formats".
class MetricsPage {
 public:
  using Labels = std::vector<std::pair<std::string_view, std::string>>;

  /// What follows belongs to this one. A name ends in its unit; `unit` is empty where it has none.
  void family(std::string_view name, std::string_view help, std::string_view unit = {});
  /// A label set that the family has already is passed over: two would void the whole text.
  void sample(const Labels& labels, double value);

  /// The whole text, ending with `# EOF`.
  std::string end();

 private:
  std::string text_;
  std::string name_;
  std::set<std::string> series_;
};

}  // namespace tray
