#pragma once

#include "tests/foresight/calendar.h"
#include "tests/foresight/dice.h"

#include <string>
#include <vector>

namespace foresight {

/// One certificate and from when it is served.
struct Certificate {
  Seconds served_from = 0;
  Seconds not_before = 0;
  Seconds not_after = 0;
  std::uint64_t serial = 0;
};

/// In time order; at least one.
using Certificates = std::vector<Certificate>;

/// How a host comes by certificates. Each is replaced between `most` and `least` before its end.
struct Renewal {
  Seconds lifetime = 182 * day;
  Seconds least = 10 * day;
  Seconds most = 12 * day;
  bool self_signed = true;
  bool by_hand = false;
};

/// A way to renew as hosts have it.
Renewal make_renewal(Dice& dice);
/// A way that an authority of the web offers, as gateways have it.
Renewal make_web_renewal(Dice& dice);
/// Certificates of somebody who renews in time, the first one served before `from`.
Certificates renewed_in_time(const Renewal& renewal, Seconds from, Seconds to, Dice& dice);
/// The one served at `at`.
const Certificate& served(const Certificates& all, Seconds at);
/// Takes away all that come after `index` and serves new ones from `mended` on.
void miss_renewal(Certificates& all, std::size_t index, const Renewal& renewal, Seconds mended,
                  Dice& dice);
/// A new one from `at` on, long before the old one ends.
void reissue(Certificates& all, const Renewal& renewal, Seconds at, Dice& dice);

}  // namespace foresight
