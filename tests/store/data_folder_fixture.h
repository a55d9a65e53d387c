#pragma once

#include "store/data_folder.h"
#include "tests/fakes/spawned.h"
#include "tests/store/sample.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace sample {

/// The variables that decide, all unset, and as they were afterwards.
class DataFolderFixture : public testing::Test {
 protected:
  DataFolderFixture() {
    for (const auto* name :
         {"RDPREADY_DATA_DIR", "LOCALAPPDATA", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"}) {
      const char* value = std::getenv(name);
      before_[name] = value == nullptr ? std::nullopt : std::optional<std::string>(value);
      tests::unset_variable(name);
    }
  }

  ~DataFolderFixture() override {
    for (const auto& [name, value] : before_) {
      if (value) {
        tests::set_variable(name, *value);
      } else {
        tests::unset_variable(name);
      }
    }
  }

  void set(const char* name, const fs::path& value) { tests::set_variable(name, value.string()); }

  fs::path place(const fs::path& chosen = {}) {
    const auto folder = store::open_data_folder(chosen, program_);
    return folder ? folder->database : fs::path(folder.error().what);
  }

  sample::Folder root_;
  fs::path program_ = root_.path() / "bin" / "rdpready";

 private:
  std::map<std::string, std::optional<std::string>> before_;
};

}  // namespace sample
