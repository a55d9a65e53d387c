#include "tray/app/history_report.h"

#include <algorithm>
#include <charconv>

namespace tray {

namespace {

using store::HistoryPoint;

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return {};
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

void add_up(HistoryReport& report) {
  int good = 0;
  int told = 0;
  std::vector<double> connects;
  for (const auto& point : report.points) {
    report.looks += point.looks;
    good += point.ready + point.at_risk;
    told += point.ready + point.at_risk + point.would_fail;
    if (point.connect_ms) connects.push_back(*point.connect_ms);
  }
  if (told > 0) report.availability = static_cast<double>(good) / told;
  report.connect_ms = median(std::move(connects));
}

Json number_json(const std::optional<double>& number) {
  return number ? Json(*number) : Json();
}

Json point_json(const HistoryPoint& point) {
  Json json;
  json["at"] = monitor::iso_seconds(point.at);
  json["span_s"] = point.span.count();
  json["looks"] = point.looks;
  json["ready"] = point.ready;
  json["at_risk"] = point.at_risk;
  json["would_fail"] = point.would_fail;
  json["unknown"] = point.unknown;
  json["connect_ms"] = number_json(point.connect_ms);
  json["total_ms"] = number_json(point.total_ms);
  json["failing_code"] = point.failing_code.empty() ? Json() : Json(point.failing_code);
  return json;
}

Json certificate_json(const store::SeenCertificate& seen) {
  Json json;
  json["sha256"] = seen.facts.sha256;
  json["subject"] = seen.facts.subject;
  json["issuer"] = seen.facts.issuer;
  json["not_before"] = monitor::iso_seconds(seen.facts.not_before);
  json["not_after"] = monitor::iso_seconds(seen.facts.not_after);
  json["first_seen"] = monitor::iso_seconds(seen.first_seen);
  json["last_seen"] = monitor::iso_seconds(seen.last_seen);
  return json;
}

}  // namespace

monitor::Result<HistoryReport> read_history(store::Database& database,
                                            const monitor::Target& target, monitor::SysTime since) {
  auto points = database.history(target.id, since);
  if (!points) return tl::unexpected(points.error());
  auto certificates = database.certificates(target.id);
  if (!certificates) return tl::unexpected(certificates.error());
  HistoryReport report;
  report.target = target;
  report.since = since;
  report.points = std::move(*points);
  report.certificates = std::move(*certificates);
  add_up(report);
  return report;
}

Json history_json(const HistoryReport& report) {
  Json json;
  json["schema"] = "rdpready.history/1";
  json["name"] = monitor::shown_name(report.target);
  json["since"] = monitor::iso_seconds(report.since);
  json["looks"] = report.looks;
  json["availability"] = number_json(report.availability);
  json["median_connect_ms"] = number_json(report.connect_ms);
  json["points"] = Json::array();
  for (const auto& point : report.points)
    json["points"].push_back(point_json(point));
  json["certificates"] = Json::array();
  for (const auto& seen : report.certificates)
    json["certificates"].push_back(certificate_json(seen));
  return json;
}

std::optional<monitor::SysTime> parse_since(std::string_view text, monitor::SysTime now) {
  if (const auto exact = monitor::parse_iso(text)) return exact;
  if (const auto day = monitor::parse_iso(std::string(text) + "T00:00:00Z")) return day;
  int count = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc{} || count <= 0 || count > 36'500 || end - stop != 1) return {};
  switch (*stop) {
    case 'h':
      return now - std::chrono::hours(count);
    case 'd':
      return now - std::chrono::days(count);
    case 'w':
      return now - std::chrono::weeks(count);
    default:
      return {};
  }
}

}  // namespace tray
