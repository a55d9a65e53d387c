#include "monitor/model/thresholds.h"
#include "store/schema.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>

namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::SizeIs;

const monitor::SysTime noon = sample::at("2026-08-01T12:00:00Z");

/// A file as the program of that schema left it, with a target, a look and an hour.
void make_file(const sample::Folder& folder, std::size_t schema) {
  SQLite::Database database((folder.path() / "rdpready.db").string(),
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  store::migrate(database, store::migrations().first(schema));
  const auto at = std::to_string(noon.time_since_epoch().count());
  database.exec(
      "INSERT INTO targets VALUES (1, 'pc', 'pc', 'pc.example.com', 3389, NULL, NULL, '',"
      " '', 2, 0, NULL)");
  database.exec(
      "INSERT INTO looks (target, at, verdict, connect_us, total_us, failing_code)"
      " VALUES (1, " +
      at + ", 0, 9800, 41700, NULL)");
  database.exec(
      "INSERT INTO summaries (target, span, at, ready, at_risk, would_fail, unknown,"
      " connect_us, total_us, failing_code) VALUES (1, 3600, " +
      at + " - 864000000, 12, 0, 0, 0, 9000, 40000, NULL)");
}

TEST(OlderSchema, IsReadAndGoneOnWith) {
  for (std::size_t schema = 3; schema < store::migrations().size(); ++schema) {
    const sample::Folder folder;
    make_file(folder, schema);
    const auto database = sample::open(folder);

    const auto points = sample::must(database->history(monitor::TargetId{1}, {}));

    ASSERT_THAT(points, SizeIs(2)) << "schema " << schema;
    EXPECT_EQ(points[0].looks, 12);
    EXPECT_EQ(points[1].connect_ms, 9.8);
    EXPECT_EQ(points[1].steps, store::StepTimes());
    EXPECT_TRUE(database->record(sample::look(database->targets()->at(0), noon + hours{1}), "{}"));
    EXPECT_TRUE(database->roll_up(noon + days{100}));
    EXPECT_THAT(*database->history(monitor::TargetId{1}, {}), SizeIs(2));
  }
}

TEST(OlderSchema, KnowsOfACertificateWhatWasTold) {
  const sample::Folder folder;
  make_file(folder, 5);
  {
    SQLite::Database database((folder.path() / "rdpready.db").string(), SQLite::OPEN_READWRITE);
    database.exec(
        "INSERT INTO told VALUES ('a', 'certificate.expires_soon', 'aa', 2, 0, 1),"
        " ('b', 'tcp.refused', '', 0, 0, 1)");
    database.exec("INSERT INTO told_targets VALUES ('a', 0, 1), ('b', 0, 1)");
  }

  const auto told = sample::must(sample::open(folder)->told());

  ASSERT_THAT(told, SizeIs(2));
  EXPECT_EQ(told[0].level, monitor::notice_level(days{14}));
  EXPECT_EQ(told[1].level, 0);
}

TEST(OlderSchema, KnowsWhichCertificatesWereNoRenewals) {
  const sample::Folder folder;
  make_file(folder, 6);
  {
    SQLite::Database database((folder.path() / "rdpready.db").string(), SQLite::OPEN_READWRITE);
    for (int id = 1; id <= 3; ++id) {
      const auto key = std::to_string(id);
      database.exec("INSERT INTO certificates VALUES (" + key + ", 'c" + key +
                    "', '', 'CN=pc', 'CN=pc', '', 0, 0, 1, '', 0, '', 1, 1)");
      database.exec("INSERT INTO sightings VALUES (1, 0, " + key + ", 0, " + key + ", 1, 0)");
    }
    database.exec("INSERT INTO sightings VALUES (1, 1, 2, 0, 0, 1, 0)");
    database.exec(
        "INSERT INTO past_findings VALUES (1, 0, 'certificate.changed', 'c2', 1, 0),"
        " (1, 0, 'certificate.renewed', 'c3', 2, 0)");
  }

  const auto seen = sample::must(sample::open(folder)->certificates(monitor::TargetId{1}));

  ASSERT_THAT(seen, SizeIs(4));
  for (const auto& one : seen)
    EXPECT_EQ(one.doubted, !one.gateway && one.facts.sha256 == "c2") << one.facts.sha256;
}

}  // namespace
