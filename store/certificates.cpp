#include "store/parts.h"

namespace store {

namespace {

using monitor::CertificateFacts;
using monitor::Check;

// A server may show a new certificate at every look; older ones than these are let go.
constexpr int sightings_kept = 50;

/// The key of the certificate with that fingerprint, which is added if it is new.
std::int64_t certificate_id(Connection& connection, const CertificateFacts& facts) {
  {
    auto row = connection.query("SELECT id FROM certificates WHERE sha256 = ?", facts.sha256);
    if (row.next()) return row.integer(0);
  }
  connection.run(
      "INSERT INTO certificates (sha256, sha1, subject, issuer, serial, not_before, not_after,"
      " self_signed, key, key_bits, signature, name_count, server_purpose)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      facts.sha256, facts.sha1, facts.subject, facts.issuer, facts.serial, facts.not_before,
      facts.not_after, facts.self_signed, facts.key, facts.key_bits, facts.signature,
      facts.name_count, facts.server_purpose);
  const auto id = connection.database().getLastInsertRowid();
  int place = 0;
  for (const auto& name : facts.names)
    connection.run("INSERT INTO certificate_names VALUES (?, ?, ?)", id, place++, name);
  return id;
}

/// Whether the look found that it is no renewal of the one before.
bool is_doubted(const Check& check, const CertificateFacts& facts, bool gateway) {
  const auto* changed =
      monitor::find_finding(check, gateway ? "gateway.certificate.changed" : "certificate.changed");
  return changed != nullptr && changed->subject == facts.sha256;
}

/// True if the target has shown it before.
bool see_again(Connection& connection, const Check& check, const CertificateFacts& facts,
               bool gateway) {
  return connection.run(
             "UPDATE sightings SET first_seen = min(first_seen, ?1), last_seen = max(last_seen, "
             "?1),"
             " name_matches = ?2, trust = ?3, doubted = max(doubted, ?4)"
             " WHERE target = ?5 AND gateway = ?6"
             " AND certificate = (SELECT id FROM certificates WHERE sha256 = ?7)",
             check.at, facts.name_matches, facts.trust, is_doubted(check, facts, gateway),
             check.target.id, gateway, facts.sha256) > 0;
}

void forget_oldest(Connection& connection, TargetId target) {
  const int forgotten = connection.run(
      "DELETE FROM sightings WHERE target = ?1 AND (gateway, certificate) IN"
      " (SELECT gateway, certificate FROM sightings WHERE target = ?1"
      "  ORDER BY last_seen DESC LIMIT -1 OFFSET ?2)",
      target, sightings_kept);
  if (forgotten > 0) drop_unseen_certificates(connection);
}

void see(Connection& connection, const Check& check, const CertificateFacts& facts, bool gateway) {
  // Without a fingerprint nothing tells it from others.
  if (facts.sha256.empty() || see_again(connection, check, facts, gateway)) return;
  connection.run("INSERT INTO sightings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", check.target.id, gateway,
                 certificate_id(connection, facts), check.at, check.at, facts.name_matches,
                 facts.trust, is_doubted(check, facts, gateway));
  forget_oldest(connection, check.target.id);
}

SeenCertificate certificate_in(const Query& row) {
  SeenCertificate seen;
  auto& facts = seen.facts;
  facts.sha256 = row.text(1);
  facts.sha1 = row.text(2);
  facts.subject = row.text(3);
  facts.issuer = row.text(4);
  facts.serial = row.text(5);
  facts.not_before = row.time(6);
  facts.not_after = row.time(7);
  facts.self_signed = row.integer(8) != 0;
  facts.key = row.text(9);
  facts.key_bits = row.small(10);
  facts.signature = row.text(11);
  facts.name_count = row.small(12);
  facts.server_purpose = row.integer(13) != 0;
  facts.name_matches = row.integer(14) != 0;
  facts.trust = row.one_of(15, monitor::Trust::unchecked);
  seen.gateway = row.integer(16) != 0;
  seen.first_seen = row.time(17);
  seen.last_seen = row.time(18);
  seen.doubted = row.integer(19) != 0;
  return seen;
}

std::vector<std::string> names_of(Connection& connection, std::int64_t certificate) {
  std::vector<std::string> names;
  auto row = connection.query(
      "SELECT name FROM certificate_names WHERE certificate = ? ORDER BY place", certificate);
  while (row.next())
    names.push_back(row.text(0));
  return names;
}

}  // namespace

void keep_certificates(Connection& connection, const Check& check) {
  if (check.certificate) see(connection, check, *check.certificate, false);
  if (check.gateway_certificate) see(connection, check, *check.gateway_certificate, true);
}

void drop_unseen_certificates(Connection& connection) {
  connection.run(
      "DELETE FROM certificates"
      " WHERE NOT EXISTS (SELECT 1 FROM sightings WHERE certificate = certificates.id)");
}

Result<std::vector<SeenCertificate>> Database::certificates(TargetId id) {
  return parts_->read([&](Connection& connection) -> Result<std::vector<SeenCertificate>> {
    std::vector<SeenCertificate> all;
    auto row = connection.query(
        "SELECT id, sha256, sha1, subject, issuer, serial, not_before, not_after, self_signed,"
        " key, key_bits, signature, name_count, server_purpose, name_matches, trust, gateway,"
        " first_seen, last_seen, doubted FROM sightings JOIN certificates ON id = certificate"
        " WHERE target = ? ORDER BY last_seen DESC, first_seen DESC, gateway, id DESC",
        id);
    while (row.next()) {
      all.push_back(certificate_in(row));
      all.back().facts.names = names_of(connection, row.integer(0));
    }
    return all;
  });
}

}  // namespace store
