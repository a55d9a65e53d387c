// "Until this is fixed", as the program that watches keeps to it.

#include "tests/fakes/home_thread.h"
#include "tests/fakes/program_run.h"
#include "tests/fakes/scripted_server.h"
#include "tray/app/assembly.h"

#include <gmock/gmock.h>

namespace {

using monitor::Verdict;
using std::chrono::hours;

class AssemblySnooze : public testing::Test {
 protected:
  static tests::CertificateRecipe ends_soon() {
    tests::CertificateRecipe recipe;
    recipe.begins = hours{-24 * 350};
    recipe.ends = hours{24 * 9};
    return recipe;
  }

  void start() {
    tray::Assembly::Options options;
    options.data_dir = data_.path() / "data";
    options.on_home_thread = [this](std::function<void()> work) { home_.post(std::move(work)); };
    assembly_ = *tray::Assembly::open(std::move(options));
    assembly_->start();
  }

  const tray::TargetStatus& status() const { return assembly_->statuses().at(0); }

  /// Whether the next look ends so.
  bool sees(Verdict verdict) {
    const auto last = [this] {
      return status().last ? std::optional(status().last->at) : std::nullopt;
    };
    const auto before = last();
    assembly_->check_now({});
    return home_.run_until([&] { return last() != before; }) && status().verdict == verdict;
  }

  tests::TemporaryFolder data_;
  tests::TestCertificate certificate_{ends_soon()};
  std::atomic<bool> works_ = false;
  tests::ScriptedServer server_{[this](tests::Peer& peer) {
    if (works_) tests::healthy(certificate_)(peer);
  }};
  tests::HomeThread home_;
  std::unique_ptr<tray::Assembly> assembly_;
};

TEST_F(AssemblySnooze, EndsWithTheOutageThoughARiskStaysAndWhereItWasRestarted) {
  start();
  assembly_->add_target(server_.target(), [](const auto& added) { ASSERT_TRUE(added); });
  ASSERT_TRUE(home_.run_until([&] { return !assembly_->statuses().empty(); }));
  ASSERT_TRUE(sees(Verdict::would_fail));
  assembly_->snooze(status().target.id, notify::until_fixed);
  assembly_.reset();
  works_ = true;

  start();
  EXPECT_EQ(status().snoozed_until, notify::until_fixed);
  ASSERT_TRUE(sees(Verdict::at_risk));
  ASSERT_TRUE(sees(Verdict::at_risk));

  EXPECT_EQ(status().snoozed_until, std::nullopt);
}

}  // namespace
