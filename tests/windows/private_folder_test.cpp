#include "monitor/platform/windows/handle.h"
#include "store/surroundings.h"
#include "tests/fakes/program_run.h"
#include "tests/fakes/spawned.h"

#include <gtest/gtest.h>

#include <windows.h>

#include <aclapi.h>
#include <sddl.h>

#include <fstream>

namespace {

namespace fs = std::filesystem;

/// Whether anybody at all who can log on here is let in by name.
bool lets_everyone_in(const fs::path& folder) {
  PACL list = nullptr;
  void* descriptor = nullptr;
  EXPECT_EQ(GetNamedSecurityInfoW(folder.c_str(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION,
                                  nullptr, nullptr, &list, nullptr, &descriptor),
            static_cast<DWORD>(ERROR_SUCCESS));
  const std::unique_ptr<void, monitor::FreeLocal> owned(descriptor);
  for (DWORD i = 0; list != nullptr && i < list->AceCount; ++i) {
    void* entry = nullptr;
    GetAce(list, i, &entry);
    auto* allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    if (allowed->Header.AceType == ACCESS_ALLOWED_ACE_TYPE && allowed->Mask != 0 &&
        IsWellKnownSid(&allowed->SidStart, WinWorldSid)) {
      return true;
    }
  }
  return list == nullptr;
}

TEST(PrivateFolder, IsForThisUserAlone) {
  const tests::TemporaryFolder root;
  const auto folder = root.path() / L"Zo\u00eb's data";

  store::create_private_folder(folder);

  EXPECT_FALSE(lets_everyone_in(folder));
  std::ofstream(folder / "file") << "mine";
  EXPECT_EQ(fs::file_size(folder / "file"), 4U);
}

TEST(PrivateFolder, StaysAsItIsWhereItIsThere) {
  const tests::TemporaryFolder root;
  fs::create_directory(root.path() / "folder");
  const bool before = lets_everyone_in(root.path() / "folder");

  store::create_private_folder(root.path() / "folder");

  EXPECT_EQ(lets_everyone_in(root.path() / "folder"), before);
}

TEST(PrivateFolder, IsNotMadeOfAFile) {
  const tests::TemporaryFolder root;
  std::ofstream(root.path() / "file").flush();

  EXPECT_THROW(store::create_private_folder(root.path() / "file"), fs::filesystem_error);
}

TEST(PathVariable, IsWholeWhateverItHolds) {
  tests::set_variable("RDPREADY_TEST_PATH", "C:\\Zoë Ωmega\\🙂");

  EXPECT_EQ(store::path_variable("RDPREADY_TEST_PATH"), fs::path(u8"C:\\Zoë Ωmega\\🙂"));
  tests::unset_variable("RDPREADY_TEST_PATH");
  EXPECT_EQ(store::path_variable("RDPREADY_TEST_PATH"), fs::path());
}

}  // namespace
