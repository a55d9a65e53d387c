#include "tray/gui/toolkit.h"

#include <cstdlib>

namespace tray {

// The first GTK program of a session asks Mesa for visuals, which costs 54 MB and a tenth of a
// second; nothing here draws with OpenGL.
void prepare_toolkit() {
  ::setenv("GDK_GL", "disable", 0);
}

}  // namespace tray
