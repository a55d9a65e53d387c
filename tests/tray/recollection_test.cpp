#include "tray/app/recollection.h"

#include "tests/store/sample.h"

#include <gmock/gmock.h>

namespace {

using monitor::Learned;

TEST(Recollection, KeepsWhatWasLearnedForTheNextStart) {
  const auto database = sample::in_memory();
  const auto target = sample::must(database->add_target(sample::target("pc")));
  const Learned learned{"of all", {{target.id, "of it"}}};

  ASSERT_TRUE(tray::keep_learned(*database, learned));

  EXPECT_EQ(tray::recall_learned(*database), learned);
}

TEST(Recollection, EndsWithTheCertificateThatWasShownLast) {
  using std::chrono::hours;
  const auto database = sample::in_memory();
  const auto target = sample::must(database->add_target(sample::target("pc")));
  auto check = sample::look(target, sample::at("2026-08-01T12:00:00Z"));
  for (const auto* shown : {"aa", "bb", "aa"}) {
    check.at += hours{1};
    check.certificate = sample::certificate(shown);
    ASSERT_TRUE(database->record(check, "{}"));
  }

  const auto past = tray::recollect(*database, {target}, check.at);

  ASSERT_EQ(past.size(), 1U);
  ASSERT_EQ(past[0].certificates.size(), 3U);
  EXPECT_EQ(past[0].certificates[1].facts.sha256, "bb");
  EXPECT_EQ(past[0].certificates[2].facts.sha256, "aa");
  EXPECT_EQ(past[0].certificates[2].first_seen, check.at);
}

TEST(Recollection, OfANewArchiveIsEmpty) {
  EXPECT_EQ(tray::recall_learned(*sample::in_memory()), Learned{});
}

TEST(Recollection, KnowsNothingOfTheComputerThatHadTheNameBefore) {
  const auto database = sample::in_memory();
  auto target = sample::must(database->add_target(sample::target("pc")));
  const auto at = sample::at("2026-11-22T18:00:00Z");
  auto check = sample::look(target, at);
  check.certificate = sample::certificate("aa");
  ASSERT_TRUE(database->record(check, "{}"));
  ASSERT_EQ(tray::recollect(*database, {target}, at)[0].certificates.size(), 1U);

  target.endpoint.host = "new.example.com";
  ASSERT_TRUE(database->update_target(target));

  EXPECT_TRUE(tray::recollect(*database, {target}, at)[0].certificates.empty());
}

}  // namespace
