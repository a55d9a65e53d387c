#pragma once

#include "monitor/model/certificate_facts.h"

#include <optional>
#include <string>

struct x509_st;

namespace monitor {

/// What a certificate says, and whether it is for `host`; `trust` is left unchecked.
/// Every text is valid UTF-8 without control characters, whatever the certificate holds.
/// Empty if its dates or its key make no sense.
std::optional<CertificateFacts> read_certificate(x509_st* certificate, const std::string& host);

}  // namespace monitor
