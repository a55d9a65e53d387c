#pragma once

#include "monitor/model/evidence.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace monitor {

/// What an RDP client keeps about a connection.
enum class ItemKind {
  sign_in,           ///< a saved user name and password
  certificate,       ///< the certificate, or its hash, that the client trusts for a host
  bitmap_cache,      ///< pieces of pictures of past sessions
  user_name,         ///< the name that the client suggests for a host
  device_answer,     ///< which of this computer's devices a host may use
  publisher_answer,  ///< whose connection files are opened without a question
  remembered_host,   ///< what else the client keeps about a host
  history,           ///< recent computers and last settings: the user's own, no cache
};

/// How far the removal of an item can be taken back.
enum class Undo {
  whole,                 ///< as it was
  needs_password_again,  ///< all but the password, which the system lets no program read
  impossible,            ///< nothing can be copied
};

/// Something that this computer keeps about a connection.
struct SavedItem {
  std::string place;  ///< which SavedItems it is of
  std::string id;     ///< the one thing of that name in its place, also after a restart
  ItemKind kind = ItemKind::history;
  std::string shown_as;               ///< one line for a person, without the place
  std::string host;                   ///< as the client spells it, without port; may be empty
  std::optional<std::uint16_t> port;  ///< where the item is about one port
  std::string user_name;              ///< may be empty
  std::optional<SysTime> written;     ///< UTC; where the place tells
  std::uint64_t size = 0;             ///< bytes of what is kept, without its name
  bool secret = false;                ///< a copy of it must be sealed
  Undo undo = Undo::whole;
  /// Differs whenever the item does, its secret included. Only for comparing, within this process.
  std::string state;
  /// What judging needs to know; the names are those of its place's header.
  Evidence facts;

  bool operator==(const SavedItem&) const = default;
};

/// "sign_in", "certificate" …: the words of `cache list --json`.
std::string_view to_text(ItemKind kind);
/// "whole", "needs_password_again", "impossible".
std::string_view to_text(Undo undo);

}  // namespace monitor
