#pragma once

#include "monitor/model/result.h"
#include "tray/app/diagnosis.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tray {

/// One thing in plain words: a finding code, a number of the RDP client, or two numbers together.
struct Explanation {
  std::string code;     ///< "certificate.expired", "0x904"
  std::string symbol;   ///< Microsoft's name of a number; may be empty
  std::string heading;  ///< "0x904 (2308), disconnectReasonAtClientWinsockFDCLOSE"
  std::string says;
  std::string causes;
  std::string advice;
  bool known = true;       ///< false: a number in no table, classified by its family only
  bool documented = true;  ///< false: reported by users, not in Microsoft's tables
};

/// Explains a finding code, or a disconnect reason with or without its extended reason, decimal or
/// hexadecimal. What the pair says beyond each number stands first.
/// Fails with wrong_use for a text that is neither.
monitor::Result<std::vector<Explanation>> explain(std::string_view code,
                                                  std::string_view extended = {});

/// The client's word, where the code is one of its numbers.
std::optional<monitor::ClientWord> client_word(std::string_view code);

/// What the client's number and the look at the target say together that neither says alone; empty
/// where a cause of the diagnosis says it.
std::string said_together(std::uint32_t reason, const Diagnosis& live);

/// What was found out about a target with the client's word.
struct LiveAnswer {
  const Diagnosis& diagnosis;
  std::string together;  ///< by said_together(); may be empty
};

/// `rdpready.explain/1`, on one line; `live` may be null.
std::string explanation_json(const std::vector<Explanation>& parts,
                             const LiveAnswer* live = nullptr);

}  // namespace tray
