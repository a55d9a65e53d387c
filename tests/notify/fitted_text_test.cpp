#include "notify/fitted_text.h"

#include "monitor/foresight/words.h"
#include "monitor/model/finding_codes.h"
#include "monitor/model/sentences.h"
#include "notify/alert_words.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace {

using monitor::SysTime;
using std::chrono::days;
using std::chrono::hours;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Names = std::vector<std::string>;

constexpr SysTime noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours(12)};
constexpr std::size_t longest = 200;
const Names long_names{"accounts-of-the-office-1.corp.example.com",
                       "Größerer Büro-Rechner im Süden",
                       "engineering-workstation-17.corp.example.com"};

std::string last_sentence(std::string_view text) {
  const auto end = text.rfind(". ");
  return std::string(end == std::string_view::npos ? text : text.substr(end + 2));
}

/// The last sentence, as it is said of these.
std::string remedy_for(const Names& names, std::string_view explanation) {
  const auto remedy = last_sentence(explanation);
  return names.size() > 1 ? notify::of_several(remedy) : remedy;
}

notify::Words flapping(const Names& names, const monitor::Finding& finding) {
  return notify::flapping_words(names, finding, {12, noon - days(3), noon, {}});
}

TEST(FittedText, SaysWhatToDoWhateverElseThereIsToSay) {
  for (const auto& row : monitor::finding_codes()) {
    const auto finding = monitor::make_finding(row.code);
    for (const auto& names : {Names{"PC"}, Names{"g1", "g2", "g3"}, long_names, Names(40, "PC")}) {
      for (const auto& words : {notify::trouble_words(names, finding, noon),
                                notify::reminder_words(names, finding, noon - days(22), noon),
                                flapping(names, finding)}) {
        EXPECT_THAT(words.text, EndsWith(remedy_for(names, row.explanation))) << row.code;
        EXPECT_LE(monitor::characters(words.text), longest) << words.text;
      }
    }
  }
}

TEST(FittedText, SaysWhenItFailsAndWhatToDo) {
  for (const auto& row : monitor::finding_codes()) {
    auto finding = monitor::make_finding(row.code);
    finding.fails_at = noon + days(304);
    for (const auto& names : {Names{"PC"}, long_names}) {
      const auto text = notify::reminder_words(names, finding, noon - days(22), noon).text;

      EXPECT_THAT(text, HasSubstr(remedy_for(names, row.explanation)));
      EXPECT_THAT(text, HasSubstr("22 September 2027"));
      EXPECT_LE(monitor::characters(text), longest) << text;
    }
  }
}

TEST(FittedText, ShortensNamesAndLeavesOutWhatIsInTheMiddle) {
  auto slow = monitor::make_finding("tcp.slow");
  slow.explanation =
      "Connecting takes much longer than it does on the other days of a week. The picture may lag "
      "or sessions may drop. Move nearer to the Wi-Fi or use a cable, and pause large downloads.";

  EXPECT_EQ(notify::trouble_words({"g1", "g2", "g3"}, slow, noon).text,
            "g1, g2 and g3: " + monitor::within_a_sentence(slow.explanation));
  EXPECT_THAT(notify::trouble_words(long_names, slow, noon).text,
              AllOf(StartsWith("accou…e.com, Größe…Süden and engin…e.com: connecting"),
                    EndsWith("downloads.")));
}

TEST(FittedText, WarnsOfAPasswordBesideTheNamesBehindAGateway) {
  auto changed = monitor::make_finding("gateway.certificate.changed");
  changed.explanation = monitor::changed_text("The gateway's certificate", "name, time", {});

  EXPECT_EQ(notify::trouble_words({"g1", "g2", "g3"}, changed, noon).text,
            "g1, g2 and g3: " + monitor::within_a_sentence(changed.explanation));
  EXPECT_THAT(changed.explanation, HasSubstr("Before you type a password, ask"));
}

TEST(FittedText, RemindsOfACertificateByItsLastDayAndNotByItsFirstWarning) {
  auto finding = monitor::make_finding("certificate.expires_soon");
  finding.fails_at = noon + days(30);
  finding.explanation =
      "The certificate ends on 22 December 2026, in 30 days. Somebody has to renew it: ask the "
      "administrator to do so before then.";

  EXPECT_EQ(notify::reminder_words({"PC"}, finding, noon - hours(6), noon).text,
            finding.explanation);
}

TEST(FittedText, RemindsOfAFailureBySinceWhenAsOfNow) {
  auto entra = monitor::make_finding("rdp.entra_required");
  entra.explanation = "Since 13:00. " + entra.explanation;

  EXPECT_THAT(
      notify::reminder_words({"PC"}, entra, noon - days(2), noon).text,
      AllOf(HasSubstr("2 days"), Not(HasSubstr("13:00")), EndsWith("or ask your IT support.")));
}

TEST(FittedText, TellsHowOftenItFailedAndNotSinceWhenItFailedLast) {
  auto refused = monitor::make_finding("tcp.refused");
  refused.explanation = "Since 13:00. " + refused.explanation;

  EXPECT_THAT(flapping({"PC"}, refused).text,
              AllOf(HasSubstr("failed 12 times"), Not(HasSubstr("13:00"))));
}

}  // namespace
