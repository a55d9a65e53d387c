// A repair of real things (keyring, known_hosts2, certificate files, the database) is killed at
// every system call that changes something; the next start must find all as it was before, or all
// done. Then it is taken back, which must give what was before.

#include "monitor/repair/repair_runner.h"
#include "tests/fakes/every_item.h"
#include "tests/fakes/linux/private_keyring.h"
#include "tests/fakes/next_start.h"
#include "tests/fakes/role.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>
#include <signal.h>

#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace {

namespace fs = std::filesystem;

const tests::Role repairs_all("repairs all", [](const auto& words, const auto&) {
  const sample::Folder folder{fs::path(words.at(0))};
  const auto database = sample::open(folder);
  const auto journal = database->repair_journal();
  auto bench = monitor::open_workbench();
  const monitor::SystemClock clock;
  const auto plan = tests::plan_for_all(bench);
  // From here on the test counts.
  raise(SIGUSR1);
  sample::must(monitor::RepairRunner(*journal, bench, clock).apply(plan, tests::every_id(plan)));
});

/// Calls of the kernel that change a file, or tell the keyring to change.
bool changes_something(long call) {
  static const std::set<long> calls = {
      SYS_write,  SYS_pwrite64,  SYS_writev,    SYS_rename, SYS_renameat,  SYS_renameat2,
      SYS_unlink, SYS_unlinkat,  SYS_ftruncate, SYS_fsync,  SYS_fdatasync, SYS_fchmod,
      SYS_fchown, SYS_utimensat, SYS_sendmsg,   SYS_mkdir,  SYS_openat,    SYS_fallocate};
  return calls.contains(call);
}

/// Runs a repair and kills it before its change number `last`; the number of changes it came to.
int run_until(const fs::path& folder, int last, bool& finished) {
  const auto program = tests::this_test_program().string();
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGUSR1, SIG_DFL);
    ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    execl(program.c_str(), program.c_str(), "--play-role", "repairs all", folder.c_str(), nullptr);
    _exit(1);
  }
  int status = 0;
  int changes = 0;
  bool counts = false;
  bool enters = true;
  waitpid(child, &status, 0);
  ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  while (WIFSTOPPED(status)) {
    const int signal = WSTOPSIG(status);
    if (signal == SIGUSR1) counts = true;
    if (counts && signal == (SIGTRAP | 0x80)) {
      user_regs_struct registers{};
      ptrace(PTRACE_GETREGS, child, nullptr, &registers);
      if (enters && changes_something(static_cast<long>(registers.orig_rax)) && ++changes == last) {
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        break;
      }
      enters = !enters;
    }
    ptrace(counts ? PTRACE_SYSCALL : PTRACE_CONT, child, nullptr, nullptr);
    waitpid(child, &status, 0);
  }
  finished = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return changes;
}

bool may_trace() {
  const pid_t child = fork();
  if (child == 0) _exit(ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0 ? 0 : 1);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// The changes are shared out, so that several may run at once.
constexpr int shares = 4;

class RepairKill : public testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    fs::create_directories(config_ / "server");
    const std::string hash(64, 'a');
    std::ofstream(config_ / "known_hosts2")
        << "a 3389 " << hash << " x y\nb 3389 " << hash << " x y\nc 3389 " << hash << " x y";
    for (const auto* name : {"a_3389.pem", "b_3389.pem", "c_3389.pem", "d_3389.pem"})
      std::ofstream(config_ / "server" / name) << "damaged " << name;
    keyring_.store("Remmina: x - password",
                   "xdg:schema org.remmina.Password key password filename /x", "marker");
  }

  /// Files with their times, and passwords.
  std::string everything() const {
    std::string all;
    std::set<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(config_)) {
      if (entry.is_regular_file()) files.insert(entry.path());
    }
    for (const auto& file : files) {
      std::ifstream in(file, std::ios::binary);
      all += file.filename().string() + ' ' +
             std::to_string(fs::last_write_time(file).time_since_epoch().count()) + '\n' +
             std::string(std::istreambuf_iterator<char>(in), {}) + '\n';
    }
    const auto place = monitor::open_saved_credentials();
    for (const auto& item : sample::must(place->list()).items) {
      const auto copy = sample::must(place->back_up(item));
      const auto bytes = copy.reveal();
      all.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    return all;
  }

  tests::PrivateKeyring keyring_;
  fs::path config_ = keyring_.home() / "config/freerdp";
  sample::Folder folder_;
};

TEST_P(RepairKill, AtAnyChangeLeavesEverythingAsItWasOrDone) {
  if (!may_trace()) GTEST_SKIP() << "This system lets no program be traced.";
  const auto before = everything();
  std::string after;
  std::map<bool, int> ends;
  bool finished = false;
  int last = 1 + GetParam();
  for (; !finished; last += shares) {
    run_until(folder_.path(), last, finished);

    tests::NextStart start(folder_);
    const auto now = everything();
    if (finished) after = now;
    const bool done = now != before;
    ++ends[done];
    if (!done) continue;
    // Nothing is left of it: not one line, file or password.
    ASSERT_EQ(now.find("marker"), std::string::npos) << "killed at change " << last;
    ASSERT_EQ(now.find("damaged"), std::string::npos) << "killed at change " << last;
    ASSERT_EQ(now.find("3389 "), std::string::npos) << "killed at change " << last;
    start.undo();
    ASSERT_EQ(everything(), before) << "killed at change " << last;
  }

  EXPECT_GE(last, 200);
  EXPECT_NE(after, before);
  EXPECT_GT(ends[false], ends[true]);
}

INSTANTIATE_TEST_SUITE_P(Share, RepairKill, testing::Range(0, shares));

}  // namespace
