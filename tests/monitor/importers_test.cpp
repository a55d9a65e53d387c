#include "monitor/importers/importer.h"
#include "tests/fakes/sample_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace monitor {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using tests::sample;

std::vector<Target> import_sample(const std::string& name) {
  const auto targets = import_file("/home/zoe/" + name, sample(name));
  EXPECT_TRUE(targets.has_value()) << name << ": " << (targets ? "" : targets.error().what);
  return targets ? *targets : std::vector<Target>{};
}

/// The only target of a sample.
Target only_target(const std::string& name) {
  const auto targets = import_sample(name);
  EXPECT_THAT(targets, SizeIs(1)) << name;
  return targets.empty() ? Target{} : targets.front();
}

TEST(RdpFiles, AreReadAsMstscWritesThem) {
  const auto target = only_target("rdp/Zoë Ωmega.rdp");

  EXPECT_EQ(target.name, "Zoë Ωmega");
  EXPECT_EQ(target.endpoint, (Endpoint{"zoë-büro.example.com", 3390}));
  EXPECT_EQ(target.gateway, (Endpoint{"gateway.example.com", 8443}));
  EXPECT_EQ(target.user_name, "EXAMPLE\\zoë");
  EXPECT_EQ(target.authentication_level, AuthenticationLevel::warn);
  EXPECT_EQ(target.id, unsaved);
}

TEST(RdpFiles, AreReadInUtf16TheOtherWayRound) {
  EXPECT_EQ(only_target("rdp/big endian.rdp").endpoint, (Endpoint{"пк.пример.рф", 3391}));
}

TEST(RdpFiles, AreReadInTheOldWindowsEncoding) {
  const auto target = only_target("rdp/ansi.rdp");

  EXPECT_EQ(target.user_name, "FIRMA\\José");
  EXPECT_EQ(target.authentication_level, AuthenticationLevel::connect_anyway);
}

TEST(RdpFiles, AreReadInUtf8AsWrittenByHand) {
  const auto target = only_target("rdp/utf8.rdp");

  EXPECT_EQ(target.endpoint, (Endpoint{"2001:db8::7", 3392}));
  EXPECT_EQ(target.user_name, "zoë@example.com");
  EXPECT_EQ(target.authentication_level, AuthenticationLevel::refuse);
}

TEST(Importers, KnowWhereTheClientSignsIn) {
  using monitor::SignIn;
  const auto signs_in = [](const char* file, const std::string& text) {
    return import_file(file, text).value().at(0).sign_in;
  };
  const std::string address = "full address:s:pc\n";
  const std::string profile = "[remmina]\nprotocol=RDP\nserver=pc\n";
  const std::string connections =
      "<Connections ConfVersion=\"2.6\"><Node Type=\"Connection\" "
      "Name=\"pc\" Hostname=\"pc\" Protocol=\"RDP\" ";

  EXPECT_EQ(signs_in("a.rdp", address), SignIn::before_session);
  EXPECT_EQ(signs_in("a.rdp", address + "enablecredsspsupport:i:1"), SignIn::before_session);
  EXPECT_EQ(signs_in("a.rdp", address + "enablecredsspsupport:i:0"), SignIn::in_session);
  EXPECT_EQ(signs_in("a.rdp", address + "enablerdsaadauth:i:1"), SignIn::entra);
  EXPECT_EQ(signs_in("a.remmina", profile), SignIn::before_session);
  EXPECT_EQ(signs_in("a.remmina", profile + "security=tls"), SignIn::in_session);
  EXPECT_EQ(signs_in("confCons.xml", connections + "UseCredSsp=\"false\"/></Connections>"),
            SignIn::in_session);
  EXPECT_EQ(signs_in("confCons.xml", connections + "UseCredSsp=\"true\"/></Connections>"),
            SignIn::before_session);
  EXPECT_EQ(signs_in("a.csv", "host,sign in\npc,entra"), SignIn::entra);
}

TEST(RdpFiles, FallBackToTheAlternateAddress) {
  EXPECT_EQ(only_target("rdp/alternate only.rdp").endpoint.host, "farm.example.com");
}

TEST(RdpFiles, UseTheGatewayOnlyWhereTheUsageMethodDoes) {
  const std::pair<const char*, bool> methods[] = {{"0", false}, {"1", true},  {"2", true},
                                                  {"3", true},  {"4", false}, {"", false}};
  for (const auto& [method, used] : methods) {
    const auto targets =
        import_file("a.rdp", "full address:s:pc\ngatewayhostname:s:gw\ngatewayusagemethod:i:" +
                                 std::string(method) + "\n");

    ASSERT_TRUE(targets);
    EXPECT_EQ(targets->front().gateway.has_value(), used) << "method " << method;
  }
}

TEST(RdpFiles, TakeThePortOfTheAddressBeforeTheDefaultPort) {
  const auto targets = import_file("a.rdp", "full address:s:pc:3390\nserver port:i:3391\n");

  ASSERT_TRUE(targets);
  EXPECT_EQ(targets->front().endpoint.port, 3390);
}

TEST(RdpFiles, AreKnownByTheirContentUnderAnyName) {
  EXPECT_TRUE(import_file("connection.txt", "full address:s:pc\n"));
}

TEST(RdcmanFiles, GiveServersTheSettingsOfTheirGroups) {
  const auto targets = import_sample("rdcman/office.rdg");

  ASSERT_THAT(targets, SizeIs(2));
  EXPECT_EQ(targets[0].name, "Zoë Ωmega");
  EXPECT_EQ(targets[0].endpoint, (Endpoint{"zoe.example.com", 3395}));
  EXPECT_EQ(targets[0].gateway, (Endpoint{"gateway.example.com", 443}));
  EXPECT_EQ(targets[0].user_name, "EXAMPLE\\operator");
  EXPECT_EQ(targets[0].group, "Office/Büro-Nord");
  EXPECT_EQ(targets[0].authentication_level, AuthenticationLevel::not_specified);
}

TEST(RdcmanFiles, LetAServerHaveSettingsOfItsOwn) {
  const auto targets = import_sample("rdcman/office.rdg");

  ASSERT_THAT(targets, SizeIs(2));
  EXPECT_EQ(targets[1].name, "сервер.пример.рф");
  EXPECT_EQ(targets[1].endpoint.port, 3389);
  EXPECT_EQ(targets[1].gateway, std::nullopt);
  EXPECT_EQ(targets[1].user_name, "EXAMPLE\\operator");
  EXPECT_EQ(targets[1].group, "Office/Büro-Nord/Сервера");
  EXPECT_EQ(targets[1].authentication_level, AuthenticationLevel::warn);
}

TEST(RdcmanFiles, AreReadInTheOldSchemaToo) {
  const auto target = only_target("rdcman/old.rdg");

  EXPECT_EQ(target.name, "File server");
  EXPECT_EQ(target.endpoint, (Endpoint{"192.0.2.9", 9933}));
  EXPECT_EQ(target.user_name, "EXAMPLE\\operator");
  EXPECT_EQ(target.authentication_level, AuthenticationLevel::refuse);
}

TEST(MremotengFiles, GiveConnectionsWhatTheyInherit) {
  const auto targets = import_sample("mremoteng/confCons.xml");

  ASSERT_THAT(targets, SizeIs(3));
  EXPECT_EQ(targets[0].name, "Zoë Ωmega");
  EXPECT_EQ(targets[0].endpoint, (Endpoint{"zoe.example.com", 3390}));
  EXPECT_EQ(targets[0].gateway, (Endpoint{"gateway.example.com", 443}));
  EXPECT_EQ(targets[0].user_name, "EXAMPLE\\operator");
  EXPECT_EQ(targets[0].group, "Офис");
  EXPECT_EQ(targets[0].authentication_level, AuthenticationLevel::refuse);
}

TEST(MremotengFiles, PassOnWhatAContainerItselfInherits) {
  const auto targets = import_sample("mremoteng/confCons.xml");

  ASSERT_THAT(targets, SizeIs(3));
  EXPECT_EQ(targets[1].name, "desktop & tools");
  EXPECT_EQ(targets[1].user_name, "EXAMPLE\\operator");
  EXPECT_EQ(targets[1].gateway, std::nullopt);
  EXPECT_EQ(targets[1].group, "Офис/Database");
  EXPECT_EQ(targets[1].authentication_level, AuthenticationLevel::warn);
  EXPECT_EQ(targets[2].name, "alone");
  EXPECT_THAT(targets[2].group, IsEmpty());
}

TEST(RemminaProfiles, AreRead) {
  const auto target = only_target("remmina/office_rdp_zoe_zoe-example-com.remmina");

  EXPECT_EQ(target.name, "Zoë Ωmega");
  EXPECT_EQ(target.endpoint, (Endpoint{"zoe.example.com", 3390}));
  EXPECT_EQ(target.gateway, (Endpoint{"gateway.example.com", 8443}));
  EXPECT_EQ(target.user_name, "EXAMPLE\\zoë");
  EXPECT_EQ(target.group, "Büro/Nord");
}

TEST(RemminaProfiles, OfOtherProtocolsGiveNothing) {
  EXPECT_THAT(import_sample("remmina/vnc.remmina"), IsEmpty());
}

TEST(CsvTables, OfDevolutionsKeepQuotedCellsTogether) {
  const auto targets = import_sample("csv/devolutions.csv");

  ASSERT_THAT(targets, SizeIs(2));
  EXPECT_EQ(targets[0].name, "Zoë Ωmega");
  EXPECT_EQ(targets[0].endpoint, (Endpoint{"zoe.example.com", 3390}));
  EXPECT_EQ(targets[0].user_name, "EXAMPLE\\zoë");
  EXPECT_EQ(targets[0].group, "Office/North");
  EXPECT_EQ(targets[1].name, "Two  lines");
}

TEST(CsvTables, OfMremotengFindTheirFoldersByParent) {
  const auto target = only_target("csv/mremoteng.csv");

  EXPECT_EQ(target.name, "desktop");
  EXPECT_EQ(target.endpoint, (Endpoint{"db.example.com", 3390}));
  EXPECT_EQ(target.gateway, (Endpoint{"gateway.example.com", 443}));
  EXPECT_EQ(target.group, "Office/Database");
  EXPECT_EQ(target.authentication_level, AuthenticationLevel::connect_anyway);
}

TEST(CsvTables, MayBePlainListsWithHeadings) {
  const auto targets = import_sample("csv/list.csv");

  ASSERT_THAT(targets, SizeIs(2));
  EXPECT_EQ(targets[0].name, "PC of Zoë");
  EXPECT_EQ(targets[0].gateway, (Endpoint{"gateway.example.com", 443}));
  EXPECT_EQ(targets[1].name, "#2 server");
  EXPECT_EQ(targets[1].endpoint, (Endpoint{"192.0.2.9", 3391}));
}

TEST(CsvTables, MayLackHeadings) {
  const auto targets = import_sample("csv/no headings.csv");

  ASSERT_THAT(targets, SizeIs(2));
  EXPECT_EQ(targets[0].name, "office");
  EXPECT_EQ(targets[1].endpoint, (Endpoint{"home.example.com", 3390}));
}

TEST(CsvTables, MayBeSeparatedByTabs) {
  EXPECT_EQ(only_target("csv/tabs.tsv").endpoint, (Endpoint{"пк.пример.рф", 3391}));
}

TEST(CsvTables, MayNameTheirSeparator) {
  const auto targets = import_file("a.csv", "sep=|\r\nname|host\r\na,b;c|192.0.2.1\r\n");

  ASSERT_TRUE(targets) << targets.error().what;
  EXPECT_EQ(targets->front().name, "a,b;c");
}

TEST(CsvTables, SurviveFoldersThatContainEachOther) {
  const auto targets = import_file("a.csv",
                                   "Name,Id,Parent,NodeType,Hostname,Protocol\n"
                                   "a,1,2,Container,,RDP\nb,2,1,Container,,RDP\n"
                                   "pc,3,1,Connection,192.0.2.1,RDP\n");

  ASSERT_TRUE(targets);
  EXPECT_EQ(targets->front().name, "pc");
}

TEST(DevolutionsFiles, AreRead) {
  const auto targets = import_sample("devolutions/export.rdm");

  ASSERT_THAT(targets, SizeIs(2));
  EXPECT_EQ(targets[0].name, "Zoë Ωmega");
  EXPECT_EQ(targets[0].endpoint, (Endpoint{"zoe.example.com", 3390}));
  EXPECT_EQ(targets[0].gateway, (Endpoint{"gateway.example.com", 443}));
  EXPECT_EQ(targets[0].user_name, "EXAMPLE\\zoë");
  EXPECT_EQ(targets[0].group, "Office/North");
  EXPECT_EQ(targets[0].authentication_level, AuthenticationLevel::warn);
  EXPECT_EQ(targets[1].endpoint, (Endpoint{"192.0.2.30", 3391}));
  EXPECT_EQ(targets[1].gateway, std::nullopt);
}

TEST(DevolutionsFiles, MayHoldOneConnectionAsTheirRoot) {
  const auto targets = import_file(
      "a.rdm",
      "<Connection><ConnectionType>RDPConfigured</ConnectionType><Url>rdp://pc:3390/</Url>"
      "</Connection>");

  ASSERT_TRUE(targets);
  EXPECT_EQ(targets->front().endpoint, (Endpoint{"pc", 3390}));
}

TEST(RoyalTsFiles, FindFoldersByIdAndLeaveTheTrash) {
  const auto target = only_target("royal_ts/office.rtsz");

  EXPECT_EQ(target.name, "Zoë Ωmega");
  EXPECT_EQ(target.endpoint, (Endpoint{"zoe.example.com", 3390}));
  EXPECT_EQ(target.gateway, (Endpoint{"gateway.example.com", 443}));
  EXPECT_EQ(target.user_name, "EXAMPLE\\zoë");
  EXPECT_EQ(target.group, "H&S/Север");
  EXPECT_EQ(target.authentication_level, AuthenticationLevel::warn);
}

TEST(RoyalTsFiles, MayNestTheirFolders) {
  EXPECT_EQ(only_target("royal_ts/nested.rtsz").group, "Outer/Inner");
}

TEST(Importers, NeverTakeAPassword) {
  for (const auto& name : tests::connection_samples()) {
    const auto targets = import_file(name, sample(name));
    if (!targets) continue;
    for (const auto& target : *targets)
      for (const auto& text : {target.name, target.user_name, target.group, target.endpoint.host})
        for (const auto* secret : {"hunter2", "AQAAANC", "01000000D08C", "c2VjcmV0", "bm90IGEg"})
          EXPECT_THAT(text, Not(HasSubstr(secret))) << name;
  }
}

TEST(Importers, GiveEveryTargetANameAndNoIdentity) {
  for (const auto& name : tests::connection_samples()) {
    const auto targets = import_file(name, sample(name));
    if (!targets) continue;
    for (const auto& target : *targets) {
      EXPECT_THAT(target.name, Not(IsEmpty())) << name;
      EXPECT_FALSE(target.identity_allowed) << name;
    }
  }
}

TEST(Utf8Of, ReadsEveryEncodingByItsMark) {
  EXPECT_EQ(utf8_of("\xEF\xBB\xBFZo\xC3\xAB"), "Zoë");
  EXPECT_EQ(utf8_of(std::string_view("\xFF\xFEZ\0\x3D\xD8\x00\xDE", 8)), "Z😀");
  EXPECT_EQ(utf8_of(std::string_view("\xFE\xFF\0Z\x03\xA9", 6)), "ZΩ");
  EXPECT_EQ(utf8_of("Zo\xC3\xAB"), "Zoë");
  EXPECT_EQ(utf8_of("Zo\xEB \x80"), "Zoë €");
}

TEST(Utf8Of, ReplacesWhatHasNoMeaning) {
  EXPECT_EQ(utf8_of(std::string_view("\xFF\xFE\x3D\xD8Z\0", 6)), "\uFFFDZ");
  EXPECT_EQ(utf8_of(std::string_view("\xFF\xFEZ\0Z", 5)), "Z\uFFFD");
  EXPECT_EQ(utf8_of("\xEF\xBB\xBF\xC0\x80"), "\uFFFD\uFFFD");
  EXPECT_EQ(utf8_of("\x81"), "\uFFFD");
}

}  // namespace
}  // namespace monitor
