#include "tray/app/status_presenter.h"

#include "notify/alert_words.h"
#include "tray/app/coming_dates.h"
#include "tray/app/snoozes.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tray {

namespace {

using monitor::Finding;
using monitor::Verdict;

/// How many targets the icon's tip names.
constexpr std::size_t tip_lines = 3;

struct Counts {
  std::array<std::size_t, 4> of{};
  std::size_t all = 0;

  std::size_t operator[](Verdict verdict) const { return of.at(static_cast<std::size_t>(verdict)); }
};

Counts count(std::span<const TargetStatus> statuses) {
  Counts counts;
  for (const auto& status : statuses) {
    ++counts.of.at(static_cast<std::size_t>(status.verdict));
    ++counts.all;
  }
  return counts;
}

bool blames_this_computer(const Finding& finding) {
  return finding.code == "network.offline" || finding.code == "network.vpn_down";
}

/// The finding that makes the verdict; null where nothing is wrong.
const Finding* worst_finding(const monitor::Check& check, Verdict verdict) {
  const Finding* worst = nullptr;
  for (const auto& finding : check.findings) {
    if (verdict == Verdict::unknown && blames_this_computer(finding)) return &finding;
    if (finding.severity == monitor::Severity::information) continue;
    if (worst == nullptr || finding.severity > worst->severity) worst = &finding;
  }
  return worst;
}

std::string finding_words(const Finding& finding, const Viewpoint& view) {
  const bool ends = finding.code.ends_with("certificate.expires_soon") && finding.fails_at;
  if (!ends || *finding.fails_at <= view.now) return finding.title;
  const bool gateway = finding.code.starts_with("gateway.");
  return std::string(gateway ? "The gateway's certificate" : "The certificate") + " ends in " +
         left_text(*finding.fails_at, view);
}

std::string plain_words(const TargetStatus& status) {
  if (!status.last) return "Not looked at yet";
  switch (status.verdict) {
    case Verdict::ready:
      return "Ready";
    case Verdict::at_risk:
      return "At risk";
    case Verdict::would_fail:
      return "Would fail now";
    case Verdict::unknown:
      return "Cannot be told from here";
  }
  return {};
}

/// "PC at work is", "All 5 computers are", "2 of 5 computers are".
std::string who(std::size_t some, std::size_t all, std::string_view only, bool with_be) {
  if (some == 1 && !only.empty()) return std::string(only) + (with_be ? " is" : "");
  const std::string be = !with_be ? "" : some == 1 ? " is" : " are";
  if (some == all) return (all == 2 ? "Both" : "All " + std::to_string(all)) + " computers" + be;
  return std::to_string(some) + " of " + std::to_string(all) + " computers" + be;
}

std::string headline(std::span<const TargetStatus> statuses, Verdict worst, const Counts& counts) {
  const auto first = std::find_if(statuses.begin(), statuses.end(),
                                  [&](const auto& status) { return status.verdict == worst; });
  const auto name =
      first == statuses.end() ? std::string{} : short_name(monitor::shown_name(first->target));
  const auto some = counts[worst];
  switch (worst) {
    case Verdict::ready:
      return who(some, counts.all, name, true) + " ready";
    case Verdict::at_risk:
      return who(some, counts.all, name, true) + " at risk";
    case Verdict::would_fail:
      return who(some, counts.all, name, false) + " would fail now";
    case Verdict::unknown:
      return "Nothing can be said of " +
             (some == 1 ? name
              : some == counts.all
                  ? "any computer"
                  : std::to_string(some) + " of " + std::to_string(counts.all) + " computers");
  }
  return {};
}

/// A sentence of its own: "Next date: 3 March, certificate of BUILD-07".
std::string next_date_sentence(std::span<const TargetStatus> statuses, const Viewpoint& view) {
  return capital(next_date_words(statuses, view));
}

RowView present_row(const TargetStatus& status, const Viewpoint& view) {
  RowView row;
  row.id = status.target.id;
  row.sign = sign_of(status.verdict);
  row.name = monitor::shown_name(status.target);
  row.state = state_words(status, view);
  if (const auto silent = silence_text(status, view); !silent.empty()) row.state += ", " + silent;
  if (status.since) {
    row.since = moment_text(*status.since, view);
    row.since_at = *status.since;
  }
  if (const auto end = next_certificate_end(status)) {
    row.certificate_end = local_day_text(*end, view);
    row.certificate_at = *end;
  }
  if (status.last) row.looked_at = status.last->at;
  row.last_look = status.looking ? "looking…"
                  : status.last  ? ago_text(status.last->at, view)
                                 : "not yet";
  return row;
}

}  // namespace

std::string state_words(const TargetStatus& status, const Viewpoint& view) {
  if (!status.last || status.verdict == Verdict::ready) return plain_words(status);
  const auto* finding = worst_finding(*status.last, status.verdict);
  return finding == nullptr ? plain_words(status) : finding_words(*finding, view);
}

std::string state_words_inside(const TargetStatus& status, const Viewpoint& view) {
  auto words = state_words(status, view);
  const bool acronym = words.size() > 1 && std::isupper(static_cast<unsigned char>(words[1])) != 0;
  if (!words.empty() && !acronym)
    words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
  return words;
}

std::string short_name(std::string_view name) {
  constexpr std::size_t longest = 40;
  return notify::cut_middle(name, longest);
}

std::string verdict_words(Verdict verdict) {
  switch (verdict) {
    case Verdict::ready:
      return "ready";
    case Verdict::at_risk:
      return "at risk";
    case Verdict::would_fail:
      return "would fail";
    case Verdict::unknown:
      return "unknown";
  }
  return {};
}

std::string capital(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string verdict_counts(std::span<const TargetStatus> statuses) {
  const auto counts = count(statuses);
  std::string text;
  for (const auto verdict :
       {Verdict::would_fail, Verdict::at_risk, Verdict::unknown, Verdict::ready}) {
    if (counts[verdict] == 0) continue;
    if (!text.empty()) text += ", ";
    text += std::to_string(counts[verdict]) + ' ' + verdict_words(verdict);
  }
  return text;
}

const std::optional<monitor::CertificateFacts>& shown_certificate(const TargetStatus& status,
                                                                  bool gateway) {
  const auto& before = gateway ? status.gateway_certificate : status.certificate;
  if (!status.last) return before;
  const auto& last = gateway ? status.last->gateway_certificate : status.last->certificate;
  return last ? last : before;
}

std::optional<monitor::SysTime> next_certificate_end(const TargetStatus& status) {
  std::optional<monitor::SysTime> end;
  for (const auto* facts : {&shown_certificate(status, false), &shown_certificate(status, true)}) {
    if (*facts && (!end || (*facts)->not_after < *end)) end = (*facts)->not_after;
  }
  return end;
}

int urgency(Verdict verdict) {
  switch (verdict) {
    case Verdict::ready:
      return 0;
    case Verdict::unknown:
      return 1;
    case Verdict::at_risk:
      return 2;
    case Verdict::would_fail:
      return 3;
  }
  return 0;
}

std::vector<const TargetStatus*> worst_first(std::span<const TargetStatus> statuses) {
  std::vector<const TargetStatus*> order;
  for (const auto& status : statuses)
    order.push_back(&status);
  std::stable_sort(order.begin(), order.end(), [](const auto* left, const auto* right) {
    return urgency(left->verdict) > urgency(right->verdict);
  });
  return order;
}

IconView present_icon(std::span<const TargetStatus> statuses, const Viewpoint& view) {
  const auto summary = present_summary(statuses, view);
  IconView icon{summary.sign, "RDP Ready: " + summary.headline, {}};
  const auto dates = coming_dates(statuses, view);
  bool told = dates.empty();
  std::size_t lines = 0;
  for (const auto* status : worst_first(statuses)) {
    if (status->verdict == Verdict::ready) break;
    if (lines++ > 0 && lines <= tip_lines) icon.text += '\n';
    if (lines > tip_lines) continue;
    icon.text +=
        short_name(monitor::shown_name(status->target)) + ": " + state_words_inside(*status, view);
    told = told || status->target.id == dates.front().target;
  }
  if (lines > tip_lines) icon.text += "\nAnd " + std::to_string(lines - tip_lines) + " more";
  if (!told) icon.text += (lines > 0 ? "\n" : "") + next_words(statuses, view);
  return icon;
}

IconView present_starting_icon() {
  return {Sign::unknown, "RDP Ready is starting", {}};
}

SummaryView present_summary(std::span<const TargetStatus> statuses, const Viewpoint& view,
                            const std::string& trouble) {
  if (statuses.empty()) return {Sign::unknown, "No computer is being watched", "Add one to begin."};
  const auto counts = count(statuses);
  const auto worst = worst_first(statuses).front()->verdict;
  auto text = counts[worst] == counts.all ? std::string{} : verdict_counts(statuses);
  const auto next = next_date_sentence(statuses, view);
  if (!text.empty() && !next.empty()) text += '\n';
  text += next;
  return {sign_of(worst), headline(statuses, worst, counts), trouble.empty() ? text : trouble};
}

std::vector<RowView> present_rows(std::span<const TargetStatus> statuses, const Viewpoint& view) {
  std::vector<RowView> rows;
  rows.reserve(statuses.size());
  for (const auto& status : statuses)
    rows.push_back(present_row(status, view));
  return rows;
}

}  // namespace tray
