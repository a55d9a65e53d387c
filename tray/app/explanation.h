#pragma once

#include "monitor/model/result.h"
#include "tray/app/diagnosis.h"

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

/// `rdpready.explain/1`, on one line; `live`: what was found out about a target with it, or null.
std::string explanation_json(const std::vector<Explanation>& parts,
                             const Diagnosis* live = nullptr);

}  // namespace tray
