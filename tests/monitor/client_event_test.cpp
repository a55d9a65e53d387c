#include "monitor/model/time_text.h"
#include "monitor/platform/client_log.h"

#include <gmock/gmock.h>

namespace {

using monitor::parse_client_event;

std::string record(int number, const std::string& data) {
  return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
         "<Provider Name='Microsoft-Windows-TerminalServices-ClientActiveXCore' "
         "Guid='{28AA95BB-D444-4719-A36F-40462168127E}'/><EventID>" +
         std::to_string(number) +
         "</EventID><Version>0</Version><Level>4</Level>"
         "<TimeCreated SystemTime='2026-11-24T08:30:15.1234567Z'/><EventRecordID>17</EventRecordID>"
         "<Correlation ActivityID='{0C6A0DE5}'/><Execution ProcessID='4321' ThreadID='77'/>"
         "<Channel>Microsoft-Windows-TerminalServices-RDPClient/Operational</Channel>"
         "<Computer>pc</Computer><Security UserID='S-1-5-21-1'/></System>" +
         data + "</Event>";
}

TEST(ClientEvent, TellsWhereTheClientConnects) {
  const auto event = parse_client_event(
      record(1024,
             "<EventData><Data Name='Name'>Server Name</Data><Data Name='Value'>"
             "pc.example.com:3390</Data><Data Name='CustomLevel'>Info</Data></EventData>"));

  ASSERT_TRUE(event);
  EXPECT_EQ(event->number, 1024);
  EXPECT_EQ(event->text, "pc.example.com:3390");
  EXPECT_EQ(event->process, 4321U);
  EXPECT_EQ(monitor::iso_millis(event->at), "2026-11-24T08:30:15.123Z");
  EXPECT_FALSE(event->reason);
}

TEST(ClientEvent, TellsWhyItDisconnected) {
  const auto event = parse_client_event(
      record(1026,
             "<EventData><Data Name='Name'>Reason</Data><Data Name='Value'>2308</Data>"
             "<Data Name='CustomLevel'>Info</Data></EventData>"));

  ASSERT_TRUE(event);
  EXPECT_EQ(event->reason, 2308U);
}

TEST(ClientEvent, FindsFieldsByTheirPlaceWhereNamesAreMissing) {
  const auto event = parse_client_event(record(
      1026, "<EventData><Data>Reason</Data><Data>0x904</Data><Data>Info</Data></EventData>"));

  ASSERT_TRUE(event);
  EXPECT_EQ(event->reason, 2308U);
}

TEST(ClientEvent, ToleratesAbsentFields) {
  EXPECT_TRUE(parse_client_event(record(1026, "")));
  EXPECT_FALSE(parse_client_event(record(1026, ""))->reason);
  EXPECT_EQ(parse_client_event(record(1024, "<EventData><Data Name='Value'/></EventData>"))->text,
            "");
  EXPECT_EQ(parse_client_event(record(1025, "<EventData></EventData>"))->number, 1025);
  EXPECT_FALSE(
      parse_client_event(record(1026, "<EventData><Data Name='Value'>soon</Data>"))->reason);
}

TEST(ClientEvent, ReadsWhatXmlEscapes) {
  const auto event =
      parse_client_event(record(1027,
                                "<EventData><Data Name='DomainName'>A&amp;B &lt;x&gt;</Data>"
                                "<Data Name='SessionId'>2</Data></EventData>"));

  ASSERT_TRUE(event);
  EXPECT_EQ(event->text, "A&B <x>");
}

TEST(ClientEvent, KeepsTextShortAndWhole) {
  std::string host;
  for (int i = 0; i < 1000; ++i)
    host += "\u00e4";
  const auto event = parse_client_event(
      record(1024, "<EventData><Data Name='Value'>x" + host + "</Data></EventData>"));

  ASSERT_TRUE(event);
  EXPECT_LE(event->text.size(), 1024U);
  EXPECT_TRUE(event->text.ends_with("\u00e4"));
}

TEST(ClientEvent, RefusesWhatIsNoRecord) {
  EXPECT_FALSE(parse_client_event(""));
  EXPECT_FALSE(parse_client_event("<Event><System><EventID>many</EventID></System></Event>"));
  EXPECT_FALSE(parse_client_event("<EventID>1024</EventID><TimeCreated SystemTime='yesterday'/>"));
  EXPECT_FALSE(parse_client_event(std::string(70'000, '<')));
}

TEST(ClientEvent, ReadsAnyPieceOfARecordWithoutHarm) {
  const auto whole = record(1026, "<EventData><Data Name='Value'>516</Data></EventData>");

  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto event = parse_client_event(std::string_view(whole).substr(0, size));
    EXPECT_EQ(event ? event->number : 1026, 1026) << size;
  }
}

}  // namespace
