#pragma once

#include "monitor/model/check.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tray {

/// The last look at one target, and the text that each of its parts was read from: what reads the
/// same need not be read again.
class RecordedCheck {
 public:
  explicit RecordedCheck(monitor::Target target);

  const monitor::Check& check() const { return check_; }

  /// Begins the next look at that moment; until a part is given it has none.
  void begin(monitor::SysTime at);
  /// Parts as JSON text, in any order; whether they could be read.
  bool take_step(std::string_view json);
  bool take_certificate(std::string_view json);
  bool take_gateway_certificate(std::string_view json);
  void take_identity(const monitor::IdentityFacts& facts);
  /// All parts are there; whether nothing but times differs from the look before.
  bool end();

 private:
  /// A certificate, and whether this look has it.
  struct Part {
    std::string text;
    bool given = false;
  };

  /// A step's text around the number of milliseconds.
  struct Step {
    std::string before_ms;
    std::string after_ms;
  };

  bool take_part(Part& part, std::optional<monitor::CertificateFacts>& facts,
                 std::string_view json);
  void drop_absent(Part& part, std::optional<monitor::CertificateFacts>& facts);

  monitor::Check check_;
  std::vector<Step> steps_;
  std::size_t step_count_ = 0;
  Part certificate_;
  Part gateway_certificate_;
  bool identity_given_ = false;
  bool as_before_ = false;
};

}  // namespace tray
