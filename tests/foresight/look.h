#pragma once

#include "tests/foresight/causes.h"

#include <string>
#include <vector>

namespace foresight {

/// What one look meets: the step that fails and why. An empty step is a success.
struct Sight {
  std::string step;
  std::string error;
  int failure_code = 0;
  int http_status = 401;
  double slower = 1;
  double clock_skew = 0;
  const char* tls_version = "TLSv1.3";
  /// Another certificate than the host's own, of another name or of the same.
  bool other_certificate = false;
  bool other_subject = false;
  /// What made this look fail, or shows in it; null where nothing did.
  Cause* cause = nullptr;
};

/// Where and when somebody looks, and what is true then.
struct Scene {
  const Laptop& laptop;
  const Estate& estate;
  const Stretch& stretch;
  /// Those that are in force at some time in the stretch.
  const std::vector<Cause*>& causes;
};

/// What a look at this host gives at this moment.
Sight look(const Scene& scene, int host, Seconds at, Dice& dice);
/// What the user meets: single packets that are lost do not matter.
Sight attempt(const Scene& scene, int host, Seconds at, Dice& dice);
/// An attempt by the user that meets this does not come through. Names the cause in `sight`.
bool stops_user(const Scene& scene, int host, Sight& sight, Seconds at);
/// The user sees at once that it makes no sense to try.
bool is_hopeless(const Scene& scene, int host, Seconds at);
/// Marks the causes that can be seen in this look.
void note_shown(const Scene& scene, int host, const Sight& sight, Seconds at);

}  // namespace foresight
