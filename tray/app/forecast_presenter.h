#pragma once

#include "tray/app/desk.h"
#include "tray/app/local_time.h"

#include <optional>
#include <string>
#include <string_view>

namespace tray {

/// What is foreseen for one target. Command line, tray and window say it with these words.
struct ForecastView {
  std::string words;  ///< one or two sentences
  std::string basis;  ///< what that rests on, a sentence; may be empty
  std::string code;   ///< of the finding behind it; empty where nothing is foreseen
  std::optional<monitor::SysTime> fails_at;  ///< ahead; empty where no moment is known
  std::optional<monitor::SysTime> earliest;  ///< where the moment is an estimate, its bounds
  std::optional<monitor::SysTime> latest;

  bool operator==(const ForecastView&) const = default;
};

/// "The certificate ends in 6 days, on 3 December; it is normally renewed by itself.",
/// "Nothing is foreseen before 3 March, when the certificate ends.",
/// "A connection would fail now: the certificate has ended."
ForecastView present_forecast(const TargetStatus& status, const Viewpoint& view);
/// Its words alone.
std::string forecast_words(const TargetStatus& status, const Viewpoint& view);

/// What a finding's forecast rests on; empty where it does not say.
std::string basis_of(const monitor::Finding& finding);
bool is_about_gateway(std::string_view code);
bool is_about_certificate(std::string_view code);

}  // namespace tray
