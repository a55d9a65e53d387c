#include "tray/gui/windows/toast_queue.h"

#include <gtest/gtest.h>

namespace tests {
namespace {

using notify::Alert;
using tray::ToastQueue;

Alert alert(const std::string& episode, Alert::Kind kind, const std::string& title = "") {
  Alert alert;
  alert.episode = episode;
  alert.kind = kind;
  alert.title = title;
  return alert;
}

TEST(ToastQueueTest, GivesTheOldestFirst) {
  ToastQueue queue;
  queue.add(alert("a", Alert::Kind::raised));
  queue.add(alert("b", Alert::Kind::raised));

  EXPECT_EQ(queue.take()->episode, "a");
  EXPECT_EQ(queue.take()->episode, "b");
  EXPECT_FALSE(queue.take());
}

TEST(ToastQueueTest, SaysOnlyTheNewestOfAnEpisode) {
  ToastQueue queue;
  queue.add(alert("a", Alert::Kind::raised, "It ends in 9 days"));
  queue.add(alert("a", Alert::Kind::escalated, "It ends tomorrow"));

  EXPECT_EQ(queue.take()->title, "It ends tomorrow");
  EXPECT_TRUE(queue.is_empty());
}

TEST(ToastQueueTest, KeepsStillAboutWhatWasOverBeforeItWasSeen) {
  ToastQueue queue;
  queue.add(alert("a", Alert::Kind::raised));
  queue.add(alert("a", Alert::Kind::escalated));
  queue.add(alert("a", Alert::Kind::cleared));

  EXPECT_TRUE(queue.is_empty());
}

TEST(ToastQueueTest, TellsTheEndOfWhatWasSeen) {
  ToastQueue queue;
  queue.add(alert("a", Alert::Kind::raised));
  queue.take();
  queue.add(alert("a", Alert::Kind::reminded));
  queue.add(alert("a", Alert::Kind::cleared, "It works again"));

  EXPECT_EQ(queue.take()->title, "It works again");
}

TEST(ToastQueueTest, TakesBackWhatCouldNotBeShown) {
  ToastQueue queue;
  queue.add(alert("a", Alert::Kind::raised));
  queue.add(alert("b", Alert::Kind::raised));
  queue.put_back(*queue.take());

  EXPECT_EQ(queue.take()->episode, "a");
}

TEST(ToastQueueTest, PrefersNewerWordsToThoseThatCameBack) {
  ToastQueue queue;
  const auto old = alert("a", Alert::Kind::raised, "It ends in 9 days");
  queue.add(alert("a", Alert::Kind::escalated, "It ends tomorrow"));
  queue.put_back(old);

  EXPECT_EQ(queue.take()->title, "It ends tomorrow");
  EXPECT_TRUE(queue.is_empty());
}

TEST(ToastQueueTest, ForgetsWhatIsOverBeforeAnyoneMayBeDisturbed) {
  ToastQueue queue;
  queue.add(alert("a", Alert::Kind::reminded));
  queue.add(alert("b", Alert::Kind::raised));
  queue.remove("a");

  EXPECT_EQ(queue.take()->episode, "b");
  EXPECT_TRUE(queue.is_empty());
}

TEST(ToastQueueTest, RemembersThatWhatCameBackWasNotSeen) {
  ToastQueue queue;
  queue.add(alert("a", Alert::Kind::escalated));
  queue.put_back(alert("a", Alert::Kind::raised));
  queue.add(alert("a", Alert::Kind::cleared));

  EXPECT_TRUE(queue.is_empty());
}

}  // namespace
}  // namespace tests
