#include "monitor/engine/judge.h"
#include "monitor/model/finding_codes.h"
#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

// A certificate that is another one, and no renewal.

namespace {

using monitor::CertificateFacts;
using monitor::Check;
using monitor::TargetId;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using tests::good_look;
using tests::Laptop;
using tests::monday;
using tests::pc;

CertificateFacts certificate(const std::string& hash, const std::string& name) {
  CertificateFacts facts;
  facts.sha256 = hash;
  facts.subject = facts.issuer = "CN=" + name;
  facts.self_signed = true;
  facts.trust = monitor::Trust::self_signed;
  facts.key = "RSA 2048";
  facts.key_bits = 2048;
  facts.not_before = monday - days{10};
  facts.not_after = monday + days{170};
  return facts;
}

Check shows(const CertificateFacts& facts) {
  auto check = good_look(pc(1));
  check.certificate = facts;
  return check;
}

const CertificateFacts known = certificate("aa", "pc");
const CertificateFacts other = certificate("bb", "another");

bool is_told_at(Laptop& laptop, monitor::SysTime at) {
  return find_finding(laptop.see(shows(other), at), "certificate.changed") != nullptr;
}

TEST(ChangedCertificate, IsSaidForAWeek) {
  Laptop laptop;
  laptop.see(shows(known), monday + hours{8});
  const auto changed = monday + hours{9};

  for (const auto later : {minutes{0}, minutes{5}, minutes{hours{30}}, minutes{days{6}}})
    EXPECT_TRUE(is_told_at(laptop, changed + later)) << later.count();
  EXPECT_FALSE(is_told_at(laptop, changed + days{8}));
}

TEST(ChangedCertificate, IsNoNewsToWhoHasConnectedOnAnotherDay) {
  Laptop laptop;
  laptop.see(shows(known), monday + hours{8});
  laptop.see(shows(other), monday + hours{9});
  laptop.foresight.note_attempt(TargetId{1}, monday + hours{10});
  EXPECT_TRUE(is_told_at(laptop, monday + hours{11}));

  laptop.foresight.note_attempt(TargetId{1}, monday + days{1} + hours{10});
  EXPECT_FALSE(is_told_at(laptop, monday + days{1} + hours{11}));
}

TEST(ChangedCertificate, IsSaidOfOneThatOnlyTheHistoryHasSeen) {
  Laptop laptop;
  const auto noon = monday + hours{12};
  laptop.foresight.recall_certificate(TargetId{1}, false, known, monday, monday + hours{9});
  laptop.foresight.recall_certificate(TargetId{1}, false, other, monday + hours{10}, noon);

  EXPECT_TRUE(is_told_at(laptop, noon + hours{1}));
}

TEST(ChangedCertificate, IsOverWithTheOneBefore) {
  Laptop laptop;
  laptop.see(shows(known), monday + hours{8});
  laptop.see(shows(other), monday + hours{9});

  const auto seen = laptop.see(shows(known), monday + hours{10});

  EXPECT_EQ(find_finding(seen, "certificate.changed"), nullptr);
}

TEST(ChangedCertificate, IsComparedWithTheOneThatHasStayed) {
  auto ending = known;
  ending.not_before = monday - days{150};
  ending.not_after = monday + days{30};
  auto renewal_of_the_first = certificate("cc", "pc");
  renewal_of_the_first.not_before = monday + days{1};
  for (const auto stayed : {1, 20}) {
    Laptop laptop;
    laptop.see(shows(ending), monday + hours{8});
    for (int day = 0; day <= stayed; ++day)
      laptop.see(shows(other), monday + days{day} + hours{9});

    const auto seen = laptop.see(shows(renewal_of_the_first), monday + days{stayed + 1});

    EXPECT_EQ(find_finding(seen, "certificate.changed") != nullptr, stayed == 20) << stayed;
  }
}

/// One of 30 days, as made by hand.
CertificateFacts made_at(const std::string& hash, monitor::SysTime from) {
  auto facts = certificate(hash, "pc");
  facts.not_before = from;
  facts.not_after = from + days{30};
  return facts;
}

TEST(ChangedCertificate, IsNotRenewedByAnotherOfItsKind) {
  Laptop laptop;
  laptop.see(shows(known), monday + hours{8});
  const auto later = monday + days{5};
  laptop.see(shows(made_at("bb", later)), later);

  const auto seen = laptop.see(shows(made_at("cc", later + hours{3})), later + hours{3});

  EXPECT_EQ(find_finding(seen, "certificate.renewed"), nullptr);
  EXPECT_NE(find_finding(seen, "certificate.changed"), nullptr);
}

TEST(ChangedCertificate, IsToldAgainWhenItComesBackAlsoAfterAnother) {
  Laptop laptop;
  const auto third = certificate("cc", "a third");
  laptop.see(shows(known), monday + hours{8});
  laptop.see(shows(other), monday + hours{9});
  laptop.see(shows(third), monday + hours{10});
  for (int day = 0; day < 21; ++day)
    laptop.see(shows(known), monday + days{day} + hours{11});

  EXPECT_TRUE(is_told_at(laptop, monday + days{22}));
}

TEST(ChangedCertificate, IsNotBelievedBecauseAnotherDoubtedOneGaveWayToIt) {
  Laptop laptop;
  laptop.see(shows(known), monday + hours{8});
  laptop.see(shows(other), monday + hours{9});
  laptop.see(shows(certificate("cc", "a third")), monday + hours{10});

  EXPECT_TRUE(is_told_at(laptop, monday + hours{11}));
}

CertificateFacts verified_one() {
  auto facts = certificate("aa", "pc");
  facts.self_signed = false;
  facts.trust = monitor::Trust::trusted;
  facts.name_matches = true;
  facts.server_purpose = true;
  return facts;
}

/// What is told of one that comes after it, all judged with that setting of the target.
class Successor {
 public:
  Successor(const CertificateFacts& facts, monitor::AuthenticationLevel level) {
    for (const auto& shown : {verified_one(), facts}) {
      auto check = shows(shown);
      check.target.authentication_level = level;
      check.at = laptop_.now + hours{9};
      check.findings = monitor::Judge().judge(check, nullptr);
      seen = laptop_.see(check, check.at);
    }
  }

  std::vector<std::string> told() const {
    std::vector<std::string> codes;
    for (const auto& finding : seen.findings) {
      if (belief(laptop_.foresight.outlook(), finding.code, false) != monitor::Belief::wait)
        codes.push_back(finding.code);
    }
    return codes;
  }

  Check seen;

 private:
  Laptop laptop_;
};

TEST(ChangedCertificate, IsToldAsWhatItIsRefusedFor) {
  auto misnamed = verified_one();
  misnamed.sha256 = "bb";
  misnamed.name_matches = false;
  auto worse = misnamed;
  worse.trust = monitor::Trust::untrusted_issuer;
  for (const auto& [facts, code] : {std::pair(misnamed, "certificate.name_mismatch"),
                                    std::pair(worse, "certificate.untrusted")}) {
    const Successor successor(facts, monitor::AuthenticationLevel::refuse);

    EXPECT_THAT(successor.told(), testing::ElementsAre(code)) << "one notice says it";
    EXPECT_THAT(find_finding(successor.seen, code)->explanation,
                testing::StartsWith("Connections are refused. The certificate is new"));
  }
}

TEST(ChangedCertificate, ThatIsWeakAsWellIsOneNotice) {
  auto weak = verified_one();
  weak.sha256 = "bb";
  weak.key = "RSA 1024";
  weak.key_bits = 1024;
  weak.signature = "sha1WithRSAEncryption";
  weak.server_purpose = false;

  const Successor successor(weak, monitor::AuthenticationLevel::warn);

  EXPECT_THAT(successor.told(), testing::ElementsAre("certificate.changed"));
  EXPECT_NE(find_finding(successor.seen, "certificate.weak_key"), nullptr) << "for who looks";
}

}  // namespace
