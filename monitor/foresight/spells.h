#pragma once

#include "monitor/foresight/reach.h"
#include "monitor/model/clock.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace monitor {

class Transcript;

/// How far a failing look got, as far as that tells one trouble from another.
enum class Failing { nameless, silent, answered };

/// One stretch of failing looks, from the first to the first good one.
struct Spell {
  SysTime from{};      ///< first failing look
  SysTime last{};      ///< newest failing look
  SysTime until{};     ///< first good look; only once it is over
  double awake_h = 0;  ///< how long this computer had been looking when it began
  int looks = 0;
  int looks_since_wake = 0;
  int looks_alike = 0;    ///< the newest ones: all without a name, or all with one
  bool nameless = false;  ///< the newest one
  bool own = false;       ///< the host's own, and not at its usual time: others answered
  bool missed = false;    ///< it was silent at an hour at which it might have been there
  bool usual = false;     ///< the newest look: it is off as it usually is then
  SysTime last_usual{};   ///< look like that
  bool told = false;
  bool alone = false;                 ///< others answered all the while, and its name was known
  bool turned_away = false;           ///< it broke connections off; no restart does
  Failing failing = Failing::silent;  ///< the newest look
  Reach::Place place;                 ///< there

  double seen_minutes() const;  ///< from the first to the newest failing look
};

/// The interruptions of one host: how long they usually are, and whether there are more of them
/// than there used to be. Keeps the last 48. Pure.
class Spells {
 public:
  /// A failing look. Times are corrected for clocks that were set back by shift().
  Spell& fail(SysTime at, double awake_h);
  /// A good look; the spell that it ends.
  std::optional<Spell> succeed(SysTime at);
  /// This computer slept or moved: what follows is seen anew, what was seen before stays.
  void wake();
  /// What failed until now seems to be of another cause than what fails now; or is not, after all.
  void set_aside();
  void take_up();

  const Spell* aside() const { return aside_ ? &*aside_ : nullptr; }

  /// Nobody could be reached here: what failed since then says nothing of the host.
  void leave_out(SysTime since);
  /// The clock was set by that much.
  void shift(SysTime::duration by);

  const Spell* current() const { return current_ ? &*current_ : nullptr; }

  Spell* current() { return current_ ? &*current_ : nullptr; }

  /// What has been told of is not counted as a burst again, only as the past.
  void burst_is_over(double awake_h) { told_until_h_ = awake_h; }

  /// Those that began since then.
  int count_since(SysTime from) const;
  int lone_since(SysTime from) const;  ///< those of them that one look alone has seen
  /// Lengths in minutes of those that were over before anyone heard of them.
  std::vector<double> short_ones() const;

  /// How many minutes the host was away on the last patch days at the hour at which the current one
  /// began, at most; empty if it was not.
  std::optional<double> usual_restart() const;

  /// For how many minutes it stays away at most where that happens again and again at hours at
  /// which it may as well be there; empty where it does not.
  std::optional<double> usual_absence(SysTime now) const;

  /// Several since a moment, far more often than before.
  struct Burst {
    int spells = 0;
    SysTime since{};
    double usual_per_day = 0;  ///< in ten hours of looking
    double now_per_day = 0;
    bool brief = false;  ///< most of them for a moment
  };

  /// Far more than chance would give: of some minutes each, or of any length on two working days.
  std::optional<Burst> burst(double awake_h) const;
  /// Whether good days have gone by since the newest, or hours since one that has been mended.
  bool is_calm(SysTime now, double awake_h) const;

  /// What is kept for the next start.
  void transcribe(Transcript& text);

 private:
  struct Window {
    Burst burst;
    int newest = 0;  ///< of them, since the second moment
    double per_hour_before = 0;
  };

  /// Those since `from_h`, and how many there were before. `brief`: of whatever length, where
  /// others went on answering.
  Window window(double from_h, double newest_h, bool brief) const;
  std::optional<Burst> burst_within(double hours, double awake_h) const;
  std::optional<Burst> brief_ones(double awake_h) const;

  std::optional<Spell> current_;
  std::optional<Spell> aside_;  ///< of another trouble, as it seems
  std::deque<Spell> past_;
  std::deque<Spell> restarts_;  ///< of the past, as long as restarts are
  double told_until_h_ = 0;
};

}  // namespace monitor
