#include "monitor/platform/client_running.h"

#include "monitor/platform/windows/handle.h"

#include <windows.h>

#include <tlhelp32.h>

#include <algorithm>
#include <array>

namespace monitor {

namespace {

constexpr std::array<const wchar_t*, 3> clients = {L"mstsc.exe", L"msrdc.exe", L"msrdcw.exe"};

bool is_client(const wchar_t* program) {
  return std::ranges::any_of(clients, [&](const wchar_t* client) {
    return CompareStringOrdinal(program, -1, client, -1, TRUE) == CSTR_EQUAL;
  });
}

DWORD session_of(DWORD process) {
  DWORD session = 0;
  return ProcessIdToSessionId(process, &session) ? session : static_cast<DWORD>(-1);
}

}  // namespace

Result<bool> is_rdp_client_running() {
  const HANDLE raw = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
  if (raw == INVALID_HANDLE_VALUE)
    return fail(Failure::Kind::unavailable, "Windows does not say which programs run.",
                system_message(GetLastError()));
  const Handle processes(raw);
  const DWORD session = session_of(GetCurrentProcessId());
  PROCESSENTRY32W process{};
  process.dwSize = sizeof process;
  for (BOOL more = Process32FirstW(raw, &process); more; more = Process32NextW(raw, &process)) {
    if (is_client(process.szExeFile) && session_of(process.th32ProcessID) == session) return true;
  }
  return false;
}

}  // namespace monitor
