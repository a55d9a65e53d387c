#pragma once

#include "monitor/model/check.h"
#include "monitor/model/repair_journal.h"
#include "monitor/repair/causes.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tray {

/// What is wrong with a target, and what can be done about it. Nothing was changed to learn it.
struct Diagnosis {
  monitor::Check before;                  ///< the look at it just now; its target is the subject
  std::vector<monitor::Cause> causes;     ///< likeliest first; empty: nothing is wrong
  monitor::RepairPlan plan;               ///< may be empty; see also monitor/repair/remedy.h
  std::vector<std::string> tested;        ///< a sentence for each thing that was found in order
  std::vector<std::string> not_readable;  ///< a sentence for each place that did not open

  bool operator==(const Diagnosis&) const = default;
};

/// A step of the plan, as windows and documents show it.
struct FixStep {
  std::string id;  ///< what a choice names
  std::string remedy;
  std::string title;
  std::string why;
  bool on_this_computer = true;  ///< false: only the host's administrator can do it
  bool reversible = false;       ///< it can be put back as it was
  bool needs_admin = false;
  bool by_default = false;  ///< ticked at first
  bool full_clean = false;  ///< nothing is wrong with it; only for whoever wants all traces gone
  monitor::StepState state = monitor::StepState::planned;
  std::string detail;  ///< what to know before agreeing, or how it went; may be empty

  bool operator==(const FixStep&) const = default;
};

/// The steps of the plan as shown before anybody agrees.
std::vector<FixStep> planned_steps(const monitor::RepairPlan& plan);
/// A step on its way, or done.
FixStep shown_step(const monitor::JournalStep& step);
/// The ids that are ticked at first.
std::vector<std::string> proposed_ids(const Diagnosis& diagnosis);

/// How a fix ended.
enum class FixOutcome { fixed, improved, unchanged, needs_host_admin, nothing_wrong };

/// "fixed", "improved" …: strings of CONTRACT.
std::string_view to_text(FixOutcome outcome);

/// What was done, and what it changed.
struct FixReport {
  Diagnosis diagnosis;
  std::vector<FixStep> steps;             ///< every step of the plan
  std::optional<monitor::Check> after;    ///< empty where nothing was done
  std::vector<monitor::Cause> remaining;  ///< what is wrong now; without an `after`, as before
  FixOutcome outcome = FixOutcome::unchanged;
  std::optional<monitor::RepairId> undo_id;  ///< where something can be put back
  std::string sentence;                      ///< how it ended, to be repeated on the phone

  bool operator==(const FixReport&) const = default;
};

/// What is going on, for whoever waits.
struct FixProgress {
  enum class Stage { looking, inspecting, mending, looking_again };
  Stage stage = Stage::looking;
  std::string text;             ///< "Looking at pc.example.com…"
  std::optional<FixStep> step;  ///< of `mending`: one that was just done
};

using FixProgressHeard = std::function<void(const FixProgress&)>;

}  // namespace tray
