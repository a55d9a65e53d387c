#pragma once

#include "monitor/model/check.h"
#include "monitor/net/look.h"
#include "monitor/probes/standards.h"

#include <asio/awaitable.hpp>

#include <memory>
#include <string_view>
#include <vector>

namespace monitor {

/// One technique of looking at a target: it observes on the network thread and judges anywhere.
class Probe {
 public:
  virtual ~Probe() = default;

  /// The step of CONTRACT that it makes: "resolve", "gateway.tls".
  virtual std::string_view step() const = 0;
  /// The step that comes before, and must have gone well if this kind of target has it; empty for
  /// the lowest rung. Together these make one line, the order of CONTRACT.
  virtual std::string_view needs() const = 0;
  /// Whether this kind of target has that step at all, be it only to say that it was skipped.
  virtual bool applies(const Target& target) const = 0;
  /// Whether, with the rungs below as they were seen, there is anything to look at.
  /// A rung that is not reached is `skipped`, which is no failure.
  virtual bool is_due(const Look& look) const = 0;

  /// Touches the network, judges nothing. Ends by the look's deadline at the latest.
  /// What it learns beyond the step's own facts it leaves in `look` (certificate, identity).
  /// The ladder adds the step's name and the time that it took.
  /// Lives on the network thread. Never throws for what the network does.
  virtual asio::awaitable<Observation> observe(Look& look) const = 0;

  /// Facts that the step always has in JSON, as nulls: for a step that was skipped or failed.
  virtual Evidence blank_facts() const = 0;

  /// What to think of it. Pure. `before` is the last look at the same target; null if none.
  virtual std::vector<Finding> judge(const Check& now, const Check* before,
                                     const Standards& standards) const = 0;
};

/// Every probe, in no particular order; made from the files of this folder.
std::vector<std::unique_ptr<Probe>> all_probes();

}  // namespace monitor
