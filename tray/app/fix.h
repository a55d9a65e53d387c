#pragma once

#include "monitor/inspections/judging/surroundings.h"
#include "monitor/repair/repair_runner.h"
#include "store/kept.h"
#include "tray/app/diagnosis.h"
#include "tray/app/shared_trouble.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tray {

/// What a fix reaches of the world; all are called on its own thread.
struct FixReach {
  /// Looks at the target now; empty once the program ends.
  std::function<std::optional<monitor::Check>(const monitor::Target&)> look;
  /// Looks at other targets, where that tells more about this one; may be empty.
  std::function<std::vector<monitor::Check>()> look_at_others;
  /// The network in use, and who has answered elsewhere; may be empty.
  std::function<NewNetwork()> new_network;
  /// The certificates that the target has shown; may be empty.
  std::function<std::vector<monitor::PastCertificate>()> past_certificates;
  /// Reads what this computer keeps and says.
  std::function<monitor::Surroundings()> look_around;
  /// Whether the user has changed their mind; may be empty.
  std::function<bool()> cancelled;
  /// The network in use, in a sentence or two; may be empty.
  std::function<std::string()> network;
  FixProgressHeard heard;  ///< may be empty
};

/// Those of the target itself, as inspections take them.
std::vector<monitor::PastCertificate> past_certificates(
    const monitor::Result<std::vector<store::SeenCertificate>>& seen);

/// Finds out what is wrong with the target and plans what can be done. Changes nothing.
/// `told`: what a person read from their client, else its own log is asked.
/// One worker thread: takes seconds. Fails with unavailable once it is cancelled.
monitor::Result<Diagnosis> diagnose(const monitor::Target& target, const FixReach& reach,
                                    std::optional<monitor::ClientWord> told = {});

/// Does the chosen steps of the plan, looks again and says what has changed. Cancelled half-way it
/// leaves the steps that are left undone, and reports. With nothing chosen that this computer could
/// do, it changes nothing and reports.
/// The same thread. Fails as RepairRunner::apply().
monitor::Result<FixReport> repair(const Diagnosis& diagnosis,
                                  const std::vector<std::string>& chosen,
                                  monitor::RepairRunner& runner, const FixReach& reach);

/// The report of a fix that goes no further than its plan.
FixReport report_of_plan(const Diagnosis& diagnosis);

/// One `rdpready.fix/1` document on one line, by CONTRACT.
std::string fix_json(const FixReport& report);

}  // namespace tray
