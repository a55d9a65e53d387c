#pragma once

#include "monitor/model/repair.h"
#include "monitor/model/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace monitor {

/// What a step does; the kinds are few and closed.
enum class StepAct {
  remove_item,           ///< copies it, then removes it
  empty_resolver_cache,  ///< nothing to take back
  tell_administrator,    ///< nothing that this computer could do
};

/// One step of a plan, as it is shown before anybody agrees to it.
struct RepairStep {
  std::string id;  ///< "1", "2" …: what `--only` takes
  StepAct act = StepAct::tell_administrator;
  std::string remedy;  ///< "this_computer.remove_credential"
  std::string title;   ///< what it does
  std::string why;     ///< for whom it is, in a sentence
  bool by_default = false;
  SavedItem item;  ///< of remove_item

  bool operator==(const RepairStep&) const = default;
};

/// What could be done for one target, on this computer and by its host's administrator.
struct RepairPlan {
  std::string target;  ///< as it is shown; empty for a plan without one
  std::vector<RepairStep> steps;

  bool operator==(const RepairPlan&) const = default;
};

/// How far a step has come. The numbers are kept: new ones come last.
enum class StepState {
  planned,   ///< nothing was changed
  removing,  ///< a copy is safe; the item is there, gone or half gone
  applied,
  failed,   ///< nothing was changed; `detail` says why
  skipped,  ///< nobody agreed to it
  undone,
};

/// How far a repair has come. The numbers are kept.
enum class RepairState { applying, done, undoing, undone };

enum class RepairId : std::int64_t {};

/// A step as the journal has it.
struct JournalStep {
  int number = 0;  ///< from 1
  RepairStep step;
  StepState state = StepState::planned;
  std::string detail;  ///< a sentence; empty where all went well

  bool operator==(const JournalStep&) const = default;
};

struct RepairRecord {
  RepairId id{};
  std::string target;
  SysTime at{};
  RepairState state = RepairState::applying;
  std::vector<JournalStep> steps;  ///< by number

  bool operator==(const RepairRecord&) const = default;
};

/// The copy of a removed item; sealed where it holds a secret.
struct KeptCopy {
  bool sealed = false;
  std::vector<std::byte> bytes;

  bool operator==(const KeptCopy&) const = default;
};

/// What was repaired, written down before it is done, so that it can be taken back after any end of
/// the program. Every function is on the disk when it returns. Fails with storage.
class RepairJournal {
 public:
  virtual ~RepairJournal() = default;

  /// From now on no other program of this user repairs or takes back, until this one ends.
  /// Fails with denied where another one is at it.
  virtual Result<void> take_turn() = 0;
  /// Writes the plan down; all steps planned.
  virtual Result<RepairId> begin(const RepairPlan& plan, SysTime at) = 0;
  /// Keeps the copy, and the step is `removing`, both at once.
  virtual Result<void> keep_copy(RepairId repair, int step, const KeptCopy& copy) = 0;
  virtual Result<void> set_step(RepairId repair, int step, StepState state,
                                const std::string& detail) = 0;
  virtual Result<void> set_state(RepairId repair, RepairState state) = 0;
  /// Newest first. Of a step's item only what showing and judging need is kept.
  virtual Result<std::vector<RepairRecord>> records() = 0;
  /// Fails with not_found.
  virtual Result<KeptCopy> copy_of(RepairId repair, int step) = 0;
};

/// "planned", "applied" …: strings of CONTRACT; `removing` is "planned" to the outside.
std::string_view to_text(StepState state);

}  // namespace monitor
