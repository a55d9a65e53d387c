#pragma once

#include "tray/app/desk.h"

#include <span>
#include <string>
#include <vector>

namespace tray {

/// One line of an import before it is saved.
struct ImportRow {
  bool ticked = true;
  std::string name;
  std::string address;  ///< with the gateway, where there is one
  std::string remark;   ///< "already watched"; may be empty

  bool operator==(const ImportRow&) const = default;
};

/// What an import would bring.
struct ImportView {
  std::string headline;         ///< "12 targets found, 2 of them are watched already"
  std::vector<ImportRow> rows;  ///< in the preview's order
  std::string troubles;         ///< a sentence a line; may be empty

  bool operator==(const ImportView&) const = default;
};

/// Targets with the endpoint and gateway of a watched one are not ticked.
ImportView present_import(const ImportPreview& preview, std::span<const TargetStatus> watched);

/// "Add 12 targets", "Add 1 target", "Add".
std::string import_button(std::size_t ticked);

}  // namespace tray
