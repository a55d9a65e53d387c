#include "tests/fakes/laptop.h"

#include <gtest/gtest.h>

// Since when a host is said to fail on a laptop that has slept and been carried elsewhere.

namespace {

using monitor::Check;
using monitor::SysTime;
using monitor::TargetId;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using tests::failed_at;
using tests::good_look;
using tests::Laptop;
using tests::monday;
using tests::pc;
using tests::silent;

const SysTime evening = monday + days{9} + hours{16};
const SysTime morning = monday + days{10} + hours{8};

Check refused_in_words(int id) {
  return failed_at(id, "negotiate", "rdp.refused", "negotiation_failure");
}

/// Both answer at home and in the office, until pc1 fails one evening at home.
class Carried : public Laptop {
 public:
  explicit Carried(const Check& failing) {
    for (int day = 0; day < 9; ++day)
      answers(monday + days{day} + hours{8}, day % 2 == 0 ? "office" : "home");
    wake(evening, "home");
    for (auto at = evening; at < evening + hours{1}; at += minutes{5}) {
      see(good_look(pc(2)), at);
      see(failing, at + minutes{1});
    }
  }

  /// Since when it is said to fail after another such look.
  SysTime since(const Check& failing, SysTime at) {
    const auto seen = see(failing, at);
    const auto* since = find_fact<SysTime>(seen.findings.at(0).evidence, "failing_since");
    return since == nullptr ? SysTime{} : *since;
  }

 private:
  void answers(SysTime from, const char* network) {
    wake(from, network);
    for (auto at = from; at < from + hours{2}; at += minutes{5}) {
      see(good_look(pc(2)), at);
      see(good_look(pc(1)), at + minutes{1});
    }
  }
};

TEST(Carried, AFailureGoesOnWhereOthersAnswer) {
  Carried laptop(silent(1));
  laptop.wake(morning, "office");
  EXPECT_EQ(laptop.since(silent(1), morning), morning) << "it may be this network";
  laptop.see(good_look(pc(2)), morning + minutes{1});

  EXPECT_EQ(laptop.since(silent(1), morning + minutes{2}), evening + minutes{1});
}

TEST(Carried, AFailureGoesOnAtTheSamePlace) {
  Carried laptop(silent(1));
  laptop.wake(morning, "home");

  EXPECT_EQ(laptop.since(silent(1), morning), evening + minutes{1});
}

TEST(Carried, WhatTheHostItselfSaysIsTheSameAnywhere) {
  Carried laptop(refused_in_words(1));
  laptop.wake(morning, "office");

  EXPECT_EQ(laptop.since(refused_in_words(1), morning), evening + minutes{1});
}

TEST(Carried, AnotherFailureHasBegunAnew) {
  for (const char* place : {"home", "office"}) {
    Carried laptop(silent(1));
    laptop.wake(morning, place);
    laptop.see(good_look(pc(2)), morning);
    const auto nameless = failed_at(1, "resolve", "name.not_found", "not_found");

    EXPECT_EQ(laptop.since(nameless, morning + minutes{1}), morning + minutes{1}) << place;
    EXPECT_EQ(laptop.since(silent(1), morning + minutes{2}), evening + minutes{1})
        << "that is the old one";
  }
}

TEST(Carried, WhereAndHowItFailedIsKeptForTheNextStart) {
  Carried laptop(silent(1));
  const auto learned = laptop.foresight.remember({TargetId{1}, TargetId{2}});
  laptop.foresight = monitor::Foresight();
  laptop.foresight.recall(learned, morning);
  laptop.move(morning, "office");

  EXPECT_EQ(laptop.since(silent(1), morning), morning);
  laptop.see(good_look(pc(2)), morning + minutes{1});
  EXPECT_EQ(laptop.since(silent(1), morning + minutes{2}), evening + minutes{1});
}

/// Without the fields that newer programs add to the end of the line of spells.
std::string of_an_older_program(std::string memory) {
  const auto line = memory.find("\nspells/4 ");
  auto end = memory.find('\n', line + 1);
  // Nothing is set aside; how it fails, on which network, over which VPN; none turned away.
  for (int word = 0; word < 5; ++word) {
    const auto space = memory.rfind(' ', end - 1);
    memory.erase(space, end - space);
    end = space;
  }
  return memory;
}

TEST(Carried, WhatAnOlderProgramHasSeenFailIsKnown) {
  Carried laptop(silent(1));
  auto learned = laptop.foresight.remember({TargetId{1}, TargetId{2}});
  for (auto& [id, memory] : learned.of_targets) {
    if (id == TargetId{1}) memory = of_an_older_program(memory);
  }
  laptop.foresight = monitor::Foresight();
  laptop.foresight.recall(learned, morning);
  laptop.move(morning, "home");
  laptop.see(good_look(pc(2)), morning);

  EXPECT_EQ(laptop.since(silent(1), morning + minutes{1}), evening + minutes{1});
}

}  // namespace
