#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"
#include "monitor/probes/judgement/certificate_judgement.h"

#include <cmath>

namespace monitor {

namespace {

using std::chrono::days;

// Windows makes its listener's certificate for about six months (one of 183 days was published) and
// replaces it by itself; how long ahead is not documented, so only its last week is called late.
constexpr days shortest_own{170};
constexpr days longest_own{200};
constexpr days late{7};

double in_days(SysTime::duration span) {
  const auto exact = std::chrono::duration<double, std::ratio<86400>>(span).count();
  return std::round(exact * 10) / 10;
}

std::string span_between(SysTime from, SysTime to) {
  return span_text(std::chrono::duration_cast<std::chrono::seconds>(to - from));
}

std::string owner(Side side) {
  return side == Side::gateway ? "The gateway's certificate" : "The certificate";
}

Finding about(Side side, const char* name, const CertificateFacts& certificate, SysTime now) {
  auto finding =
      make_finding(code_for(side, name), {{"not_before", certificate.not_before},
                                          {"not_after", certificate.not_after},
                                          {"days_left", in_days(certificate.not_after - now)},
                                          {"issuer", certificate.issuer},
                                          {"sha256", certificate.sha256}});
  finding.subject = certificate.sha256;
  return finding;
}

Finding expired(Side side, const CertificateFacts& certificate, SysTime now,
                std::chrono::seconds utc_offset) {
  auto finding = about(side, "certificate.expired", certificate, now);
  finding.fails_at = certificate.not_after;
  const auto day = day_text(certificate.not_after, utc_offset);
  const auto when = day == day_text(now, utc_offset)
                        ? std::string("today")
                        : "on " + day + ", " + span_between(certificate.not_after, now) + " ago";
  finding.explanation = owner(side) + " ended " + when +
                        ". Connections fail or are stopped by a warning. Ask the administrator for "
                        "a new one.";
  return finding;
}

Finding not_yet_valid(Side side, const CertificateFacts& certificate, SysTime now,
                      std::chrono::seconds utc_offset) {
  auto finding = about(side, "certificate.not_yet_valid", certificate, now);
  finding.explanation = owner(side) + " begins only on " +
                        day_text(certificate.not_before, utc_offset) + ", in " +
                        span_between(now, certificate.not_before) +
                        ". Check that the date of this computer is right; else tell the "
                        "administrator.";
  return finding;
}

/// `told_at`: the threshold that was crossed last.
Finding expires_soon(Side side, const CertificateFacts& certificate, SysTime now, days told_at,
                     std::chrono::seconds utc_offset) {
  auto finding = about(side, "certificate.expires_soon", certificate, now);
  finding.fails_at = certificate.not_after;
  finding.level = notice_level(told_at);
  finding.explanation = owner(side) + " ends on " + day_text(certificate.not_after, utc_offset) +
                        ", in " + span_between(now, certificate.not_after) +
                        ". Connections may fail after that. Ask the administrator to renew it "
                        "before then.";
  return finding;
}

/// A certificate that the host made for itself and should have replaced by now.
std::optional<Finding> renewal_overdue(Side side, const CertificateFacts& certificate,
                                       SysTime now) {
  const auto lifetime = certificate.not_after - certificate.not_before;
  const auto left = certificate.not_after - now;
  const bool own = certificate.self_signed && lifetime >= shortest_own && lifetime <= longest_own;
  if (!own || left > late || left < days{0}) return {};
  auto finding = about(side, "certificate.renewal_overdue", certificate, now);
  finding.fails_at = certificate.not_after;
  finding.level = told_once_level;
  finding.evidence.push_back({"usual_lifetime_days", 183.0});
  return finding;
}

/// By one clock alone; empty if it is valid for long.
std::optional<Finding> judge_at(Side side, const CertificateFacts& certificate, SysTime now,
                                const Standards& standards) {
  const auto offset = standards.utc_offset;
  if (now > certificate.not_after) return expired(side, certificate, now, offset);
  if (now < certificate.not_before) return not_yet_valid(side, certificate, now, offset);
  std::optional<days> told_at;
  for (const auto one : standards.thresholds.certificate_days)
    if (certificate.not_after - now <= one) told_at = one;
  if (!told_at) return {};
  return expires_soon(side, certificate, now, *told_at, offset);
}

/// Past ten years a clock is nonsense, and the sum would not fit.
std::optional<SysTime> server_time(SysTime now, double skew_s) {
  constexpr double most_skew_s = 10.0 * 366 * 86400;
  if (std::abs(skew_s) > most_skew_s) return {};
  return now + std::chrono::milliseconds(std::llround(skew_s * 1000));
}

bool is_valid_at(const CertificateFacts& certificate, SysTime at) {
  return at >= certificate.not_before && at <= certificate.not_after;
}

/// Where it is valid by a clock that is days away, ours may well be the wrong one.
void doubt_our_clock(Finding& ours, const CertificateFacts& certificate, SysTime now,
                     double skew_s) {
  constexpr double a_day_s = 86400;
  const auto theirs = server_time(now, skew_s);
  if (!theirs || std::abs(skew_s) < a_day_s || !is_valid_at(certificate, *theirs)) return;
  ours.explanation = "It is valid by the remote computer's clock, which is " +
                     span_text(std::chrono::seconds(std::llround(std::abs(skew_s)))) +
                     (skew_s < 0 ? " behind" : " ahead of") +
                     " this one. Set the date of this computer right first; if it is right, tell "
                     "the administrator.";
}

/// The client goes by our clock, so trouble by the server's alone is a risk.
std::optional<Finding> judge_by_server(Side side, const CertificateFacts& certificate, SysTime now,
                                       double skew_s) {
  const auto theirs = server_time(now, skew_s);
  if (!theirs || is_valid_at(certificate, *theirs)) return {};
  auto finding = *theirs > certificate.not_after ? expired(side, certificate, *theirs, {})
                                                 : not_yet_valid(side, certificate, *theirs, {});
  finding.severity = Severity::risk;
  finding.explanation = "By the remote computer's own clock, which differs from this one by " +
                        span_text(std::chrono::seconds(std::llround(skew_s))) +
                        ", the certificate is not valid. Ask the administrator to set that clock.";
  return finding;
}

}  // namespace

std::vector<Finding> judge_dates(Side side, const CertificateFacts& certificate, SysTime now,
                                 std::optional<double> skew_s, const Standards& standards) {
  auto ours = judge_at(side, certificate, now, standards);
  const bool failed = ours && ours->severity == Severity::failure;
  auto theirs = skew_s && !failed ? judge_by_server(side, certificate, now, *skew_s) : std::nullopt;
  std::vector<Finding> findings;
  if (failed && skew_s) doubt_our_clock(*ours, certificate, now, *skew_s);
  if (ours) {
    ours->evidence.push_back({"clock", std::string("this_computer")});
    findings.push_back(std::move(*ours));
  }
  if (auto overdue = renewal_overdue(side, certificate, now)) findings.push_back(*overdue);
  if (theirs) {
    theirs->evidence.push_back({"clock", std::string("server")});
    theirs->evidence.push_back({"clock_skew_s", *skew_s});
    findings.push_back(std::move(*theirs));
  }
  return findings;
}

}  // namespace monitor
