#include "tests/fakes/home_thread.h"
#include "tests/fakes/program_run.h"
#include "tests/fakes/role.h"
#include "tests/fakes/sample_checks.h"
#include "tray/app/assembly.h"
#include "tray/app/check_json.h"
#include "tray/app/support_bundle.h"

#include <gmock/gmock.h>
#include <sched.h>

#include <sys/mount.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace {

namespace fs = std::filesystem;
using tests::run_rdpready;
using tests::TemporaryFolder;

const fs::path policy_file = "/etc/rdpready/policy.json";

bool write_policy(const std::string& policy) {
  const bool written = static_cast<bool>(std::ofstream(policy_file) << policy << std::flush);
  fs::permissions(policy_file, fs::perms{0644});
  return written;
}

/// A folder of settings for this process and its children, with nothing but that policy in it.
/// False where the system does not allow that.
bool mount_policy(const std::string& policy) {
  const auto user = std::to_string(geteuid());
  if (unshare(CLONE_NEWNS) != 0) {
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    std::ofstream("/proc/self/uid_map") << "0 " << user << " 1";
  }
  if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  if (mount("tmpfs", "/etc", "tmpfs", 0, "size=512k") != 0) return false;
  fs::create_directory("/etc/rdpready");
  return write_policy(policy);
}

void check(bool holds, const std::string& text) {
  if (!holds) throw std::runtime_error(text);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void keep_the_targets() {
  const TemporaryFolder folder;
  for (const std::string words : {"--name Mine", "--host other.example.com"}) {
    const auto edited = run_rdpready(folder, "targets edit CorpPC " + words);
    check(edited.exit_code != 0, words + " was accepted");
    check(has(edited.err,
              "CorpPC is set by your organisation and cannot be renamed or sent elsewhere."),
          edited.err);
  }
  for (const std::string words : {"--every 60", "--maintenance 'sun 2:00-6:00'"})
    check(run_rdpready(folder, "targets edit CorpPC " + words).exit_code == 0, words);
  const auto removed = run_rdpready(folder, "targets remove CorpPC");
  check(has(removed.err, "CorpPC is set by your organisation and cannot be removed."), removed.err);
  const auto list = run_rdpready(folder, "targets list --names");
  check(list.out == "CorpPC\n", list.out);
  run_rdpready(folder, "targets add own.example.com Own");
  check(run_rdpready(folder, "targets edit Own --name Mine").exit_code == 0, "Own stays as it is");
}

std::string log_of(const TemporaryFolder& folder) {
  std::ifstream in(folder.path() / "data" / "logs" / "rdpready.log");
  return {std::istreambuf_iterator<char>(in), {}};
}

void say_what_is_wrong() {
  const TemporaryFolder folder;
  run_rdpready(folder, "targets list");
  const auto log = log_of(folder);
  const std::string warning =
      "warning policy: remind_every_days takes a whole number from 0 to 30, not \"99\"; 30 is "
      "used.";
  const auto said = log.find(warning);
  check(said != std::string::npos, "the log says: " + log);
  check(log.find(warning, said + 1) == std::string::npos, "said twice: " + log);
  for (const std::string words : {"status", "replay -"}) {
    const auto run = run_rdpready(folder, words);
    check(has(run.err, "policy: remind_every_days takes a whole number"), words + run.err);
  }
}

/// What of the policy's target is known, and what the log says of the policy.
void expect_passed_over(const std::string& why) {
  const TemporaryFolder folder;
  const auto list = run_rdpready(folder, "targets list --names");
  check(list.exit_code == 0 && list.out.empty(), list.out + list.err);
  check(has(log_of(folder), "warning policy: The policy" + why), log_of(folder));
}

void pass_over_what_cannot_be_trusted_or_read() {
  const std::string file = ' ' + policy_file.string();
  const auto policy = R"({"targets": "corp.example.com=CorpPC"})";
  fs::permissions(policy_file, fs::perms{0666});
  expect_passed_over(file + " is passed over: others than root can change it.");
  write_policy(std::string(policy) + std::string(64U << 10U, ' '));
  expect_passed_over(file + " is passed over: it is larger than 64 KiB.");
  write_policy(policy + std::string(","));
  expect_passed_over(" is passed over, since it is no JSON object in UTF-8.");
  write_policy("");
  expect_passed_over(file + " is passed over: it is empty.");
  fs::remove(policy_file);
  fs::create_directory(policy_file);
  expect_passed_over(file + " is passed over: it is no file.");
  fs::remove(policy_file);
  fs::create_symlink(policy_file, policy_file);
  expect_passed_over(file + " is passed over: it cannot be read (");
  fs::remove(policy_file);
  fs::create_symlink("/etc/rdpready/nothing", policy_file);
  expect_passed_over(file + " is passed over: it cannot be read (");
  fs::remove(policy_file);
  write_policy(policy);
  fs::permissions(policy_file.parent_path(), fs::perms{0777});
  expect_passed_over(file + " is passed over: others than root can change its folder.");
}

void show_it_in_the_support_bundle() {
  const TemporaryFolder folder;
  const auto database = store::Database::open_in_memory().value();
  check(database->save_setting("look_limit_seconds", "20").has_value(), "nothing can be saved");
  const auto files = tray::support_files(*database, folder.path(), {}, false).value();
  const auto settings = std::ranges::find(files, "settings.json", &tray::BundleFile::name);
  check(settings != files.end(), "there are no settings");
  for (const auto* words : {"\"look_limit_seconds\": \"20\"", "\"check_every_minutes\": \"30\"",
                            "\"command\": \"(there is one)\"", "\"policy_targets\": 1",
                            "\"set_by_policy\": [\n  \"check_every_minutes\",\n  \"command\"\n ]"})
    check(has(settings->text, words), settings->text);
  check(!has(settings->text, "token"), settings->text);
}

void reach_a_program_that_runs() {
  const TemporaryFolder folder;
  tests::HomeThread home;
  tray::Assembly::Options options;
  options.data_dir = folder.path() / "data";
  options.on_home_thread = [&](std::function<void()> work) { home.post(std::move(work)); };
  const auto assembly = *tray::Assembly::open(std::move(options));
  assembly->start();
  check(assembly->preferences().check_every == std::chrono::minutes(30), "it begins otherwise");
  write_policy(R"({"check_every_minutes": 45, "targets": "127.0.0.1:1=CorpPC"})");
  assembly->refresh();
  const bool reached = home.run_until([&] {
    return assembly->preferences().check_every == std::chrono::minutes(45) &&
           !assembly->statuses().empty();
  });
  check(reached && assembly->statuses().front().by_policy, "it does not notice");
  write_policy(R"({"check_every_minutes": 0})");
  run_rdpready(folder, "targets add own.example.com Own");
  assembly->refresh();
  check(home.run_until([&] {
    return !assembly->statuses().empty() && !assembly->statuses().front().by_policy;
  }),
        "the policy's target stays");
  assembly->stop();
  const std::string warning = "warning policy: check_every_minutes takes";
  const auto log = log_of(folder);
  const auto by_the_command = log.find(warning);
  check(log.find(warning, by_the_command + 1) != std::string::npos, log);
}

/// A certificate that ends in forty days, told of at sixty, and neither that nor what is wrong with
/// the other threshold is the user's.
void go_by_the_thresholds() {
  const TemporaryFolder folder;
  auto look = tests::healthy_check(tests::sample_now() + std::chrono::days{40});
  look.certificate->self_signed = false;
  look.certificate->issuer = "CN=Example Issuing CA";
  look.certificate->not_before -= std::chrono::days{700};
  const auto told = run_rdpready(folder, "replay -", tray::check_to_json(look) + '\n');
  check(has(told.out, "certificate ends in 40 days"), told.out + told.err);
  run_rdpready(folder, "targets list");
  check(has(log_of(folder),
            "clock_skew_seconds takes a whole number from 5 to 300, not \"soon\"; "
            "it is passed over."),
        log_of(folder));
}

void tell_the_fleet_of_data_that_cannot_be_opened() {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "data") << "This is no folder.";
  tray::Assembly::Options options;
  options.data_dir = folder.path() / "data";
  check(!tray::Assembly::open(std::move(options)), "it opens");
  std::ifstream in("/etc/rdpready/rdpready.prom");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  check(has(text, "\nrdpready_store_trouble 1\n"), text);
}

void take_the_targets_back() {
  const TemporaryFolder folder;
  const auto names = [&] { return run_rdpready(folder, "targets list --names").out; };
  run_rdpready(folder, "targets add own.example.com Own");
  write_policy(R"({"targets": "own.example.com; a.example=A; b.example=B; c.example=C"})");
  check(names() == "Own\nA\nB\nC\n", "at first there are " + names());
  run_rdpready(folder, "targets edit B --every 60");
  run_rdpready(folder, "targets edit A --maintenance 'sun 2:00-6:00'");

  write_policy(R"({"targets": "c.example=C; no host"})");
  check(names() == "Own\nA\nB\nC\n", "of a policy with a mistake: " + names());
  write_policy(R"({"targets": )");
  check(names() == "Own\nA\nB\nC\n", "of one that cannot be read: " + names());

  write_policy(R"({"targets": "c.example=C"})");
  check(names() == "Own\nA\nB\nC\n", "of one without those that were changed: " + names());
  fs::remove(policy_file);
  check(names() == "Own\nA\nB\n", "of none: " + names());
  check(run_rdpready(folder, "targets remove B").exit_code == 0, "B cannot be removed");
}

/// The life that a role lives under a policy. Words: none.
tests::Role under_a_policy(const std::string& name, const std::string& policy, void (*live)()) {
  return {name, [policy, live](const tests::Role::Words&, const auto& acknowledge) {
            if (!mount_policy(policy)) return;
            acknowledge();
            live();
          }};
}

const tests::Role preset_target = under_a_policy(
    "under a policy with a target", R"({"targets": "corp.example.com=CorpPC"})", keep_the_targets);

const tests::Role wrong_value = under_a_policy("under a policy out of range",
                                               R"({"remind_every_days": 99})", say_what_is_wrong);

const tests::Role own_thresholds = under_a_policy(
    "under a policy with thresholds",
    R"({"certificate_days": [60, 10], "clock_skew_seconds": "soon"})", go_by_the_thresholds);

const tests::Role distrusted = under_a_policy("under a policy that is not followed",
                                              R"({"targets": "corp.example.com=CorpPC"})",
                                              pass_over_what_cannot_be_trusted_or_read);

const tests::Role in_bundle = under_a_policy(
    "under a policy that a bundle shows",
    R"({"check_every_minutes": 30, "command": "curl -H token", "targets": "a.example"})",
    show_it_in_the_support_bundle);

const tests::Role changing = under_a_policy(
    "under a policy that changes", R"({"check_every_minutes": 30})", reach_a_program_that_runs);

const tests::Role with_figures = under_a_policy(
    "under a policy with a file of metrics", R"({"metrics_file": "/etc/rdpready/rdpready.prom"})",
    tell_the_fleet_of_data_that_cannot_be_opened);

const tests::Role withdrawing =
    under_a_policy("under a policy that takes its targets back", "{}", take_the_targets_back);

void expect_well(const tests::Role& role) {
  tests::Child child(role);
  const bool well = child.wait_for_end();
  if (well && child.acknowledged() == 0)
    GTEST_SKIP() << "this system lets nobody mount a folder of their own";

  EXPECT_TRUE(well);
}

TEST(MachinePolicyFile, KeepsItsTargetsAsTheyAre) {
  expect_well(preset_target);
}

TEST(MachinePolicyFile, PresetsThresholds) {
  expect_well(own_thresholds);
}

TEST(MachinePolicyFile, IsPassedOverAloudWhereItCannotBeTrustedOrRead) {
  expect_well(distrusted);
}

TEST(MachinePolicyFile, StandsInTheSupportBundle) {
  expect_well(in_bundle);
}

TEST(MachinePolicyFile, ReachesAProgramThatRuns) {
  expect_well(changing);
}

TEST(MachinePolicyFile, NamesTheFileThatTellsOfDataThatCannotBeOpened) {
  expect_well(with_figures);
}

TEST(MachinePolicyFile, TakesBackTheTargetsThatItHasAdded) {
  expect_well(withdrawing);
}

TEST(MachinePolicyFile, IsWarnedOfOnceWhereItIsOutOfRange) {
  expect_well(wrong_value);
}

}  // namespace
