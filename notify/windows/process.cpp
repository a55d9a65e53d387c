#include "notify/process.h"

#include "monitor/platform/windows/command_line.h"
#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <windows.h>

#include <algorithm>
#include <array>

namespace notify {

namespace {

using monitor::fail;
using monitor::Failure;
using monitor::Handle;
using monitor::Result;

struct FreeEnvironment {
  void operator()(wchar_t* block) const { FreeEnvironmentStringsW(block); }
};

std::wstring_view name_of(const std::wstring& variable) {
  // Those of the drives begin with the sign itself: "=C:=C:\folder".
  return std::wstring_view(variable).substr(0, variable.find(L'=', 1));
}

/// How Windows orders names, whatever the language.
int order(std::wstring_view a, std::wstring_view b) {
  return CompareStringOrdinal(a.data(), static_cast<int>(a.size()), b.data(),
                              static_cast<int>(b.size()), TRUE) -
         CSTR_EQUAL;
}

std::vector<std::wstring> own_environment() {
  const std::unique_ptr<wchar_t, FreeEnvironment> block(GetEnvironmentStringsW());
  std::vector<std::wstring> all;
  for (const wchar_t* at = block.get(); at != nullptr && *at != L'\0'; at += all.back().size() + 1)
    all.emplace_back(at);
  return all;
}

/// The block that CreateProcessW takes: sorted, each ended by a zero, and one more at the end.
std::wstring environment_with(const std::vector<std::pair<std::string, std::string>>& variables) {
  auto all = own_environment();
  for (const auto& [name, value] : variables) {
    const auto wide = monitor::to_wide(name);
    std::erase_if(all, [&](const auto& one) { return order(name_of(one), wide) == 0; });
    // A value that holds a zero would end there; names are ours.
    all.push_back(wide + L'=' + monitor::to_wide(value.substr(0, value.find('\0'))));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return order(name_of(a), name_of(b)) < 0; });
  std::wstring block;
  for (const auto& one : all)
    block += one + L'\0';
  return block + L'\0';
}

/// Nothing to read and nobody to write to.
Handle open_nothing() {
  SECURITY_ATTRIBUTES inherited{sizeof inherited, nullptr, TRUE};
  const HANDLE file =
      CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                  &inherited, OPEN_EXISTING, 0, nullptr);
  return Handle(file == INVALID_HANDLE_VALUE ? nullptr : file);
}

/// What a new process inherits: these handles and no other. Sockets of looks under way are not its
/// to hold open.
class Inheritance {
 public:
  explicit Inheritance(HANDLE only) : only_{only} {
    SIZE_T size = 0;
    InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
    room_.resize(size);
    auto* list = get();
    if (InitializeProcThreadAttributeList(list, 1, 0, &size) == FALSE) return;
    made_ = UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, only_.data(),
                                      sizeof(HANDLE), nullptr, nullptr) != FALSE;
  }

  ~Inheritance() {
    if (made_) DeleteProcThreadAttributeList(get());
  }

  Inheritance(const Inheritance&) = delete;
  Inheritance& operator=(const Inheritance&) = delete;

  LPPROC_THREAD_ATTRIBUTE_LIST get() {
    return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(room_.data());
  }

  bool is_made() const { return made_; }

 private:
  std::array<HANDLE, 1> only_;
  std::vector<std::byte> room_;
  bool made_ = false;
};

/// A program that has not begun yet, and the job that it and all it starts belong to.
struct Started {
  Handle process;
  Handle thread;
  Handle job;
};

Failure::Kind kind_of(DWORD error) {
  if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND)
    return Failure::Kind::not_found;
  return error == ERROR_ACCESS_DENIED ? Failure::Kind::denied : Failure::Kind::unavailable;
}

Result<Started> start(const std::vector<std::string>& command, std::wstring environment) {
  const auto nothing = open_nothing();
  Inheritance inheritance(nothing.get());
  STARTUPINFOEXW settings{};
  settings.StartupInfo.cb = sizeof settings;
  settings.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
  settings.StartupInfo.hStdInput = nothing.get();
  settings.StartupInfo.hStdOutput = nothing.get();
  settings.StartupInfo.hStdError = nothing.get();
  settings.lpAttributeList = inheritance.get();
  auto line = monitor::command_line(command);
  PROCESS_INFORMATION made{};
  constexpr DWORD flags = CREATE_NO_WINDOW | CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT |
                          EXTENDED_STARTUPINFO_PRESENT;
  if (!nothing || !inheritance.is_made() ||
      CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, flags, environment.data(),
                     nullptr, &settings.StartupInfo, &made) == FALSE) {
    const auto error = GetLastError();
    return fail(kind_of(error), "The program " + command.front() + " could not be started.",
                monitor::system_message(error));
  }
  Started started{Handle(made.hProcess), Handle(made.hThread),
                  Handle(CreateJobObjectW(nullptr, nullptr))};
  AssignProcessToJobObject(started.job.get(), made.hProcess);
  return started;
}

}  // namespace

Result<void> run_process(const std::vector<std::string>& command,
                         const std::vector<std::pair<std::string, std::string>>& variables,
                         std::chrono::milliseconds limit) {
  if (command.empty()) return fail(Failure::Kind::invalid_input, "There is no program to run.");
  const auto started = start(command, environment_with(variables));
  if (!started) return tl::unexpected(started.error());
  ResumeThread(started->thread.get());
  const auto patience = static_cast<DWORD>(std::max<std::int64_t>(limit.count(), 0));
  if (WaitForSingleObject(started->process.get(), patience) != WAIT_OBJECT_0) {
    // Also what it has started.
    TerminateJobObject(started->job.get(), 1);
    return fail(Failure::Kind::timed_out,
                "The program " + command.front() + " took too long and was ended.");
  }
  DWORD code = 0;
  GetExitCodeProcess(started->process.get(), &code);
  if (code == 0) return {};
  return fail(Failure::Kind::internal, "The program " + command.front() + " reported a failure.",
              "exit code " + std::to_string(code));
}

}  // namespace notify
