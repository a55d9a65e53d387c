#pragma once

#include "monitor/model/check.h"
#include "monitor/model/result.h"

#include <string>
#include <string_view>

namespace tray {

/// One `rdpready.check/1` document on one line, by CONTRACT.
std::string check_to_json(const monitor::Check& check);
/// Reads it back; unknown keys are ignored, absent ones keep their defaults.
/// At most 1 MiB and 32 levels deep. Fails with invalid_input.
monitor::Result<monitor::Check> check_from_json(std::string_view text);

// Parts of one, as tolerant. Each fails with invalid_input.
monitor::Result<monitor::Target> target_from_json(std::string_view text);
monitor::Result<monitor::Observation> step_from_json(std::string_view text);
monitor::Result<monitor::CertificateFacts> certificate_from_json(std::string_view text);

/// Whether the computer belongs to a domain. The document keeps no flag; a workgroup's computer
/// gives its own name as the domain.
bool names_a_domain(const monitor::IdentityFacts& facts);

}  // namespace tray
