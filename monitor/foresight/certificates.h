#pragma once

#include "monitor/foresight/moment.h"
#include "monitor/foresight/outlook.h"
#include "monitor/foresight/renewals.h"
#include "monitor/model/check.h"

#include <deque>
#include <map>
#include <string>

namespace monitor {

/// How hosts of one kind renew, whoever they are; at most 64 kinds. Pure.
class KindLeads {
 public:
  /// `sha256`: of the new certificate, which several targets may show.
  void add(const std::string& kind, double lead_days, const std::string& sha256);
  std::optional<RenewalHabit> habit(const std::string& kind) const;

 private:
  struct Example {
    double lead_days = 0;
    std::string sha256;
  };

  std::map<std::string, std::deque<Example>> examples_;
};

/// Judges one side's certificate against what that side has shown before: the findings about its
/// end and its change are replaced by ones that know how it is renewed. Those that are not worth
/// telling are held in `outlook`. `gateway`: the gateway's side.
void foresee_certificate(Check& check, bool gateway, Renewals& renewals, KindLeads& kinds,
                         const Moment& moment, Outlook& outlook);

}  // namespace monitor
