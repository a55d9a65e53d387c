#pragma once

#include "store/database.h"
#include "tray/app/coming_dates.h"
#include "tray/app/desk.h"
#include "tray/app/local_time.h"
#include "tray/app/sign.h"

#include <span>
#include <string>
#include <vector>

namespace tray {

/// Some months back and ahead as lanes below each other, with the same in words. Every place is
/// counted in days from the left edge, by the wall clock.
struct TimelineView {
  /// A stretch of a lane, for the eye by its look and for the ear by its tip.
  struct Span {
    enum class Look {
      verdict,             ///< how looks ended: height and colour by the sign
      certificate,         ///< a life that lasts
      former_certificate,  ///< a life that was over before its end: another took its place
      foreseen,            ///< a failure that is expected: hatched
      estimate,            ///< between the earliest and the likely moment of a failure
    };
    Look look = Look::verdict;
    Sign sign = Sign::ready;
    double from = 0;
    double to = 0;
    std::string label;  ///< written into it, or beside; may be empty
    std::string tip;    ///< "12 to 14 November: would fail in 3 of 280 looks"

    bool operator==(const Span&) const = default;
  };

  /// A moment in a lane: one certificate took another's place.
  struct Mark {
    double at = 0;
    Sign sign = Sign::information;  ///< at_risk: not as a renewal would be
    std::string tip;                ///< "5 September: renewed"

    bool operator==(const Mark&) const = default;
  };

  struct Lane {
    std::string label;  ///< "Connection", "Certificate", or a target's name
    std::vector<Span> spans;
    std::vector<Mark> marks;

    bool operator==(const Lane&) const = default;
  };

  /// Where a month begins.
  struct Tick {
    double at = 0;
    std::string label;  ///< "Dec", "Jan 2027"

    bool operator==(const Tick&) const = default;
  };

  double length = 0;  ///< days in all; 0: there is nothing to show
  double today = 0;
  std::vector<Lane> lanes;
  std::vector<Tick> ticks;
  std::string summary;

  bool operator==(const TimelineView&) const = default;
};

/// How far back it goes.
inline constexpr std::chrono::days timeline_past{92};

/// One target: how looks ended day by day, the certificates with their renewals, and what is
/// expected. `points` and `certificates` in any order.
TimelineView present_timeline(const TargetStatus& status,
                              std::span<const store::HistoryPoint> points,
                              std::span<const store::SeenCertificate> certificates,
                              const Viewpoint& view);

/// The first `most` of the coming dates of all targets, a lane each, with a month of the past.
TimelineView present_coming_timeline(std::span<const ComingDate> dates, std::size_t most,
                                     const Viewpoint& view);

}  // namespace tray
