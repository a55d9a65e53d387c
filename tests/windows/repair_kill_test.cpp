// A repair of the system's own Credential Manager and registry is killed at every change that its
// journal makes to the disk, and before and after every change of what RDP clients keep. The next
// start must find all as it was before, or all done; taken back, that gives what was before.

#include "monitor/platform/windows/wide_text.h"
#include "monitor/repair/repair_runner.h"
#include "tests/fakes/every_item.h"
#include "tests/fakes/failing_disk.h"
#include "tests/fakes/next_start.h"
#include "tests/fakes/role.h"
#include "tests/store/sample.h"
#include "tests/windows/kept_sign_ins.h"
#include "tests/windows/own_branch.h"

#include <gmock/gmock.h>

#include <map>
#include <string>
#include <type_traits>

namespace {

namespace fs = std::filesystem;
using monitor::Result;
using monitor::SavedItem;
using monitor::SavedItems;
using monitor::to_utf8;

const std::string client_key = "Software\\Microsoft\\Terminal Server Client";

/// A place whose process ends before or after one of the things it does.
class DyingPlace final : public SavedItems {
 public:
  DyingPlace(std::unique_ptr<SavedItems> real, int& good) : real_(std::move(real)), good_(good) {}

  std::string_view place() const override { return real_->place(); }

  Result<monitor::SavedItemList> list() override { return real_->list(); }

  Result<monitor::Secret> back_up(const SavedItem& item) override {
    return around([&] { return real_->back_up(item); });
  }

  Result<void> remove(const SavedItem& item) override {
    return around([&] { return real_->remove(item); });
  }

  Result<void> put_back(const monitor::Secret& copy) override {
    return around([&] { return real_->put_back(copy); });
  }

 private:
  void step() const {
    if (good_-- == 0) tests::end_at_once();
  }

  template <class F>
  std::invoke_result_t<F> around(F act) {
    step();
    auto done = act();
    step();
    return done;
  }

  std::unique_ptr<SavedItems> real_;
  int& good_;
};

// Words: the folder, how many changes to the disk go well, how many deeds of a place; -1: all.
const tests::Role repairs_windows("repairs windows", [](const auto& words, const auto&) {
  fakes::FailingDisk disk;
  const sample::Folder folder{fs::path(words.at(0))};
  const auto database = sample::open(folder);
  const auto journal = database->repair_journal();
  auto bench = monitor::open_workbench();
  int good = std::stoi(words.at(2));
  for (auto& place : bench.places)
    place = std::make_unique<DyingPlace>(std::move(place), good);
  const monitor::SystemClock clock;
  const auto plan = tests::plan_for_all(bench);
  if (const int changes = std::stoi(words.at(1)); changes >= 0) disk.kill_after(changes);
  sample::must(monitor::RepairRunner(*journal, bench, clock).apply(plan, tests::every_id(plan)));
});

class RepairKillOnWindows : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    tests::clear_sign_ins();
    for (const auto* name : {L"TERMSRV/a.example", L"TERMSRV/b.example", L"TERMSRV/c.example"})
      tests::keep_sign_in(name);
    const std::string hash(20, '\x5a');
    for (const auto* host : {"a.example", "b.example"}) {
      const tests::OwnBranch* const servers = host[0] == 'a' ? &a_ : &b_;
      servers->write("CertHash", REG_BINARY, hash.data(), hash.size());
      servers->write_number("Number", 7);
    }
    devices_.write_number("a.example", 0x4C);
  }

  void TearDown() override { tests::clear_sign_ins(); }

  /// Entries and values with all that they hold; not when an entry was written, which Windows sets.
  static std::string everything() {
    std::map<std::string, std::string> all;
    tests::for_each_sign_in([&](const CREDENTIALW& one) {
      all[to_utf8(one.TargetName)] =
          to_utf8(one.UserName) + ' ' + std::to_string(one.Type) + ' ' +
          std::to_string(one.Persist) + ' ' +
          std::string(reinterpret_cast<const char*>(one.CredentialBlob), one.CredentialBlobSize);
    });
    const auto place = monitor::open_connection_cache();
    for (const auto& item : sample::must(place->list()).items) {
      const auto copy = sample::must(place->back_up(item));
      const auto bytes = copy.reveal();
      all[item.id].assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    std::string text;
    for (const auto& [name, content] : all)
      text.append(name).append("=").append(content).append("\n");
    return text;
  }

  /// Kills a repair after so many changes; whether it came to its end instead.
  bool run_until(int last) const {
    const auto number = std::to_string(last);
    tests::Child child(repairs_windows, {folder_.path().string(), GetParam() ? number : "-1",
                                         GetParam() ? "-1" : number});
    return child.wait_for_end();
  }

  sample::Folder folder_;
  tests::OwnBranch a_{HKEY_CURRENT_USER, client_key + "\\Servers\\a.example"};
  tests::OwnBranch b_{HKEY_CURRENT_USER, client_key + "\\Servers\\b.example"};
  tests::OwnBranch devices_{HKEY_CURRENT_USER, client_key + "\\LocalDevices"};
};

TEST_P(RepairKillOnWindows, AtAnyChangeLeavesEverythingAsItWasOrDone) {
  const auto before = everything();
  std::map<bool, int> ends;
  int last = 0;
  for (bool finished = false; !finished; ++last) {
    finished = run_until(last);

    tests::NextStart start(folder_);
    const auto now = everything();
    const bool done = now != before;
    ++ends[done];
    EXPECT_TRUE(done || !finished);
    if (!done) continue;
    ASSERT_EQ(now, "") << "killed after change " << last;
    start.undo();
    ASSERT_EQ(everything(), before) << "killed after change " << last;
  }

  EXPECT_GE(last, 20);
  EXPECT_GT(ends[false], ends[true]);
}

INSTANTIATE_TEST_SUITE_P(Points, RepairKillOnWindows, testing::Bool(), [](const auto& each) {
  return each.param ? "OfTheJournal" : "OfThePlaces";
});

}  // namespace
