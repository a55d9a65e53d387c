#include "store/schema.h"

#include "store/trouble.h"

#include <array>
#include <string>

namespace store {

namespace {

// Moments are milliseconds since 1970 in UTC; measured times whole microseconds; enums their
// numbers in monitor/model, which therefore only ever grow at the end.
constexpr const char* first_schema = R"sql(
-- AUTOINCREMENT: a look that is under way when its target is removed must not meet a new one.
CREATE TABLE targets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,  -- the name without regard to case
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  gateway_host TEXT,
  gateway_port INTEGER,
  user_name TEXT NOT NULL,
  folder TEXT NOT NULL,
  authentication_level INTEGER NOT NULL,
  identity_allowed INTEGER NOT NULL,
  every_s INTEGER
) STRICT;

-- Every look of the last days.
CREATE TABLE looks (
  target INTEGER NOT NULL REFERENCES targets ON DELETE CASCADE,
  at INTEGER NOT NULL,
  verdict INTEGER NOT NULL,
  connect_us INTEGER,
  total_us INTEGER NOT NULL,
  failing_code TEXT,
  PRIMARY KEY (target, at)
) STRICT, WITHOUT ROWID;

-- Hours and days of older looks; span in seconds.
CREATE TABLE summaries (
  target INTEGER NOT NULL REFERENCES targets ON DELETE CASCADE,
  span INTEGER NOT NULL,
  at INTEGER NOT NULL,
  ready INTEGER NOT NULL,
  at_risk INTEGER NOT NULL,
  would_fail INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  connect_us INTEGER,
  total_us INTEGER,
  failing_code TEXT,
  PRIMARY KEY (target, span, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE last_looks (
  target INTEGER PRIMARY KEY REFERENCES targets ON DELETE CASCADE,
  check_json TEXT NOT NULL,
  verdict INTEGER NOT NULL,
  at INTEGER NOT NULL,
  since INTEGER NOT NULL
) STRICT;

CREATE TABLE open_findings (
  target INTEGER NOT NULL REFERENCES targets ON DELETE CASCADE,
  code TEXT NOT NULL,
  severity INTEGER NOT NULL,
  title TEXT NOT NULL,
  explanation TEXT NOT NULL,
  fails_at INTEGER,
  subject TEXT NOT NULL,
  level INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (target, code)
) STRICT;

-- Evidence and remedies of open findings. A list is its own row, followed by one for each item.
CREATE TABLE finding_facts (
  target INTEGER NOT NULL,
  code TEXT NOT NULL,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind INTEGER NOT NULL,
  value ANY,
  PRIMARY KEY (target, code, place),
  FOREIGN KEY (target, code) REFERENCES open_findings ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE past_findings (
  target INTEGER NOT NULL REFERENCES targets ON DELETE CASCADE,
  until INTEGER NOT NULL,
  code TEXT NOT NULL,
  subject TEXT NOT NULL,
  severity INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (target, until, code, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE certificates (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  sha1 TEXT NOT NULL,
  subject TEXT NOT NULL,
  issuer TEXT NOT NULL,
  serial TEXT NOT NULL,
  not_before INTEGER NOT NULL,
  not_after INTEGER NOT NULL,
  self_signed INTEGER NOT NULL,
  key TEXT NOT NULL,
  key_bits INTEGER NOT NULL,
  signature TEXT NOT NULL,
  name_count INTEGER NOT NULL,
  server_purpose INTEGER NOT NULL
) STRICT;

CREATE TABLE certificate_names (
  certificate INTEGER NOT NULL REFERENCES certificates ON DELETE CASCADE,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (certificate, place)
) STRICT, WITHOUT ROWID;

-- Who showed which certificate; trust and name are a matter of both.
CREATE TABLE sightings (
  target INTEGER NOT NULL REFERENCES targets ON DELETE CASCADE,
  gateway INTEGER NOT NULL,
  certificate INTEGER NOT NULL REFERENCES certificates ON DELETE CASCADE,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  name_matches INTEGER NOT NULL,
  trust INTEGER NOT NULL,
  PRIMARY KEY (target, gateway, certificate)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_of_certificate ON sightings (certificate);

CREATE TABLE told (
  episode TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  subject TEXT NOT NULL,
  level INTEGER NOT NULL,
  at INTEGER NOT NULL,
  open INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE told_targets (
  episode TEXT NOT NULL REFERENCES told ON DELETE CASCADE,
  place INTEGER NOT NULL,
  target INTEGER NOT NULL,  -- may be gone
  PRIMARY KEY (episode, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// What was repaired, and the copies that take it back: sealed where they hold a secret, in a file
// of the quarantine where they are large.
constexpr const char* repairs = R"sql(
CREATE TABLE repairs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  target TEXT NOT NULL,
  at INTEGER NOT NULL,
  state INTEGER NOT NULL
) STRICT;

CREATE TABLE repair_steps (
  repair INTEGER NOT NULL REFERENCES repairs ON DELETE CASCADE,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  act INTEGER NOT NULL,
  remedy TEXT NOT NULL,
  title TEXT NOT NULL,
  why TEXT NOT NULL,
  by_default INTEGER NOT NULL,
  place TEXT NOT NULL,
  item TEXT NOT NULL,
  kind INTEGER NOT NULL,
  shown_as TEXT NOT NULL,
  host TEXT NOT NULL,
  undo INTEGER NOT NULL,
  state INTEGER NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (repair, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE repair_copies (
  repair INTEGER NOT NULL,
  number INTEGER NOT NULL,
  sealed INTEGER NOT NULL,
  size INTEGER NOT NULL,
  copy BLOB,  -- empty: in the file
  PRIMARY KEY (repair, number),
  FOREIGN KEY (repair, number) REFERENCES repair_steps ON DELETE CASCADE
) STRICT;
)sql";

// What foresight has learned of each target, as monitor writes it.
constexpr const char* learned = R"sql(
CREATE TABLE learned (
  target INTEGER PRIMARY KEY REFERENCES targets ON DELETE CASCADE,
  memory TEXT NOT NULL
) STRICT;
)sql";

// What the single steps of a look took, or of an hour or a day of them the median, as text; empty:
// kept by a program before this one, or no step beyond the connection went well.
constexpr const char* step_times = R"sql(
ALTER TABLE looks ADD COLUMN steps_us TEXT;
ALTER TABLE summaries ADD COLUMN steps_us TEXT;
)sql";

// Where this computer was from a moment on. And of looks that could not tell, such as those without
// the VPN that a target needs, how they ended; of an hour or a day of looks, after how many
// milliseconds a look was as most of it.
constexpr const char* situations = R"sql(
CREATE TABLE situations (
  id INTEGER PRIMARY KEY,  -- in the order in which it was learned, whatever the clock says
  at INTEGER NOT NULL,
  asleep INTEGER NOT NULL,
  online INTEGER NOT NULL,
  network TEXT NOT NULL,
  vpn TEXT
) STRICT;

ALTER TABLE looks ADD COLUMN broken TEXT;
ALTER TABLE summaries ADD COLUMN broken TEXT;
ALTER TABLE summaries ADD COLUMN seen_after_ms INTEGER NOT NULL DEFAULT 0;
)sql";

// What was told of a certificate's end is known by the day at which it was: 366 less so many days.
// Until then its level was its place among 30, 14, 7, 3 and 1 days.
constexpr const char* notice_levels = R"sql(
UPDATE told SET level = CASE level
  WHEN 1 THEN 336 WHEN 2 THEN 352 WHEN 3 THEN 359 WHEN 4 THEN 363 ELSE 365 END
WHERE level > 0;
)sql";

// Whether nothing spoke for a renewal when a certificate took the place of another.
constexpr const char* doubts = R"sql(
ALTER TABLE sightings ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0;
UPDATE sightings SET doubted = 1 WHERE EXISTS (
  SELECT 1 FROM (SELECT target, code, subject FROM open_findings
                 UNION ALL SELECT target, code, subject FROM past_findings) AS finding
  WHERE finding.target = sightings.target
    AND finding.code = iif(gateway, 'gateway.certificate.changed', 'certificate.changed')
    AND finding.subject = (SELECT sha256 FROM certificates WHERE id = certificate));
)sql";

// Where the client lets the user sign in.
constexpr const char* sign_in = R"sql(
ALTER TABLE targets ADD COLUMN sign_in INTEGER NOT NULL DEFAULT 0;
)sql";

constexpr std::array steps_so_far = {first_schema, repairs,       learned, step_times,
                                     situations,   notice_levels, doubts,  sign_in};

std::filesystem::path file_of(const SQLite::Database& database) {
  const auto& name = database.getFilename();
  return std::u8string(name.begin(), name.end());
}

}  // namespace

std::span<const char* const> migrations() {
  return steps_so_far;
}

int newest_schema() {
  return static_cast<int>(steps_so_far.size());
}

int schema_version(SQLite::Database& database) {
  return database.execAndGet("PRAGMA user_version").getInt();
}

void migrate(SQLite::Database& database, std::span<const char* const> steps) {
  const auto newest = static_cast<int>(steps.size());
  if (schema_version(database) == newest) return;
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  // Read again under the lock: another process may just have done it.
  const int version = schema_version(database);
  if (version > newest) throw newer_schema(file_of(database));
  for (const auto* step : steps.subspan(static_cast<std::size_t>(version)))
    database.exec(step);
  database.exec("PRAGMA user_version = " + std::to_string(newest));
  transaction.commit();
}

}  // namespace store
