#pragma once

#include "monitor/model/check.h"

#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// A target called "pc<id>" at pc<id>.example.com:3389.
monitor::Target pc(int id);
monitor::Target pc_at(int id, const std::string& host);

/// A look that went well on every step, with what was found besides.
monitor::Check good_look(const monitor::Target& target,
                         std::vector<monitor::Finding> findings = {});

/// A look that broke at `step`, with the finding `code`; the steps after it were skipped.
monitor::Check broken_at(const monitor::Target& target, std::string_view step,
                         std::string_view code);

/// "opened tcp.refused", with " x3" behind it where several targets share it.
std::vector<std::string> told_of(const std::vector<monitor::FindingChange>& changes);

}  // namespace tests
