#pragma once

#include "tests/foresight/days.h"

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

/// How a host comes by certificates.
struct Renewal {
  Seconds lifetime = 180 * day;
  Seconds lead = 10 * day;
  bool self_signed = true;
};

/// One saved target and what stands behind it.
struct Host {
  std::string name;
  std::string dns;
  std::string address;
  bool sleeps_at_night = false;
  bool needs_vpn = false;
  bool behind_gateway = false;
  bool tells_identity = false;
  double connect_ms = 10;
  Seconds on_at = 7 * hour;
  Seconds off_at = 19 * hour;
  Renewal renewal;
  std::vector<Certificate> certificates;
};

/// Targets of one laptop; at most one gateway, shared by those behind it.
struct Estate {
  std::vector<Host> hosts;
  std::vector<Certificate> gateway_certificates;
  Renewal gateway_renewal{90 * day, 25 * day, false};
};

/// Hosts with certificates for the whole year, all renewed in time.
Estate make_estate(const Laptop& laptop, int count, Dice& dice);
/// The last certificate served at `at`.
const Certificate& served(const std::vector<Certificate>& all, Seconds at);
/// Certificates of a host that renews as told from before `from` until `to`.
std::vector<Certificate> renewed_in_time(const Renewal& renewal, Seconds from, Seconds to,
                                         Dice& dice);
/// A host that is meant to be on at this time.
bool is_usually_on(const Laptop& laptop, const Host& host, Seconds at);

}  // namespace foresight
