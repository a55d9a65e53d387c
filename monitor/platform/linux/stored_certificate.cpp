#include "monitor/platform/linux/stored_certificate.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <memory>

namespace monitor {

namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }

  void operator()(X509* certificate) const { X509_free(certificate); }
};

std::string hex_of(const unsigned char* bytes, unsigned size) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (unsigned i = 0; i < size; ++i)
    out += {digits[bytes[i] >> 4U], digits[bytes[i] & 15U]};
  return out;
}

/// An encrypted file must not make the library ask on the terminal.
int no_password(char*, int, int, void*) {
  return -1;
}

}  // namespace

StoredCertificate read_stored_certificate(std::string_view pem) {
  if (pem.empty()) return {.sha256 = {}, .damage = "The file is empty."};
  const std::unique_ptr<BIO, Free> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const std::unique_ptr<X509, Free> certificate(
      bio ? PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr) : nullptr);
  ERR_clear_error();
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  if (!certificate || X509_digest(certificate.get(), EVP_sha256(), hash.data(), &size) != 1) {
    const bool cut = pem.find("-----BEGIN ") != pem.npos && pem.find("-----END ") == pem.npos;
    return {.sha256 = {},
            .damage = cut ? "The certificate breaks off." : "The file holds no certificate."};
  }
  return {.sha256 = hex_of(hash.data(), size), .damage = {}};
}

}  // namespace monitor
