#include "tray/app/worker.h"

#include <gtest/gtest.h>

#include <future>

namespace {

TEST(Worker, FindsTimeForItsRegularWorkHoweverMuchIsPosted) {
  std::promise<void> regular;
  auto done = regular.get_future();
  std::function<void()> more;
  int times = 0;
  tray::Worker worker(
      [&] {
        if (++times == 2) regular.set_value();
      },
      std::chrono::milliseconds{20});
  more = [&] { worker.post(more); };

  worker.post(more);

  EXPECT_EQ(done.wait_for(std::chrono::seconds{20}), std::future_status::ready);
  worker.stop();
}

}  // namespace
