#include "tests/fakes/spawned.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <windows.h>

#include <cstdlib>
#include <system_error>

namespace tests {

namespace {

using monitor::Handle;
using monitor::to_wide;

[[noreturn]] void give_up(const std::string& what) {
  throw std::system_error(static_cast<int>(GetLastError()), std::system_category(), what);
}

/// One word of a command line, as CommandLineToArgvW and the C run time read it.
std::wstring quoted(const std::wstring& word) {
  std::wstring out = L"\"";
  std::size_t slashes = 0;
  for (const wchar_t c : word) {
    if (c == L'"') out.append(slashes + 1, L'\\');
    slashes = c == L'\\' ? slashes + 1 : 0;
    out += c;
  }
  return out.append(slashes, L'\\') + L'"';
}

std::wstring command_line(const Command& command) {
  auto line = quoted(command.program.wstring());
  for (const auto& argument : command.arguments)
    line += L' ' + quoted(to_wide(argument));
  return line;
}

/// This process's environment with the variables set.
std::wstring environment_with(const std::vector<std::pair<std::string, std::string>>& variables) {
  std::wstring block;
  for (const auto& [name, value] : variables)
    block += to_wide(name) + L'=' + to_wide(value) + L'\0';
  wchar_t* own = GetEnvironmentStringsW();
  for (const wchar_t* line = own; *line != L'\0'; line += std::wcslen(line) + 1) {
    const std::wstring text(line);
    const auto name = monitor::to_utf8(text.substr(0, text.find(L'=')));
    bool is_set = false;
    for (const auto& variable : variables)
      is_set = is_set || variable.first == name;
    if (!is_set) block += text + L'\0';
  }
  FreeEnvironmentStringsW(own);
  return block + L'\0';
}

Handle open_file(const std::filesystem::path& file, DWORD access, DWORD disposition) {
  SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
  Handle handle(CreateFileW(file.wstring().c_str(), access, FILE_SHARE_READ | FILE_SHARE_WRITE,
                            &inherited, disposition, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (handle.get() == INVALID_HANDLE_VALUE) give_up(file.string());
  return handle;
}

}  // namespace

struct Spawned::State {
  Handle process;
  Handle output;
};

Spawned::Spawned(const Command& command) : state_(std::make_unique<State>()) {
  const auto input = command.input.empty() ? std::filesystem::path(L"NUL") : command.input;
  const auto in = open_file(input, GENERIC_READ, OPEN_EXISTING);
  Handle out;
  if (command.output.empty()) {
    SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    HANDLE reading = nullptr;
    HANDLE writing = nullptr;
    if (!CreatePipe(&reading, &writing, &inherited, 0)) give_up("CreatePipe");
    state_->output.reset(reading);
    SetHandleInformation(reading, HANDLE_FLAG_INHERIT, 0);
    out.reset(writing);
  } else {
    out = open_file(command.output, GENERIC_WRITE, CREATE_ALWAYS);
  }
  Handle errors;
  if (!command.errors.empty()) errors = open_file(command.errors, GENERIC_WRITE, CREATE_ALWAYS);

  STARTUPINFOW start{};
  start.cb = sizeof start;
  start.dwFlags = STARTF_USESTDHANDLES;
  start.hStdInput = in.get();
  start.hStdOutput = out.get();
  start.hStdError = errors ? errors.get() : GetStdHandle(STD_ERROR_HANDLE);
  PROCESS_INFORMATION made{};
  auto line = command_line(command);
  auto environment = environment_with(command.variables);
  const auto create = [&] {
    return CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, CREATE_UNICODE_ENVIRONMENT,
                          environment.data(), nullptr, &start, &made) != FALSE;
  };
  // Once in some thousand starts a process of Wine dies before it is one; nothing has happened
  // then.
  bool is_made = create();
  for (int again = 0; !is_made && again < 3 && GetLastError() == ERROR_INTERNAL_ERROR; ++again)
    is_made = create();
  if (!is_made) give_up(command.program.string());
  state_->process.reset(made.hProcess);
  CloseHandle(made.hThread);
}

Spawned::~Spawned() {
  kill();
}

bool Spawned::read(char& byte) {
  DWORD count = 0;
  return ReadFile(state_->output.get(), &byte, 1, &count, nullptr) && count == 1;
}

void Spawned::kill() {
  if (state_->process) TerminateProcess(state_->process.get(), static_cast<UINT>(-1));
  wait();
}

int Spawned::wait() {
  if (!state_->process) return -1;
  WaitForSingleObject(state_->process.get(), INFINITE);
  DWORD code = 0;
  GetExitCodeProcess(state_->process.get(), &code);
  state_->process.reset();
  return static_cast<int>(code);
}

std::filesystem::path this_test_program() {
  std::wstring name(32'768, L'\0');
  name.resize(GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size())));
  return name;
}

void end_at_once() {
  TerminateProcess(GetCurrentProcess(), static_cast<UINT>(-1));
  for (;;)
    Sleep(INFINITE);
}

void set_variable(const std::string& name, const std::string& value) {
  _wputenv_s(to_wide(name).c_str(), to_wide(value).c_str());
}

void unset_variable(const std::string& name) {
  set_variable(name, "");
}

}  // namespace tests
