#pragma once

#include "tests/foresight/look.h"

#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace foresight {

/// What is wished of a year.
struct Wish {
  std::uint64_t seed = 1;
  /// Nought: as the seed has it.
  int targets = 0;
  Seconds interval = 0;
  int years = 1;
  std::string scenario = "mixed";
};

/// A year of a laptop: its looks and events, and the truth about them.
class Year {
 public:
  explicit Year(const Wish& wish);
  Year(const Year&) = delete;
  Year& operator=(const Year&) = delete;

  /// Writes JSON Lines as replay reads them (schema rdpready.replay/1).
  void write(std::ostream& out);
  /// What was true; after write().
  void write_truth(std::ostream& out) const;

 private:
  std::string event(const char* name, Seconds at, const Stretch& stretch, int host) const;
  void plan_attempts();
  void begin(const Stretch& stretch, std::ostream& out) const;
  void end(const Stretch& stretch, std::ostream& out) const;
  void run(const Stretch& stretch, std::ostream& out);
  void look_at(const Scene& scene, int host, Seconds at, std::ostream& out);
  Seconds pace(int host, Seconds at) const;
  void try_it(const Scene& scene, int host, Seconds at, std::ostream& out);
  void save_targets(const Stretch& stretch);
  void note_place(const Stretch& stretch);
  void add_tolerated(const char* kind, const char* codes, Seconds from, Seconds until,
                     std::vector<int> hosts, Seconds clock_error = 0);

  Wish wish_;
  Dice dice_;
  Laptop laptop_;
  Estate estate_;
  std::vector<Cause> causes_;
  /// What the laptop itself meets; never looked at, only told of.
  std::vector<Cause> here_;
  std::vector<bool> saved_;
  std::vector<bool> failed_;
  std::vector<Seconds> failing_since_;
  /// When the user means to connect, to which host; what is left of the plan.
  std::multimap<Seconds, int> attempts_;
  std::multimap<Seconds, int> disconnects_;
};

}  // namespace foresight
