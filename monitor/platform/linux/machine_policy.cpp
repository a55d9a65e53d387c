#include "monitor/platform/machine_policy.h"

#include <fcntl.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace monitor {

namespace {

constexpr auto policy_folder = "/etc/rdpready";
constexpr auto policy_file = "/etc/rdpready/policy.json";
constexpr std::size_t largest_policy = 64U << 10U;

tl::unexpected<Failure> passed_over(const std::string& why) {
  return fail(Failure::Kind::invalid_input,
              "The policy " + std::string(policy_file) + " is passed over: " + why + '.');
}

std::string reason(int error) {
  return "it cannot be read (" + std::generic_category().message(error) + ')';
}

bool can_be_changed_by_others(const struct stat& what) {
  const bool by_group = what.st_gid != 0 && (what.st_mode & S_IWGRP) != 0;
  return what.st_uid != 0 || by_group || (what.st_mode & S_IWOTH) != 0;
}

/// Empty where it may be followed. It can name a command that is run for everyone.
std::string why_not_to_follow(const struct stat& file) {
  struct stat folder {};

  if (!S_ISREG(file.st_mode)) return "it is no file";
  if (can_be_changed_by_others(file)) return "others than root can change it";
  if (stat(policy_folder, &folder) != 0) return reason(errno);
  if (can_be_changed_by_others(folder)) return "others than root can change its folder";
  return {};
}

Result<std::string> content(int file) {
  struct stat about {};

  if (fstat(file, &about) != 0) return passed_over(reason(errno));
  if (const auto why = why_not_to_follow(about); !why.empty()) return passed_over(why);
  std::string text(largest_policy + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const auto got = read(file, text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return passed_over(reason(errno));
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > largest_policy) return passed_over("it is larger than 64 KiB");
  // Somebody is about to write it, or could not.
  if (size == 0) return passed_over("it is empty");
  text.resize(size);
  return text;
}

}  // namespace

Result<std::string> machine_policy_json() {
  const int file = open(policy_file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  const int error = errno;

  struct stat link {};

  // What leads to nothing is a policy that cannot be read, not the lack of one.
  const bool is_link = lstat(policy_file, &link) == 0;
  if (file < 0 && (error == ENOENT || error == ENOTDIR) && !is_link) return std::string();
  if (file < 0) return passed_over(reason(error));
  auto text = content(file);
  close(file);
  return text;
}

}  // namespace monitor
