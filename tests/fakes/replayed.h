#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace tests {

/// The alerts that `rdpready replay` gives for that recording, with those options.
std::vector<nlohmann::json> replayed(const std::string& recording, const std::string& options = {});

}  // namespace tests
