#include "tray/app/metrics_writer.h"

#include "tests/fakes/program_run.h"
#include "tests/fakes/sample_files.h"
#include "tray/app/assembly.h"
#include "tray/app/whole_file.h"

#include <gmock/gmock.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <mutex>
#include <sstream>

namespace tests {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

std::string content(const std::filesystem::path& file) {
  return tray::read_whole_file(file, 1U << 20U).value_or("");
}

/// Everything that was posted before is done.
void wait_for(tray::Worker& worker) {
  std::promise<void> reached;
  worker.post([&] { reached.set_value(); });
  reached.get_future().wait();
}

TEST(MetricsWriter, WritesOnceWhatCameWhileTheDiskWasBusy) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "rdpready.prom";
  tray::Worker worker;
  tray::MetricsWriter writer(worker, {});
  std::promise<void> free;
  worker.post([busy = free.get_future().share()] { busy.wait(); });

  writer.write(utf8_of(folder.path() / "earlier.prom"), {}, false, {});
  writer.write(utf8_of(file), {}, true, {});
  free.set_value();
  wait_for(worker);

  EXPECT_THAT(content(file), HasSubstr("\nrdpready_store_trouble 1\n"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "earlier.prom"));
}

TEST(MetricsWriter, CountsWhatIsToldUntilItIsOver) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "rdpready.prom";
  tray::Worker worker;
  store::ToldRow told{"1", {}, "tcp.refused", "", 0, {}, true};
  tray::MetricsWriter writer(worker, {told});

  writer.write(utf8_of(file), {}, false, {});
  wait_for(worker);
  EXPECT_THAT(content(file), HasSubstr("rdpready_open_alerts{code=\"tcp.refused\"} 1\n"));

  told.open = false;
  writer.note(told);
  writer.write(utf8_of(file), {}, false, {});
  wait_for(worker);
  EXPECT_THAT(content(file), testing::Not(HasSubstr("tcp.refused")));
}

TEST(MetricsWriter, RemovesItsFileWhenThatGetsAnotherNameOrIsNotWanted) {
  const TemporaryFolder folder;
  const auto first = folder.path() / "first.prom";
  const auto second = folder.path() / "second.prom";
  const auto foreign = folder.path() / "foreign.prom";
  ASSERT_TRUE(tray::write_whole_file(foreign, "# EOF\n"));
  tray::Worker worker;
  tray::MetricsWriter writer(worker, {});

  writer.write({}, {}, false, {});
  writer.write(utf8_of(first), {}, false, {});
  wait_for(worker);
  EXPECT_TRUE(std::filesystem::exists(first));
  writer.write(utf8_of(second), {}, false, {});
  wait_for(worker);
  EXPECT_FALSE(std::filesystem::exists(first));
  EXPECT_TRUE(std::filesystem::exists(second));
  writer.write({}, {}, false, {});
  wait_for(worker);

  EXPECT_FALSE(std::filesystem::exists(second));
  EXPECT_TRUE(std::filesystem::exists(foreign));
}

TEST(MetricsWriter, SaysOnceThatItCannotWriteUntilItCanAgain) {
  const TemporaryFolder folder;
  const auto place = folder.path() / "later";
  const auto file = utf8_of(place / "rdpready.prom");
  std::ostringstream log;
  const auto usual = spdlog::default_logger();
  spdlog::set_default_logger(std::make_shared<spdlog::logger>(
      "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(log)));
  tray::Worker worker;
  tray::MetricsWriter writer(worker, {});
  const auto write = [&] {
    writer.write(file, {}, false, {});
    wait_for(worker);
  };

  write();
  write();
  std::filesystem::create_directory(place);
  write();
  std::filesystem::remove_all(place);
  write();
  write();
  spdlog::set_default_logger(usual);

  std::size_t said = 0;
  for (auto at = log.str().find("cannot be written"); at != std::string::npos;
       at = log.str().find("cannot be written", at + 1))
    ++said;
  EXPECT_EQ(said, 2U) << log.str();
}

TEST(MetricsWriter, IsDueAfterFiveMinutesOfSilence) {
  tray::Worker worker;
  tray::MetricsWriter writer(worker, {});
  const monitor::SysTime written(1000h);

  writer.write("/nowhere/a.prom", {}, false, written);

  EXPECT_FALSE(writer.is_due(written + 4min));
  EXPECT_TRUE(writer.is_due(written + 5min));
  EXPECT_TRUE(writer.is_due(written - 1min));
}

TEST(MetricsWriter, IsAskedAsSoonAsTheFileIsChosen) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "rdpready.prom";
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<std::function<void()>> home;
  tray::Assembly::Options options;
  options.data_dir = folder.path() / "data";
  options.on_home_thread = [&](std::function<void()> work) {
    const std::lock_guard lock(mutex);
    home.push_back(std::move(work));
    wake.notify_one();
  };
  const auto assembly = tray::Assembly::open(std::move(options)).value_or(nullptr);
  ASSERT_TRUE(assembly);
  assembly->start();
  auto preferences = assembly->preferences();
  preferences.metrics_file = utf8_of(file);
  assembly->set_preferences(preferences, [](monitor::Result<void>) {});

  const auto give_up = std::chrono::steady_clock::now() + 30s;
  while (!std::filesystem::exists(file) && std::chrono::steady_clock::now() < give_up) {
    std::unique_lock lock(mutex);
    if (!wake.wait_for(lock, 10ms, [&] { return !home.empty(); })) continue;
    const auto work = std::move(home.front());
    home.pop_front();
    lock.unlock();
    work();
  }

  EXPECT_THAT(content(file), HasSubstr("rdpready_targets{verdict=\"ready\"} 0\n"));
  assembly->stop();
}

}  // namespace
}  // namespace tests
