#include "tray/app/support_bundle.h"

#include "tests/fakes/program_run.h"
#include "tests/fakes/sample_checks.h"
#include "tray/app/check_json.h"

#include <gmock/gmock.h>

#include <fstream>

namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::Not;
using tray::BundleFile;

const std::vector<std::string> planted = {"Payroll desk",
                                          "desk.corp.example",
                                          "DESK-OWN",
                                          "CORPDOM",
                                          "203.0.113.77",
                                          "gate.example",
                                          "CN=desk certificate",
                                          "anna.smith",
                                          "Accounts team",
                                          "WORKSTATION-9",
                                          "Anna Smith",
                                          "/home/annasmith",
                                          "5a5a5a5a5a5a",
                                          "alt.desk.name",
                                          "someone@corp.example",
                                          "old.forgotten.example"};

/// A computer, a target, a look and a log in which every planted name stands.
class SupportBundle : public testing::Test {
 protected:
  void SetUp() override {
    monitor::Target target;
    target.name = "Payroll desk";
    target.endpoint.host = "desk.corp.example";
    target.gateway = monitor::Endpoint{"gate.example", 443};
    target.user_name = "anna.smith";
    target.group = "Accounts team";
    target = database_->add_target(target).value();
    auto check = tests::healthy_check(tests::sample_now() + std::chrono::hours(24 * 90));
    check.target = target;
    check.identity =
        monitor::IdentityFacts{"DESK-OWN", "desk.corp.example", "CORPDOM", "10.0.1", true, 0.5};
    check.certificate->subject = "CN=desk certificate";
    check.certificate->issuer = "CN=desk certificate";
    check.certificate->serial = "5a5a5a5a5a5a";
    check.certificate->names = {"alt.desk.name"};
    ASSERT_TRUE(database_->record(check, tray::check_to_json(check)));
    ASSERT_TRUE(database_->save_setting("command", "curl https://hook.example/secret-token"));
    ASSERT_TRUE(database_->save_setting("journal_file", "/home/annasmith/alerts.jsonl"));
    std::ofstream(logs_.path() / "rdpready.log")
        << "look: 203.0.113.77 of old.forgotten.example for someone@corp.example\n"
        << "on WORKSTATION-9 by Anna Smith\n"
        << "alert raised tls.timeout for 1 target(s)\n";
  }

  std::string text(bool unredacted) {
    const monitor::ThisComputer computer{
        "Debian 12", {"WORKSTATION-9"}, {"Anna Smith"}, "/home/annasmith"};
    std::string all;
    files_ = tray::support_files(*database_, logs_.path(), computer, unredacted).value();
    for (const auto& file : files_)
      all += file.name + '\n' + file.text;
    return all;
  }

  std::unique_ptr<store::Database> database_ = store::Database::open_in_memory().value();
  tests::TemporaryFolder logs_;
  std::vector<BundleFile> files_;
};

TEST_F(SupportBundle, ReplacesEveryNameAndAddress) {
  const auto all = text(false);

  for (const auto& name : planted)
    EXPECT_THAT(all, Not(HasSubstr(name)));
  EXPECT_THAT(all, Not(HasSubstr("secret-token")));
}

TEST_F(SupportBundle, KeepsThemWhereItIsAskedTo) {
  const auto all = text(true);

  for (const auto& name : planted)
    EXPECT_THAT(all, HasSubstr(name));
}

TEST_F(SupportBundle, StillSaysWhatHelps) {
  const auto all = text(false);

  for (const auto* words :
       {"Debian 12", "\"verdict\": \"ready\"", "\"schema\": \"rdpready.check/1\"",
        "alert raised tls.timeout", "\"port\": 3389", "TLSv1.3"})
    EXPECT_THAT(all, HasSubstr(words));
  for (const auto* name : {"README.txt", "versions.json", "settings.json", "results.json",
                           "told.json", "repairs.json", "logs/rdpready.log"})
    EXPECT_THAT(files_, Contains(Field(&BundleFile::name, name)));
}

}  // namespace
