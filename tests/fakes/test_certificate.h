#pragma once

#include "monitor/model/clock.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <chrono>
#include <memory>
#include <string>

namespace tests {

/// What a certificate made in a test should say. The days count from now.
struct CertificateRecipe {
  std::string common_name = "pc";
  std::string alternative_names{};  ///< as OpenSSL's configuration has it: "DNS:pc,IP:127.0.0.1"
  std::string extended_usage{};     ///< "clientAuth"; empty: no such extension
  std::string digest = "SHA256";
  std::string key = "EC";  ///< "EC", "RSA" (2,048 bits), "RSA-1024", "ED25519"
  std::chrono::minutes begins = std::chrono::hours(-24);
  std::chrono::minutes ends = std::chrono::hours(24) * 300;
  bool is_authority = false;
};

/// A certificate and its key, made on the spot, so that none in the repository ever ends.
class TestCertificate {
 public:
  /// Self-signed, or signed by `issuer`. Throws std::runtime_error if OpenSSL cannot make it.
  explicit TestCertificate(const CertificateRecipe& recipe,
                           const TestCertificate* issuer = nullptr);

  X509* certificate() const { return certificate_.get(); }

  EVP_PKEY* key() const { return key_.get(); }

  /// As a PEM file has it.
  std::string pem() const;

 private:
  std::shared_ptr<X509> certificate_;
  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace tests
