#pragma once

#include "notify/alert.h"

#include <string>

namespace tray {

/// An alert as one line of JSON with the keys of CONTRACT's `rdpready.replay/1`, without its end.
/// `target` is null where it concerns several; one that did not come onto the screen has `delivery`
/// too.
std::string alert_json(const notify::Alert& alert);

/// The same as a plain sentence: when, what kind, title, text, and whether it kept off the screen.
std::string alert_line(const notify::Alert& alert);

}  // namespace tray
