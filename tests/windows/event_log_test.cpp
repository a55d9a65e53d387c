// The Event Log: messages of the program's own, and the way in. Wine keeps no events, so reading
// one back is left out where nothing is kept.

#include "notify/event_log.h"

#include "monitor/model/finding_codes.h"
#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"
#include "tests/fakes/program_run.h"
#include "tests/fakes/sample_files.h"

#include <gmock/gmock.h>

#include <windows.h>

#include <array>
#include <cstdlib>

namespace tests {
namespace {

using testing::HasSubstr;

notify::SystemEvent event_of(std::string_view code) {
  notify::Alert alert;
  alert.code = code;
  alert.severity = monitor::Severity::failure;
  alert.target_names = {"Büro"};
  alert.title = "Büro: the certificate has ended";
  alert.text = "Ask for a new one. 100%1 sure.";
  return notify::system_event(alert);
}

/// What the event viewer shows, from the file that the MSI registers.
std::string shown(HMODULE messages, int id, const std::string& text) {
  auto wide = monitor::to_wide(text);
  std::array<DWORD_PTR, 1> inserts = {reinterpret_cast<DWORD_PTR>(wide.data())};
  wchar_t* made = nullptr;
  const DWORD size = FormatMessageW(
      FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_HMODULE | FORMAT_MESSAGE_ARGUMENT_ARRAY,
      messages, static_cast<DWORD>(id), 0, reinterpret_cast<wchar_t*>(&made), 0,
      reinterpret_cast<va_list*>(inserts.data()));
  const std::unique_ptr<wchar_t, monitor::FreeLocal> freed(made);
  return size == 0 ? "" : monitor::to_utf8(std::wstring_view(made, size));
}

TEST(WindowsEventLog, HasAMessageInTheProgramForEveryEvent) {
  const HMODULE messages =
      LoadLibraryExW(monitor::to_wide(RDPREADY_PROGRAM).c_str(), nullptr, LOAD_LIBRARY_AS_DATAFILE);
  ASSERT_NE(messages, nullptr);

  for (const auto& row : monitor::finding_codes()) {
    for (const int over : {0, 1}) {
      const auto id = event_of(row.code).id + over;
      EXPECT_EQ(shown(messages, id, "Büro: fails"), "Büro: fails\r\n") << id;
    }
  }
  EXPECT_EQ(shown(messages, event_of("new.code").id, "text"), "text\r\n");
  FreeLibrary(messages);
}

TEST(WindowsEventLog, TakesAnAlert) {
  const auto told = notify::write_to_event_log(event_of("certificate.expired"));

  EXPECT_TRUE(told) << told.error().what << told.error().detail;
}

TEST(WindowsEventLog, GivesAnAlertBackAsItWasWritten) {
  ASSERT_TRUE(notify::write_to_event_log(event_of("certificate.expired")));
  const HANDLE log = OpenEventLogW(nullptr, L"RDP Ready");
  DWORD kept = 0;
  if (log == nullptr || !GetNumberOfEventLogRecords(log, &kept) || kept == 0)
    GTEST_SKIP() << "This system keeps no events.";
  std::array<std::byte, 65536> records{};
  DWORD read = 0, needed = 0;
  ASSERT_TRUE(ReadEventLogW(log, EVENTLOG_BACKWARDS_READ | EVENTLOG_SEQUENTIAL_READ, 0,
                            records.data(), static_cast<DWORD>(records.size()), &read, &needed));

  const auto* record = reinterpret_cast<const EVENTLOGRECORD*>(records.data());
  EXPECT_EQ(record->EventID, 150U);
  EXPECT_EQ(record->EventType, EVENTLOG_ERROR_TYPE);
  const auto* text = reinterpret_cast<const wchar_t*>(records.data() + record->StringOffset);
  EXPECT_THAT(monitor::to_utf8(text), HasSubstr("Büro: the certificate has ended\r\n"));
  CloseEventLog(log);
}

}  // namespace
}  // namespace tests
