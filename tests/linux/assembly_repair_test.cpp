// Diagnosing, mending and undoing as the windows ask for it: on the threads of the program.

#include "tests/fakes/home_thread.h"
#include "tests/fakes/linux/private_keyring.h"
#include "tray/app/assembly.h"

#include <gmock/gmock.h>

#include <fstream>

namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;
using testing::Not;

class AssemblyRepair : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(file_.parent_path());
    std::ofstream(file_) << damaged_;
    tray::Assembly::Options options;
    options.data_dir = data_.path();
    options.on_home_thread = [this](std::function<void()> work) { home_.post(std::move(work)); };
    assembly_ = *tray::Assembly::open(std::move(options));
    assembly_->start();
    // Nothing listens on the discard port.
    target_.endpoint = {"127.0.0.1", 9};
  }

  monitor::Result<tray::Diagnosis> diagnosis() {
    std::optional<monitor::Result<tray::Diagnosis>> answer;
    assembly_->diagnose(
        target_, [this](const tray::FixProgress& one) { heard_.push_back(one); },
        [&](monitor::Result<tray::Diagnosis> found) { answer = std::move(found); });
    EXPECT_TRUE(home_.run_until([&] { return answer.has_value(); }));
    return *answer;
  }

  tray::FixReport repaired(const tray::Diagnosis& diagnosis) {
    std::optional<monitor::Result<tray::FixReport>> answer;
    assembly_->repair(diagnosis, tray::proposed_ids(diagnosis), {},
                      [&](monitor::Result<tray::FixReport> report) { answer = std::move(report); });
    EXPECT_TRUE(home_.run_until([&] { return answer.has_value(); }));
    return answer->value();
  }

  static constexpr const char* damaged_ = "-----BEGIN CERT";
  tests::PrivateKeyring keyring_{false};
  tests::TemporaryFolder data_;
  fs::path file_ = keyring_.home() / "config/freerdp/server/127.0.0.1_9.pem";
  tests::HomeThread home_;
  monitor::Target target_;
  std::vector<tray::FixProgress> heard_;
  std::unique_ptr<tray::Assembly> assembly_;
};

TEST_F(AssemblyRepair, MendsAndPutsBack) {
  const auto found = diagnosis();
  ASSERT_TRUE(found) << found.error().what;
  EXPECT_GE(heard_.size(), 2U);

  const auto report = repaired(*found);

  EXPECT_FALSE(fs::exists(file_));
  EXPECT_TRUE(report.after.has_value());
  EXPECT_THAT(report.sentence, Not(IsEmpty()));
  ASSERT_TRUE(report.undo_id.has_value());

  std::optional<monitor::Result<monitor::RepairRecord>> undone;
  assembly_->undo(*report.undo_id, {},
                  [&](monitor::Result<monitor::RepairRecord> record) { undone = record; });
  ASSERT_TRUE(home_.run_until([&] { return undone.has_value(); }));
  EXPECT_EQ(undone->value().state, monitor::RepairState::undone);
  std::ifstream in(file_);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), damaged_);
}

TEST_F(AssemblyRepair, ListsWhatWasRepaired) {
  repaired(*diagnosis());

  std::optional<monitor::Result<std::vector<monitor::RepairRecord>>> records;
  assembly_->repairs([&](auto all) { records = all; });

  ASSERT_TRUE(home_.run_until([&] { return records.has_value(); }));
  EXPECT_EQ(records->value().size(), 1U);
}

TEST_F(AssemblyRepair, FailsAtOnceWhenItIsGivenUp) {
  std::optional<monitor::Result<tray::Diagnosis>> answer;
  assembly_->diagnose(
      target_, [this](const tray::FixProgress&) { assembly_->cancel_repair(); },
      [&](monitor::Result<tray::Diagnosis> found) { answer = std::move(found); });
  assembly_->cancel_repair();

  ASSERT_TRUE(home_.run_until([&] { return answer.has_value(); }));
  ASSERT_FALSE(answer->has_value());
  EXPECT_EQ(answer->error().kind, monitor::Failure::Kind::unavailable);
  EXPECT_TRUE(fs::exists(file_));
}

TEST_F(AssemblyRepair, EndsWithTheProgram) {
  assembly_->diagnose(target_, {}, [](const monitor::Result<tray::Diagnosis>&) { FAIL(); });

  assembly_.reset();

  EXPECT_TRUE(fs::exists(file_));
}

}  // namespace
