#include "tray/gui/toolkit.h"

#include <glib-unix.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

namespace tray {

// The first GTK program of a session asks Mesa for visuals, which costs 54 MB and a tenth of a
// second; nothing here draws with OpenGL.
void prepare_toolkit() {
  ::setenv("GDK_GL", "disable", 0);
}

std::vector<std::string> program_arguments(int argc, char** argv) {
  return {argv + std::min(argc, 1), argv + argc};
}

void say_to_starter(std::string_view text, Voice voice) {
  auto* stream = voice == Voice::answer ? stdout : stderr;
  std::fwrite(text.data(), 1, text.size(), stream);
  std::fflush(stream);
}

std::filesystem::path program_path() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error);
}

// A desktop session does not do that; systemd users have units for it.
void ask_for_restart(const std::vector<std::string>&) {}

void when_asked_to_end(std::function<void()> quit) {
  const auto shared = std::make_shared<std::function<void()>>(std::move(quit));
  const auto asked = +[](gpointer data) -> gboolean {
    (**static_cast<std::shared_ptr<std::function<void()>>*>(data))();
    return G_SOURCE_CONTINUE;
  };
  const auto drop = +[](gpointer data) {
    std::unique_ptr<std::shared_ptr<std::function<void()>>> owned(
        static_cast<std::shared_ptr<std::function<void()>>*>(data));
  };
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
    auto held = std::make_unique<std::shared_ptr<std::function<void()>>>(shared);
    g_unix_signal_add_full(G_PRIORITY_DEFAULT, number, asked, held.release(), drop);
  }
}

}  // namespace tray
