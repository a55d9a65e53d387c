#include "monitor/platform/linux/root_bundle.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace monitor {

namespace {

using File = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

constexpr int longest_chain = 10;

File open(const std::string& path) {
  return File(path.empty() ? nullptr : BIO_new_file(path.c_str(), "rb"), &BIO_free);
}

unsigned long hash_of(const X509_NAME* name) {
  return X509_NAME_hash_ex(name, nullptr, nullptr, nullptr);
}

/// A piece of DER that is read from the front.
struct Der {
  const unsigned char* at;
  long size;

  /// Goes into the value that stands here.
  bool enter() {
    long length = 0;
    int tag = 0;
    int kind = 0;
    if ((ASN1_get_object(&at, &length, &tag, &kind, size) & 0x80) != 0) return false;
    size = length;
    return true;
  }

  /// Goes past the value that stands here.
  bool skip() {
    auto inside = *this;
    if (!inside.enter()) return false;
    size -= (inside.at - at) + inside.size;
    at = inside.at + inside.size;
    return true;
  }

  bool begins_with(unsigned char tag) const { return size > 0 && *at == tag; }
};

/// The hash of the subject, without decoding the rest: RFC 5280, 4.1.
std::optional<unsigned long> subject_hash(Der certificate) {
  constexpr unsigned char version = 0xA0;
  if (!certificate.enter() || !certificate.enter()) return {};
  auto& part = certificate;
  if (part.begins_with(version) && !part.skip()) return {};
  // Serial, signature algorithm, issuer, validity.
  for (int i = 0; i < 4; ++i)
    if (!part.skip()) return {};
  const unsigned char* subject = part.at;
  const std::unique_ptr<X509_NAME, decltype(&X509_NAME_free)> name(
      d2i_X509_NAME(nullptr, &subject, part.size), &X509_NAME_free);
  if (!name) return {};
  return hash_of(name.get());
}

}  // namespace

void RootBundle::read_index() {
  is_read_ = true;
  const auto file = open(path_);
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  for (int offset = 0; file; offset = static_cast<int>(BIO_tell(file.get()))) {
    if (PEM_read_bio(file.get(), &name, &header, &data, &size) != 1) break;
    if (const auto hash = subject_hash(Der{data, size})) offset_of_subject_.emplace(*hash, offset);
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
  }
  ERR_clear_error();
}

bool RootBundle::add_named(x509_store_st* store, const X509_name_st* subject) {
  const auto [first, last] = offset_of_subject_.equal_range(hash_of(subject));
  if (first == last) return false;
  std::vector<int> offsets;
  for (auto found = first; found != last; ++found)
    offsets.push_back(found->second);
  offset_of_subject_.erase(first, last);
  const auto file = open(path_);
  for (const auto offset : offsets) {
    if (!file || BIO_seek(file.get(), offset) < 0) return false;
    const Certificate root(PEM_read_bio_X509_AUX(file.get(), nullptr, nullptr, nullptr),
                           &X509_free);
    if (!root) continue;
    X509_STORE_add_cert(store, root.get());
    // A root's issuer is itself, and is no longer in the index.
    add_named(store, X509_get_issuer_name(root.get()));
  }
  return true;
}

bool RootBundle::add_issuers(x509_store_st* store, x509_st* leaf, const stack_st_X509* chain) {
  if (!is_read_) read_index();
  if (offset_of_subject_.empty()) return false;
  bool added = add_named(store, X509_get_issuer_name(leaf));
  const int links = chain == nullptr ? 0 : std::min(sk_X509_num(chain), longest_chain);
  for (int i = 0; i < links; ++i)
    added = add_named(store, X509_get_issuer_name(sk_X509_value(chain, i))) || added;
  ERR_clear_error();
  return added;
}

}  // namespace monitor
