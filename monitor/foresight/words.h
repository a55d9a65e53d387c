#pragma once

#include "monitor/foresight/clock_drift.h"
#include "monitor/foresight/local_hours.h"
#include "monitor/foresight/renewals.h"
#include "monitor/foresight/slowness.h"
#include "monitor/foresight/spells.h"

#include <string>
#include <string_view>

namespace monitor {

// Sentences of at most 200 characters, and the basis of a forecast in one sentence. `utc_offset`:
// local time minus UTC.

/// That it is off as usual; when it is normally up again, in minutes of the day, where that is
/// known and not negative.
std::string usually_off_text(int up_minute);

/// `explanation` with since when in front; what to do stays, whatever is left out.
std::string since_text(const LocalMoment& since, const LocalMoment& now,
                       const std::string& explanation);
/// Normally up by that minute of the day and not yet; `usual_minute` is left out where it is before
/// that one or, below 0, not known.
std::string not_back_text(int up_minute, int usual_minute);
/// Of a host without a way to it where it has answered without a VPN.
std::string no_way_here_text();
/// Of a network that lets nothing through to the Remote Desktop port. A long name is left out: cut,
/// it might end within a character.
std::string port_blocked_text(const std::string& network);
/// The same where nothing else is watched that might answer: nobody may have signed in there.
std::string all_silent_text(const std::string& network);

/// Of computers of one site that went silent together; `vpn` is what is up, empty for none.
std::string site_silent_text(const std::string& vpn);

std::string flapping_text(const Spells::Burst& burst, const LocalMoment& since,
                          const LocalMoment& now);
std::string basis_of(const Spells::Burst& burst);

std::string drift_text(const DriftForecast& forecast, std::chrono::seconds utc_offset);
std::string basis_of(const DriftForecast& forecast, std::chrono::seconds utc_offset);
std::string slowing_text(const SlowForecast& forecast, std::chrono::seconds utc_offset);
std::string basis_of(const SlowForecast& forecast, std::chrono::seconds utc_offset);

/// When a certificate ends, as seen from `now`.
struct Ending {
  SysTime ends{};
  SysTime now{};
  std::chrono::seconds utc_offset{0};
};

/// A renewal that should have come by now. `owner`: "The certificate".
std::string overdue_text(const std::string& owner, const RenewalHabit& habit, const Ending& ending);
std::string basis_of(const RenewalHabit& habit);
/// An end that is near, and who normally renews.
std::string ending_text(const std::string& owner, bool by_itself, bool self_signed,
                        const Ending& ending);

/// Whose a certificate is that is another's than before; empty: not known.
struct Bearer {
  std::string computer;
  std::string name;

  bool operator==(const Bearer&) const = default;
};

/// `differs`: the words of Renewals, "issuer, key". Names the bearer where there is room.
std::string changed_text(const std::string& owner, const std::string& differs,
                         const Bearer& bearer);
/// The same where the target's own settings refuse it.
std::string refused_change_text(const std::string& owner, const std::string& differs,
                                const Bearer& bearer);

}  // namespace monitor
