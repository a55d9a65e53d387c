// What the program that watches keeps of where this computer is.

#include "tests/store/sample.h"
#include "tray/app/assembly.h"

#include <gmock/gmock.h>

namespace {

TEST(AssemblySituation, IsKeptOnceForAllStartsThatFindItSo) {
  const sample::Folder folder;
  for (int start = 0; start < 2; ++start) {
    tray::Assembly::Options options;
    options.data_dir = folder.path();
    options.on_home_thread = [](const std::function<void()>&) {};
    const auto assembly = tray::Assembly::open(std::move(options));
    ASSERT_TRUE(assembly) << assembly.error().what;
    (*assembly)->start();
    (*assembly)->stop();
  }

  const auto database = sample::open(folder);

  EXPECT_THAT(database->situations({}).value(), testing::SizeIs(1));
}

}  // namespace
