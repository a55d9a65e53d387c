#pragma once

#include <string>
#include <string_view>

namespace monitor {

/// What a file with a certificate in PEM says, as FreeRDP 3 would read it.
struct StoredCertificate {
  std::string sha256;  ///< of the first certificate, lower-case hex; empty where it is damaged
  std::string damage;  ///< what is wrong, a sentence; empty where nothing is
};

/// Looks at the first certificate of the text; never fails on any bytes.
StoredCertificate read_stored_certificate(std::string_view pem);

}  // namespace monitor
