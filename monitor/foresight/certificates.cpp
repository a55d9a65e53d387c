#include "monitor/foresight/certificates.h"

#include "monitor/foresight/words.h"
#include "monitor/model/finding_codes.h"
#include "monitor/model/thresholds.h"

#include <algorithm>
#include <cmath>

namespace monitor {

namespace {

constexpr std::string_view gateway_prefix = "gateway.";
constexpr std::size_t most_kinds = 64;
constexpr std::size_t most_leads = 16;
// One says what one does.
constexpr std::size_t enough_examples = 2;
// Where others of its kind were renewed, one that renews by itself is given until its last week.
constexpr double last_week_days = 7;
// Where nobody knows how late that is: told while there is time, but not before a week off with its
// weekends.
constexpr double in_time_days = 7;
constexpr double week_off_days = 9;
constexpr double a_day = 26.0 / 24;
// One that was made just now may begin by a clock that is somewhat ahead of this one.
constexpr std::chrono::hours passes_by_itself{1};
constexpr double least_late_days = 0.3;
constexpr double least_late_once_days = 0.7;
constexpr double a_month_days = 32;
// The trouble comes near a second time.
constexpr double last_call_days = 1;
constexpr std::chrono::days long_told{16};

double days_left(const CertificateFacts& certificate, SysTime at) {
  return std::chrono::duration<double, std::ratio<86400>>(certificate.not_after - at).count();
}

std::string owner(bool gateway) {
  return gateway ? "The gateway's certificate" : "The certificate";
}

/// One side of one look.
class Side {
 public:
  Side(Check& check, bool gateway, const Moment& moment, Outlook& outlook)
      : check_(check),
        certificate_(gateway ? *check.gateway_certificate : *check.certificate),
        gateway_(gateway),
        moment_(moment),
        outlook_(outlook) {}

  void tell_news(const Renewals& renewals, Renewals::News news);
  void tell_end(const Renewals& renewals, const KindLeads& kinds);

 private:
  int days_until_used() const;
  double days_until_seen() const;
  double borrowed_limit(const RenewalHabit& habit, double left) const;
  double own_limit(const RenewalHabit& habit, double left) const;

  std::string code(const char* name) const {
    return gateway_ ? std::string(gateway_prefix) + name : std::string(name);
  }

  /// Whether the finding is of that name on this side.
  bool is(const Finding& finding, std::string_view name) const;
  Finding* find(std::string_view name);
  void drop(std::string_view name);

  Ending ending() const { return {certificate_.not_after, moment_.at, moment_.utc_offset}; }

  Bearer bearer() const;
  Finding make(const char* name, Evidence evidence) const;
  Finding* hold_lacks(bool said);
  void tell_overdue(const RenewalHabit& habit, double left);

  Check& check_;
  const CertificateFacts& certificate_;
  bool gateway_;
  const Moment& moment_;
  Outlook& outlook_;
};

bool Side::is(const Finding& finding, std::string_view name) const {
  std::string_view code = finding.code;
  if (gateway_) {
    if (!code.starts_with(gateway_prefix)) return false;
    code.remove_prefix(gateway_prefix.size());
  }
  return code == name;
}

Finding* Side::find(std::string_view name) {
  const auto found =
      std::ranges::find_if(check_.findings, [&](const Finding& one) { return is(one, name); });
  return found == check_.findings.end() ? nullptr : &*found;
}

void Side::drop(std::string_view name) {
  std::erase_if(check_.findings, [&](const Finding& finding) { return is(finding, name); });
}

Bearer Side::bearer() const {
  Bearer bearer;
  if (check_.identity && !gateway_) bearer.computer = check_.identity->computer;
  if (!certificate_.name_matches && !certificate_.names.empty())
    bearer.name = certificate_.names.front();
  return bearer;
}

Finding Side::make(const char* name, Evidence evidence) const {
  auto finding = make_finding(code(name), std::move(evidence));
  finding.subject = certificate_.sha256;
  return finding;
}

/// One notice says it: what a new one lacks is part of it. Gives what connections are refused for,
/// which says more; null where they are not, or where that was `said`.
Finding* Side::hold_lacks(bool said) {
  Finding* refused = nullptr;
  for (const auto* name :
       {"certificate.untrusted", "certificate.name_mismatch", "certificate.weak_key",
        "certificate.weak_signature", "certificate.wrong_purpose"}) {
    auto* lacks = find(name);
    const bool is_refused = lacks != nullptr && lacks->severity == Severity::failure;
    if (is_refused && refused == nullptr && !said) {
      refused = lacks;
    } else {
      outlook_.held.push_back(code(name));
    }
  }
  if (!gateway_) outlook_.held.emplace_back("identity.other_computer");
  return refused;
}

/// A renewal is news once. Another certificate is for a week, or until the user has connected to it
/// on another day.
void Side::tell_news(const Renewals& renewals, Renewals::News news) {
  using News = Renewals::News;
  const auto change = renewals.change();
  if (!change && news == News::first) return;
  const auto* judged = find("certificate.changed");
  if (judged == nullptr) judged = find("certificate.renewed");
  if (!change && news == News::none && judged == nullptr) return;
  auto evidence = judged != nullptr ? judged->evidence
                                    : Evidence{{"sha256", certificate_.sha256},
                                               {"not_after", certificate_.not_after}};
  drop("certificate.changed");
  drop("certificate.renewed");
  if (news == News::renewed) {
    auto finding = make("certificate.renewed", std::move(evidence));
    // The client still remembers the old one and would warn.
    if (!gateway_ && certificate_.self_signed)
      finding.remedies.emplace_back("this_computer.forget_certificate");
    check_.findings.push_back(std::move(finding));
  }
  if (!change) return;
  auto* refused = hold_lacks(change->said);
  if (moment_.at - change->since > Renewals::news_for ||
      moment_.tried_at - change->since > Renewals::got_used_to_it) {
    return;
  }
  if (refused != nullptr)
    refused->explanation = refused_change_text(owner(gateway_), change->differs, bearer());
  if (change->said || refused != nullptr) outlook_.held.push_back(code("certificate.changed"));
  auto finding = make("certificate.changed", std::move(evidence));
  finding.evidence.push_back({"differs", change->differs});
  finding.evidence.push_back({"since", change->since});
  finding.explanation = changed_text(owner(gateway_), change->differs, bearer());
  check_.findings.push_back(std::move(finding));
}

void Side::tell_overdue(const RenewalHabit& habit, double left) {
  auto finding = make("certificate.renewal_overdue",
                      {{"not_after", certificate_.not_after},
                       {"days_left", std::round(left * 10) / 10},
                       {"usual_lead_days", std::round(habit.usual_days * 10) / 10},
                       {"basis", basis_of(habit)},
                       {"issuer", certificate_.issuer},
                       {"sha256", certificate_.sha256}});
  finding.fails_at = certificate_.not_after;
  const bool is_long_told = habit.overdue_below_days >= static_cast<double>(long_told.count());
  finding.level =
      left <= last_call_days && is_long_told ? notice_level(long_told) : told_once_level;
  finding.explanation = overdue_text(owner(gateway_), habit, ending());
  check_.findings.push_back(std::move(finding));
}

int Side::days_until_used() const {
  return moment_.use == nullptr ? 1 : moment_.use->days_until_used(moment_.local);
}

/// When it will be looked at again, at the latest but for holidays: by ten in the morning.
double Side::days_until_seen() const {
  constexpr double ten = 10 * 60;
  constexpr double day = 24 * 60;
  const double past_ten = std::max(0.0, moment_.local.minute - ten);
  return std::max<double>(days_until_used(), std::floor(moment_.seen_every_days)) - past_ten / day;
}

/// What others of its kind do is less sure: it is told in its last week, and not later than on the
/// last day on which it is seen a day before.
double Side::borrowed_limit(const RenewalHabit& habit, double left) const {
  if (left >= last_week_days) return last_week_days;
  const auto away = days_until_seen();
  return std::min(std::max(habit.overdue_below_days, a_day + (away > 1 ? away : 0)),
                  last_week_days);
}

/// On the last day on which it is seen a day before its end, being later than ever is enough, and
/// half of that before a weekend; not of one that renews so late that no day is left.
double Side::own_limit(const RenewalHabit& habit, double left) const {
  const auto least_late = habit.renewals == 1 ? least_late_once_days : least_late_days;
  const auto late = std::max(least_late, 0.2 * habit.latest_days / habit.renewals);
  const auto later_than_ever = habit.latest_days - (days_until_used() > 1 ? late / 2 : late);
  if (left >= later_than_ever || later_than_ever < 1) return habit.overdue_below_days;
  return std::max(habit.overdue_below_days, std::min(a_day + days_until_seen(), later_than_ever));
}

void Side::tell_end(const Renewals& renewals, const KindLeads& kinds) {
  const auto until_begin = certificate_.not_before - moment_.at;
  if (until_begin > until_begin.zero() && until_begin <= passes_by_itself)
    outlook_.held.push_back(code("certificate.not_yet_valid"));
  const auto left = days_left(certificate_, moment_.at);
  const auto latest = renewals.habit() ? renewals.habit()->latest_days : 0.0;
  const bool is_told = find("certificate.expires_soon") != nullptr;
  if (!is_told && left > std::max(a_month_days, latest)) return;
  drop("certificate.renewal_overdue");
  if (left < 0) return;
  const bool by_itself = renews_by_itself(certificate_);
  auto habit = renewals.habit();
  // What somebody did once is no habit.
  if (habit && !by_itself && habit->renewals < 2) habit.reset();
  if (habit) {
    habit->overdue_below_days = own_limit(*habit, left);
  } else if (by_itself && (habit = kinds.habit(renewals.kind()))) {
    habit->overdue_below_days = borrowed_limit(*habit, left);
  }
  // Where it may not be seen again in time it is told before others of its kind would be renewed.
  const bool is_early = habit && left < habit->overdue_below_days && left > habit->usual_days;
  if (habit && !is_early) {
    if (left < habit->overdue_below_days) tell_overdue(*habit, left);
    outlook_.held.push_back(code("certificate.expires_soon"));
    return;
  }
  auto* soon = find("certificate.expires_soon");
  if (soon == nullptr) return;
  soon->explanation = ending_text(owner(gateway_), by_itself, certificate_.self_signed, ending());
  soon->evidence.push_back({"renews_by_itself", by_itself});
  const auto lifetime = days_left(certificate_, certificate_.not_before);
  if (!by_itself) return;
  const auto in_time = std::max(in_time_days, a_day + days_until_seen());
  if (left > std::min({in_time, week_off_days, lifetime / 6}))
    outlook_.held.push_back(code("certificate.expires_soon"));
  // One that may yet renew itself is told of once.
  soon->level = told_once_level;
}

}  // namespace

void KindLeads::add(const std::string& kind, double lead_days, const std::string& sha256) {
  if (!examples_.contains(kind) && examples_.size() == most_kinds) return;
  auto& examples = examples_[kind];
  if (std::ranges::find(examples, sha256, &Example::sha256) != examples.end()) return;
  examples.push_back({lead_days, sha256});
  if (examples.size() > most_leads) examples.pop_front();
}

std::optional<RenewalHabit> KindLeads::habit(const std::string& kind) const {
  const auto found = examples_.find(kind);
  if (found == examples_.end() || found->second.size() < enough_examples) return {};
  std::vector<double> leads;
  for (const auto& example : found->second)
    leads.push_back(example.lead_days);
  return habit_of(leads, true);
}

void foresee_certificate(Check& check, bool gateway, Renewals& renewals, KindLeads& kinds,
                         const Moment& moment, Outlook& outlook) {
  const auto& certificate = gateway ? check.gateway_certificate : check.certificate;
  if (!certificate) return;
  Side side(check, gateway, moment, outlook);
  if (renewals.is_current(*certificate)) {
    renewals.seen_again(moment.at);
    side.tell_news(renewals, Renewals::News::none);
    side.tell_end(renewals, kinds);
    return;
  }
  const auto kind = renewals.kind();
  const auto before = renewals.leads_count();
  std::string differs;
  const auto& identity = gateway ? std::optional<IdentityFacts>() : check.identity;
  const auto news = renewals.see(*certificate, identity, moment.at, differs);
  if (renewals.leads_count() != before)
    kinds.add(kind, renewals.leads_days().back(), certificate->sha256);
  side.tell_news(renewals, news);
  side.tell_end(renewals, kinds);
}

}  // namespace monitor
