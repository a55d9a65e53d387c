#include "tests/fakes/laptop.h"

#include <gtest/gtest.h>

// Certificates that are not renewed when they usually are.

namespace {

using monitor::CertificateFacts;
using monitor::SysTime;
using monitor::TargetId;
using std::chrono::days;
using std::chrono::hours;
using tests::good_look;
using tests::Laptop;
using tests::monday;
using tests::pc;

CertificateFacts own_until(const std::string& hash, SysTime ends) {
  CertificateFacts facts;
  facts.subject = facts.issuer = "CN=pc1";
  facts.sha256 = hash;
  facts.not_after = ends;
  facts.not_before = ends - days{183};
  facts.self_signed = true;
  return facts;
}

/// A laptop that is in use on workdays for eight weeks, until that day; it has seen one renewal,
/// four days ahead.
class Office {
 public:
  explicit Office(SysTime ends) : ends_(ends) {
    const auto before = own_until("before", ends - days{179});
    const auto until = before.not_after - days{4};
    laptop_.foresight.recall_certificate(TargetId{1}, false, before, until - days{9}, until);
    for (auto day = monday; day < monday + days{56}; day += days{1}) {
      if ((day - monday) % days{7} < days{5}) look(day + hours{9});
    }
  }

  bool is_overdue_at(SysTime at) {
    return find_finding(look(at), "certificate.renewal_overdue") != nullptr;
  }

 private:
  monitor::Check look(SysTime at) {
    auto check = good_look(pc(1));
    check.certificate = own_until("one", ends_);
    return laptop_.see(std::move(check), at);
  }

  Laptop laptop_;
  SysTime ends_;
};

TEST(OverdueRenewal, IsSaidBeforeTheWeekendThatLeavesNoDay) {
  const auto friday = monday + days{60};
  for (const auto ends : {friday + days{3} + hours{23}, friday + days{5} + hours{1}}) {
    Office office(ends);

    EXPECT_EQ(office.is_overdue_at(friday + hours{18}), ends < friday + days{4});
  }
}

TEST(OverdueRenewal, IsGivenItsTimeInTheWeek) {
  const auto wednesday = monday + days{58};
  Office office(wednesday + days{3} + hours{23});

  EXPECT_FALSE(office.is_overdue_at(wednesday + hours{18}));
}

}  // namespace
