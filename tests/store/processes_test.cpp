#include "tests/store/child.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>

#include <fstream>
#include <list>

namespace {

namespace fs = std::filesystem;
using std::chrono::minutes;
using testing::SizeIs;

const monitor::SysTime noon = sample::at("2026-11-22T12:00:00Z");

/// The icon and three commands, all writing as fast as they can.
TEST(Processes, ThatWriteAtTheSameTimeLoseNothing) {
  constexpr int writers = 4;
  constexpr int writes = 150;
  const sample::Folder folder;
  const auto target = sample::open(folder)->add_target(sample::target("pc")).value();

  std::list<sample::Child> children;
  for (int writer = 0; writer < writers; ++writer) {
    children.emplace_back([&](const auto&) {
      const auto database = sample::open(folder);
      for (int i = 0; i < writes; ++i) {
        sample::must(
            database->record(sample::look(target, noon + minutes{i * writers + writer}), "{}"));
        const auto name = std::to_string(writer) + "/" + std::to_string(i);
        if (i % 10 == 0) database->add_target(sample::target(name, name)).value();
        sample::must(database->save_setting(name, "kept"));
      }
    });
  }
  for (auto& child : children)
    EXPECT_TRUE(child.wait_for_end());

  const auto database = sample::open(folder);
  EXPECT_THAT(*database->history(target.id, {}), SizeIs(writers * writes));
  EXPECT_THAT(*database->targets(), SizeIs(1 + writers * writes / 10));
  EXPECT_EQ(**database->setting("3/149"), "kept");
}

TEST(Processes, ThatStartTogetherRestoreADamagedFileOnce) {
  const sample::Folder folder;
  {
    const auto database = sample::open(folder);
    ASSERT_TRUE(database->add_target(sample::target("pc")));
    ASSERT_TRUE(database->back_up(noon));
  }
  std::ofstream(folder.data().database) << "damaged";

  std::list<sample::Child> children;
  for (int i = 0; i < 6; ++i) {
    children.emplace_back([&](const auto& acknowledge) {
      const auto database = sample::open(folder);
      sample::must(database->find_target("pc"));
      sample::must(database->save_setting(std::to_string(getpid()), "kept"));
      if (!database->opening_report().notice.empty()) acknowledge();
    });
  }
  std::size_t told = 0;
  for (auto& child : children) {
    EXPECT_TRUE(child.wait_for_end());
    told += child.acknowledged();
  }

  EXPECT_EQ(told, 1U);
  EXPECT_TRUE(sample::open(folder)->find_target("pc"));
}

TEST(Processes, ThatStartTogetherCreateTheFileOnce) {
  const sample::Folder folder;

  std::list<sample::Child> children;
  for (int i = 0; i < 6; ++i) {
    children.emplace_back([&](const auto&) {
      const auto name = std::to_string(getpid());
      sample::must(sample::open(folder)->add_target(sample::target(name, name)));
    });
  }
  for (auto& child : children)
    EXPECT_TRUE(child.wait_for_end());

  EXPECT_THAT(*sample::open(folder)->targets(), SizeIs(6));
}

TEST(Processes, ThatCopyAtTheSameTimeLeaveOneSoundCopy) {
  const sample::Folder folder;
  ASSERT_TRUE(sample::open(folder)->add_target(sample::target("pc")));

  std::list<sample::Child> children;
  for (int i = 0; i < 6; ++i)
    children.emplace_back([&](const auto&) { sample::must(sample::open(folder)->back_up(noon)); });
  for (auto& child : children)
    EXPECT_TRUE(child.wait_for_end());

  fs::remove(folder.data().database);
  EXPECT_TRUE(sample::open(folder)->find_target("pc"));
}

TEST(Processes, NoticeWhatTheOtherOneChanged) {
  const sample::Folder folder;
  const auto tray = sample::open(folder);
  const auto command = sample::open(folder);
  const auto before = tray->change_count().value();

  ASSERT_TRUE(tray->save_setting("own", "write"));
  EXPECT_EQ(tray->change_count().value(), before);

  ASSERT_TRUE(command->add_target(sample::target("pc")));
  const auto after = tray->change_count().value();
  EXPECT_GT(after, before);
  EXPECT_EQ(tray->change_count().value(), after);
}

}  // namespace
