#include "tests/foresight/year.h"

#include "tests/foresight/check_line.h"
#include "tests/foresight/truth.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace foresight {

namespace {

constexpr Seconds quick_again = 2;
constexpr int quick_looks = 2;
constexpr Seconds doubted_for = 30 * minute;
constexpr int gives_up_after = 4;
// Kerberos lets clocks differ by five minutes.
constexpr Seconds clock_matters = 4 * minute;

const char* vpn_name(Vpn vpn) {
  return vpn == Vpn::none ? "null" : vpn == Vpn::own ? R"("corp")" : R"("customer")";
}

}  // namespace

Year::Year(const Wish& wish)
    : wish_(wish), dice_(wish.seed * 7919 + 17), laptop_(make_laptop(wish.years, dice_)) {
  laptop_.stretches = make_stretches(laptop_, dice_);
  const auto targets = dice_.between(3, 10);
  if (wish_.targets == 0) wish_.targets = static_cast<int>(targets);
  if (wish_.interval > 0) laptop_.interval = wish_.interval;
  if (wish.seed % 2 == 1)
    laptop_.interval_in_doubt = static_cast<Seconds>(1 + wish.seed / 2 % 4) * minute;
  estate_ = make_estate(laptop_, wish_.targets, dice_);
  causes_ = make_causes(laptop_, estate_, wish_.scenario, dice_);
  add_usual(laptop_, estate_, causes_, dice_);
  saved_.resize(estate_.hosts.size());
  failed_.resize(estate_.hosts.size());
  failing_since_.resize(estate_.hosts.size());
  plan_attempts();
}

void Year::plan_attempts() {
  for (auto date = first_day(laptop_); date < end_day(laptop_); ++date) {
    if (!is_workday(laptop_, date)) continue;
    for (int i = 0; i < static_cast<int>(estate_.hosts.size()); ++i) {
      const auto& host = estate_.hosts[static_cast<std::size_t>(i)];
      if (!dice_.falls(host.used)) continue;
      const auto odd = laptop_.irregular ? dice_.between(-60, 300) : dice_.between(-10, 10);
      const auto first = from_local(laptop_.zone, date, host.first_use + odd * minute);
      attempts_.emplace(first + dice_.between(0, 59), i);
      for (auto more = dice_.between(0, 2); more > 0; --more)
        attempts_.emplace(first + dice_.between(30, 8 * 60) * minute + dice_.between(0, 59), i);
    }
  }
}

std::string Year::event(const char* name, Seconds at, const Stretch& stretch, int host) const {
  std::string text =
      R"({"event":")" + std::string(name) + R"(","at":")" + iso(at + stretch.clock_error) + '"';
  if (host >= 0)
    text += R"(,"target":")" + estate_.hosts[static_cast<std::size_t>(host)].name + '"';
  const std::string_view kind = name;
  const auto tells =
      !laptop_.sparse || kind == "wake" || kind == "online" || kind == "network_changed";
  if (host < 0 && !laptop_.sparse) text += R"(,"target":null)";
  if (tells) {
    text += R"(,"network":")" + stretch.network + R"(","vpn":)" + vpn_name(stretch.vpn) +
            R"(,"utc_offset_s":)" + std::to_string(utc_offset(laptop_.zone, at));
  }
  return text + "}\n";
}

void Year::begin(const Stretch& stretch, std::ostream& out) const {
  using Begin = Stretch::Begin;
  if (stretch.begin == Begin::wake) {
    out << event("wake", stretch.from, stretch, -1)
        << event("network_changed", stretch.from + 2, stretch, -1)
        << event("online", stretch.from + 3, stretch, -1);
  } else if (stretch.begin == Begin::online) {
    out << event("online", stretch.from, stretch, -1);
  } else if (stretch.begin == Begin::moved) {
    out << event("network_changed", stretch.from, stretch, -1);
  }
  if (laptop_.talkative) out << event("screen_unlocked", stretch.from + 4, stretch, -1);
}

void Year::end(const Stretch& stretch, std::ostream& out) const {
  using End = Stretch::End;
  if (stretch.end == End::sleep) out << event("sleep", stretch.to, stretch, -1);
  if (stretch.end == End::offline) out << event("offline", stretch.to, stretch, -1);
}

void Year::write(std::ostream& out) {
  for (const auto& stretch : laptop_.stretches) {
    save_targets(stretch);
    if (std::none_of(saved_.begin(), saved_.end(), [](bool saved) { return saved; })) continue;
    note_place(stretch);
    run(stretch, out);
  }
}

void Year::save_targets(const Stretch& stretch) {
  for (std::size_t i = 0; i < saved_.size(); ++i) {
    // Nobody saves a target where it cannot be reached.
    const auto& host = estate_.hosts[i];
    const auto calm = stretch.passed_from == 0 && stretch.names_from == 0 && stretch.dead.to == 0;
    saved_[i] = saved_[i] ||
                (stretch.from >= host.saved_on * day && calm &&
                 stretch.to - stretch.from > 10 * minute && is_reachable(estate_, host, stretch) &&
                 is_on(laptop_, estate_, host, stretch.from + minute));
  }
}

void Year::run(const Stretch& stretch, std::ostream& out) {
  std::vector<Cause*> now;
  for (auto& cause : causes_) {
    if (cause.from < stretch.to && cause.until > stretch.from) now.push_back(&cause);
  }
  const Scene scene{laptop_, estate_, stretch, now};
  std::multimap<Seconds, int> due;
  for (int i = 0; i < static_cast<int>(saved_.size()); ++i) {
    if (saved_[static_cast<std::size_t>(i)]) due.emplace(stretch.from + 6 + i % 60, i);
  }
  disconnects_.clear();
  // Who opens the laptop late connects then.
  while (!attempts_.empty() && attempts_.begin()->first < stretch.from) {
    const auto [at, host] = *attempts_.begin();
    attempts_.erase(attempts_.begin());
    if (at > stretch.from - 2 * hour)
      attempts_.emplace(stretch.from + dice_.between(20, 400), host);
  }
  begin(stretch, out);
  while (!due.empty() && due.begin()->first < stretch.to) {
    const auto [at, host] = *due.begin();
    while (!attempts_.empty() && attempts_.begin()->first <= at) {
      const auto [when, what] = *attempts_.begin();
      attempts_.erase(attempts_.begin());
      if (saved_[static_cast<std::size_t>(what)]) try_it(scene, what, when, out);
    }
    while (!disconnects_.empty() && disconnects_.begin()->first <= at) {
      const auto [when, what] = *disconnects_.begin();
      disconnects_.erase(disconnects_.begin());
      out << event("user_disconnects", when, stretch, what);
    }
    due.erase(due.begin());
    look_at(scene, host, at, out);
    due.emplace(at + pace(host, at) + dice_.between(-20, 20), host);
  }
  end(stretch, out);
}

void Year::look_at(const Scene& scene, int index, Seconds at, std::ostream& out) {
  const auto place = static_cast<std::size_t>(index);
  for (int again = 0; again <= quick_looks; ++again) {
    const auto now = at + again * quick_again;
    // Asleep or away by then.
    if (now >= scene.stretch.to) return;
    const auto sight = look(scene, index, now, dice_);
    note_shown(scene, index, sight, now);
    out << check_line(scene, estate_.hosts[place], sight, now, dice_) << '\n';
    const auto fails = !sight.step.empty();
    if (!fails || failed_[place]) {
      failed_[place] = fails;
      return;
    }
  }
  failed_[place] = true;
  failing_since_[place] = at;
}

Seconds Year::pace(int host, Seconds at) const {
  const auto place = static_cast<std::size_t>(host);
  const bool in_doubt = failed_[place] && at - failing_since_[place] < doubted_for;
  if (!in_doubt || laptop_.interval_in_doubt == 0) return laptop_.interval;
  return std::min(laptop_.interval, laptop_.interval_in_doubt);
}

/// Users do not try where they know that they cannot get there, and give up after a while.
void Year::try_it(const Scene& scene, int host, Seconds at, std::ostream& out) {
  if (is_hopeless(scene, host, at)) {
    if (dice_.falls(0.5)) attempts_.emplace(at + 15 * minute, host);
    return;
  }
  auto sight = attempt(scene, host, at, dice_);
  const auto stopped = stops_user(scene, host, sight, at);
  auto* cause = stopped && sight.cause != nullptr && is_wrong(*sight.cause) ? sight.cause : nullptr;
  if (cause != nullptr && std::ssize(cause->attempts) >= gives_up_after && dice_.falls(0.8)) return;
  out << event("user_connects", at, scene.stretch, host);
  if (!stopped) {
    disconnects_.emplace(at + dice_.between(3, 200) * minute, host);
    return;
  }
  // Whoever was asked about another certificate has said yes, and is not stopped again.
  if (cause != nullptr && (cause->kind != "reissued" || cause->attempts.empty()))
    cause->attempts.push_back(at);
  out << event("user_disconnects", at + dice_.between(2, 6), scene.stretch, host);
  if (dice_.falls(0.4)) attempts_.emplace(at + dice_.between(2, 6) * minute, host);
}

void Year::add_tolerated(const char* kind, const char* codes, Seconds from, Seconds until,
                         std::vector<int> hosts, Seconds clock_error) {
  const auto amount = static_cast<double>(clock_error);
  // One visit to a place may have pauses.
  for (auto& other : here_) {
    if (other.kind == kind && other.amount == amount && from < other.until + 4 * hour &&
        from >= other.from) {
      other.until = std::max(other.until, until);
      return;
    }
  }
  Cause cause;
  cause.kind = kind;
  cause.sort = Cause::Sort::tolerated;
  cause.hosts = std::move(hosts);
  cause.from = cause.fails_at = from;
  cause.until = until;
  cause.codes = codes;
  cause.amount = amount;
  here_.push_back(std::move(cause));
}

/// One notice is right about a place that blocks the port, a way out that is dead, a clock that is
/// wrong.
void Year::note_place(const Stretch& stretch) {
  std::vector<int> all;
  std::vector<int> direct;
  std::vector<int> timed;
  for (int i = 0; i < static_cast<int>(estate_.hosts.size()); ++i) {
    const auto& host = estate_.hosts[static_cast<std::size_t>(i)];
    all.push_back(i);
    if (host.way != Host::Way::gateway) direct.push_back(i);
    if (host.tells_identity) timed.push_back(i);
  }
  if (stretch.port_blocked && stretch.vpn == Vpn::none && !direct.empty())
    add_tolerated("port_blocked_here", "network.", stretch.from, stretch.to, direct);
  if (stretch.dead.to - stretch.dead.from >= 5 * minute)
    add_tolerated("no_way_out", "network.,tcp.,name.,gateway.", stretch.dead.from, stretch.dead.to,
                  all);
  if (std::abs(stretch.clock_error) >= clock_matters)
    add_tolerated("laptop_clock_wrong", "identity.clock_skew,certificate.,gateway.certificate.",
                  stretch.from, stretch.to, all, stretch.clock_error);
}

void Year::write_truth(std::ostream& out) const {
  auto causes = causes_;
  causes.insert(causes.end(), here_.begin(), here_.end());
  foresight::write_truth(out, wish_.seed, wish_.scenario, laptop_, estate_, causes);
}

}  // namespace foresight
