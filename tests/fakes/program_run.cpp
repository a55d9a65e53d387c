#include "tests/fakes/program_run.h"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace tests {

namespace {

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  auto pattern = (std::filesystem::temp_directory_path() / "rdpready-test-XXXXXX").string();
  path_ = mkdtemp(pattern.data());
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code none;
  std::filesystem::remove_all(path_, none);
}

ProgramRun run_rdpready(const TemporaryFolder& folder, const std::string& words,
                        const std::string& input) {
  const auto& root = folder.path();
  std::ofstream(root / "in", std::ios::binary) << input;
  const auto quoted = [&](const char* name) { return "'" + (root / name).string() + "'"; };
  const auto line = "RDPREADY_DATA_DIR=" + quoted("data") + " HOME=" + quoted("home") +
                    " '" RDPREADY_PROGRAM "' " + words + " <" + quoted("in") + " >" +
                    quoted("out") + " 2>" + quoted("err");
  const int status = std::system(line.c_str());
  ProgramRun run;
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  run.out = content_of(root / "out");
  run.err = content_of(root / "err");
  return run;
}

}  // namespace tests
