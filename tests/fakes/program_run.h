#pragma once

#include <filesystem>
#include <string>

namespace tests {

/// How a run of the command line program ended.
struct ProgramRun {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// A folder of its own under the system's temporary one, gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Runs `rdpready` with those shell words; its data lies in `folder` unless the words say
/// otherwise. `input` is what it reads.
ProgramRun run_rdpready(const TemporaryFolder& folder, const std::string& words,
                        const std::string& input = {});

}  // namespace tests
