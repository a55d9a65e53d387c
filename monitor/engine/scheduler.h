#pragma once

#include "monitor/model/clock.h"
#include "monitor/model/target.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// Says who is to be looked at next. Knows no sockets and no timers, only steady time, so that a
/// clock that is set neither floods nor silences. Lives on the network thread.
///
/// Manners: never two looks at one host at once, and a pause between two; the host is the gateway
/// where there is one. Wake-ups are shared: whoever is due within a tenth of its interval is taken
/// along, and one jitter is drawn for all that are taken together.
class Scheduler {
 public:
  /// How often.
  struct Pace {
    std::chrono::seconds every{300};  ///< for targets without a setting of their own
    std::chrono::seconds slower{900};
    bool slow = false;  ///< on battery or a metered link: at least `slower` apart

    bool operator==(const Pace&) const = default;
  };

  /// Which hosts can be looked at at all.
  enum class Reach { everything, this_computer, nothing };

  /// What a finished look asks of the next; without any of it the usual pace holds.
  struct Wish {
    bool sooner = false;           ///< something has changed a short while ago
    std::optional<SteadyTime> by;  ///< at this moment, if it comes before the usual one
  };

  /// `random` gives numbers from 0 to below 1, one for each shared wake-up.
  explicit Scheduler(std::function<double()> random);

  /// Those that stay keep their turn; new and edited ones come at once, a few each second.
  void set_targets(const std::vector<Target>& targets, SteadyTime now);
  void set_pace(Pace pace, SteadyTime now);

  void set_reach(Reach reach) { reach_ = reach; }

  /// Everyone that is not on this computer comes after `grace`, a few each second.
  void look_at_all_after(std::chrono::seconds grace, SteadyTime now);

  /// As soon as the manners allow; a look under way counts until it is answered(). Without an id:
  /// everyone.
  void look_now(std::optional<TargetId> id, SteadyTime now);
  /// A single look at something that is not among the targets; taken whatever the reach.
  void look_once(TargetId id, const Target& target, SteadyTime now);

  /// Whoever is to be looked at now, in order; each must be finished().
  std::vector<TargetId> take_due(SteadyTime now);
  /// What the look saw is told; its connection is still being closed.
  void answered(TargetId id);
  /// The look is over and its connection closed.
  void finished(TargetId id, Wish wish, SteadyTime now);
  /// When take_due() will have someone; empty while nothing can be done.
  std::optional<SteadyTime> next_due() const;

 private:
  struct Turn {
    Target target;
    std::string host;
    std::string looking_at;  ///< the host of the look under way, also after an edit
    SteadyTime due{};        ///< not later than this
    SteadyTime earliest{};   ///< with others already from here
    bool running = false;
    bool answered = false;
    bool again = false;  ///< edited, or asked for, while a look was under way
    bool once = false;
  };

  struct Host {
    bool busy = false;
    SteadyTime free_at{};
  };

  std::chrono::seconds interval(const Turn& turn, bool sooner) const;
  bool within_reach(const Turn& turn) const;
  SteadyTime possible_from(const Turn& turn) const;
  void settle_turn(Turn& turn, bool sooner, SteadyTime now) const;

  std::function<double()> random_;
  double jitter_ = 0.5;
  Pace pace_;
  Reach reach_ = Reach::everything;
  std::map<TargetId, Turn> turns_;
  std::map<std::string, Host> hosts_;
  std::size_t running_ = 0;
};

}  // namespace monitor
