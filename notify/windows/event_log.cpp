#include "notify/event_log.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <windows.h>

#include <memory>

namespace notify {

namespace {

using monitor::Failure;

// Looked up by the event viewer for the file with the messages; the MSI registers it.
constexpr auto source = L"RDP Ready";

struct EndReporting {
  using pointer = HANDLE;

  void operator()(HANDLE handle) const { DeregisterEventSource(handle); }
};

WORD type_of(monitor::Severity severity) {
  switch (severity) {
    case monitor::Severity::failure:
      return EVENTLOG_ERROR_TYPE;
    case monitor::Severity::risk:
      return EVENTLOG_WARNING_TYPE;
    case monitor::Severity::information:
      return EVENTLOG_INFORMATION_TYPE;
  }
  return EVENTLOG_INFORMATION_TYPE;
}

/// The event viewer breaks lines at both characters only. A percent sign with a number behind it
/// would be taken for a place to put another text in (Microsoft, "ReportEvent function").
std::wstring inserted(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') out += '\r';
    out += text[i];
    const bool takes_a_place =
        text[i] == '%' && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    if (takes_a_place) out += ' ';
  }
  return monitor::to_wide(out);
}

tl::unexpected<Failure> refusal() {
  return monitor::fail(Failure::Kind::unavailable, "The Windows Event Log did not take an alert.",
                       monitor::system_message(GetLastError()));
}

}  // namespace

monitor::Result<void> write_to_event_log(const SystemEvent& event) {
  const std::unique_ptr<void, EndReporting> log(RegisterEventSourceW(nullptr, source));
  if (!log) return refusal();
  std::vector<std::wstring> texts = {inserted(event.message)};
  for (const auto& field : event.fields)
    texts.push_back(inserted(field));
  std::vector<const wchar_t*> strings;
  for (const auto& text : texts)
    strings.push_back(text.c_str());
  if (ReportEventW(log.get(), type_of(event.severity), 0, static_cast<DWORD>(event.id), nullptr,
                   static_cast<WORD>(strings.size()), 0, strings.data(), nullptr))
    return {};
  return refusal();
}

}  // namespace notify
