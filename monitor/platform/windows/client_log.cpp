#include "monitor/platform/client_log.h"

#include "monitor/model/time_text.h"
#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <windows.h>

#include <winevt.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>

namespace monitor {

namespace {

constexpr std::size_t most_events = 2'000;
constexpr DWORD largest_record = 64U << 10U;
constexpr DWORD patience_ms = 1'000;
constexpr const wchar_t* channel = L"Microsoft-Windows-TerminalServices-RDPClient/Operational";
constexpr const char* wanted =
    "*[System[(EventID=226 or (EventID>=1024 and EventID<=1027) or (EventID>=1102 and "
    "EventID<=1105)) and TimeCreated[@SystemTime>='";

struct CloseEvent {
  void operator()(EVT_HANDLE handle) const { EvtClose(handle); }
};

using Event = std::unique_ptr<void, CloseEvent>;

/// The record as XML; empty for one that is too large or gone.
std::string xml_of(EVT_HANDLE event) {
  std::vector<wchar_t> text(largest_record / sizeof(wchar_t));
  DWORD used = 0;
  DWORD properties = 0;
  if (!EvtRender(nullptr, event, EvtRenderEventXml, largest_record, text.data(), &used,
                 &properties)) {
    return {};
  }
  const std::wstring_view whole(text.data(),
                                std::min<std::size_t>(used / sizeof(wchar_t), text.size()));
  return to_utf8(whole.substr(0, whole.find(L'\0')));
}

void read_all(EVT_HANDLE query, std::vector<ClientEvent>& events) {
  std::array<EVT_HANDLE, 32> found{};
  DWORD count = 0;
  while (events.size() < most_events &&
         EvtNext(query, static_cast<DWORD>(found.size()), found.data(), patience_ms, 0, &count)) {
    for (const auto handle : std::span(found).first(count)) {
      const Event event(handle);
      if (auto read = parse_client_event(xml_of(handle)); read && events.size() < most_events)
        events.push_back(*std::move(read));
    }
  }
}

}  // namespace

Result<ClientLog> read_client_log(SysTime since) {
  const auto query = to_wide(wanted + iso_millis(since) + "']]]");
  const Event newest_first(
      EvtQuery(nullptr, channel, query.c_str(), EvtQueryChannelPath | EvtQueryReverseDirection));
  if (!newest_first) {
    const DWORD error = GetLastError();
    if (error == ERROR_ACCESS_DENIED)
      return fail(Failure::Kind::denied, "Windows does not let the client's log be read.",
                  system_message(error));
    // No such channel, or no log service at all.
    return ClientLog{};
  }
  ClientLog log{.kept = true, .events = {}};
  read_all(newest_first.get(), log.events);
  std::ranges::reverse(log.events);
  return log;
}

}  // namespace monitor
