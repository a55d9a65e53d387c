#pragma once

#include "monitor/foresight/outlook.h"
#include "monitor/model/check.h"

#include <chrono>

namespace monitor {

/// A clock that is set by that much has judged certificates' dates wrongly.
inline constexpr std::chrono::days clock_was_wrong_from{1};

/// Whether the certificate that such a finding is about was shown in that look.
bool is_shown_again(const Finding& told, const Check& check);
/// Whether that look would have it told no less than it was.
bool is_still_so(const Finding& told, const Check& check, const Outlook& outlook);
/// Whether that look cannot say that it is over: by a clock that is known to be wrong its
/// certificate has ended, or not begun.
bool is_out_of_time(const Finding& told, const Check& check, const Outlook& outlook);
/// Whether the remote clock that was told to be past five minutes has come back so little that it
/// may be past them at the next look. The check tells its time.
bool is_barely_within_reach(const Finding& told, const Check& check);

}  // namespace monitor
