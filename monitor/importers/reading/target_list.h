#pragma once

#include "monitor/model/target.h"

#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// Most targets that one file may hold.
inline constexpr std::size_t most_targets = 100'000;

/// One connection as a file words it; nothing checked yet. Passwords have no place here.
struct RawEntry {
  std::string_view name;
  std::string_view host;  ///< may carry a port, a scheme ("rdp://") and a path
  std::string_view port;  ///< counts where `host` carries none; empty or "0": the usual one
  std::string_view user;
  std::string_view domain;
  std::string_view gateway;  ///< may carry a port; empty: none
  std::string_view group;    ///< "A/B" or "A\B"
  AuthenticationLevel level = AuthenticationLevel::not_specified;
  SignIn sign_in = SignIn::before_session;
  std::size_t line = 0;  ///< where it stands; 0: not known
};

/// Turns entries of a file into targets, in order.
class TargetList {
 public:
  /// Adds the target; one without a host is a folder or template and is passed over.
  /// Fails with invalid_input, naming the entry and its line, for an impossible address or port,
  /// and beyond most_targets.
  Result<void> add(const RawEntry& entry);

  /// What was added.
  std::vector<Target> take() { return std::move(targets_); }

 private:
  std::vector<Target> targets_;
};

/// "A/B" of a folder in a folder; either may be empty. A slash in the name becomes a dash.
std::string joined_group(std::string_view parent, std::string_view name);

/// `authentication level` as a number or in the words of the tools ("WarnOnFailedAuth").
AuthenticationLevel authentication_level_of(std::string_view text);

/// `enablecredsspsupport` and `enablerdsaadauth` as tools write them; empty: as usual.
SignIn sign_in_of(std::string_view nla, std::string_view entra);

/// Whether a gateway that is named is also used, by a number of .rdp files or a tool's word.
/// 1 always, 2 where the direct way fails, 3 by default: for somebody who works from afar all three
/// lead through it. 0, 4 and nothing: never. Microsoft, "Supported RDP properties".
bool uses_gateway(std::string_view usage_method);

}  // namespace monitor
