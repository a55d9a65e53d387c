// Wine tells of nothing by itself (see README), so the system's messages are sent as it would send
// them.

#include "monitor/platform/situation_source.h"

#include <gtest/gtest.h>

#include <windows.h>

#include <wtsapi32.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace {

using monitor::Situation;

/// What a source has told, and the wait for more.
class Reports {
 public:
  monitor::SituationSource::Listener listener() {
    return [this](const Situation& situation) {
      const std::lock_guard lock(gate_);
      told_.push_back(situation);
      changed_.notify_all();
    };
  }

  bool come_to(const std::function<bool(const Situation&)>& holds) {
    std::unique_lock lock(gate_);
    return changed_.wait_for(lock, std::chrono::seconds(20),
                             [&] { return !told_.empty() && holds(told_.back()); });
  }

  std::vector<Situation> all() {
    const std::lock_guard lock(gate_);
    return told_;
  }

 private:
  std::mutex gate_;
  std::condition_variable changed_;
  std::vector<Situation> told_;
};

bool is_awake(const Situation& situation) {
  return !situation.asleep;
}

bool is_asleep(const Situation& situation) {
  return situation.asleep;
}

/// Sends it as the system does, and waits for the answer as the system does.
void send(UINT message, WPARAM word) {
  const HWND window = FindWindowExW(HWND_MESSAGE, nullptr, L"RDP Ready situation", nullptr);
  ASSERT_NE(window, nullptr);
  SendMessageW(window, message, word, 0);
}

class Source : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(source_->start(reports_.listener()));
    ASSERT_TRUE(reports_.come_to(is_awake));
  }

  Reports reports_;
  std::unique_ptr<monitor::SituationSource> source_ = monitor::open_situation_source();
};

TEST_F(Source, TellsTheSituationFirst) {
  EXPECT_EQ(reports_.all(), std::vector{source_->now()});
}

TEST_F(Source, HearsOfSleepInTimeAndOfWaking) {
  send(WM_POWERBROADCAST, PBT_APMSUSPEND);
  // The system may sleep as soon as that has returned.
  EXPECT_TRUE(is_asleep(reports_.all().back()));
  EXPECT_TRUE(source_->now().asleep);

  send(WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC);
  send(WM_POWERBROADCAST, PBT_APMRESUMESUSPEND);
  EXPECT_EQ(reports_.all().size(), 3U);
  EXPECT_FALSE(source_->now().asleep);
}

TEST_F(Source, HearsOfWakingWhereNothingToldOfSleep) {
  send(WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC);
  send(WM_POWERBROADCAST, PBT_APMRESUMESUSPEND);

  EXPECT_EQ(reports_.all().size(), 2U) << "once for each wake";
}

TEST_F(Source, IsNotAsleepForEverWhenTheEndOfSleepWasLost) {
  constexpr WPARAM comparison = 2;
  send(WM_POWERBROADCAST, PBT_APMSUSPEND);

  send(WM_TIMER, comparison);
  EXPECT_TRUE(source_->now().asleep) << "the first may come right before it sleeps";
  send(WM_TIMER, comparison);

  EXPECT_FALSE(source_->now().asleep);
}

TEST_F(Source, SaysNothingWhereNothingChanged) {
  send(WM_POWERBROADCAST, PBT_APMPOWERSTATUSCHANGE);
  send(WM_WTSSESSION_CHANGE, WTS_SESSION_UNLOCK);
  send(WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK);
  send(WM_TIMER, 2);

  EXPECT_EQ(reports_.all().size(), 1U);
}

TEST_F(Source, ListensOnce) {
  EXPECT_FALSE(source_->start(reports_.listener()));
}

TEST_F(Source, EndsAsOftenAsItIsAsked) {
  source_->stop();
  source_->stop();

  EXPECT_EQ(FindWindowExW(HWND_MESSAGE, nullptr, L"RDP Ready situation", nullptr), nullptr);
}

}  // namespace
