#pragma once

#include "monitor/model/check.h"
#include "monitor/probes/standards.h"

#include <memory>
#include <utility>
#include <vector>

namespace monitor {

class Probe;

/// The probes in the order in which they are climbed, and what they think of a look together.
class Judge {
 public:
  using Rungs = std::vector<std::unique_ptr<Probe>>;

  Judge();
  ~Judge();
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;

  void set_thresholds(Thresholds thresholds) { standards_.thresholds = std::move(thresholds); }

  void set_utc_offset(std::chrono::seconds offset) { standards_.utc_offset = offset; }

  const Thresholds& thresholds() const { return standards_.thresholds; }

  /// Each after the one that it needs.
  const Rungs& rungs() const { return rungs_; }

  /// What its steps, certificates and identity say. `before` is the last look at the same target;
  /// null if none. Pure.
  std::vector<Finding> judge(const Check& check, const Check* before) const;

 private:
  Rungs rungs_;
  Standards standards_;
};

}  // namespace monitor
