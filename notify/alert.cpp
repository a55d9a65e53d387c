#include "notify/alert.h"

namespace notify {

std::string_view to_text(Alert::Kind kind) {
  switch (kind) {
    case Alert::Kind::raised:
      return "raised";
    case Alert::Kind::escalated:
      return "escalated";
    case Alert::Kind::reminded:
      return "reminded";
    case Alert::Kind::cleared:
      return "cleared";
  }
  return "";
}

std::string_view delivery_of(const Alert& alert) {
  return alert.silent ? "silent" : "screen";
}

}  // namespace notify
