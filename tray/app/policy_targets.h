#pragma once

#include "monitor/model/target.h"
#include "store/database.h"
#include "tray/app/json_values.h"
#include "tray/app/preferences.h"

#include <string>
#include <string_view>
#include <vector>

namespace tray {

/// What a machine policy has under "targets".
struct PolicyTargets {
  std::vector<monitor::Target> targets;
  std::vector<std::string> troubles;  ///< a sentence for each that is passed over, by its number
};

/// Reads an array of texts or of objects with "host" and, if need be, "name" and "gateway"; or one
/// text, "host[:port][@gateway][=name]; …". What makes no sense is passed over.
PolicyTargets read_policy_targets(const Json& value);

/// Saves those of the policy that are not saved yet, and removes those that it has added and has no
/// more, with their history. One that was the user's before, or that he has changed since, stays;
/// and where it is not known which the policy has, all do. Writes nothing where all is so already.
monitor::Result<void> follow_policy_targets(store::Database& database,
                                            const Preferences& preferences);

/// Why a target of the policy stays as it is: one sentence with its name. `doing`: "renamed or sent
/// elsewhere", "removed".
std::string stays_by_policy(const monitor::Target& target, std::string_view doing);

/// Whether name, computer and gateway are the same; all else is the user's.
bool is_as_the_policy_has_it(const monitor::Target& before, const monitor::Target& now);

}  // namespace tray
