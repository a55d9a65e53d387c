#include "tests/fakes/example_year.h"

#include <cstdio>
#include <exception>

/// example_year FOLDER: makes a data folder with five computers and a year of looks at them, to see
/// the programs with (`rdpready status --data-dir FOLDER`). Exit code 1: it could not be written.
int main(int count, char** words) {
  if (count != 2) {
    std::fputs("Give a folder.\n", stderr);
    return 2;
  }
  try {
    tests::save_example_year(words[1], monitor::SystemClock{}.now(), std::chrono::hours{4});
  } catch (const std::exception& trouble) {
    std::fprintf(stderr, "%s\n", trouble.what());
    return 1;
  }
  return 0;
}
