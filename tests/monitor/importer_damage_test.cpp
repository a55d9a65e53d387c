#include "monitor/importers/importer.h"
#include "tests/fakes/sample_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace monitor {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using tests::sample;

/// The sentence with which the file is refused; empty where it was read.
std::string refusal(const std::string& name, std::string_view bytes) {
  const auto targets = import_file(name, bytes);
  if (targets) return {};
  EXPECT_EQ(targets.error().kind, Failure::Kind::invalid_input) << name;
  return targets.error().what;
}

std::string refusal_of_sample(const std::string& name) {
  return refusal(name, sample(name));
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i)
    text += part;
  return text;
}

TEST(DamagedFiles, AreRefusedByWhatIsWrong) {
  const std::pair<const char*, const char*> cases[] = {
      {"rdp/no address.rdp", "names no computer"},
      {"rdp/bad port.rdp", "\"99999\" is not a port"},
      {"mremoteng/encrypted.xml", "encrypted as a whole"},
      {"mremoteng/bad host.xml", "The entry \"Old server\" in line 3"},
      {"remmina/no server.remmina", "names no computer"},
      {"remmina/damaged.remmina", "Line 4 is damaged"},
      {"csv/bad port.csv", "The entry \"bad\" in line 3"},
      {"csv/open quote.csv", "begins in line 3 is not closed"},
      {"csv/no host.csv", "No column is called \"host\""},
      {"devolutions/encrypted.rdm", "are encrypted"},
  };
  for (const auto& [name, words] : cases)
    EXPECT_THAT(refusal_of_sample(name), HasSubstr(words));
}

TEST(DamagedFiles, AreRefusedInOneCalmSentence) {
  for (const auto& name : tests::connection_samples()) {
    const auto what = refusal_of_sample(name);
    if (what.empty()) continue;

    EXPECT_THAT(what, EndsWith(".")) << name;
    EXPECT_THAT(what, AllOf(Not(HasSubstr("!")), Not(HasSubstr("\n")))) << name;
  }
}

TEST(DamagedFiles, ThatAreEmptyOrUnknownSaySo) {
  EXPECT_THAT(refusal("a.rdp", ""), HasSubstr("empty"));
  EXPECT_THAT(refusal("a.rdg", "\xEF\xBB\xBF \r\n"), HasSubstr("empty"));
  EXPECT_THAT(refusal("photo.jpg", "\xFF\xD8\xFF\xE0 JFIF"), HasSubstr("no connection file"));
}

TEST(DamagedFiles, OfTheWrongKindSaySo) {
  EXPECT_THAT(refusal("a.rdg", "<html/>"), HasSubstr("not of RDCMan"));
  EXPECT_THAT(refusal("confCons.xml", "<html/>"), HasSubstr("not of mRemoteNG"));
  EXPECT_THAT(refusal("a.rtsz", "<html/>"), HasSubstr("not of Royal TS"));
  EXPECT_THAT(refusal("a.remmina", "name=a\n"), HasSubstr("[remmina] is missing"));
  EXPECT_THAT(refusal("a.rdm", std::string_view("\x01\x00\x02", 3)), HasSubstr("password"));
}

TEST(DamagedFiles, NameTheLineInWhichTheXmlBreaks) {
  EXPECT_THAT(
      refusal("a.rdg", "<RDCMan>\n<file>\n</group>\n</RDCMan>"),
      AnyOf(HasSubstr("line 2: a tag is not closed"), HasSubstr("line 3: a tag is not closed")));
}

TEST(DamagedFiles, NeverCrashWhereverTheyAreCut) {
  for (const auto& name : tests::connection_samples()) {
    const auto bytes = sample(name);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      const auto targets = import_file(name, std::string_view(bytes).substr(0, length));
      if (!targets) {
        ASSERT_THAT(targets.error().what, EndsWith(".")) << name << " cut at " << length;
      }
    }
  }
}

TEST(DamagedFiles, NeverCrashWithAByteChanged) {
  for (const auto& name : tests::connection_samples()) {
    const auto bytes = sample(name);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      auto changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ 0x15);
      const auto targets = import_file(name, changed);
      if (!targets) {
        ASSERT_THAT(targets.error().what, EndsWith(".")) << name << " changed at " << at;
      }
    }
  }
}

TEST(HostileFiles, MayNotDeclareEntities) {
  const std::string laughs =
      "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
      "<RDCMan><file>&b;</file></RDCMan>";
  const std::string outside =
      "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><RTSZDocument></RTSZDocument>";

  EXPECT_THAT(refusal("a.rdg", laughs), HasSubstr("entities"));
  EXPECT_THAT(refusal("a.rtsz", outside), HasSubstr("entities"));
}

TEST(HostileFiles, MayNotNestWithoutEnd) {
  const std::size_t levels = 100'000;
  const auto groups =
      "<RDCMan>" + repeated("<group>", levels) + repeated("</group>", levels) + "</RDCMan>";
  const auto nodes = "<Connections ConfVersion='2.6'>" + repeated("<Node Type='Container'>", 65) +
                     repeated("</Node>", 65) + "</Connections>";

  EXPECT_THAT(refusal("a.rdg", groups), HasSubstr("64 levels"));
  EXPECT_THAT(refusal("confCons.xml", nodes), HasSubstr("64 levels"));
  EXPECT_THAT(refusal("a.rdg", repeated("<group>", levels)), HasSubstr("damaged"));
}

TEST(HostileFiles, MayNestUpToTheLimit) {
  const auto nodes = "<Connections ConfVersion='2.6'>" +
                     repeated("<Node Type='Container' Name='a'>", 62) +
                     "<Node Type='Connection' Protocol='RDP' Hostname='pc'/>" +
                     repeated("</Node>", 62) + "</Connections>";
  const auto targets = import_file("confCons.xml", nodes);

  ASSERT_TRUE(targets) << targets.error().what;
  EXPECT_THAT(*targets, SizeIs(1));
}

TEST(HostileFiles, MayNotBeTooLarge) {
  EXPECT_THAT(refusal("a.csv", std::string(largest_import + 1, 'a')), HasSubstr("16 MB"));
  EXPECT_THAT(refusal("a.rdg", "<RDCMan>" + repeated("<a/>", 2'100'000) + "</RDCMan>"),
              HasSubstr("too many parts"));
  EXPECT_THAT(refusal("a.csv", "host" + std::string(2000, ',')), HasSubstr("columns"));
}

TEST(HostileFiles, MayNotHoldMoreThanAHundredThousandTargets) {
  EXPECT_THAT(refusal("a.csv", "name,host\n" + repeated("a,pc.example.com\n", 100'001)),
              HasSubstr("more than 100000"));
}

TEST(HostileFiles, CannotPutLineBreaksOrNovelsIntoNames) {
  const auto targets = import_file("a.csv", "name,host\n\"two\nlines\t\x1b[31m\",pc\n" +
                                                std::string(999, 'x') + "\xC3\xAB,pc\n");

  ASSERT_TRUE(targets);
  EXPECT_EQ(targets->at(0).name, "two lines  [31m");
  EXPECT_EQ(targets->at(1).name.size(), 200U);
}

TEST(HostileFiles, CannotPassAnOptionOrCommandAsHost) {
  for (const auto* host : {"-oProxyCommand", "$(reboot)", "pc;reboot", "pc reboot", "`id`"})
    EXPECT_THAT(refusal("a.rdp", "full address:s:" + std::string(host)),
                HasSubstr("not a host name"))
        << host;
}

}  // namespace
}  // namespace monitor
