#include "tests/fakes/replayed.h"

#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>

#include <sstream>

namespace tests {

std::vector<nlohmann::json> replayed(const std::string& recording, const std::string& options) {
  const TemporaryFolder folder;
  const auto run = run_rdpready(folder, "replay - --json " + options, recording);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  std::vector<nlohmann::json> alerts;
  std::istringstream lines(run.out);
  for (std::string line; std::getline(lines, line);)
    alerts.push_back(nlohmann::json::parse(line));
  return alerts;
}

}  // namespace tests
