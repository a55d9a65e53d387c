#pragma once

#include "tests/foresight/calendar.h"
#include "tests/foresight/dice.h"

#include <array>
#include <string>
#include <vector>

namespace foresight {

/// Some time in which a share of all looks is lost on the way.
struct Burst {
  Seconds from = 0;
  Seconds to = 0;
  double loss = 0;
};

/// Which VPN is up: the company's own, or that of a customer.
enum class Vpn { none, own, customers };

/// What becomes of connections before a portal is passed.
enum class Portal { silent, resets, answers };

/// Time while the laptop is awake and online in one place.
struct Stretch {
  enum class Begin { wake, online, moved, silently };
  enum class End { sleep, offline, moved, silently };
  Seconds from = 0;
  Seconds to = 0;
  std::string network;
  Vpn vpn = Vpn::none;
  Begin begin = Begin::wake;
  End end = End::sleep;
  /// What the laptop's clock says minus what it is.
  Seconds clock_error = 0;
  /// Names are found from here on; the portal is passed from here on.
  Seconds names_from = 0;
  Seconds passed_from = 0;
  Portal portal = Portal::silent;
  /// The way out is dead, and nothing tells the laptop so.
  Burst dead;
  bool port_blocked = false;
  double slower = 1;
  std::vector<Burst> bursts;
};

/// How the laptop and its user spend their time.
struct Laptop {
  enum class Connects { never, by_hand, always };
  int first_year = 2026;
  int years = 1;
  Zone zone;
  Seconds usual_start = 8 * hour;
  bool irregular = false;
  std::array<bool, 7> workdays{true, true, true, true, true, false, false};
  /// To the company's VPN.
  Connects connects = Connects::always;
  /// Works for a customer too, whose VPN takes the place of the own one.
  bool has_customer = false;
  double office_share = 0.3;
  /// The office's wireless network is another than that of its cables.
  bool office_has_wlan = false;
  /// How many times as often as others it is in hotels, cafés and trains.
  double travels = 1;
  /// How much its records leave out or add: what the contract leaves open.
  bool sparse = false;
  bool talkative = false;
  Seconds interval = 5 * minute;
  /// Between looks at a host that began to fail lately, as the tray looks; nought: as ever.
  Seconds interval_in_doubt = 0;
  std::vector<bool> free_days;
  std::vector<Stretch> stretches;
};

/// First day and the day after the last one, since 1970.
Seconds first_day(const Laptop& laptop);
Seconds end_day(const Laptop& laptop);
/// A day on which the user works.
bool is_workday(const Laptop& laptop, Seconds day_number);
bool is_office(const std::string& network);
/// In the office or with the company's VPN up.
bool is_inside(const Stretch& stretch);
/// A laptop and its user, without stretches.
Laptop make_laptop(int years, Dice& dice);
/// All stretches of the laptop, in time order.
std::vector<Stretch> make_stretches(const Laptop& laptop, Dice& dice);

}  // namespace foresight
