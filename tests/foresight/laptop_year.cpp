// Writes a year of one laptop as replay reads it, and the truth about it.

#include "tests/foresight/year.h"

#include <fstream>
#include <iostream>
#include <string>

namespace {

struct Words {
  foresight::Wish wish;
  std::string out;
  std::string truth;
};

bool read(int count, char** words, Words& into) {
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string name = words[i];
    const std::string value = words[i + 1];
    if (name == "--seed")
      into.wish.seed = std::stoull(value);
    else if (name == "--targets")
      into.wish.targets = std::stoi(value);
    else if (name == "--interval")
      into.wish.interval = std::stoll(value) * foresight::minute;
    else if (name == "--years")
      into.wish.years = std::stoi(value);
    else if (name == "--scenario")
      into.wish.scenario = value;
    else if (name == "--out")
      into.out = value;
    else if (name == "--truth")
      into.truth = value;
    else
      return false;
  }
  return count % 2 == 1 && !into.out.empty() && !into.truth.empty();
}

}  // namespace

int main(int count, char** words) {
  Words wanted;
  if (!read(count, words, wanted)) {
    std::cerr << "Use: laptop_year --seed N [--scenario mixed|healthy|KIND] [--targets K]"
                 " [--interval MINUTES] [--years N] --out FILE --truth FILE\n";
    return 64;
  }
  foresight::Year year(wanted.wish);
  std::ofstream out(wanted.out);
  year.write(out);
  std::ofstream truth(wanted.truth);
  year.write_truth(truth);
  return out.flush() && truth.flush() ? 0 : 74;
}
