#include "monitor/model/repair.h"

namespace monitor {

std::string_view to_text(ItemKind kind) {
  switch (kind) {
    case ItemKind::sign_in:
      return "sign_in";
    case ItemKind::certificate:
      return "certificate";
    case ItemKind::bitmap_cache:
      return "bitmap_cache";
    case ItemKind::user_name:
      return "user_name";
    case ItemKind::device_answer:
      return "device_answer";
    case ItemKind::publisher_answer:
      return "publisher_answer";
    case ItemKind::remembered_host:
      return "remembered_host";
    case ItemKind::history:
      return "history";
  }
  return "history";
}

std::string_view to_text(Undo undo) {
  switch (undo) {
    case Undo::whole:
      return "whole";
    case Undo::needs_password_again:
      return "needs_password_again";
    case Undo::impossible:
      return "impossible";
  }
  return "impossible";
}

}  // namespace monitor
