#pragma once

#include "tests/foresight/causes.h"

#include <string>

namespace foresight {

/// What one look meets: the step that fails and why. An empty step is a success.
struct Sight {
  std::string step;
  std::string error;
  double slower = 1;
  double clock_skew = 1.5;
  bool other_certificate = false;
};

/// What a look at this host gives at this moment.
Sight look(const Laptop& laptop, const Estate& estate, const std::vector<Cause>& causes, int host,
           const Stretch& stretch, Seconds at, Dice& dice);
/// An attempt by the user that meets this does not come through.
bool stops_user(const Estate& estate, const Host& host, const Sight& sight, Seconds at);
/// This cause is in force for this host and can be seen in this look.
bool shows(const Cause& cause, const Estate& estate, int host, const Sight& sight, Seconds at);
/// One check object (schema rdpready.check/1) as a line.
std::string check_line(const Estate& estate, const Host& host, const Sight& sight, Seconds at,
                       Seconds written_at, Dice& dice);

}  // namespace foresight
