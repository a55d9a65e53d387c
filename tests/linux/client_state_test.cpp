#include "monitor/platform/client_log.h"
#include "monitor/platform/client_policy.h"
#include "monitor/platform/client_running.h"
#include "monitor/platform/firewall.h"
#include "monitor/platform/resolver_cache.h"
#include "tests/fakes/linux/private_surroundings.h"
#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>
#include <signal.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

namespace {

TEST(ClientLog, IsNotKeptOnLinux) {
  const auto log = monitor::read_client_log({});

  ASSERT_TRUE(log);
  EXPECT_FALSE(log->kept);
}

TEST(ClientPolicy, IsEmptyOnLinux) {
  EXPECT_EQ(monitor::read_client_policy(), monitor::ClientPolicy{});
}

TEST(Firewall, IsUnknownOnLinux) {
  EXPECT_EQ(monitor::read_firewall(3389), monitor::Firewall{});
}

TEST(ClientRunning, SeesAClientByItsName) {
  const tests::TemporaryFolder folder;
  const auto client = folder.path() / "wlfreerdp";
  // Any program that waits will do.
  tests::shell("cp /bin/cat " + client.string());
  int input[2];
  ASSERT_EQ(pipe(input), 0);
  ASSERT_EQ(monitor::is_rdp_client_running(), false);
  const pid_t process = fork();
  if (process == 0) {
    dup2(input[0], 0);
    close(input[1]);
    execl(client.c_str(), client.c_str(), nullptr);
    _exit(1);
  }
  // The name is its own once the kernel has taken the program over.
  bool seen = false;
  for (int i = 0; i < 100'000 && !seen; ++i)
    seen = monitor::is_rdp_client_running().value();
  close(input[0]);
  close(input[1]);
  int status = 0;
  waitpid(process, &status, 0);

  EXPECT_TRUE(seen);
  EXPECT_EQ(monitor::is_rdp_client_running(), false);
}

TEST(ResolverCache, IsAbsentWhereNobodyKeepsOne) {
  tests::PrivateSystemBus bus;

  const auto emptied = monitor::empty_resolver_cache();

  ASSERT_FALSE(emptied);
  EXPECT_EQ(emptied.error().kind, monitor::Failure::Kind::unavailable);
}

}  // namespace
