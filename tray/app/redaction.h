#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tray {

/// Replaces names and addresses in texts that leave this computer by stand-ins: "host-1". The same
/// name has the same stand-in everywhere, so that what belongs together is still seen to.
class Redaction {
 public:
  /// From now on `name` becomes "KIND-N", wherever it stands as a whole word, in any case of ASCII
  /// letters. An empty one is passed over.
  void hide(std::string_view kind, std::string_view name);

  /// The text without what was named to hide(), and without whatever looks like an address, a
  /// computer's full name, an account or a fingerprint.
  std::string apply(std::string_view text);

 private:
  std::string stand_in(std::string_view kind, const std::string& name);
  std::string without_names(std::string_view text) const;
  std::string without_patterns(std::string_view text);

  std::map<std::string, std::string> stand_ins_;  ///< by name in lower case
  std::map<std::string, int, std::less<>> counts_;
  std::vector<std::string> names_;  ///< in lower case, longest first
};

}  // namespace tray
