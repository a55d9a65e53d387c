#include "monitor/foresight/renewals.h"

#include "monitor/foresight/robust.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace monitor {

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::size_t most_leads = 8;
constexpr std::size_t most_former = 16;
// The listener's own certificate: one of 183 days was published (FACTS: "six months").
constexpr days shortest_own{170};
constexpr days longest_own{200};
// What automatic authorities issue: 90 days, 47 from 2029 on (CA/Browser Forum SC-081).
constexpr days longest_automatic{100};
// Whoever renews, renews in about the last third of a certificate's life or in its last month.
constexpr days last_month{33};
// A certificate may be issued some days before it is put to use.
constexpr days longest_on_the_shelf{21};
// What answers for longer in another's place has taken it.
constexpr days longest_in_its_place{14};

double in_days(SysTime::duration span) {
  return std::chrono::duration<double, std::ratio<86400>>(span).count();
}

SysTime::duration lifetime(const CertificateFacts& certificate) {
  return certificate.not_after - certificate.not_before;
}

/// "O=…" of a distinguished name; all of it where it has none. Automatic authorities change the
/// rest of the issuer's name from one renewal to the next.
std::string_view organisation(std::string_view name) {
  const auto at = name.find("O=");
  if (at == std::string_view::npos || (at > 0 && name[at - 1] != ',' && name[at - 1] != ' '))
    return name;
  const auto rest = name.substr(at);
  return rest.substr(0, rest.find(','));
}

std::string_view key_kind(const CertificateFacts& certificate) {
  return std::string_view(certificate.key).substr(0, certificate.key.find(' '));
}

bool differ(const std::string& before, const std::string& now) {
  return !before.empty() && !now.empty() && before != now;
}

void add(std::string& list, std::string_view word) {
  if ((", " + list + ',').find(", " + std::string(word) + ',') != std::string::npos) return;
  if (!list.empty()) list += ", ";
  list += word;
}

/// Whoever renews may go to another authority, but not to one that is trusted less.
void compare_issuers(const CertificateFacts& before, const CertificateFacts& now,
                     std::string& differs) {
  if (now.self_signed && !before.self_signed) add(differs, "issuer");
  if (before.trust == Trust::trusted && now.trust == Trust::untrusted_issuer) add(differs, "trust");
}

bool is_verified(const CertificateFacts& certificate) {
  return certificate.trust == Trust::trusted && certificate.name_matches;
}

/// A host that makes its own keys keeps to one kind; an authority's customer may move to a newer.
void compare_keys(const CertificateFacts& before, const CertificateFacts& now,
                  std::string& differs) {
  const bool other_kind = key_kind(before) != key_kind(now);
  const bool shorter = !other_kind && now.key_bits < before.key_bits;
  if (shorter || (other_kind && !is_verified(now))) add(differs, "key");
}

void compare_identities(const IdentityFacts& before, const IdentityFacts& now,
                        std::string& differs) {
  if (differ(before.computer, now.computer) || differ(before.dns_computer, now.dns_computer) ||
      differ(before.domain, now.domain)) {
    add(differs, "computer");
  }
}

/// By which share of its lead a host may renew later than ever, after so many renewals.
double later_by(int renewals) {
  return 0.02 + 0.72 / (renewals * renewals);
}

/// With how much left one is overdue that renews in its last day: half its time, or soon after the
/// hour that it has kept to again and again.
double late_renewal_due(const RenewalHabit& habit, double scatter) {
  constexpr int often = 3;
  constexpr double least = 0.1;
  const auto half = std::max(habit.latest_days / 2, least);
  if (habit.renewals < often || habit.borrowed) return half;
  return std::max(half, habit.latest_days - std::max(least, 3 * scatter));
}

}  // namespace

bool renews_by_itself(const CertificateFacts& certificate) {
  const auto span = lifetime(certificate);
  if (certificate.self_signed) return span >= shortest_own && span <= longest_own;
  return span <= longest_automatic;
}

std::string Renewals::kind_of(const CertificateFacts& certificate) {
  const auto months = static_cast<int>(in_days(lifetime(certificate)) / 15 + 0.5);
  const auto maker =
      certificate.self_signed ? std::string_view("own") : organisation(certificate.issuer);
  return std::string(maker) + '/' + std::to_string(months);
}

std::optional<RenewalHabit> habit_of(const std::vector<double>& leads, bool borrowed) {
  if (leads.empty()) return {};
  RenewalHabit habit;
  habit.renewals = static_cast<int>(leads.size());
  habit.borrowed = borrowed;
  habit.usual_days = median(leads);
  habit.latest_days = *std::min_element(leads.begin(), leads.end());
  habit.earliest_days = *std::max_element(leads.begin(), leads.end());
  // What was seen once may come somewhat later the next time; what came alike often will not.
  constexpr int often = 3;
  const double least_doubt = habit.renewals >= often ? 0.35 : 0.75;
  // What is renewed weeks ahead does not differ by more from one time to the next for that alone.
  constexpr double most_later = 2.5;
  const auto doubt =
      leads.size() == 1 || borrowed
          ? std::max(1.5, 0.25 * habit.latest_days)
          : std::max({least_doubt, 2 * spread(leads),
                      std::min(later_by(habit.renewals) * habit.latest_days, most_later)});
  auto due = habit.latest_days - doubt;
  // A day ahead it must be said, unless even that is earlier than the host itself ever was.
  constexpr double a_day = 26.0 / 24;
  // Of one that was never seen to renew, some days: it may not be looked at again in time.
  constexpr double some_days = 4.5;
  if (borrowed) due = std::max(due, some_days);
  // Where that is too late for a day ahead anyway, a daily run may come once more.
  const auto own_latest = habit.latest_days - 0.25;
  if (due < a_day)
    due = own_latest < 1 ? late_renewal_due(habit, spread(leads)) : std::min(a_day, own_latest);
  habit.overdue_below_days = due;
  return habit;
}

void Renewals::note_identity(const IdentityFacts& identity) {
  // Nothing else of it is ever compared.
  const bool known = identity_ && identity_->computer == identity.computer &&
                     identity_->dns_computer == identity.dns_computer &&
                     identity_->domain == identity.domain;
  if (!known) identity_ = identity;
}

bool Renewals::is_in_time(const CertificateFacts& old, const CertificateFacts& now,
                          SysTime at) const {
  if (now.not_after <= old.not_after) return false;
  // Windows renews its own late, authorities ask for it in about the last third.
  auto window = old.self_signed ? SysTime::duration(last_month)
                                : std::max<SysTime::duration>(lifetime(old) * 2 / 5, last_month);
  if (const auto& known = habit_) {
    const auto widest = std::max(1.5 * known->earliest_days, known->earliest_days + 7);
    const auto learned = std::chrono::duration_cast<SysTime::duration>(
        std::chrono::duration<double, std::ratio<86400>>(widest));
    window = known->renewals >= 2 ? learned : std::max(window, learned);
  }
  return at > old.not_after - window;
}

std::string Renewals::differences(const Shown& before, const CertificateFacts& now,
                                  const std::optional<IdentityFacts>& identity, SysTime at) const {
  std::string differs;
  const auto& old = before.facts;
  if (old.subject != now.subject) add(differs, "name");
  compare_issuers(old, now, differs);
  compare_keys(old, now, differs);
  if (identity && identity_) compare_identities(*identity_, *identity, differs);
  if (old.name_matches && !now.name_matches) add(differs, "name");
  if (!is_in_time(old, now, at)) add(differs, "time");
  // Made for the renewal, not long before it; and for about as long as the one before.
  if (now.not_before + longest_on_the_shelf < std::min(before.last_seen, old.not_after))
    add(differs, "first day");
  if (lifetime(now) > 3 * lifetime(old) && !is_verified(now)) add(differs, "length");
  // A change of issuer alone is no reason to doubt, but worth saying where there is one.
  const bool said = differs.find("issuer") != std::string::npos;
  if (!differs.empty() && !said && organisation(old.issuer) != organisation(now.issuer))
    add(differs, "issuer");
  return differs;
}

void Renewals::note_lead(const CertificateFacts& certificate, SysTime at) {
  // Who makes its own no more, or does from now on, renews in another way.
  if (certificate.self_signed != current_->facts.self_signed) {
    leads_days_.clear();
    habit_.reset();
    return;
  }
  const auto from = std::max(certificate.not_before, current_->last_seen);
  const auto lead = in_days(current_->facts.not_after - std::min(from, at));
  // One that was renewed after its end was late: no habit to go by.
  if (lead <= (certificate.self_signed ? -0.5 : 0.0)) return;
  ++leads_count_;
  leads_days_.push_back(lead);
  if (leads_days_.size() > most_leads) leads_days_.pop_front();
  habit_ = habit_of({leads_days_.begin(), leads_days_.end()}, false);
}

/// Several computers behind one name do, every few days; another one that answered in its place for
/// a while, and does so once more, does not. Nor do two that are both doubted.
bool Renewals::takes_turns(const CertificateFacts& certificate, SysTime at) {
  constexpr days a_turn{4};
  const auto stranger = std::ranges::find(strangers_, certificate.sha256,
                                          [](const Shown& shown) { return shown.facts.sha256; });
  if (stranger == strangers_.end())
    return std::ranges::find(former_, certificate.sha256) != former_.end();
  const bool soon = at - stranger->last_seen < a_turn;
  strangers_.erase(stranger);
  return soon && current_->differs.empty();
}

void Renewals::set_aside(const Shown& shown) {
  if (!shown.differs.empty()) {
    strangers_.push_back(shown);
    if (strangers_.size() > most_former) strangers_.pop_front();
  } else {
    std::erase(former_, shown.facts.sha256);
    former_.push_back(shown.facts.sha256);
    if (former_.size() > most_former) former_.pop_front();
  }
}

/// A host that shows another one at every look is told of once.
void Renewals::note_news(News news, SysTime at) {
  if (news == News::renewed) said_at_ = SysTime::max();
  if (news == News::changed && (said_at_ > at || at - said_at_ > news_for)) said_at_ = at;
}

void Renewals::seen_again(SysTime at) {
  if (!current_) return;
  current_->last_seen = std::max(current_->last_seen, at);
  if (current_->differs.empty()) said_at_ = SysTime::max();
}

void Renewals::set_back(SysTime now) {
  const auto bound = [now](Shown& shown) {
    shown.first_seen = std::min(shown.first_seen, now);
    shown.last_seen = std::min(shown.last_seen, now);
  };
  if (current_) bound(*current_);
  if (trusted_) bound(*trusted_);
  std::ranges::for_each(strangers_, bound);
}

void Renewals::note_attempt(SysTime at) {
  if (said_at_ < at && at - said_at_ > got_used_to_it) said_at_ = SysTime::max();
}

Renewals::News Renewals::see(const CertificateFacts& certificate,
                             const std::optional<IdentityFacts>& identity, SysTime at,
                             std::string& differs) {
  if (!current_) {
    current_ = Shown{certificate, at, at, {}};
    if (identity) identity_ = identity;
    return News::first;
  }
  if (is_current(certificate)) {
    seen_again(at);
    return News::none;
  }
  const bool known = takes_turns(certificate, at);
  differs = known ? std::string() : differences(*current_, certificate, identity, at);
  // Another computer may have answered for a while; what follows is then a renewal of the one
  // before, or of none.
  const bool for_a_while = current_->last_seen - current_->first_seen <= longest_in_its_place;
  if (!known && trusted_ && for_a_while) {
    differs = differences(*trusted_, certificate, identity, at);
    if (differs.empty()) current_ = trusted_;
  }
  const auto news = known ? News::known : differs.empty() ? News::renewed : News::changed;
  if (news == News::renewed) note_lead(certificate, at);
  if (news == News::changed) {
    if (!trusted_) trusted_ = current_;
  } else {
    trusted_.reset();
  }
  note_news(news, at);
  set_aside(*current_);
  current_ = Shown{certificate, at, at, differs};
  if (identity) identity_ = identity;
  return news;
}

}  // namespace monitor
