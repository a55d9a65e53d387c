// Runs a command and writes what it took: seconds of wall time, seconds of CPU, KiB of memory at
// most. Small, because a process begins its life with its starter's memory on its account.
//   measure FILE COMMAND...

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 64;
  const auto begun = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    execvp(words[2], words + 2);
    _exit(127);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child) return 1;
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begun;

  std::FILE* out = std::fopen(words[1], "w");
  if (out == nullptr) return 1;
  std::fprintf(out, "%.6f %.6f %ld\n", wall.count(),
               seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss);
  std::fclose(out);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
