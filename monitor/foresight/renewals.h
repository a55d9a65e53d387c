#pragma once

#include "monitor/model/certificate_facts.h"
#include "monitor/model/clock.h"

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace monitor {

class Transcript;

/// How a host renews: how long before the end of a certificate its successor was there.
struct RenewalHabit {
  int renewals = 0;               ///< that were seen
  double usual_days = 0;          ///< middle of the leads
  double latest_days = 0;         ///< the shortest lead
  double earliest_days = 0;       ///< the longest
  double overdue_below_days = 0;  ///< with less than that left, the pattern is broken
  bool borrowed = false;          ///< from other hosts that renew in the same way

  bool operator==(const RenewalHabit&) const = default;
};

/// The certificates that one host, or gateway, has shown, and what they tell of the next renewal.
/// Bounded: leads of the last 8 renewals, the last 16 certificates. Pure.
class Renewals {
 public:
  enum class News { none, first, renewed, changed, known };

  /// What that certificate is by the ones before. `identity` where this look asked for it.
  /// `differs` gets the words for what speaks against a renewal, "issuer, key".
  News see(const CertificateFacts& certificate, const std::optional<IdentityFacts>& identity,
           SysTime at, std::string& differs);

  /// Cheap answer for the usual look: the same certificate as last time.
  bool is_current(const CertificateFacts& certificate) const {
    return current_ && current_->facts.sha256 == certificate.sha256;
  }

  /// Another certificate that is no renewal of the one before.
  struct Change {
    SysTime since{};
    std::string differs;
    bool said = false;  ///< of another one, whose place it took while that was still news
  };

  /// That the host shows one, until something else takes its place.
  std::optional<Change> change() const {
    if (!current_ || current_->differs.empty()) return {};
    return Change{current_->first_seen, current_->differs, said_at_ < current_->first_seen};
  }

  /// So long another certificate is news,
  static constexpr std::chrono::days news_for{7};
  /// or until the user has connected to it so much later.
  static constexpr std::chrono::hours got_used_to_it{12};

  /// Nothing was shown yet.
  bool is_new() const { return !current_; }

  void seen_again(SysTime at);
  /// This computer's clock was set back: what it showed by then was not seen later than now.
  void set_back(SysTime now);
  void note_attempt(SysTime at);

  void note_identity(const IdentityFacts& identity);

  /// From what was seen of this host; empty before its first renewal.
  const std::optional<RenewalHabit>& habit() const { return habit_; }

  const std::deque<double>& leads_days() const { return leads_days_; }

  /// How many were ever added, also those that made room since.
  int leads_count() const { return leads_count_; }

  /// What hosts that renew alike have in common; empty before the first certificate.
  std::string kind() const { return current_ ? kind_of(current_->facts) : std::string(); }

  static std::string kind_of(const CertificateFacts& certificate);

  /// What is kept for the next start.
  void transcribe(Transcript& text);

 private:
  struct Shown {
    CertificateFacts facts;
    SysTime first_seen{};
    SysTime last_seen{};
    std::string differs;  ///< what makes it no renewal of what was there before
  };

  bool takes_turns(const CertificateFacts& certificate, SysTime at);
  void set_aside(const Shown& shown);
  void note_news(News news, SysTime at);
  std::string differences(const Shown& before, const CertificateFacts& now,
                          const std::optional<IdentityFacts>& identity, SysTime at) const;
  void note_lead(const CertificateFacts& certificate, SysTime at);
  bool is_in_time(const CertificateFacts& old, const CertificateFacts& now, SysTime at) const;

  std::optional<Shown> current_;
  std::optional<Shown> trusted_;  ///< the one before, where the current one is no renewal of it
  std::optional<IdentityFacts> identity_;
  std::deque<std::string> former_;    ///< hashes of what was believed before
  std::deque<Shown> strangers_;       ///< gave way to what was believed before them
  SysTime said_at_ = SysTime::max();  ///< when the first of those that are still news came
  std::deque<double> leads_days_;
  std::optional<RenewalHabit> habit_;
  int leads_count_ = 0;
};

/// A habit from leads, own or of hosts of the same kind; empty of none.
std::optional<RenewalHabit> habit_of(const std::vector<double>& leads_days, bool borrowed);

/// Whether such a certificate is normally renewed by a program, not by somebody: the listener's own
/// of about six months, or one of an authority that issues for at most 100 days.
bool renews_by_itself(const CertificateFacts& certificate);

}  // namespace monitor
