#include "monitor/net/certificate_reader.h"

#include "monitor/platform/name_lookup.h"

#include <asio/ip/address.hpp>
#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace monitor {

namespace {

constexpr std::size_t longest_name = 1024;
constexpr std::size_t longest_serial = 128;
constexpr int most_names = 100;
// Remote Desktop Authentication, an extended key usage of Microsoft's.
constexpr auto remote_desktop_authentication = "1.3.6.1.4.1.311.54.1.2";

using GeneralNames = std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)>;

std::string hex(const unsigned char* bytes, std::size_t size) {
  constexpr auto digits = "0123456789abcdef";
  std::string text;
  text.reserve(size * 2);
  for (std::size_t i = 0; i < size; ++i) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}

/// Cut to `limit` bytes, but never inside a UTF-8 character.
std::string shortened(std::string text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80)
    --limit;
  text.resize(limit);
  return text;
}

/// Names in certificates are ASCII; what is not shows as '?', for nobody knows its coding.
std::string plain_text(const ASN1_STRING* string) {
  const auto* data = ASN1_STRING_get0_data(string);
  std::string text(reinterpret_cast<const char*>(data),
                   static_cast<std::size_t>(ASN1_STRING_length(string)));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < 0x20 || c > 0x7e; }, '?');
  return shortened(std::move(text), 255);
}

std::string name_text(const X509_NAME* name) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), &BIO_free);
  // UTF-8 as it is; control characters stay escaped.
  constexpr auto style = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  if (!out || X509_NAME_print_ex(out.get(), name, 0, style) < 0) return {};
  char* data = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &data);
  return shortened(std::string(data, static_cast<std::size_t>(size)), longest_name);
}

std::string serial_text(const X509* certificate) {
  const auto* serial = X509_get0_serialNumber(certificate);
  const auto size = static_cast<std::size_t>(ASN1_STRING_length(serial));
  return shortened(hex(ASN1_STRING_get0_data(serial), size), longest_serial);
}

std::string digest_text(const X509* certificate, const EVP_MD* kind) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (X509_digest(certificate, kind, digest.data(), &size) != 1) return {};
  return hex(digest.data(), size);
}

std::optional<SysTime> moment(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return {};
  const std::chrono::year_month_day day{std::chrono::year{parts.tm_year + 1900},
                                        std::chrono::month{static_cast<unsigned>(parts.tm_mon + 1)},
                                        std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
  if (!day.ok()) return {};
  return SysTime{std::chrono::sys_days{day}} + std::chrono::hours{parts.tm_hour} +
         std::chrono::minutes{parts.tm_min} + std::chrono::seconds{parts.tm_sec};
}

std::string curve_name(const EVP_PKEY* key) {
  std::array<char, 64> group{};
  if (EVP_PKEY_get_group_name(key, group.data(), group.size(), nullptr) != 1) return "EC";
  const int nid = OBJ_sn2nid(group.data());
  const char* nist = EC_curve_nid2nist(nid);
  return std::string("EC ") + (nist != nullptr ? nist : group.data());
}

std::string key_text(const EVP_PKEY* key) {
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
      return "RSA " + std::to_string(EVP_PKEY_get_bits(key));
    case EVP_PKEY_RSA_PSS:
      return "RSA-PSS " + std::to_string(EVP_PKEY_get_bits(key));
    case EVP_PKEY_DSA:
      return "DSA " + std::to_string(EVP_PKEY_get_bits(key));
    case EVP_PKEY_EC:
      return curve_name(key);
    case EVP_PKEY_ED25519:
      return "Ed25519";
    case EVP_PKEY_ED448:
      return "Ed448";
    default:
      return "unknown";
  }
}

std::string address_text(const ASN1_OCTET_STRING* octets) {
  const auto* data = ASN1_STRING_get0_data(octets);
  const auto size = static_cast<std::size_t>(ASN1_STRING_length(octets));
  if (asio::ip::address_v4::bytes_type v4; size == v4.size()) {
    std::memcpy(v4.data(), data, size);
    return asio::ip::address_v4(v4).to_string();
  }
  if (asio::ip::address_v6::bytes_type v6; size == v6.size()) {
    std::memcpy(v6.data(), data, size);
    return asio::ip::address_v6(v6).to_string();
  }
  return "?";
}

void add_alternative_names(const GENERAL_NAMES* alternatives, CertificateFacts& facts) {
  for (int i = 0; i < sk_GENERAL_NAME_num(alternatives); ++i) {
    const auto* name = sk_GENERAL_NAME_value(alternatives, i);
    if (name->type != GEN_DNS && name->type != GEN_IPADD) continue;
    if (++facts.name_count > most_names) continue;
    facts.names.push_back(name->type == GEN_DNS ? plain_text(name->d.dNSName)
                                                : address_text(name->d.iPAddress));
  }
}

void add_common_name(const X509* certificate, CertificateFacts& facts) {
  const auto* subject = X509_get_subject_name(certificate);
  const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (at < 0) return;
  unsigned char* utf8 = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
  if (size < 0) return;
  std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
  OPENSSL_free(utf8);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
  facts.names.push_back(shortened(std::move(text), 255));
  facts.name_count = 1;
}

void read_names(const X509* certificate, CertificateFacts& facts) {
  const GeneralNames alternatives(static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(
                                      certificate, NID_subject_alt_name, nullptr, nullptr)),
                                  &GENERAL_NAMES_free);
  if (alternatives) add_alternative_names(alternatives.get(), facts);
  if (facts.names.empty()) add_common_name(certificate, facts);
}

bool names(X509* certificate, const std::string& host) {
  return X509_check_host(certificate, host.data(), host.size(),
                         X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr) == 1;
}

/// RFC 6125; the common name counts only where there is no alternative name.
bool is_for(X509* certificate, std::string host) {
  std::error_code is_name;
  const auto address = asio::ip::make_address(host, is_name);
  if (!is_name) {
    const bool scoped = address.is_v6() && address.to_v6().scope_id() != 0;
    const auto text = scoped ? host.substr(0, host.find('%')) : host;
    return X509_check_ip_asc(certificate, text.c_str(), 0) == 1;
  }
  if (host.ends_with('.')) host.pop_back();
  // A host's own certificate may hold its name as people write it.
  return names(certificate, ascii_name(host)) || names(certificate, host);
}

bool serves_tls(const X509* certificate) {
  int critical = 0;
  auto* usages = static_cast<EXTENDED_KEY_USAGE*>(
      X509_get_ext_d2i(certificate, NID_ext_key_usage, &critical, nullptr));
  if (usages == nullptr) return critical == -1;
  bool serves = false;
  for (int i = 0; i < sk_ASN1_OBJECT_num(usages) && !serves; ++i) {
    const auto* usage = sk_ASN1_OBJECT_value(usages, i);
    std::array<char, 80> dotted{};
    OBJ_obj2txt(dotted.data(), dotted.size(), usage, 1);
    const int nid = OBJ_obj2nid(usage);
    serves = nid == NID_server_auth || nid == NID_anyExtendedKeyUsage ||
             std::strcmp(dotted.data(), remote_desktop_authentication) == 0;
  }
  EXTENDED_KEY_USAGE_free(usages);
  return serves;
}

}  // namespace

std::optional<CertificateFacts> read_certificate(x509_st* certificate, const std::string& host) {
  const auto begins = moment(X509_get0_notBefore(certificate));
  const auto ends = moment(X509_get0_notAfter(certificate));
  const auto* key = X509_get0_pubkey(certificate);
  if (!begins || !ends || key == nullptr) return {};
  CertificateFacts facts;
  facts.subject = name_text(X509_get_subject_name(certificate));
  facts.issuer = name_text(X509_get_issuer_name(certificate));
  facts.serial = serial_text(certificate);
  facts.sha1 = digest_text(certificate, EVP_sha1());
  facts.sha256 = digest_text(certificate, EVP_sha256());
  facts.not_before = *begins;
  facts.not_after = *ends;
  facts.self_signed = X509_self_signed(certificate, 0) == 1;
  facts.key = key_text(key);
  facts.key_bits = EVP_PKEY_get_bits(key);
  const char* signature = OBJ_nid2ln(X509_get_signature_nid(certificate));
  facts.signature = signature != nullptr ? signature : "unknown";
  read_names(certificate, facts);
  facts.name_matches = is_for(certificate, host);
  facts.server_purpose = serves_tls(certificate);
  return facts;
}

}  // namespace monitor
