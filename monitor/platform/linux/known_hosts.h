#pragma once

#include "monitor/model/repair.h"
#include "monitor/model/result.h"
#include "monitor/model/secret.h"

#include <filesystem>
#include <string>
#include <vector>

namespace monitor {

/// The certificates that FreeRDP 2 remembers, one line each of its file known_hosts2:
/// "host port sha256 subject issuer". Remmina writes "host:port port …".
struct KnownHosts {
  std::vector<SavedItem> items;         ///< in the file's order
  std::vector<std::string> unreadable;  ///< a sentence for each file
};

/// Nothing where there is no such file.
KnownHosts read_known_hosts(const std::filesystem::path& file);

/// True for an id of one of these items.
bool is_known_host(const SavedItem& item);

/// The line, and where it stands.
Result<Secret> copy_known_host(const SavedItem& item);
/// Takes that one line out; every other byte of the file, its mode and its times stay.
Result<void> remove_known_host(const SavedItem& item);
/// The file that a copy belongs to; empty for what is no copy of a line.
std::filesystem::path file_of_line_copy(const Secret& copy);
/// Puts the line where it stood. Fails with already_there where the file has another for the host.
Result<void> put_back_known_host(const Secret& copy);

}  // namespace monitor
