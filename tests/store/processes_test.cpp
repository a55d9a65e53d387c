#include "tests/fakes/role.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>

#include <fstream>
#include <list>

namespace {

namespace fs = std::filesystem;
using Words = tests::Role::Words;
using std::chrono::minutes;
using testing::SizeIs;

const monitor::SysTime noon = sample::at("2026-11-22T12:00:00Z");

constexpr int writers = 4;
constexpr int writes = 150;

// Words: the folder, its own number.
const tests::Role busy_writer("busy writer", [](const Words& words, const auto&) {
  const auto database = sample::open(sample::Folder(words[0]));
  const auto target = database->find_target("pc").value();
  const int writer = std::stoi(words[1]);
  for (int i = 0; i < writes; ++i) {
    sample::must(
        database->record(sample::look(target, noon + minutes{i * writers + writer}), "{}"));
    const auto name = words[1] + "/" + std::to_string(i);
    if (i % 10 == 0) database->add_target(sample::target(name, name)).value();
    sample::must(database->save_setting(name, "kept"));
  }
});

// Words: the folder, its own number.
const tests::Role restorer("restorer", [](const Words& words, const auto& acknowledge) {
  const auto database = sample::open(sample::Folder(words[0]));
  sample::must(database->find_target("pc"));
  sample::must(database->save_setting(words[1], "kept"));
  if (!database->opening_report().notice.empty()) acknowledge();
});

// Words: the folder, its own number.
const tests::Role first_user("first user", [](const Words& words, const auto&) {
  sample::must(sample::open(sample::Folder(words[0]))
                   ->add_target(sample::target("pc" + words[1], "pc" + words[1])));
});

// Words: the folder, its own number.
const tests::Role copier("copier", [](const Words& words, const auto&) {
  sample::must(sample::open(sample::Folder(words[0]))->back_up(noon));
});

/// That many processes at once, each with its number.
std::list<tests::Child> start(int count, const tests::Role& role, const sample::Folder& folder) {
  std::list<tests::Child> children;
  for (int number = 0; number < count; ++number)
    children.emplace_back(role, Words{folder.path().string(), std::to_string(number)});
  return children;
}

/// The icon and three commands, all writing as fast as they can.
TEST(Processes, ThatWriteAtTheSameTimeLoseNothing) {
  const sample::Folder folder;
  const auto target = sample::open(folder)->add_target(sample::target("pc")).value();

  auto children = start(writers, busy_writer, folder);
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

  auto children = start(6, restorer, folder);
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

  auto children = start(6, first_user, folder);
  for (auto& child : children)
    EXPECT_TRUE(child.wait_for_end());

  EXPECT_THAT(*sample::open(folder)->targets(), SizeIs(6));
}

TEST(Processes, ThatCopyAtTheSameTimeLeaveOneSoundCopy) {
  const sample::Folder folder;
  ASSERT_TRUE(sample::open(folder)->add_target(sample::target("pc")));

  auto children = start(6, copier, folder);
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
