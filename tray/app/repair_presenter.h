#pragma once

#include "tray/app/diagnosis.h"
#include "tray/app/local_time.h"
#include "tray/app/sign.h"

#include <optional>
#include <string>
#include <vector>

namespace tray {

/// A page of the system that the user opens to act by hand.
enum class SystemPage { sign_ins, network, firewall, date_and_time };

/// Something that was found, or found in order.
struct RepairCauseRow {
  Sign sign = Sign::information;
  std::string title;
  std::string text;  ///< what it means, then how this is known; may be empty

  bool operator==(const RepairCauseRow&) const = default;
};

/// A step of the plan, or of a repair of the past.
struct RepairStepRow {
  std::string id;  ///< what a choice names; of a past step its number
  Sign sign = Sign::information;
  bool can_be_ticked = false;
  bool ticked = false;
  std::string title;
  std::string why;
  std::string undo;            ///< whether it can be put back, or how it went: a sentence
  bool can_be_undone = false;  ///< now, by a button

  bool operator==(const RepairStepRow&) const = default;
};

/// What the window shows once there is something to show: the plan, or how it ended.
struct RepairView {
  Sign sign = Sign::unknown;
  std::string headline;
  std::string sentence;  ///< to be repeated on the phone
  std::vector<RepairCauseRow> causes;
  std::string steps_heading;  ///< empty where there are no steps
  std::vector<RepairStepRow> steps;
  std::vector<SystemPage> pages;          ///< where the user can act by hand
  std::vector<std::string> tested;        ///< what was found in order
  std::vector<std::string> not_readable;  ///< what could not be looked at
  bool for_administrator = false;         ///< the administrator of the host is to be asked
  std::optional<monitor::RepairId> undo_id;

  bool operator==(const RepairView&) const = default;
};

/// "Fix my connection to PC at work".
std::string repair_title(const monitor::Target& target);
/// The plan before anything is changed.
RepairView present_plan(const Diagnosis& diagnosis);
/// How it ended.
RepairView present_result(const FixReport& report);
/// The button that does it: "Do 2 steps"; empty where none is ticked.
std::string repair_button(std::size_t ticked);
/// "Saved passwords…": what the button of that page says.
std::string page_button(SystemPage page);
/// What to do where no program for that page is installed.
std::string missing_page_text(SystemPage page);

/// A repair of the past.
struct PastRepairView {
  monitor::RepairId id{};
  std::string headline;  ///< "PC at work, yesterday, 14:05"
  std::vector<RepairStepRow> steps;
  bool can_be_undone = false;

  bool operator==(const PastRepairView&) const = default;
};

/// Newest first, as they come; those in which nothing was changed are left out.
std::vector<PastRepairView> present_past_repairs(const std::vector<monitor::RepairRecord>& records,
                                                 const Viewpoint& view);
/// What came of taking back, in a sentence; `step` is a step's number.
std::string undo_text(const monitor::RepairRecord& record, std::optional<int> step);

}  // namespace tray
