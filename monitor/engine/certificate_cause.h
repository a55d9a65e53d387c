#pragma once

#include "monitor/model/check.h"

#include <string>
#include <string_view>

namespace monitor {

/// Several of which fail by this computer's clock.
inline constexpr std::string_view certificate_not_begun = "certificate.not_yet_valid";

/// Whether what is told of several may be of one issuer and so of another certificate each.
bool may_be_an_issuers(std::string_view code);
/// What the certificates of several may have in common beside the code; empty for nothing.
std::string shared_of(const Finding& finding, const CertificateFacts& certificate);
/// The certificate_cause of that code and of what shared_of() gave.
std::string certificate_cause_of(std::string_view code, const std::string& what);
/// Of one issuer that is not trusted, or that itself ends or renews no more, since both end on the
/// same day.
bool is_its_issuers(const Finding& a, const Finding& b);

}  // namespace monitor
