#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

// For how long a failure is looked at before it is told.

namespace {

using monitor::Belief;
using monitor::Check;
using monitor::SysTime;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using tests::failed_at;
using tests::good_look;
using tests::Laptop;
using tests::monday;
using tests::pc;
using tests::silent;

/// After how many minutes, of two hours, pc1 is told of that fails in that way from three o'clock
/// on, after a first look at which nothing came back where `silent_first`. pc2 was so for a quarter
/// of an hour again and again.
int told_where_restarts_are_long(const Check& failing, bool silent_first,
                                 const Check& others = silent(2)) {
  Laptop laptop;
  laptop.work(12, hours{0});
  const auto saturday = monday + days{12};
  laptop.wake(saturday + hours{8});
  for (auto at = hours{8} + minutes{0}; at < hours{18}; at += minutes{5}) {
    laptop.see(good_look(pc(1)), saturday + at);
    laptop.see(at % hours{1} <= minutes{15} ? others : good_look(pc(2)), saturday + at);
  }
  const auto from = monday + days{14} + hours{15};
  laptop.wake(from - hours{1});
  for (int minute = -60; minute < 120; minute += minute < 0 ? 5 : 2) {
    const auto at = from + minutes{minute};
    laptop.see(good_look(pc(2)), at);
    if (minute < 0) {
      laptop.see(good_look(pc(1)), at);
    } else if (laptop.fails(silent_first && minute == 0 ? silent(1) : failing, at) ==
               Belief::at_once) {
      return minute;
    }
  }
  return 120;
}

TEST(Patience, IsNotThatOfARestartWhereTheHostTurnsConnectionsAway) {
  const auto refuses = failed_at(1, "connect", "tcp.refused", "refused");
  const auto resets = failed_at(1, "connect", "tcp.reset", "reset");

  EXPECT_GE(told_where_restarts_are_long(silent(1), false), 12);
  EXPECT_LE(told_where_restarts_are_long(refuses, false), 10);
  EXPECT_LE(told_where_restarts_are_long(resets, true), 10);
  EXPECT_GE(told_where_restarts_are_long(refuses, true), 12) << "it may be starting";
}

TEST(Patience, IsLearnedFromRestartsAndNotFromConnectionsThatWereBrokenOff) {
  const auto starting = failed_at(1, "connect", "tcp.refused", "refused");
  const auto resets = failed_at(2, "connect", "tcp.reset", "reset");

  EXPECT_GE(told_where_restarts_are_long(starting, true), 12);
  EXPECT_LE(told_where_restarts_are_long(starting, true, resets), 10);
}

/// Looks a quarter of an hour apart, of which two a week fail at once and are well again at the
/// next; after how many failing ones in a row it is told.
int looks_before_it_is_told(bool fails_now_and_then) {
  Laptop laptop;
  const auto hangs = failed_at(1, "negotiate", "rdp.no_answer", "no_answer");
  int failing = 0;
  for (int day = 0; day < 22; ++day) {
    if (day % 7 >= 5) continue;
    const auto midnight = monday + days{day};
    laptop.wake(midnight + hours{8});
    for (auto at = hours{8} + minutes{0}; at < hours{17}; at += minutes{15}) {
      const bool is_lone = fails_now_and_then && day % 3 == 1 && at == hours{11};
      const bool is_broken = day == 21 && at >= hours{12};
      laptop.see(good_look(pc(2)), midnight + at);
      const auto belief =
          laptop.fails(is_lone || is_broken ? hangs : good_look(pc(1)), midnight + at + minutes{1});
      failing += is_broken ? 1 : 0;
      if (is_broken && belief == Belief::at_once) return failing;
    }
  }
  return 0;
}

TEST(Patience, TwoFailingLooksAreEnoughUnlessOneAloneFailsNowAndThen) {
  EXPECT_EQ(looks_before_it_is_told(false), 2);
  EXPECT_EQ(looks_before_it_is_told(true), 3);
}

TEST(Patience, AfterWakingIsForTheNetworkNotForWhatTheHostAnswers) {
  const auto told = [](const Check& failing) {
    Laptop laptop;
    laptop.work(14, hours{0});
    const auto woken = monday + days{14} + hours{15};
    laptop.wake(woken);
    for (int minute = 0; minute < 60; ++minute) {
      laptop.see(good_look(pc(2)), woken + minutes{minute});
      if (laptop.fails(failing, woken + minutes{minute}) == Belief::at_once) return minute;
    }
    return 60;
  };

  EXPECT_GE(told(silent(1)), 10);
  EXPECT_LE(told(failed_at(1, "tls", "tls.closed_in_handshake", "closed_in_handshake")), 6);
}

TEST(Patience, AfterWakingIsNotForTheNetworkWhereAGatewaySaysThatItsServiceIsDown) {
  auto behind = pc(1);
  behind.gateway = monitor::Endpoint{"gateway.example.com", 443};
  Laptop laptop;
  for (int day = 0; day < 5; ++day) {
    laptop.wake(monday + days{day} + hours{8});
    for (auto at = hours{8} + minutes{0}; at < hours{16}; at += minutes{5})
      laptop.see(good_look(behind), monday + days{day} + at);
  }
  const auto down = failed_at(behind, "gateway.tls", "gateway.service_down", "service_down");
  const auto woken = monday + days{5} + hours{8};
  laptop.wake(woken, "elsewhere");

  EXPECT_EQ(laptop.fails(down, woken), Belief::wait);
  EXPECT_EQ(laptop.fails(down, woken + minutes{6}), Belief::at_once);
}

/// After how many minutes a silent pc1 is told of that the user tries in vain at once.
int told_after_trying(int day, hours hour = hours{15}) {
  Laptop laptop;
  laptop.work(day, hours{0});
  const auto from = monday + days{day} + hour;
  laptop.wake(from - hours{1});
  for (int minute = -60; minute < 60; ++minute) {
    const auto at = from + minutes{minute};
    laptop.see(good_look(pc(2)), at);
    if (minute == 1) laptop.foresight.note_attempt(monitor::TargetId{1}, at);
    if (minute < 0) {
      laptop.see(good_look(pc(1)), at);
    } else if (laptop.fails(1, at) == Belief::at_once) {
      return minute;
    }
  }
  return 60;
}

TEST(Patience, OfAnUpdateIsNotLostByAnAttempt) {
  // 13 January 2026 is the second Tuesday of its month.
  EXPECT_GE(told_after_trying(15), 15);
  EXPECT_LE(told_after_trying(22), 10);
}

TEST(Patience, OfWhoTriesInTheEveningIsNoLongerThanAnUpdateTakes) {
  EXPECT_GE(told_after_trying(15, hours{19}), 15);
  EXPECT_LE(told_after_trying(15, hours{19}), 17);
}

/// What is thought of a silent pc1 at the first look after a sleep of so long, before which it was
/// silent as well; `with_another`: pc3 is silent since then.
Belief first_look_after(hours sleep, bool with_another = false) {
  Laptop laptop;
  laptop.work(14, hours{0});
  const auto from = monday + days{14} + hours{10};
  laptop.wake(from - hours{1});
  for (int minute = -60; minute < 10; minute += 5) {
    const auto at = from + minutes{minute};
    laptop.see(good_look(pc(2)), at);
    laptop.see(good_look(pc(3)), at);
    laptop.see(minute < 0 ? good_look(pc(1)) : silent(1), at);
  }
  const auto woken = from + sleep;
  laptop.wake(woken);
  laptop.see(good_look(pc(2)), woken + minutes{1});
  laptop.see(with_another ? silent(3) : good_look(pc(3)), woken + minutes{1});
  return laptop.fails(1, woken + minutes{1});
}

TEST(Patience, NeedsNoSecondLookAtWhatFailedBeforeAShortSleep) {
  EXPECT_EQ(first_look_after(hours{1}), Belief::at_once);
  EXPECT_EQ(first_look_after(hours{6}), Belief::wait);
}

TEST(Patience, NeedsASecondLookAtWhatFailsTogetherWithOthersAfterASleep) {
  EXPECT_EQ(first_look_after(hours{1}, true), Belief::wait);
}

/// What is thought of a silent pc1 at the first look of a day at that hour. It was silent when the
/// laptop fell asleep the evening before.
Belief first_look_in_the_morning(hours hour) {
  Laptop laptop;
  laptop.work(19, hours{0});
  const auto evening = monday + days{21} + hours{16};
  laptop.wake(evening);
  for (int minute = 0; minute < 30; minute += 5) {
    laptop.see(minute < 20 ? good_look(pc(1)) : silent(1), evening + minutes{minute});
    laptop.see(good_look(pc(2)), evening + minutes{minute});
  }
  const auto woken = monday + days{22} + hour;
  laptop.wake(woken - minutes{5});
  return laptop.fails(1, woken - minutes{5});
}

TEST(Patience, NeedsNoSecondLookInTheMorningAtWhatIsNeededNow) {
  EXPECT_EQ(first_look_in_the_morning(hours{9}), Belief::at_once);
  EXPECT_EQ(first_look_in_the_morning(hours{13}), Belief::wait);
}

TEST(Patience, IsOverAtTheSecondLookAQuarterOfAnHourLaterAtAHostThatSaysWhy) {
  Laptop laptop;
  laptop.work(14, hours{0});
  const auto at = monday + days{14} + hours{15};
  laptop.wake(at);
  const auto refuses = failed_at(1, "negotiate", "rdp.entra_required", "negotiation_failure");

  EXPECT_EQ(laptop.fails(refuses, at + minutes{1}), Belief::wait);
  EXPECT_EQ(laptop.fails(refuses, at + minutes{16}), Belief::at_once);
}

/// At which minute of a morning it is told that pc1, which goes off in the evening, is still
/// silent; the user tries it at eight. Two others are silent at the first look, until their VPN is
/// up.
int minute_it_is_missed(bool user_tries) {
  Laptop laptop;
  const auto see_others = [&](const Check& second, const Check& third, SysTime at) {
    laptop.see(second, at);
    laptop.see(third, at);
  };
  for (int day = 0; day <= 14; ++day) {
    laptop.wake(monday + days{day} + hours{8});
    for (auto at = hours{8} + minutes{0}; at < hours{22}; at += minutes{10}) {
      const auto now = monday + days{day} + at;
      see_others(good_look(pc(2)), good_look(pc(3)), now);
      laptop.see(at < hours{20} ? good_look(pc(1)) : silent(1), now);
    }
  }
  const auto tuesday = monday + days{15};
  constexpr int eight = 8 * 60;
  laptop.wake(tuesday + hours{7} + minutes{50});
  for (int minute = eight - 9; minute < eight + 60; minute += 3) {
    const auto now = tuesday + minutes{minute};
    const bool up = minute > eight - 9;
    see_others(up ? good_look(pc(2)) : silent(2), up ? good_look(pc(3)) : silent(3), now);
    if (user_tries && minute == eight) laptop.foresight.note_attempt(monitor::TargetId{1}, now);
    if (laptop.fails(1, now) == Belief::at_once) return minute - eight;
  }
  return 60;
}

TEST(Patience, EndsForWhatTheUserTriesInVainLongAfterOthersCameBack) {
  EXPECT_LE(minute_it_is_missed(true), 10);
  EXPECT_GE(minute_it_is_missed(false), 30);
}

}  // namespace
