#pragma once

#include "monitor/model/result.h"

#include <filesystem>
#include <memory>

namespace monitor {

/// Whether the tray program starts when this user logs in. May touch the disk.
class Autostart {
 public:
  virtual ~Autostart() = default;

  /// Whether the next login starts it, by the user's own entry or the system-wide one.
  virtual Result<bool> is_on() const = 0;
  /// Makes the next login start `program`; any earlier entry is replaced.
  virtual Result<void> turn_on(const std::filesystem::path& program) = 0;
  /// Keeps it from starting, also against a system-wide entry.
  virtual Result<void> turn_off() = 0;
};

/// This user's entry.
std::unique_ptr<Autostart> open_autostart();

}  // namespace monitor
