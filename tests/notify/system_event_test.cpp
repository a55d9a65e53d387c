#include "notify/system_event.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"
#include "notify/channel.h"

#include <gmock/gmock.h>

namespace {

using monitor::Severity;
using notify::Alert;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Alert alert_of(const std::string& code, Severity severity = Severity::failure) {
  Alert alert;
  alert.code = code;
  alert.severity = severity;
  alert.episode = "episode 1";
  alert.target_names = {"PC at work"};
  alert.title = "PC at work: the certificate ends soon";
  alert.text = "Ask for a new one.";
  return alert;
}

TEST(SystemEvent, HasTheDocumentedNumberOfItsFamily) {
  const std::vector<std::pair<std::string, int>> documented = {
      {"network.port_blocked", 100}, {"name.not_found", 110},
      {"tcp.refused", 120},          {"rdp.not_rdp", 130},
      {"tls.timeout", 140},          {"certificate.expired", 150},
      {"identity.clock_skew", 160},  {"gateway.certificate.expired", 170},
      {"trend.slowing_down", 180},   {"credential.stale", 190},
      {"cache.corrupt", 190},        {"client.firewall", 190},
  };

  for (const auto& [code, id] : documented)
    EXPECT_EQ(notify::system_event(alert_of(code)).id, id) << code;
}

TEST(SystemEvent, HasAFamilyForEveryCodeThatThereIs) {
  for (const auto& row : monitor::finding_codes())
    EXPECT_LT(notify::system_event(alert_of(std::string(row.code))).id, 200) << row.code;
}

TEST(SystemEvent, OfWhatIsOverHasTheNextNumberAndIsNoTrouble) {
  auto alert = alert_of("certificate.expired");
  alert.kind = Alert::Kind::cleared;

  const auto event = notify::system_event(alert);

  EXPECT_EQ(event.id, 151);
  EXPECT_EQ(event.severity, Severity::information);
}

TEST(SystemEvent, TellsWhomItConcernsWhatItIsAndWhatToDo) {
  auto alert = alert_of("certificate.expires_soon", Severity::risk);
  alert.target_names = {"PC at work", "Server"};
  alert.fails_at = monitor::parse_iso("2026-12-01T09:30:00Z");

  const auto event = notify::system_event(alert);

  EXPECT_EQ(event.severity, Severity::risk);
  EXPECT_THAT(event.message,
              AllOf(HasSubstr("the certificate ends soon\n\nAsk for a new one.\n"),
                    HasSubstr("\nTargets: PC at work, Server\n"),
                    HasSubstr("\nFinding: certificate.expires_soon\n"),
                    HasSubstr("\nFails at: 2026-12-01T09:30:00Z\n"),
                    HasSubstr("\nWhat to do: rdpready explain certificate.expires_soon")));
}

TEST(SystemEvent, HasFieldsForPrograms) {
  EXPECT_THAT(notify::system_event(alert_of("tcp.refused")).fields,
              ElementsAre("raised", "tcp.refused", "failure", "PC at work", "", "episode 1"));
}

TEST(SystemEvent, IsWrittenOnlyWhereTheSettingSaysSo) {
  for (const auto& channel : notify::all_channels()) {
    notify::ChannelSettings settings;
    EXPECT_FALSE(channel->accepts(alert_of("tcp.refused"), settings));
    settings.event_log = true;
    EXPECT_EQ(channel->accepts(alert_of("tcp.refused"), settings), channel->name() == "event_log");
  }
}

}  // namespace
