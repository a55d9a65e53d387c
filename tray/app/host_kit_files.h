#pragma once

#include "monitor/repair/host_kit.h"
#include "tray/app/diagnosis.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tray {

/// Where a kit lies.
struct HostKitFiles {
  std::filesystem::path ticket;
  std::filesystem::path script;

  bool operator==(const HostKitFiles&) const = default;
};

/// A kit and where it lies.
struct WrittenKit {
  monitor::HostKit kit;
  HostKitFiles files;
};

/// From where things are seen: this computer's name, its network and VPN. Asks the system.
std::string seen_from();

/// What the administrator of the target's host is told. `since` is when the trouble began, where
/// that is known; `from` as seen_from() gives it.
monitor::HostKit host_kit_for(const Diagnosis& diagnosis, std::optional<monitor::SysTime> since,
                              std::string from);

/// The names that a kit for that target has in the folder.
HostKitFiles host_kit_files(const std::filesystem::path& folder, const monitor::Target& target);

/// Writes the kit into the folder, which is made where it is not there. The ticket names the
/// script. Fails with already_there unless `replace`, and with storage; both name the file.
monitor::Result<HostKitFiles> write_host_kit(const monitor::HostKit& kit,
                                             const monitor::Target& target,
                                             const std::filesystem::path& folder, bool replace);

/// Makes the kit for what is seen from here and writes it into the folder in place of an older one
/// for the same target. Fails with storage.
monitor::Result<WrittenKit> write_kit_for(const Diagnosis& diagnosis,
                                          std::optional<monitor::SysTime> since,
                                          const std::filesystem::path& folder);

/// `rdpready.host-kit/1`, on one line.
std::string host_kit_json(const monitor::HostKit& kit, const monitor::Target& target,
                          const HostKitFiles& files);

}  // namespace tray
