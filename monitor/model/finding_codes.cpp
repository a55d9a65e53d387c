#include "monitor/model/finding_codes.h"

#include "monitor/model/finding_code_rows.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace monitor {

namespace {

constexpr std::string_view gateway_prefix = "gateway.";

std::vector<FindingCode> sorted_rows() {
  std::vector<FindingCode> rows;
  for (const auto part : {network_code_rows(), rdp_code_rows(), security_code_rows(),
                          certificate_code_rows(), gateway_code_rows(), computer_code_rows()})
    rows.insert(rows.end(), part.begin(), part.end());
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
  return rows;
}

const FindingCode* exact_row(std::string_view code) {
  const auto rows = finding_codes();
  const auto found = std::lower_bound(
      rows.begin(), rows.end(), code,
      [](const FindingCode& row, std::string_view wanted) { return row.code < wanted; });
  return found != rows.end() && found->code == code ? &*found : nullptr;
}

/// A plain row that answers for the gateway sends people to the gateway, not to the host behind it.
std::string remedy_for(std::string_view code, std::string_view remedy) {
  constexpr std::string_view host_prefix = "host.";
  if (!code.starts_with(gateway_prefix) || !remedy.starts_with(host_prefix))
    return std::string(remedy);
  return std::string(gateway_prefix).append(remedy.substr(host_prefix.size()));
}

}  // namespace

std::span<const FindingCode> finding_codes() {
  static const std::vector<FindingCode> rows = sorted_rows();
  return rows;
}

const FindingCode* find_code(std::string_view code) {
  if (const auto* row = exact_row(code)) return row;
  if (!code.starts_with(gateway_prefix)) return nullptr;
  return exact_row(code.substr(gateway_prefix.size()));
}

Finding make_finding(std::string_view code, Evidence evidence) {
  const auto* row = find_code(code);
  assert(row != nullptr);
  Finding finding;
  finding.code = code;
  finding.evidence = std::move(evidence);
  if (row == nullptr) return finding;
  finding.severity = row->severity;
  finding.title = row->title;
  finding.explanation = row->explanation;
  if (!row->remedy.empty()) finding.remedies.push_back(remedy_for(code, row->remedy));
  return finding;
}

}  // namespace monitor
