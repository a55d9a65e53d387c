#pragma once

#include "monitor/foresight/attempts.h"
#include "monitor/foresight/local_hours.h"
#include "monitor/foresight/reach.h"

namespace monitor {

/// What has not happened yet has no time to move.
inline void shift_moment(SysTime& moment, SysTime::duration step) {
  if (moment != SysTime{}) moment += step;
}

/// What a look is seen against: when and where this computer is, and how the other targets are.
struct Moment {
  SysTime at{};
  LocalMoment local;
  std::chrono::seconds utc_offset{0};
  LocalMoment at_host;  ///< the same where the hosts are; differs while the user travels
  std::chrono::seconds host_utc_offset{0};
  SysTime here_since{};  ///< awake, online and on this network since
  double awake_h = 0;    ///< hours of looking, over all
  Reach::Place place;
  int visit = 0;                 ///< of this place; counts wakes and moves
  double answered_min = 0;       ///< after `here_since`, when the first host answered
  double settles_min = 12;       ///< after `here_since`, while nobody has answered
  double lets_through_min = 12;  ///< the same where several are looked at
  double signed_in_min = 12;     ///< the same for what a portal may have answered
  int others_good = 0;           ///< other hosts that answered lately, since `here_since`
  int others_direct = 0;         ///< of the good: not by a gateway
  int others_on_port = 0;        ///< of those: on the Remote Desktop port
  int others_bad = 0;
  int others_alike = 0;         ///< of the bad: since the same time
  int others_nameless = 0;      ///< of those: without a name
  int others_turned_away = 0;   ///< not good: by the host, or by what stands before it
  int others_shaken = 0;        ///< of the good: were interrupted when this one was
  bool line_is_poor = false;    ///< this host and another fail again and again, or several did here
  bool others_calm = false;     ///< some answered, and none was interrupted when this one was
  SysTime host_good{};          ///< when the host last answered for another of its targets
  int others_silent = 0;        ///< on the way to the Remote Desktop port, and may answer here
  int others_expected = 0;      ///< of the silent: answers on any network
  bool any_good_alike = false;  ///< of the good: answers only where this one does too
  bool any_unanswered = false;  ///< of the bad: nothing came back since it last answered
  bool any_nameless = false;    ///< of the bad: nor did the name service
  const Attempts* use = nullptr;  ///< of the target that is looked at
  SysTime tried_at{};             ///< it, by the user, the last time
  double seen_every_days = 1;     ///< as long as it was not seen lately
  double usual_short_min =
      0;  ///< what nearly all short interruptions of all targets last; 0: unknown

  /// When the user connects says nothing of the hosts' hours.
  bool is_abroad() const { return utc_offset != host_utc_offset; }

  /// The minute of the hosts' day by the user's clock.
  int on_users_clock(int minute) const {
    constexpr int day = 24 * 60;
    const auto ahead =
        std::chrono::duration_cast<std::chrono::minutes>(utc_offset - host_utc_offset);
    return (minute + static_cast<int>(ahead.count()) + 2 * day) % day;
  }
};

}  // namespace monitor
