#include "tests/fakes/test_certificate.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace tests {

namespace {

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("test certificate: ") + what);
}

EVP_PKEY* new_key(const std::string& kind) {
  if (kind == "EC") return EVP_EC_gen("P-256");
  if (kind == "RSA") return EVP_RSA_gen(2048);
  if (kind == "RSA-1024") return EVP_RSA_gen(1024);
  return EVP_PKEY_Q_keygen(nullptr, nullptr, kind.c_str());
}

void add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  auto* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  require(extension != nullptr, value.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

void set_time(ASN1_TIME* time, std::chrono::minutes from_now) {
  const auto days = std::chrono::duration_cast<std::chrono::days>(from_now);
  const auto rest = std::chrono::duration_cast<std::chrono::seconds>(from_now - days);
  X509_time_adj_ex(time, static_cast<int>(days.count()), static_cast<long>(rest.count()), nullptr);
}

void describe(X509* certificate, const CertificateRecipe& recipe) {
  static long serial = 0x5a00;
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  set_time(X509_getm_notBefore(certificate), recipe.begins);
  set_time(X509_getm_notAfter(certificate), recipe.ends);
  auto* name = X509_get_subject_name(certificate);
  const auto* text = reinterpret_cast<const unsigned char*>(recipe.common_name.c_str());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0);
}

void extend(X509* certificate, X509* issuer, const CertificateRecipe& recipe) {
  if (!recipe.alternative_names.empty())
    add_extension(certificate, issuer, NID_subject_alt_name, recipe.alternative_names);
  if (!recipe.extended_usage.empty())
    add_extension(certificate, issuer, NID_ext_key_usage, recipe.extended_usage);
  if (recipe.is_authority)
    add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:TRUE");
}

/// Whether both numbers of an ECDSA signature fill their 32 bytes. Wine 8 takes every 128th for a
/// false one because it drops the leading zero bytes of a shorter number.
bool fills_its_bytes(const X509* certificate) {
  const ASN1_BIT_STRING* bits = nullptr;
  X509_get0_signature(&bits, nullptr, certificate);
  const unsigned char* data = bits->data;
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(
      d2i_ECDSA_SIG(nullptr, &data, bits->length), ECDSA_SIG_free);
  return BN_num_bytes(ECDSA_SIG_get0_r(signature.get())) == 32 &&
         BN_num_bytes(ECDSA_SIG_get0_s(signature.get())) == 32;
}

}  // namespace

TestCertificate::TestCertificate(const CertificateRecipe& recipe, const TestCertificate* issuer)
    : certificate_(X509_new(), X509_free), key_(new_key(recipe.key), EVP_PKEY_free) {
  require(certificate_ != nullptr && key_ != nullptr, "key");
  auto* made = certificate_.get();
  describe(made, recipe);
  auto* signer = issuer == nullptr ? made : issuer->certificate();
  X509_set_issuer_name(made, X509_get_subject_name(signer));
  require(X509_set_pubkey(made, key_.get()) == 1, "public key");
  extend(made, signer, recipe);
  const bool digests = recipe.key != "ED25519";
  const auto* digest = digests ? EVP_get_digestbyname(recipe.digest.c_str()) : nullptr;
  auto* signing_key = issuer == nullptr ? key_.get() : issuer->key();
  do {
    require(X509_sign(made, signing_key, digest) > 0, "signature");
  } while (EVP_PKEY_is_a(signing_key, "EC") == 1 && !fills_its_bytes(made));
}

std::string TestCertificate::pem() const {
  const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_X509(out.get(), certificate_.get());
  char* data = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &data);
  return std::string(data, static_cast<std::size_t>(size));
}

}  // namespace tests
