#include "tests/fakes/program_run.h"

#include "tests/fakes/sample_files.h"
#include "tests/fakes/spawned.h"

#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <vector>

namespace tests {

namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// As a shell would: words are set apart by spaces, '...' keeps its spaces.
std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> words;
  bool in_word = false;
  bool quoted = false;
  for (const char c : line) {
    if (c == ' ' && !quoted) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    if (c == '\'') {
      quoted = !quoted;
    } else {
      words.back() += c;
    }
  }
  if (quoted) throw std::invalid_argument("a quote is left open: " + line);
  return words;
}

}  // namespace

TemporaryFolder::TemporaryFolder()
    : path_(fs::temp_directory_path() / ("rdpready-test-" + std::to_string(std::random_device{}()) +
                                         std::to_string(std::random_device{}()))) {
  if (!fs::create_directory(path_)) throw std::runtime_error("This folder is taken.");
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code none;
  fs::remove_all(path_, none);
}

ProgramRun run_rdpready(const TemporaryFolder& folder, const std::string& words,
                        const std::string& input) {
  const auto& root = folder.path();
  std::ofstream(root / "in", std::ios::binary) << input;
  Command command;
  command.program = RDPREADY_PROGRAM;
  command.arguments = split(words);
  command.variables = {{"RDPREADY_DATA_DIR", utf8_of(root / "data")},
                       {"HOME", utf8_of(root / "home")}};
  command.input = root / "in";
  command.output = root / "out";
  command.errors = root / "err";
  ProgramRun run;
  run.exit_code = Spawned(command).wait();
  run.out = content_of(root / "out");
  run.err = content_of(root / "err");
  return run;
}

}  // namespace tests
