#include "tests/foresight/laptop.h"

#include <algorithm>
#include <set>
#include <utility>

namespace foresight {

namespace {

struct Span {
  Seconds from = 0;
  Seconds to = 0;

  bool has(Seconds at) const { return at >= from && at < to; }
};

bool any_has(const std::vector<Span>& spans, Seconds at) {
  return std::any_of(spans.begin(), spans.end(), [at](const Span& span) { return span.has(at); });
}

/// One time awake in one place, before it is cut where something changes.
struct Session {
  Span span;
  std::string network;
  std::vector<Span> vpn_down;
  std::vector<Span> customers_vpn;
  std::vector<Span> offline;
  Span wrong_clock;
  Seconds clock_error = 0;
  bool evening = false;
  Seconds passed_from = 0;
};

bool is_home_or_office(const std::string& network) {
  return network == "home" || is_office(network);
}

/// Whether this place lets 3389 through is the place's own.
bool blocks_port(const std::string& network) {
  return network == "cafe-1" || network == "cafe-3" || network == "hotel-2" || network == "guest";
}

std::string place_of_day(const Laptop& laptop, Dice& dice) {
  const auto roll = dice.share() / laptop.travels;
  if (roll < 0.03) return "cafe-" + std::to_string(dice.between(1, 4));
  if (roll < 0.05) return "hotel-" + std::to_string(dice.between(1, 5));
  if (roll < 0.06) return "train";
  if (roll < 0.07) return "phone";
  if (roll < 0.075) return "guest";
  if (!dice.falls(laptop.office_share)) return "home";
  return laptop.office_has_wlan && dice.falls(0.4) ? "office-wlan" : "office";
}

/// What its portal does is the place's own, too.
Portal portal_of(const std::string& network) {
  if (network == "train" || network == "hotel-1" || network == "cafe-2") return Portal::resets;
  return network == "hotel-3" || network == "cafe-4" ? Portal::answers : Portal::silent;
}

Span part_of(const Span& whole, Seconds shortest, Seconds longest, Dice& dice) {
  const auto from = dice.between(whole.from, whole.to - 1);
  return {from, std::min(whole.to, from + dice.between(shortest, longest))};
}

void plan_vpn(const Laptop& laptop, Session& session, Dice& dice) {
  const auto& span = session.span;
  // No tunnel leads through a portal.
  if (session.passed_from > 0)
    session.vpn_down.push_back({span.from, session.passed_from + dice.between(5, 60)});
  if (laptop.has_customer && session.passed_from == 0 && dice.falls(0.3))
    session.customers_vpn.push_back(part_of(span, 20 * minute, 2 * hour, dice));
  if (is_office(session.network) || laptop.connects == Laptop::Connects::never ||
      (session.evening && dice.falls(0.15))) {
    session.vpn_down.push_back(span);
    return;
  }
  const bool by_hand = laptop.connects == Laptop::Connects::by_hand;
  const auto late = !by_hand           ? (dice.falls(0.04) ? dice.between(5, 90) : 0)
                    : dice.falls(0.97) ? (dice.falls(0.03) ? dice.between(20, 240) : 0)
                                       : dice.between(4, 80) * minute;
  session.vpn_down.push_back({span.from, std::min(span.to, span.from + late)});
  if (dice.falls(by_hand ? 0.03 : 0.006))
    session.vpn_down.push_back(part_of(span, 30, 50 * minute, dice));
  if (by_hand && dice.falls(0.02))
    session.vpn_down.push_back({part_of(span, 0, 1, dice).from, span.to});
}

void plan_trouble(Session& session, Dice& dice) {
  const auto drops = session.network == "train" ? 0.9 : is_office(session.network) ? 0.01 : 0.02;
  while (session.offline.size() < 6 && dice.falls(drops))
    session.offline.push_back(part_of(session.span, 30, 15 * minute, dice));
  if (dice.falls(0.004)) {
    session.wrong_clock = session.span;
  } else if (dice.falls(0.004)) {
    const auto cut = dice.between(session.span.from + minute, session.span.to);
    session.wrong_clock = {session.span.from, cut};
  }
  session.clock_error = dice.between(10, 100) * minute * (dice.falls(0.6) ? -1 : 1);
  // A battery that was empty, a wrong year typed: soon set right.
  if (session.wrong_clock.to == 0 && dice.falls(0.001)) {
    const auto end = session.span.from + dice.between(2, 15) * minute;
    session.wrong_clock = {session.span.from, std::min(session.span.to, end)};
    session.clock_error = 365 * day;
  }
}

/// The times at which something changes.
std::set<Seconds> cuts_of(const Session& session) {
  std::set<Seconds> cuts{session.span.from, session.span.to};
  const auto add = [&](const Span& span) {
    for (const auto at : {span.from, span.to}) {
      if (session.span.has(at)) cuts.insert(at);
    }
  };
  std::for_each(session.vpn_down.begin(), session.vpn_down.end(), add);
  std::for_each(session.customers_vpn.begin(), session.customers_vpn.end(), add);
  std::for_each(session.offline.begin(), session.offline.end(), add);
  add(session.wrong_clock);
  return cuts;
}

void add_bursts(Stretch& stretch, bool bad, Dice& dice) {
  const auto add = [&](Seconds longest, double least) {
    const auto from = dice.between(stretch.from, stretch.to - 1);
    stretch.bursts.push_back({from, from + dice.between(5, longest), dice.real(least, 0.95)});
  };
  if (dice.falls(0.004)) add(5 * minute, 0.5);
  if (dice.falls(0.02)) add(20, 0.5);
  if (!bad) return;
  for (auto left = stretch.to - stretch.from; left > 0; left -= dice.between(15, 60) * minute)
    add(7 * minute, 0.2);
}

/// In tunnels and between masts every fourth look is lost, for minutes on end.
void lose_on_the_way(Stretch& stretch, Dice& dice) {
  for (auto at = stretch.from; at < stretch.to;) {
    const auto to = at + dice.between(3, 20) * minute;
    if (dice.falls(0.6)) stretch.bursts.push_back({at, to, dice.real(0.1, 0.35)});
    at = to;
  }
}

void add_noise(Stretch& stretch, const Session& session, bool first, Dice& dice) {
  const auto& network = session.network;
  if (first && dice.falls(0.004)) stretch.names_from = stretch.from + dice.between(5, 240);
  if (first && dice.falls(0.002)) stretch.names_from = stretch.from + dice.between(4, 9) * minute;
  if (!first && dice.falls(0.04)) stretch.names_from = stretch.from + dice.between(5, 60);
  stretch.passed_from = session.passed_from > stretch.from ? session.passed_from : 0;
  stretch.portal = portal_of(network);
  stretch.port_blocked = blocks_port(network);
  if (network == "train") lose_on_the_way(stretch, dice);
  const auto bad =
      session.evening ? dice.falls(0.08) : dice.falls(is_home_or_office(network) ? 0.002 : 0.15);
  stretch.slower = bad                           ? dice.real(1.5, 6.0)
                   : !is_home_or_office(network) ? dice.real(1.0, 4.0)
                   : network == "home"           ? dice.real(1.1, 1.4)
                                                 : 1;
  add_bursts(stretch, bad, dice);
  if (!is_office(network) && stretch.to - stretch.from > hour && dice.falls(0.004)) {
    const auto dead = part_of({stretch.from, stretch.to}, 3 * minute, 90 * minute, dice);
    stretch.dead = {dead.from, dead.to, 1};
  }
}

void cut(const Session& session, std::vector<Stretch>& out, Dice& dice) {
  using Begin = Stretch::Begin;
  using End = Stretch::End;
  const auto cuts = cuts_of(session);
  auto begin = dice.falls(0.02) ? Begin::silently : Begin::wake;
  auto first = true;
  for (auto at = cuts.begin(); std::next(at) != cuts.end(); ++at) {
    const auto to = *std::next(at);
    if (any_has(session.offline, *at)) {
      if (!first) out.back().end = End::offline;
      begin = first ? begin : Begin::online;
      continue;
    }
    Stretch stretch;
    stretch.from = *at;
    stretch.to = to;
    stretch.network = session.network;
    stretch.vpn = any_has(session.customers_vpn, *at) ? Vpn::customers
                  : any_has(session.vpn_down, *at)    ? Vpn::none
                                                      : Vpn::own;
    stretch.clock_error = session.wrong_clock.has(*at) ? session.clock_error : 0;
    const auto same = !first && out.back().end == End::moved && out.back().vpn == stretch.vpn;
    stretch.begin = same ? Begin::silently : begin;
    stretch.end = End::moved;
    add_noise(stretch, session, begin == Begin::wake, dice);
    out.push_back(std::move(stretch));
    begin = Begin::moved;
    first = false;
  }
  if (!first && out.back().end != End::offline)
    out.back().end = dice.falls(0.03) ? End::silently : End::sleep;
}

/// Adds sessions in one day; times are local.
class Day {
 public:
  Day(const Laptop& laptop, Seconds date, std::vector<Stretch>& out, Dice& dice)
      : laptop_(laptop), date_(date), out_(out), dice_(dice) {}

  void add(Seconds from, Seconds to, const std::string& network, bool evening) {
    Session session;
    session.span = {from_local(laptop_.zone, date_, from) + dice_.between(0, 59),
                    from_local(laptop_.zone, date_, to)};
    if (session.span.to - session.span.from < 5 * minute) return;
    session.network = network;
    session.evening = evening;
    if (std::exchange(arrives_, false) && !is_home_or_office(network) && network != "phone" &&
        dice_.falls(0.5))
      session.passed_from = session.span.from + dice_.between(1, 25) * minute;
    plan_vpn(laptop_, session, dice_);
    plan_trouble(session, dice_);
    cut(session, out_, dice_);
  }

  void work() {
    const auto odd = laptop_.irregular ? dice_.between(-60, 240) : dice_.between(-25, 25);
    const auto start = laptop_.usual_start + odd * minute;
    const auto end = std::min(23 * hour, start + dice_.between(6 * 60, 10 * 60) * minute);
    const auto place = place_of_day(laptop_, dice_);
    auto from = start;
    for (auto pauses = dice_.between(0, 2); pauses > 0; --pauses) {
      const auto pause = from + dice_.between(50, 220) * minute;
      if (pause > end - 30 * minute) break;
      add(from, pause, place, false);
      from = pause + dice_.between(10, 75) * minute;
    }
    add(from, end, dice_.falls(0.06) ? "home" : place, false);
    if (end < 19 * hour && dice_.falls(0.12)) spend_evening();
  }

  void spend_evening() { add(20 * hour, 21 * hour + dice_.between(0, 90) * minute, "home", true); }

 private:
  const Laptop& laptop_;
  Seconds date_;
  std::vector<Stretch>& out_;
  Dice& dice_;
  bool arrives_ = true;
};

}  // namespace

std::vector<Stretch> make_stretches(const Laptop& laptop, Dice& dice) {
  std::vector<Stretch> out;
  for (auto date = first_day(laptop); date < end_day(laptop); ++date) {
    Day today(laptop, date, out, dice);
    if (is_workday(laptop, date)) {
      if (!laptop.irregular || dice.falls(0.7)) today.work();
    } else if (dice.falls(0.12)) {
      const auto from = dice.between(9, 18) * hour;
      today.add(from, from + dice.between(10, 150) * minute, "home", true);
    }
  }
  return out;
}

}  // namespace foresight
