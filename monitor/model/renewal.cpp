#include "monitor/model/renewal.h"

#include <algorithm>

namespace monitor {

namespace {

// Whoever renews, renews in the last third of a certificate's life or in its last month.
constexpr std::chrono::days last_month{30};

}  // namespace

bool is_expected_renewal(const CertificateFacts& before, const CertificateFacts& now,
                         SysTime first_seen) {
  const auto last_third = (before.not_after - before.not_before) / 3;
  const auto window = std::max<SysTime::duration>(last_third, last_month);
  return now.subject == before.subject && first_seen > before.not_after - window;
}

}  // namespace monitor
