#pragma once

namespace tray {

/// What the toolkit must know before it begins; first thing on the main thread.
void prepare_toolkit();

}  // namespace tray
