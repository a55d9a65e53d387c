#pragma once

#include "monitor/foresight/attempts.h"
#include "monitor/foresight/clock_drift.h"
#include "monitor/foresight/host_hours.h"
#include "monitor/foresight/reach.h"
#include "monitor/foresight/renewals.h"
#include "monitor/foresight/slowness.h"
#include "monitor/foresight/spells.h"
#include "monitor/model/finding.h"

#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// What is remembered of one target; bounded, some kilobytes.
struct TargetPast {
  Renewals host;
  Renewals gateway;
  ClockDrift drift;
  std::optional<DriftForecast> drift_forecast;
  Spells spells;
  HostHours hours;
  Attempts attempts;
  Slowness slowness;
  Reach reach;
  /// What is said where it is out of reach, and the place where it answers that it is said by.
  std::optional<Finding> out_of_reach;
  Reach::Place usual_place;
  /// Faults of the very first good look: whoever uses the target lives with them.
  std::vector<std::string> standing;
  bool standing_known = false;
  std::optional<Spells::Burst> burst;  ///< it fails more often; until it is calm again
  bool is_in_burst = false;            ///< the failure that goes on is counted there
  std::optional<double> begun_h;       ///< hours of looking before it was first looked at
  SysTime tried_at{};                  ///< the user last began to connect
  SysTime last_fail{};
  SysTime last_good{};
  SysTime last_look{};
  SysTime last_telling{};  ///< a look at a place from where it can be reached
  /// What the newest look says of the network: it answered, the way to it failed or has failed
  /// since this computer came here, or it fails of itself.
  enum class Way { open, blocked, unclear };
  Way way = Way::unclear;
  bool last_timed_out = false;  ///< on the way to the Remote Desktop port
  bool turned_away = false;     ///< the newest look, by it or by what stands before it
  SysTime silent_at{};          ///< nothing came back from where it was dialled
  std::string silent_address;   ///< where that was; empty: reached from within alone
  SysTime nameless_at{};        ///< the name service did not answer

  /// When it usually goes off, as it was worked out in that quarter of an hour of that day.
  struct GoesOff {
    std::int64_t day = -1;
    int slot = 0;
    int minute = -1;
  };

  GoesOff goes_off;
  bool by_gateway = false;
  bool on_rdp_port = false;
  std::string host_name;  ///< dialled, for telling unrelated hosts apart
  std::optional<SysTime> next_look;
  std::int64_t seen_on = 0;    ///< the last day on which it answered
  double seen_every_days = 1;  ///< the longest that it was not seen lately, fading
  double awake_h = 0;          ///< hours of looking, over all, when it was kept
  SysTime hours_until{};       ///< `hours` was kept and knows of what was before

  void note_seen(std::int64_t day) {
    constexpr double fades = 0.8;
    if (day == seen_on) return;
    if (seen_on != 0)
      seen_every_days = std::max(fades * seen_every_days, static_cast<double>(day - seen_on));
    seen_on = day;
  }

  /// What is kept for the next start but for the parts.
  void transcribe(Transcript& text);
};

}  // namespace monitor
