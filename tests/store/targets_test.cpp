#include "tests/store/sample.h"

#include <gmock/gmock.h>

namespace {

using monitor::Failure;
using monitor::Target;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> names(const std::vector<Target>& targets) {
  std::vector<std::string> names;
  for (const auto& target : targets)
    names.push_back(target.name);
  return names;
}

Target full_target() {
  auto target = sample::target("Büro", "10.0.0.7");
  target.endpoint.port = 3390;
  target.gateway = monitor::Endpoint{"gw.example.com", 443};
  target.user_name = "EXAMPLE\\anna";
  target.group = "Work/Servers";
  target.authentication_level = monitor::AuthenticationLevel::refuse;
  target.sign_in = monitor::SignIn::entra;
  target.identity_allowed = true;
  target.every = std::chrono::seconds{90};
  return target;
}

TEST(Targets, ComeBackAsTheyWereAdded) {
  const auto database = sample::in_memory();

  const auto added = database->add_target(full_target()).value();

  auto expected = full_target();
  expected.id = added.id;
  EXPECT_NE(added.id, monitor::unsaved);
  EXPECT_EQ(added, expected);
  EXPECT_THAT(database->targets().value(), ElementsAre(expected));
}

TEST(Targets, AreCalledByTheirAddressWhereTheyHaveNoName) {
  const auto database = sample::in_memory();
  auto target = sample::target("  ", "fe80::1");
  target.endpoint.port = 4000;

  EXPECT_EQ(database->add_target(target).value().name, "[fe80::1]:4000");
}

TEST(Targets, OneNameIsUsedOnceInWhateverCase) {
  const auto database = sample::in_memory();
  ASSERT_TRUE(database->add_target(sample::target("Büro Ärzte")));

  const auto second = database->add_target(sample::target(" BÜRO ÄRZTE ", "other"));

  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, Failure::Kind::already_there);
  EXPECT_THAT(second.error().what, HasSubstr("BÜRO ÄRZTE"));
  EXPECT_EQ(database->targets()->size(), 1U);
}

TEST(Targets, AreFoundByNameInAnyCaseAndByAddress) {
  const auto database = sample::in_memory();
  auto other_port = sample::target("second", "pc.example.com");
  other_port.endpoint.port = 3390;
  ASSERT_TRUE(database->add_target(other_port));
  ASSERT_TRUE(database->add_target(sample::target("Сервер", "pc.example.com")));

  EXPECT_EQ(database->find_target("СЕРВЕР")->name, "Сервер");
  EXPECT_EQ(database->find_target("PC.example.com")->name, "Сервер");
  EXPECT_EQ(database->find_target("pc.example.com:3390")->name, "second");
  EXPECT_EQ(database->find_target("pc.example.com:3391").error().kind, Failure::Kind::not_found);
  EXPECT_EQ(database->find_target("nobody").error().what,
            "There is no saved target called \"nobody\".");
}

TEST(Targets, AnUpdateKeepsTheIdAndRefusesANameInUse) {
  const auto database = sample::in_memory();
  auto target = database->add_target(sample::target("one")).value();
  ASSERT_TRUE(database->add_target(sample::target("two", "b")));
  auto changed = full_target();
  changed.id = target.id;

  ASSERT_TRUE(database->update_target(changed));
  EXPECT_EQ(database->targets()->front(), changed);

  changed.name = "TWO";
  EXPECT_EQ(database->update_target(changed).error().kind, Failure::Kind::already_there);
  changed.id = monitor::TargetId{99};
  EXPECT_EQ(database->update_target(changed).error().kind, Failure::Kind::not_found);
}

TEST(Targets, ANewAddressDropsWhatWasSeenAtTheOldOne) {
  const auto database = sample::in_memory();
  auto target = database->add_target(sample::target("pc")).value();
  auto check = sample::failed_look(target, sample::at("2026-11-22T18:00:00Z"));
  check.certificate = sample::certificate("aa");
  ASSERT_TRUE(database->record(check, "{}"));

  target.name = "renamed";
  ASSERT_TRUE(database->update_target(target));
  EXPECT_EQ(database->last_looks()->size(), 1U);
  EXPECT_EQ(database->certificates(target.id)->size(), 1U);

  target.endpoint.host = "elsewhere";
  ASSERT_TRUE(database->update_target(target));
  EXPECT_TRUE(database->last_looks()->empty());
  EXPECT_TRUE(database->open_findings(target.id)->empty());
  EXPECT_TRUE(database->certificates(target.id)->empty());
}

TEST(Targets, ARemovedOneTakesItsHistoryAlong) {
  const auto database = sample::in_memory();
  const auto target = database->add_target(sample::target("pc")).value();
  const auto when = sample::at("2026-11-22T18:00:00Z");
  auto check = sample::failed_look(target, when);
  check.certificate = sample::certificate("aa");
  ASSERT_TRUE(database->record(check, "{}"));

  ASSERT_TRUE(database->remove_target(target.id));

  EXPECT_TRUE(database->targets()->empty());
  EXPECT_TRUE(database->history(target.id, {})->empty());
  EXPECT_TRUE(database->last_looks()->empty());
  EXPECT_TRUE(database->open_findings(target.id)->empty());
  EXPECT_TRUE(database->certificates(target.id)->empty());
  EXPECT_EQ(database->remove_target(target.id).error().kind, Failure::Kind::not_found);
}

TEST(Targets, AnIdIsNeverUsedAgain) {
  const auto database = sample::in_memory();
  const auto first = database->add_target(sample::target("pc")).value();
  ASSERT_TRUE(database->remove_target(first.id));

  EXPECT_NE(database->add_target(sample::target("pc")).value().id, first.id);
}

TEST(Targets, AnImportPassesOverWhatIsThereAndRenamesDoubles) {
  const auto database = sample::in_memory();
  ASSERT_TRUE(database->add_target(sample::target("pc", "a.example.com")));
  auto by_gateway = sample::target("PC", "a.example.com");
  by_gateway.gateway = monitor::Endpoint{"gw", 443};

  const auto added = database->import_targets(
      {sample::target("whatever", "A.example.com"), by_gateway, sample::target("pc", "b"),
       sample::target("", "c"), sample::target("other", "c")});

  EXPECT_THAT(names(added.value()), ElementsAre("PC (2)", "pc (3)", "c"));
  EXPECT_THAT(names(database->targets().value()), ElementsAre("pc", "PC (2)", "pc (3)", "c"));
}

TEST(Targets, ManyOfOneNameAreImportedAtOnce) {
  const auto database = sample::in_memory();
  std::vector<Target> many;
  for (int i = 0; i < 10'000; ++i)
    many.push_back(sample::target("Server", "host" + std::to_string(i)));

  EXPECT_EQ(database->import_targets(many)->size(), 10'000U);
  EXPECT_EQ(database->targets()->back().name, "Server (10000)");
}

}  // namespace
