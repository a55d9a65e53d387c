#pragma once

#include <gio/gio.h>

#include <memory>
#include <string>

namespace tray {

/// Lets go of one reference to a GObject.
struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};

/// Owns one reference to a GObject.
template <class T>
using GlibRef = std::unique_ptr<T, Unref>;

/// Takes over the error's memory and gives its words.
inline std::string take_message(GError* error) {
  std::string words = error == nullptr ? "" : error->message;
  g_clear_error(&error);
  return words;
}

}  // namespace tray
