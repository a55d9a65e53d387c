#pragma once

#include "monitor/model/result.h"
#include "tray/app/support_bundle.h"

#include <span>
#include <string>

namespace tray {

/// The bytes of a ZIP archive of these files, by libzip. Fails with storage.
monitor::Result<std::string> zip_archive(std::span<const BundleFile> files);

}  // namespace tray
