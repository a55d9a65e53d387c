// A password in every place that RDP Ready looks at leaves no trace in anything that it says or
// keeps.

#include "tests/fakes/marker_password.h"

#include "tests/fakes/linux/private_keyring.h"

#include <gmock/gmock.h>

#include <fstream>

namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;

TEST(MarkerPassword, LeavesNoTrace) {
  const tests::PrivateKeyring keyring;
  const tests::TemporaryFolder data;
  const tests::TemporaryFolder files;
  tests::plant_connection_files(files.path());
  const auto profile = keyring.home() / "pc.remmina";
  std::ofstream(profile) << "[remmina]\nserver=pc.example.com\nusername=me\n";
  const auto remmina = "xdg:schema org.remmina.Password key password filename " + profile.string();
  keyring.store("Remmina: pc - password", remmina, tests::marker_password);

  const auto said = tests::everything_said(data, files.path());

  for (const auto& text : said)
    EXPECT_FALSE(tests::holds_marker(text)) << text;
  EXPECT_THAT(tests::files_with_marker(data.path()), IsEmpty());
  EXPECT_FALSE(tests::files_with_marker(files.path()).empty());
}

}  // namespace
