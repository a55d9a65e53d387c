#pragma once

#include "monitor/model/finding.h"

#include <optional>
#include <string>
#include <vector>

namespace notify {

/// A change worth interrupting someone for.
/// Title and text are whole sentences of at most 48 and 200 characters.
struct Alert {
  enum class Kind { raised, escalated, reminded, cleared };
  Kind kind = Kind::raised;
  std::string episode;  ///< the same from raised to cleared; one notification on screen for each
  std::vector<monitor::TargetId> targets;  ///< whom it concerns; none where nobody watches it more
  std::vector<std::string> target_names;   ///< in the same order
  std::string code;
  monitor::Severity severity = monitor::Severity::information;
  std::optional<monitor::SysTime> fails_at;
  monitor::SysTime at{};
  std::string title;
  std::string text;
  /// In quiet hours, and of what is watched no more: for journals, not for the screen. What is
  /// there of a cleared one is taken away.
  bool silent = false;

  bool operator==(const Alert&) const = default;
};

/// "raised", "escalated", "reminded", "cleared".
std::string_view to_text(Alert::Kind kind);
/// "screen", "silent".
std::string_view delivery_of(const Alert& alert);

}  // namespace notify
