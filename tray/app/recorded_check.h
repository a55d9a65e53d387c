#pragma once

#include "monitor/model/check.h"
#include "tray/app/look_pattern.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tray {

/// A look at one target, and the text that each of its parts was read from: what reads the same
/// need not be read again.
class RecordedCheck {
 public:
  explicit RecordedCheck(monitor::Target target);

  const monitor::Check& check() const { return check_; }

  /// Takes in a line that differs from the last one only in its numbers. False: it has to be read
  /// part by part.
  bool take_alike(std::string_view line);

  /// Nothing but times and the server's clock differs between the two.
  bool says_the_same_as(const RecordedCheck& other) const;

  /// Begins the next look at that moment; until a part is given it has none.
  void begin(monitor::SysTime at);
  /// Parts as JSON text, in any order; whether they could be read.
  bool take_step(std::string_view json);
  bool take_certificate(std::string_view json);
  bool take_gateway_certificate(std::string_view json);
  void take_identity(const monitor::IdentityFacts& facts);
  /// All parts of that line are there; whether nothing but times and the server's clock differs
  /// from the look before.
  bool end(std::string_view line);

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

    bool operator==(const Step&) const = default;
  };

  bool take_part(Part& part, std::optional<monitor::CertificateFacts>& facts,
                 std::string_view json);
  void drop_absent(Part& part, std::optional<monitor::CertificateFacts>& facts);
  bool take_numbers(const LookPattern::Numbers* numbers);

  monitor::Check check_;
  std::vector<Step> steps_;
  std::size_t step_count_ = 0;
  std::vector<std::size_t> timed_;  ///< steps that have a number of milliseconds
  LookPattern pattern_;
  bool has_pattern_ = false;
  Part certificate_;
  Part gateway_certificate_;
  bool identity_given_ = false;
  bool as_before_ = false;
};

}  // namespace tray
