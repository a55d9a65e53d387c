#pragma once

#include "tests/foresight/hosts.h"

#include <string>
#include <vector>

namespace foresight {

/// Something that happens, and what is true about it.
struct Cause {
  /// What is to be told of it: days ahead; before the next attempt; nothing, though a notice or
  /// `allowed` of them are true; nothing.
  enum class Sort { foreseeable, unforeseeable, tolerated, harmless };
  int id = 0;
  std::string kind;
  Sort sort = Sort::unforeseeable;
  std::vector<int> hosts;
  /// From when a notice is right, when connections begin to fail, when it is mended.
  Seconds from = 0;
  Seconds fails_at = 0;
  Seconds until = 0;
  /// From when looks show it to somebody who knows the host.
  Seconds evident_from = 0;
  /// On how many days it must have been seen before it can be foreseen.
  int days_needed = 1;
  int allowed = 1;
  /// Beginnings of the codes that tell it, and of others that are true meanwhile.
  std::string codes;
  std::string also;
  /// How far it goes: seconds of clock skew.
  double amount = 0;
  /// First look that showed it, days with such looks until a day before it fails, and attempts
  /// that it stopped; filled by the run.
  Seconds shown_at = 0;
  int days_shown = 0;
  Seconds last_day_shown = 0;
  std::vector<Seconds> attempts;
};

/// It is to be told of.
bool is_wrong(const Cause& cause);
/// This host is touched by it.
bool concerns(const Cause& cause, int host);
/// All that happens in these years. `scenario` is "mixed", "healthy" or the name of one kind.
/// Changes the certificates of hosts whose renewal fails. Ids follow the order.
std::vector<Cause> make_causes(const Laptop& laptop, Estate& estate, const std::string& scenario,
                               Dice& dice);
/// What happens every month and hurts nobody, or hardly: restarts for updates, certificates that
/// people renew late, first ends of certificates that nobody has seen renewed.
void add_usual(const Laptop& laptop, const Estate& estate, std::vector<Cause>& causes, Dice& dice);

}  // namespace foresight
