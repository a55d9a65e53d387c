#include "monitor/foresight/own_clock.h"

#include <algorithm>
#include <cmath>

namespace monitor {

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr days matters_from{1};
// Two looks and what lies between them.
constexpr hours about{1};
// What was set back so long ago says nothing of a pause of that length.
constexpr days remembered{7};
// A clock that stays ahead for longer is rather right.
constexpr days stays_ahead{1};
// Nobody was here for so long, or more likely the clock went wrong and is soon set right.
constexpr days hardly_a_pause{30};
constexpr std::chrono::minutes soon_set_right{30};
constexpr hours newest_within{1};
constexpr std::size_t most_readings = 8;

double in_seconds(SysTime::duration span) {
  return std::chrono::duration<double>(span).count();
}

/// Whether the finding about that look's certificate is so by the right time as well.
bool is_so_at(SysTime right, const Finding& finding, const Check& check) {
  const auto& certificate =
      finding.code.starts_with("gateway.") ? check.gateway_certificate : check.certificate;
  if (!certificate) return false;
  if (finding.code.ends_with("certificate.expired")) return right > certificate->not_after;
  return finding.code.ends_with("certificate.not_yet_valid") && right < certificate->not_before;
}

}  // namespace

bool is_dated(std::string_view code) {
  return code.ends_with("certificate.expired") || code.ends_with("certificate.not_yet_valid") ||
         code.ends_with("certificate.expires_soon") ||
         code.ends_with("certificate.renewal_overdue");
}

void OwnClock::pass(SysTime now, SysTime::duration step) {
  if (step <= -matters_from) {
    set_back_ = -step;
    set_back_at_ = now;
    ahead_until_ = {};
    right_at_ = {};
    readings_.clear();
  } else if (step >= matters_from - about) {
    const bool again = std::chrono::abs(step - set_back_) <= about;
    ahead_by_ = step;
    if (again && now - step - set_back_at_ <= remembered) {
      ahead_until_ = now + stays_ahead;
    } else if (step >= hardly_a_pause && !is_behind_) {
      ahead_until_ = now + soon_set_right;
    }
    is_behind_ = false;
    readings_.clear();
  }
}

void OwnClock::note(const std::string& host, SysTime now, double skew_s) {
  if (std::abs(skew_s) < in_seconds(matters_from)) {
    right_at_ = now;
    ahead_until_ = {};
    return;
  }
  std::erase_if(readings_, [&](const Reading& one) {
    return one.host == host || now - one.at > newest_within || one.at > now;
  });
  readings_.push_back({host, now, skew_s});
  if (readings_.size() > most_readings) readings_.pop_front();
}

bool OwnClock::is_off(SysTime now) const {
  if (readings_.size() < 2 || now - readings_.back().at > newest_within) return false;
  if (now - right_at_ <= newest_within) return false;
  return std::ranges::all_of(readings_, [&](const Reading& one) {
    return std::abs(one.skew_s - readings_.back().skew_s) < in_seconds(about);
  });
}

std::optional<SysTime> OwnClock::right_time(SysTime now) const {
  // Past ten years a clock is nonsense, and the sum would not fit.
  constexpr double most_s = 10.0 * 366 * 86400;
  if (is_off(now) && std::abs(readings_.back().skew_s) < most_s)
    return now + std::chrono::seconds(std::llround(readings_.back().skew_s));
  if (now < ahead_until_) return now - ahead_by_;
  return {};
}

void hold_dates(const Check& check, std::optional<SysTime> right, Outlook& outlook) {
  if (!right) return;
  for (const auto& finding : check.findings) {
    if (is_dated(finding.code) && !is_so_at(*right, finding, check))
      outlook.held.push_back(finding.code);
  }
}

}  // namespace monitor
