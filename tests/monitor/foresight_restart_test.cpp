#include "monitor/foresight/foresight.h"
#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

namespace {

using monitor::Check;
using monitor::Foresight;
using monitor::Millis;
using monitor::Situation;
using monitor::SysTime;
using monitor::TargetId;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using tests::good_look;
using tests::pc;

const auto start = tests::monday;
constexpr int year = 365;
constexpr int targets = 4;

/// What one look led to.
struct Seen {
  std::string what;
  std::vector<std::string> codes;
  monitor::Outlook outlook;

  bool operator==(const Seen&) const = default;
};

void PrintTo(const Seen& seen, std::ostream* out) {
  *out << seen.what << " outage " << static_cast<int>(seen.outlook.outage) << " held "
       << testing::PrintToString(seen.outlook.held);
}

/// Four hosts with habits of their own for a year, seen from a laptop that sleeps at night.
class Year {
 public:
  /// Whether the program ends in the night after that day.
  using Ends = bool (*)(int day);

  explicit Year(Ends ends) : ends_(ends) {}

  std::vector<Seen> pass() {
    for (int day = 0; day < year; ++day) {
      if (day % 7 >= 5) continue;
      pass_day(day);
      if (!ends_(day)) continue;
      const auto learned = foresight_.remember(ids());
      largest_ = std::max(largest_, learned.of_targets.at(TargetId{2}).size());
      foresight_ = Foresight();
      foresight_.recall(learned, now_);
    }
    return std::move(seen_);
  }

  std::size_t largest() const { return largest_; }

 private:
  static std::vector<TargetId> ids() {
    std::vector<TargetId> all;
    for (int id = 1; id <= targets; ++id)
      all.push_back(TargetId{id});
    return all;
  }

  /// Zero to `below`, the same in every run.
  static int chance(int day, int id, int at, int below) {
    std::uint64_t mixed = static_cast<std::uint64_t>(day * 10'007 + id * 101 + at) + 1;
    mixed *= 0x9E3779B97F4A7C15U;
    mixed ^= mixed >> 29U;
    mixed *= 0xBF58476D1CE4E5B9U;
    return static_cast<int>((mixed >> 33U) % static_cast<std::uint64_t>(below));
  }

  void pass_day(int day) {
    const auto midnight = start + days{day};
    const bool at_office = chance(day, 0, 0, 5) < 2;
    now_ = midnight + minutes{445 + chance(day, 0, 1, 40)};
    move(at_office ? "office" : "home", {});
    const auto vpn_from = now_ + minutes{chance(day, 0, 2, 60)};
    bool over_vpn = at_office;
    for (; now_ < midnight + hours{17}; now_ += minutes{6}) {
      if (!over_vpn && now_ >= vpn_from) {
        move("home", "work");
        over_vpn = true;
      }
      if (chance(day, 0, minute_of(midnight), 60) == 0)
        foresight_.note_attempt(TargetId{1 + day % targets}, now_);
      for (int id = 1; id <= targets; ++id)
        look(day, id, minute_of(midnight), over_vpn);
    }
    auto asleep = Situation{};
    asleep.asleep = true;
    foresight_.set_situation(asleep, now_);
  }

  int minute_of(SysTime midnight) const {
    return static_cast<int>(std::chrono::floor<minutes>(now_ - midnight).count());
  }

  void move(std::string network, std::optional<std::string> vpn) {
    auto situation = Situation{};
    situation.network = std::move(network);
    situation.vpn = std::move(vpn);
    foresight_.set_situation(situation, now_);
  }

  /// pc1 and pc3 need the VPN, pc2 is off until about eight, pc4 gets slower in autumn; all restart
  /// at times, and pc1 again and again on one day.
  static bool answers(int day, int id, int minute, bool over_vpn) {
    if ((id == 1 || id == 3) && !over_vpn) return false;
    if (id == 2 && minute < 470 + chance(day, 2, 7, 20)) return false;
    if (id == 1 && day == 142 && minute > 600 && minute % 36 < 12) return false;
    return chance(day, id, minute / 20, 400) != 0;
  }

  void look(int day, int id, int minute, bool over_vpn) {
    Check check = good_look(pc(id));
    if (!answers(day, id, minute, over_vpn)) {
      check = tests::broken_at(pc(id), "connect", "tcp.timeout");
      check.steps[1].error = monitor::StepError{"timeout", ""};
    } else if (id == 3) {
      check.identity.emplace().clock_skew_s = day % 90 * 4.1 + chance(day, 3, minute, 5) * 0.2;
    }
    const double slower = id == 4 && day > 250 ? std::pow(1.12, day % 40) : 1;
    check.steps[1].took = Millis{(20 + chance(day, id, minute, 9)) * slower};
    check.at = now_;
    foresight_.consider(check);
    Seen seen{std::to_string(day) + " pc" + std::to_string(id) + ':', {}, foresight_.outlook()};
    for (const auto& finding : check.findings) {
      seen.codes.push_back(finding.code);
      seen.what += ' ' + finding.code + " (" + finding.explanation + ')';
    }
    seen_.push_back(std::move(seen));
  }

  Ends ends_;
  Foresight foresight_;
  SysTime now_ = start;
  std::vector<Seen> seen_;
  std::size_t largest_ = 0;
};

/// How many looks differ, and the first that does.
void expect_same(const std::vector<Seen>& one, const std::vector<Seen>& other) {
  ASSERT_EQ(one.size(), other.size());
  const auto differs = std::mismatch(one.begin(), one.end(), other.begin());
  if (differs.first != one.end()) {
    EXPECT_EQ(*differs.first, *differs.second)
        << "look " << differs.first - one.begin() << " of " << one.size();
  }
}

TEST(ForesightRestart, InTheMiddleOfAYearChangesNothing) {
  const auto without = Year([](int) { return false; }).pass();

  const auto with = Year([](int day) { return day == year / 2; }).pass();

  expect_same(without, with);
}

TEST(ForesightRestart, EveryMorningChangesNothing) {
  const auto without = Year([](int) { return false; }).pass();
  Year restarted([](int) { return true; });

  const auto with = restarted.pass();

  expect_same(without, with);
  EXPECT_LT(restarted.largest(), std::size_t{8'192});
}

TEST(ForesightRestart, TheYearHasSomethingOfEverything) {
  std::set<std::string> told;
  for (const auto& seen : Year([](int) { return false; }).pass())
    told.insert(seen.codes.begin(), seen.codes.end());

  EXPECT_THAT(told, testing::ElementsAre("identity.clock_skew", "network.vpn_down", "tcp.timeout",
                                         "trend.failing_more_often", "trend.slowing_down",
                                         "trend.usual_outage"));
}

}  // namespace
