#pragma once

#include "monitor/model/result.h"
#include "monitor/model/situation.h"

#include <functional>
#include <memory>

namespace monitor {

/// Tells when this computer's own situation changes: links, routes, sleep, power. By events of the
/// system; where a facility is absent that part keeps its hopeful default.
class SituationSource {
 public:
  /// Called on the source's own thread, with the newest state, only when it differs from the last
  /// or this computer has just woken.
  using Listener = std::function<void(const Situation&)>;

  virtual ~SituationSource() = default;

  /// The situation now; quick, any thread.
  virtual Situation now() const = 0;
  /// Begins to listen; once. The listener is told the current situation first.
  /// Fails with unavailable where the system sends no events at all.
  virtual Result<void> start(Listener listener) = 0;
  /// Ends and joins; may be called twice. No call of the listener comes after it.
  virtual void stop() = 0;
};

/// This system's source.
std::unique_ptr<SituationSource> open_situation_source();

}  // namespace monitor
