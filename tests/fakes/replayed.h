#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace tests {

/// The alerts that `rdpready replay` gives for that recording.
std::vector<nlohmann::json> replayed(const std::string& recording);

}  // namespace tests
