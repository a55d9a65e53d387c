#include "tests/fakes/role.h"

#include <gmock/gmock.h>

int main(int argc, char** argv) {
  const int played = tests::play_role({argv + 1, argv + argc});
  if (played >= 0) return played;
  testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
