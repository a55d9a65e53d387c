#pragma once

#include "tray/app/desk.h"
#include "tray/app/local_time.h"
#include "tray/app/sign.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tray {

/// A day ahead on which something ends, or is expected to fail.
struct ComingDate {
  monitor::TargetId target{};  ///< the first that it is about
  monitor::SysTime at{};
  std::optional<monitor::SysTime> begins;  ///< of a certificate that ends then
  Sign sign = Sign::information;  ///< at_risk: a failure is expected; information: only a date
  std::string name;               ///< "BUILD-07", or the gateway's host
  std::string what;               ///< "certificate of BUILD-07"
  std::string happens;            ///< "ends", "is expected to fail"
  std::string remark;             ///< "Normally renewed by itself"; may be empty
  std::size_t targets = 1;        ///< how many share it, as they share a gateway

  bool operator==(const ComingDate&) const = default;
};

/// Of all targets, the nearest first. What a gateway's targets share is one date.
std::vector<ComingDate> coming_dates(std::span<const TargetStatus> statuses, const Viewpoint& view);

/// "Next: certificate of BUILD-07 ends on 3 March"; empty where no date is known.
std::string next_words(std::span<const TargetStatus> statuses, const Viewpoint& view);
/// "next date: 3 March, certificate of BUILD-07"; empty where none is known.
std::string next_date_words(std::span<const TargetStatus> statuses, const Viewpoint& view);
/// "5 targets, all ready; next date: 3 March, certificate of BUILD-07."
std::string overview_words(std::span<const TargetStatus> statuses, const Viewpoint& view);

}  // namespace tray
