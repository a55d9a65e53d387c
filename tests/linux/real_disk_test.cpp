#include "store/database.h"
#include "tests/fakes/role.h"
#include "tests/fakes/scripted_server.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>
#include <sched.h>

#include <sys/mount.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

namespace {

namespace fs = std::filesystem;
using std::chrono::minutes;

const monitor::SysTime noon = sample::at("2026-11-22T12:00:00Z");

/// A disk of its own, half a megabyte large, for this process and its children.
/// False where the system does not allow that.
bool mount_small_disk(const fs::path& at) {
  const auto user = std::to_string(geteuid());
  if (unshare(CLONE_NEWNS) != 0) {
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    std::ofstream("/proc/self/uid_map") << user << ' ' << user << " 1";
  }
  if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  return mount("tmpfs", at.c_str(), "tmpfs", 0, "size=512k") == 0;
}

void fill(const fs::path& folder) {
  std::ofstream out(folder / "filler");
  while (out.put('x').flush()) {
  }
}

/// Looks until there is no room; gives the sentence.
std::string fill_with_looks(store::Database& database, const monitor::Target& target) {
  for (int number = 0; number < 10'000; ++number) {
    const auto done =
        database.record(sample::look(target, noon + minutes{number}), std::string(2000, ' '));
    if (!done) return done.error().what;
  }
  return "there was always room";
}

void check(bool holds, const std::string& text) {
  if (!holds) throw std::runtime_error(text);
}

void live_on_a_full_disk(const sample::Folder& folder) {
  const auto database = sample::open(folder);
  const auto target = database->add_target(sample::target("pc")).value();
  fill(folder.path());
  const auto sentence = fill_with_looks(*database, target);
  check(sentence.starts_with("The disk is full: "), sentence);

  fs::remove(folder.path() / "filler");
  const auto done = database->record(sample::look(target, noon - minutes{10}), "{}");
  check(done.has_value(), "no writing after there was room again");
}

void start_on_a_full_disk(const sample::Folder& folder) {
  fill(folder.path());
  const auto database = store::Database::open(folder.data());
  check(!database, "it opened on a full disk");
  check(database.error().what.starts_with("The disk is full: "), database.error().what);
}

void live_on_a_read_only_disk(const sample::Folder& folder) {
  sample::open(folder);
  mount("tmpfs", folder.path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr);
  const auto database = store::Database::open(folder.data());
  check(!database, "it opened on a read-only disk");
  check(database.error().what.find("cannot be written. Allow writing") != std::string::npos,
        database.error().what + database.error().detail);
}

/// What it prints up to a sentence that begins so, or up to its end.
std::string read_until(tests::Spawned& process, const std::string& sentence) {
  std::string said;
  for (char byte = 0; said.find(sentence) == std::string::npos && process.read(byte);)
    said += byte;
  return said;
}

void watch_a_disk_fill_up(const sample::Folder& folder) {
  tests::ScriptedServer server([&folder](tests::Peer& peer) {
    fill(folder.path());
    peer.reset();
  });
  sample::open(folder)->add_target(server.target()).value();
  tests::Command watch;
  watch.program = "/bin/sh";
  watch.arguments = {"-c", R"(exec "$0" watch --data-dir "$1" 2>&1)", RDPREADY_PROGRAM,
                     folder.path().string()};
  tests::Spawned process(watch);

  const std::string sentence = "The disk is full";
  const auto said = read_until(process, sentence);
  check(said.ends_with(sentence), said);
}

/// The life that a role lives on a small disk of its own. Words: the folder to have the disk at.
tests::Role on_a_small_disk(const std::string& name, void (*live)(const sample::Folder&)) {
  return {name, [live](const tests::Role::Words& words, const auto& acknowledge) {
            const sample::Folder folder(words[0]);
            if (!mount_small_disk(folder.path())) return;
            acknowledge();
            fs::create_directory(folder.path() / "backups");
            live(folder);
          }};
}

const tests::Role full_disk = on_a_small_disk("on a full disk", live_on_a_full_disk);
const tests::Role full_at_start = on_a_small_disk("start on a full disk", start_on_a_full_disk);
const tests::Role watched_disk = on_a_small_disk("watch a disk fill up", watch_a_disk_fill_up);
const tests::Role read_only_disk = on_a_small_disk("on a read-only disk", live_on_a_read_only_disk);

/// A life and what its test is called.
struct Life {
  std::string name;
  const tests::Role* role;
};

std::ostream& operator<<(std::ostream& out, const Life& life) {
  return out << life.name;
}

class RealDisk : public testing::TestWithParam<Life> {};

TEST_P(RealDisk, SaysWhatIsWrong) {
  const sample::Folder folder;
  tests::Child child(*GetParam().role, {folder.path().string()});
  const bool well = child.wait_for_end();
  if (well && child.acknowledged() == 0)
    GTEST_SKIP() << "this system lets nobody mount a disk of their own";

  EXPECT_TRUE(well);
}

INSTANTIATE_TEST_SUITE_P(DiskTrouble, RealDisk,
                         testing::Values(Life{"Full", &full_disk},
                                         Life{"FullAtTheStart", &full_at_start},
                                         Life{"FullWhileItWatches", &watched_disk},
                                         Life{"ReadOnly", &read_only_disk}),
                         [](const auto& each) { return each.param.name; });

}  // namespace
