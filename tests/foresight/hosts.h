#pragma once

#include "tests/foresight/laptop.h"
#include "tests/foresight/renewal.h"

#include <string>
#include <vector>

namespace foresight {

/// One saved target and what stands behind it.
struct Host {
  enum class Way { anywhere, inside, office_only, home_only, gateway, customers };
  std::string name;
  std::string dns;
  std::string address;
  Way way = Way::inside;
  /// Its name is not known outside.
  bool hidden_name = true;
  bool tells_identity = false;
  /// Looks wake nobody: off at night and on days on which nobody works.
  bool sleeps = false;
  Seconds on_at = 7 * hour;
  Seconds off_at = 19 * hour;
  /// Up to this much later in the morning.
  Seconds late = 0;
  /// Restarts for updates in one night or noon a month.
  bool patched = true;
  double connect_ms = 10;
  Seconds busy_at = 10 * hour;
  /// Share of looks that are lost for no reason.
  double lost = 0.0005;
  /// Share of workdays on which the user connects, and from when on.
  double used = 0.5;
  Seconds first_use = 9 * hour;
  double clock_skew = 0;
  /// The user saves it on this day since 1970, or as soon as it can be reached after that.
  Seconds saved_on = 0;
  Renewal renewal;
  Certificates certificates;
};

/// Targets of one laptop; at most one gateway, shared by those behind it.
struct Estate {
  std::vector<Host> hosts;
  Renewal gateway_renewal;
  Certificates gateway_certificates;
  /// From inside nobody gets to the gateway, as is usual where it stands in front of the firewall.
  bool gateway_outside_only = false;
  std::uint64_t seed = 0;
};

/// Hosts with certificates for all years, all renewed in time.
Estate make_estate(const Laptop& laptop, int count, Dice& dice);
/// A host that somebody can get to from there, if it is well.
bool is_reachable(const Estate& estate, const Host& host, const Stretch& stretch);
/// A host that is meant to be on, and is, at this time.
bool is_on(const Laptop& laptop, const Estate& estate, const Host& host, Seconds at);
/// The certificate that a user meets first.
const Certificate& met(const Estate& estate, const Host& host, Seconds at);

}  // namespace foresight
