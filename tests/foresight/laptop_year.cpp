// Writes a year of one laptop as replay reads it, and the truth about it.

#include "tests/foresight/look.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

namespace {

using namespace foresight;

constexpr Seconds quick_again = 2;
constexpr int quick_looks = 2;

struct Wish {
  std::uint64_t seed = 1;
  int targets = 4;
  Seconds interval = 5 * minute;
  std::string scenario = "mixed";
  std::string out;
  std::string truth;
};

/// A whole year while it is written.
class Year {
 public:
  explicit Year(const Wish& wish)
      : wish_(wish),
        dice_(wish.seed * 7919 + 17),
        laptop_(make_laptop(dice_)),
        estate_(make_estate(laptop_, wish.targets, dice_)),
        causes_(make_causes(laptop_, estate_, wish.scenario, dice_)),
        failed_(estate_.hosts.size()) {}

  void write(std::ostream& out) {
    auto installed = false;
    for (const auto& stretch : laptop_.stretches) {
      // Nobody saves a target where it cannot be reached.
      const auto local_day = (stretch.from + utc_offset(laptop_, stretch.from)) / day;
      const auto inside = stretch.vpn || stretch.network == "office";
      installed = installed || (inside && is_workday(laptop_, local_day));
      if (!installed) continue;
      if (stretch.to - stretch.from > 5 * minute) run(stretch, out);
    }
  }

  void write_truth(std::ostream& out) const {
    out << R"({"seed":)" << wish_.seed << R"(,"scenario":")" << wish_.scenario
        << R"(","targets":[)";
    for (std::size_t i = 0; i < estate_.hosts.size(); ++i)
      out << (i ? ",\"" : "\"") << estate_.hosts[i].name << '"';
    out << R"(],"causes":[)";
    for (std::size_t i = 0; i < causes_.size(); ++i) {
      out << (i ? ",\n" : "\n");
      write_cause(causes_[i], out);
    }
    out << "]}\n";
  }

 private:
  std::string event(const std::string& name, Seconds at, const Stretch& stretch,
                    const std::string& target = "") const {
    return R"({"event":")" + name + R"(","at":")" + iso(at + stretch.clock_error) + '"' +
           (target.empty() ? "" : R"(,"target":")" + target + '"') + R"(,"network":")" +
           stretch.network + R"(","vpn":)" + (stretch.vpn ? R"("corp")" : "null") +
           R"(,"utc_offset_s":)" + std::to_string(utc_offset(laptop_, at)) + "}\n";
  }

  /// Where the port of Remote Desktop is blocked, one notice about that network is right.
  void note_blocked_port(const Stretch& stretch) {
    if (stretch.network != "cafe" || stretch.vpn) return;
    Cause cause;
    cause.id = static_cast<int>(causes_.size()) + 1;
    cause.kind = "port_blocked_here";
    cause.wrong = false;
    cause.host = every_direct_host;
    cause.from = cause.fails_at = cause.shown_at = stretch.from;
    cause.until = stretch.to;
    cause.codes = "network.";
    causes_.push_back(cause);
  }

  void run(const Stretch& stretch, std::ostream& out) {
    note_blocked_port(stretch);
    std::multimap<Seconds, int> due;
    const auto hosts = static_cast<int>(estate_.hosts.size());
    for (int i = 0; i < hosts; ++i)
      due.emplace(stretch.from + 8 + i, i);
    plan_attempts(stretch, due);
    out << event("wake", stretch.from, stretch)
        << event("network_changed", stretch.from + 3, stretch)
        << event("online", stretch.from + 4, stretch);
    while (!due.empty() && due.begin()->first < stretch.to) {
      const auto [at, what] = *due.begin();
      due.erase(due.begin());
      if (what < 0) {
        attempt(-what - 1, at, stretch, out);
      } else {
        look_at(what, at, stretch, out);
        due.emplace(at + wish_.interval + dice_.between(-20, 20), what);
      }
    }
    out << event("sleep", stretch.to, stretch);
  }

  void plan_attempts(const Stretch& stretch, std::multimap<Seconds, int>& due) {
    const auto local_day = (stretch.from + utc_offset(laptop_, stretch.from)) / day;
    if (!is_workday(laptop_, local_day)) return;
    for (int i = 0; i < static_cast<int>(estate_.hosts.size()); ++i) {
      const auto usual =
          from_local(laptop_, local_day, laptop_.usual_start + (30 + 10 * i) * minute);
      const auto first = usual + dice_.between(-8, 8) * minute;
      if (first > stretch.from && dice_.falls(i == 0 ? 0.95 : 0.5)) due.emplace(first, -i - 1);
      if (dice_.falls(0.5)) due.emplace(dice_.between(stretch.from + 60, stretch.to), -i - 1);
    }
  }

  /// Users know when they cannot get there: they do not try without the VPN or at night.
  void attempt(int index, Seconds at, const Stretch& stretch, std::ostream& out) {
    const auto& host = estate_.hosts[static_cast<std::size_t>(index)];
    const auto inside = stretch.vpn || stretch.network == "office";
    if (!inside && (host.needs_vpn || (stretch.network == "cafe" && !host.behind_gateway))) return;
    if (!is_usually_on(laptop_, host, at) && host.sleeps_at_night) return;
    const auto sight = look(laptop_, estate_, causes_, index, stretch, at, dice_);
    const auto stopped = stops_user(estate_, host, sight, at);
    for (auto& cause : causes_) {
      const auto mine = cause.host == index || (cause.host == -1 && host.behind_gateway);
      if (mine && at >= cause.fails_at && at < cause.until && stopped) cause.attempts.push_back(at);
    }
    out << event("user_connects", at, stretch, host.name);
    if (stopped) out << event("user_disconnects", at + 4, stretch, host.name);
  }

  void look_at(int index, Seconds at, const Stretch& stretch, std::ostream& out) {
    const auto place = static_cast<std::size_t>(index);
    for (int again = 0; again <= quick_looks; ++again) {
      const auto now = at + again * quick_again;
      const auto sight = look(laptop_, estate_, causes_, index, stretch, now, dice_);
      for (auto& cause : causes_) {
        if (cause.shown_at == 0 && shows(cause, estate_, index, sight, now)) cause.shown_at = now;
      }
      out << check_line(estate_, estate_.hosts[place], sight, now, now + stretch.clock_error, dice_)
          << '\n';
      const auto fails = !sight.step.empty();
      if (!fails || failed_[place]) {
        failed_[place] = fails;
        return;
      }
    }
    failed_[place] = true;
  }

  void write_cause(const Cause& cause, std::ostream& out) const {
    out << R"({"id":)" << cause.id << R"(,"kind":")" << cause.kind << R"(","foreseeable":)"
        << (cause.foreseeable ? "true" : "false") << R"(,"wrong":)"
        << (cause.wrong ? "true" : "false") << R"(,"tolerated":)"
        << (cause.host == every_direct_host ? "true" : "false") << R"(,"targets":[)";
    auto first = true;
    for (std::size_t i = 0; i < estate_.hosts.size(); ++i) {
      const auto& host = estate_.hosts[i];
      const auto affected = cause.host == every_direct_host ? !host.behind_gateway
                            : cause.host < 0                ? host.behind_gateway
                                             : static_cast<std::size_t>(cause.host) == i;
      if (!affected) continue;
      out << (first ? "\"" : ",\"") << host.name << '"';
      first = false;
    }
    const auto shown = cause.shown_at == 0 ? std::string("null") : '"' + iso(cause.shown_at) + '"';
    out << R"(],"from":")" << iso(cause.from) << R"(","fails_at":")" << iso(cause.fails_at)
        << R"(","until":")" << iso(cause.until) << R"(","shown_at":)" << shown << R"(,"codes":")"
        << cause.codes << R"(","attempts":[)";
    for (std::size_t i = 0; i < cause.attempts.size(); ++i)
      out << (i ? ",\"" : "\"") << iso(cause.attempts[i]) << '"';
    out << "]}";
  }

  Wish wish_;
  Dice dice_;
  Laptop laptop_;
  Estate estate_;
  std::vector<Cause> causes_;
  std::vector<bool> failed_;
};

bool read_wish(int count, char** words, Wish& wish) {
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string name = words[i];
    const std::string value = words[i + 1];
    if (name == "--seed")
      wish.seed = std::stoull(value);
    else if (name == "--targets")
      wish.targets = std::stoi(value);
    else if (name == "--interval")
      wish.interval = std::stoll(value) * minute;
    else if (name == "--scenario")
      wish.scenario = value;
    else if (name == "--out")
      wish.out = value;
    else if (name == "--truth")
      wish.truth = value;
    else
      return false;
  }
  return count % 2 == 1 && !wish.out.empty() && !wish.truth.empty();
}

}  // namespace

int main(int count, char** words) {
  Wish wish;
  if (!read_wish(count, words, wish)) {
    std::cerr << "Use: laptop_year --seed N [--scenario mixed|healthy|KIND] [--targets K]"
                 " [--interval MINUTES] --out FILE --truth FILE\n";
    return 64;
  }
  Year year(wish);
  std::ofstream out(wish.out);
  year.write(out);
  std::ofstream truth(wish.truth);
  year.write_truth(truth);
  return out.flush() && truth.flush() ? 0 : 74;
}
