#include "notify/dispatcher.h"

#include <gmock/gmock.h>

#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace {

using monitor::Result;
using notify::Alert;
using notify::Channel;
using notify::ChannelSettings;
using notify::Dispatcher;
using std::chrono::milliseconds;
using ::testing::ElementsAre;

/// What a channel heard; outlives it.
struct Record {
  std::mutex gate;
  std::condition_variable changed;
  std::vector<std::string> heard;
  bool open = true;  ///< false: deliver() does not come back

  std::vector<std::string> texts() {
    const std::lock_guard lock(gate);
    return heard;
  }
};

class RecordingChannel : public Channel {
 public:
  explicit RecordingChannel(std::shared_ptr<Record> record) : record_(std::move(record)) {}

  std::string_view name() const override { return "recording"; }

  bool accepts(const Alert& alert, const ChannelSettings&) const override {
    return alert.code != "unwanted";
  }

  Result<void> deliver(const Alert& alert, const ChannelSettings& settings) override {
    std::unique_lock lock(record_->gate);
    record_->changed.wait(lock, [this] { return record_->open; });
    record_->heard.push_back(alert.title + settings.command);
    return {};
  }

 private:
  std::shared_ptr<Record> record_;
};

class FailingChannel final : public RecordingChannel {
 public:
  FailingChannel() : RecordingChannel(nullptr) {}

  Result<void> deliver(const Alert& alert, const ChannelSettings&) override {
    if (alert.title == "throw") throw std::runtime_error("A defect.");
    return monitor::fail(monitor::Failure::Kind::unavailable, "Nobody listens.");
  }
};

Alert alert(std::string title, std::string code = "tcp.refused") {
  Alert made;
  made.title = std::move(title);
  made.code = std::move(code);
  return made;
}

std::vector<std::unique_ptr<Channel>> channels(std::unique_ptr<Channel> a,
                                               std::unique_ptr<Channel> b = nullptr) {
  std::vector<std::unique_ptr<Channel>> all;
  all.push_back(std::move(a));
  if (b) all.push_back(std::move(b));
  return all;
}

TEST(Dispatcher, TellsInOrderAndBeforeItEnds) {
  const auto record = std::make_shared<Record>();
  Dispatcher dispatcher(channels(std::make_unique<RecordingChannel>(record)));

  for (const auto* title : {"one", "two", "three"})
    dispatcher.dispatch(alert(title));
  dispatcher.stop();

  EXPECT_THAT(record->texts(), ElementsAre("one", "two", "three"));
}

TEST(Dispatcher, OffersOnlyWhatAChannelAccepts) {
  const auto record = std::make_shared<Record>();
  Dispatcher dispatcher(channels(std::make_unique<RecordingChannel>(record)));

  dispatcher.dispatch(alert("one", "unwanted"));
  dispatcher.dispatch(alert("two"));
  dispatcher.stop();

  EXPECT_THAT(record->texts(), ElementsAre("two"));
}

TEST(Dispatcher, TellsTheOthersWhereOneFailsOrThrows) {
  const auto record = std::make_shared<Record>();
  Dispatcher dispatcher(
      channels(std::make_unique<FailingChannel>(), std::make_unique<RecordingChannel>(record)));

  dispatcher.dispatch(alert("fail"));
  dispatcher.dispatch(alert("throw"));
  dispatcher.stop();

  EXPECT_THAT(record->texts(), ElementsAre("fail", "throw"));
}

TEST(Dispatcher, UsesTheSettingsOfTheMoment) {
  const auto record = std::make_shared<Record>();
  Dispatcher dispatcher(channels(std::make_unique<RecordingChannel>(record)));

  ChannelSettings settings;
  settings.command = " later";
  dispatcher.dispatch(alert("one"));
  dispatcher.set_settings(settings);
  dispatcher.dispatch(alert("two"));
  dispatcher.stop();

  EXPECT_THAT(record->texts(), ElementsAre("one", "two later"));
}

TEST(Dispatcher, DoesNotWaitForAChannelThatHangs) {
  const auto record = std::make_shared<Record>();
  record->open = false;
  {
    Dispatcher dispatcher(channels(std::make_unique<RecordingChannel>(record)));
    dispatcher.dispatch(alert("one"));
    dispatcher.dispatch(alert("two"));

    dispatcher.stop(milliseconds(50));
    dispatcher.stop(milliseconds(50));
  }
  // Had it waited for the channel, this line would not be reached.
  const std::lock_guard lock(record->gate);
  record->open = true;
  record->changed.notify_all();
}

TEST(Dispatcher, DropsWhatComesAfterItsEnd) {
  const auto record = std::make_shared<Record>();
  Dispatcher dispatcher(channels(std::make_unique<RecordingChannel>(record)));
  dispatcher.stop();

  dispatcher.dispatch(alert("late"));
  dispatcher.stop();

  EXPECT_TRUE(record->texts().empty());
}

}  // namespace
