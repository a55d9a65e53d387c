#include "tray/app/recollection.h"

#include "tests/store/sample.h"

#include <gmock/gmock.h>

namespace {

using monitor::Learned;

TEST(Recollection, KeepsWhatWasLearnedForTheNextStart) {
  const auto database = sample::in_memory();
  const auto target = sample::must(database->add_target(sample::target("pc")));
  const Learned learned{"of all", {{target.id, "of it"}}};

  ASSERT_TRUE(tray::keep_learned(*database, learned));

  EXPECT_EQ(tray::recall_learned(*database), learned);
}

TEST(Recollection, OfANewArchiveIsEmpty) {
  EXPECT_EQ(tray::recall_learned(*sample::in_memory()), Learned{});
}

}  // namespace
