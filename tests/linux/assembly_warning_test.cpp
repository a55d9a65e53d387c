// A certificate is renewed while FreeRDP remembers the old one: told, mended, put back, as the
// program that watches does it, against FreeRDP's real file.

#include "tests/fakes/home_thread.h"
#include "tests/fakes/linux/private_keyring.h"
#include "tests/fakes/scripted_server.h"
#include "tray/app/assembly.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using notify::Alert;
using std::chrono::hours;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Hands what the user is told to the test's thread.
class Ear final : public notify::Channel {
 public:
  Ear(tests::HomeThread& home, std::vector<Alert>& heard) : home_(home), heard_(heard) {}

  std::string_view name() const override { return "ear"; }

  bool accepts(const Alert&, const notify::ChannelSettings&) const override { return true; }

  monitor::Result<void> deliver(const Alert& alert, const notify::ChannelSettings&) override {
    home_.post([this, alert] {
      if (alert.code == "cache.certificate_outdated") heard_.push_back(alert);
    });
    return {};
  }

 private:
  tests::HomeThread& home_;
  std::vector<Alert>& heard_;
};

tests::CertificateRecipe self_signed(hours begins, hours ends) {
  tests::CertificateRecipe recipe;
  recipe.common_name = "BUILD-07";
  recipe.begins = begins;
  recipe.ends = ends;
  return recipe;
}

std::string sha256_of(const tests::TestCertificate& certificate) {
  std::array<unsigned char, 32> bytes{};
  X509_digest(certificate.certificate(), EVP_sha256(), bytes.data(), nullptr);
  std::ostringstream text;
  for (const auto byte : bytes)
    text << std::hex << byte / 16 << byte % 16;
  return text.str();
}

class AssemblyWarning : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(file_.parent_path());
    remember(old_);
    start();
    auto target = server_.target();
    target.name = "BUILD-07";
    assembly_->add_target(target, [](const auto& added) { ASSERT_TRUE(added); });
    ASSERT_TRUE(sees(old_));
  }

  void start() {
    tray::Assembly::Options options;
    options.data_dir = data_.path() / "data";
    options.on_home_thread = [this](std::function<void()> work) { home_.post(std::move(work)); };
    options.channels.push_back(std::make_unique<Ear>(home_, heard_));
    assembly_ = *tray::Assembly::open(std::move(options));
    assembly_->start();
  }

  void remember(const tests::TestCertificate& certificate) const {
    std::ofstream(file_) << "127.0.0.1 " << server_.port() << ' ' << sha256_of(certificate)
                         << " x y\n";
  }

  std::string remembered() const {
    std::ifstream in(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  const monitor::Check* last() const {
    const auto& statuses = assembly_->statuses();
    return statuses.empty() || !statuses[0].last ? nullptr : &*statuses[0].last;
  }

  bool sees(const tests::TestCertificate& certificate) {
    return home_.run_until([&] {
      const auto* look = last();
      return look != nullptr && look->certificate &&
             look->certificate->sha256 == sha256_of(certificate);
    });
  }

  bool is_found() const {
    return last() != nullptr && find_finding(*last(), "cache.certificate_outdated") != nullptr;
  }

  /// The server shows its new certificate, and the user hears of it.
  void renew() {
    now_ = &new_;
    assembly_->check_now({});
    ASSERT_TRUE(home_.run_until([&] { return !heard_.empty() && is_found(); }));
  }

  tray::FixReport repaired() {
    std::optional<tray::FixReport> answer;
    assembly_->diagnose(last()->target, {}, [&](monitor::Result<tray::Diagnosis> found) {
      assembly_->repair(*found, tray::proposed_ids(*found), {},
                        [&](monitor::Result<tray::FixReport> report) { answer = *report; });
    });
    EXPECT_TRUE(home_.run_until([&] { return answer.has_value(); }));
    return *answer;
  }

  tests::PrivateKeyring keyring_{false};
  tests::TemporaryFolder data_;
  fs::path file_ = keyring_.home() / "config/freerdp/known_hosts2";
  tests::TestCertificate old_{self_signed(hours{-24 * 350}, hours{24 * 9})};
  tests::TestCertificate new_{self_signed(hours{-1}, hours{24 * 364})};
  std::atomic<const tests::TestCertificate*> now_ = &old_;
  tests::ScriptedServer server_{[this](tests::Peer& peer) { tests::healthy (*now_)(peer); }};
  tests::HomeThread home_;
  std::vector<Alert> heard_;
  std::unique_ptr<tray::Assembly> assembly_;
};

TEST_F(AssemblyWarning, IsToldBeforeTheUserMeetsItAndMendedByFix) {
  renew();

  EXPECT_EQ(heard_[0].kind, Alert::Kind::raised);
  EXPECT_EQ(heard_[0].title, "BUILD-07: an old certificate is kept");
  EXPECT_THAT(heard_[0].text, HasSubstr("Press Fix…"));

  const auto before = remembered();
  const auto report = repaired();

  EXPECT_EQ(report.outcome, tray::FixOutcome::fixed) << report.sentence;
  EXPECT_THAT(report.diagnosis.causes, SizeIs(1)) << "It is one cause, however often it was seen.";
  EXPECT_THAT(remembered(), Not(HasSubstr(sha256_of(old_))));
  ASSERT_TRUE(home_.run_until([&] { return heard_.size() == 2; }));
  EXPECT_EQ(heard_[1].kind, Alert::Kind::cleared);
  EXPECT_EQ(heard_[1].episode, heard_[0].episode);
  EXPECT_FALSE(is_found());

  assembly_->undo(*report.undo_id, {}, [this](const auto& undone) {
    ASSERT_TRUE(undone);
    assembly_->check_now({});
  });
  ASSERT_TRUE(home_.run_until([&] { return is_found(); })) << "It will warn again.";
  EXPECT_EQ(remembered(), before);
  EXPECT_THAT(heard_, SizeIs(2)) << "It was told before.";
}

TEST_F(AssemblyWarning, EndsByItselfWhenTheUserAcceptsTheNewOne) {
  renew();

  remember(new_);
  assembly_->check_now({});

  ASSERT_TRUE(home_.run_until([&] { return heard_.size() == 2; }));
  EXPECT_EQ(heard_[1].kind, Alert::Kind::cleared);
}

TEST_F(AssemblyWarning, IsNotToldAgainAfterARestart) {
  renew();
  assembly_.reset();

  const auto ended = monitor::SystemClock().now();
  start();
  ASSERT_TRUE(home_.run_until([&] { return last() != nullptr && last()->at > ended; }));
  EXPECT_TRUE(is_found());
  remember(new_);
  assembly_->check_now({});

  ASSERT_TRUE(home_.run_until([&] { return heard_.size() == 2; }));
  EXPECT_EQ(heard_[1].kind, Alert::Kind::cleared);
}

TEST_F(AssemblyWarning, IsFoundByACheckOfSavedTargetsToo) {
  assembly_.reset();
  now_ = &new_;

  const auto run = tests::run_rdpready(data_, "check --saved");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("An old certificate is kept"));
  EXPECT_EQ(tests::run_rdpready(data_, "status").exit_code, 1);
  remember(new_);
  EXPECT_EQ(tests::run_rdpready(data_, "check --saved").exit_code, 0);
}

TEST_F(AssemblyWarning, IsNoneWhereTheClientNeverConnectedThere) {
  std::ofstream(file_).close();
  now_ = &new_;
  assembly_->check_now({});
  ASSERT_TRUE(sees(new_));
  // What is asked of the worker now is answered after it has read what clients remember.
  std::optional<monitor::SysTime> compared;
  assembly_->autostart([&](const auto&) { compared = monitor::SystemClock().now(); });
  ASSERT_TRUE(home_.run_until([&] { return compared.has_value(); }));

  assembly_->check_now({});
  ASSERT_TRUE(home_.run_until([&] { return last()->at > *compared; }));

  EXPECT_FALSE(is_found());
  EXPECT_THAT(heard_, IsEmpty());
}

}  // namespace
