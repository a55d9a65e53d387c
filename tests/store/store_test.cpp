#include "store/store.h"

#include "tests/fakes/failing_disk.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>

#include <thread>

namespace {

using monitor::Failure;
using monitor::Result;
using std::chrono::minutes;
using store::Database;
using store::Store;
using testing::HasSubstr;
using testing::SizeIs;

const monitor::SysTime noon = sample::at("2026-11-22T12:00:00Z");

std::size_t looks_kept(Store& store, monitor::TargetId id) {
  return store.ask([id](Database& database) { return database.history(id, {}); })->size();
}

TEST(Store, DoesWorkInTheOrderInWhichItWasPosted) {
  Store store(sample::in_memory());
  store.post([](Database& database) { return database.save_setting("a", "first"); });
  store.post([](Database& database) { return database.save_setting("a", "second"); });

  const auto value = store.ask([](Database& database) { return database.setting("a"); });

  EXPECT_EQ(**value, "second");
}

TEST(Store, KeepsTheLooksThatWereRecordedBeforeItIsAsked) {
  auto database = sample::in_memory();
  const auto target = database->add_target(sample::target("pc")).value();
  Store store(std::move(database));
  for (int i = 0; i < 500; ++i)
    store.record(sample::look(target, noon + minutes{i}), "{}");

  EXPECT_EQ(looks_kept(store, target.id), 500U);
}

TEST(Store, TakesLooksFromManyThreads) {
  auto database = sample::in_memory();
  const auto target = database->add_target(sample::target("pc")).value();
  Store store(std::move(database));
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 100; ++j)
        store.record(sample::look(target, noon + minutes{i * 100 + j}), "{}");
    });
  }
  for (auto& thread : threads)
    thread.join();

  EXPECT_EQ(looks_kept(store, target.id), 400U);
}

TEST(Store, WritesWhatIsQueuedBeforeItCloses) {
  const sample::Folder folder;
  auto database = sample::open(folder);
  const auto target = database->add_target(sample::target("pc")).value();
  {
    Store store(std::move(database));
    for (int i = 0; i < 200; ++i)
      store.record(sample::look(target, noon + minutes{i}), "{}");
    store.close();
    store.close();
  }

  EXPECT_THAT(*sample::open(folder)->history(target.id, {}), SizeIs(200));
}

TEST(Store, AnswersAtOnceWhenItIsClosed) {
  Store store(sample::in_memory());
  store.close();

  EXPECT_FALSE(store.post([](Database&) { FAIL() << "work after the close"; }));
  EXPECT_FALSE(store.record({}, "{}"));
  const auto targets = store.ask([](Database& database) { return database.targets(); });
  EXPECT_EQ(targets.error().kind, Failure::Kind::storage);
  EXPECT_THROW(store.ask([](Database&) { return 1; }), std::runtime_error);
}

TEST(Store, HandsOnWhatTheWorkThrows) {
  Store store(sample::in_memory());

  EXPECT_THROW(store.ask([](Database&) -> int { throw std::logic_error("defect"); }),
               std::logic_error);
  EXPECT_EQ(store.ask([](Database&) { return 1; }), 1);
}

TEST(Store, RemembersTroubleOfPostedWork) {
  Store store(sample::in_memory());
  store.post([](Database& database) { return database.remove_target(monitor::TargetId{9}); });
  store.post([](Database&) { throw std::logic_error("defect"); });
  ASSERT_TRUE(store.ask([](Database& database) { return database.targets(); }));

  EXPECT_EQ(store.last_trouble()->detail, "defect");
}

TEST(Store, KeepsLooksThatMeetAFullDiskUntilThereIsRoom) {
  const sample::Folder folder;
  fakes::FailingDisk disk;
  auto database = sample::open(folder);
  const auto target = database->add_target(sample::target("pc")).value();
  Store store(std::move(database));

  store.ask([&](Database&) { return disk.fill_after(0), 0; });
  store.record(sample::look(target, noon), "{}");
  EXPECT_EQ(looks_kept(store, target.id), 0U);
  EXPECT_THAT(store.last_trouble()->what, HasSubstr("The disk is full"));

  store.ask([&](Database&) { return disk.heal(), 0; });
  store.record(sample::look(target, noon + minutes{5}), "{}");
  EXPECT_EQ(looks_kept(store, target.id), 2U);
  EXPECT_EQ(store.last_trouble(), std::nullopt);
}

TEST(Store, TidiesUpByItself) {
  const sample::Folder folder;
  Store store(sample::open(folder));
  store.tidy(noon);
  store.close();

  EXPECT_TRUE(std::filesystem::exists(folder.data().backups / "rdpready-2026-11-22.db"));
}

}  // namespace
