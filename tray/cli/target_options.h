#pragma once

#include "monitor/model/result.h"
#include "monitor/model/target.h"
#include "tray/app/snoozes.h"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace tray {

/// The options that `targets add` and `targets edit` have in common. What is not given stays.
class TargetOptions {
 public:
  void declare(CLI::App& app);
  /// Fails with wrong_use, naming the option.
  monitor::Result<void> apply(monitor::Target& target) const;
  /// Keeps what is not part of the target itself; after apply().
  monitor::Result<void> keep(store::Database& database, monitor::TargetId id) const;

 private:
  std::optional<std::string> name_;
  std::optional<std::string> gateway_;
  std::optional<std::string> user_name_;
  std::optional<std::string> group_;
  std::optional<int> authentication_level_;
  std::optional<std::string> sign_in_;
  std::optional<double> every_minutes_;
  std::optional<std::string> identity_;
  std::optional<std::string> maintenance_;
};

}  // namespace tray
