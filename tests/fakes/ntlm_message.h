#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tests {

/// What an NTLM CHALLENGE made in a test says.
struct ChallengeRecipe {
  std::string computer = "PC";
  std::string dns_computer = "pc.example.com";
  std::string domain = "EXAMPLE";
  std::uint64_t ticks = 0;  ///< the server's clock as FILETIME; zero: not sent
  bool joined = true;
  std::size_t padding = 0;  ///< bytes of an attribute that nobody knows
};

/// FILETIME ticks of that many seconds after 1970.
std::uint64_t filetime(double unix_seconds);
/// The CHALLENGE itself, from its signature on.
std::string challenge(const ChallengeRecipe& recipe);
/// A CHALLENGE inside a CredSSP TSRequest.
std::string challenge_reply(const ChallengeRecipe& recipe);

}  // namespace tests
