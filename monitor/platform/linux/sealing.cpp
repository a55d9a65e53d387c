#include "monitor/platform/sealing.h"

#include "monitor/platform/linux/secret_service.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <optional>

// A sealed copy: mark, nonce, encrypted bytes, tag. AES-256-GCM (NIST SP 800-38D) with a key that
// the keyring keeps and a nonce drawn anew for each.

namespace monitor {

namespace {

constexpr std::string_view mark = "rdpready seal 1";
constexpr std::size_t key_size = 32;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
constexpr std::size_t largest_secret = 1U << 20U;

struct Free {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

using Context = std::unique_ptr<EVP_CIPHER_CTX, Free>;

Keyring::Attributes key_attributes() {
  return {{"xdg:schema", "rdpready.SealingKey"}, {"application", "rdpready"}, {"purpose", "undo"}};
}

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::vector<std::byte>& bytes, std::size_t at) {
  return reinterpret_cast<unsigned char*>(bytes.data() + at);
}

tl::unexpected<Failure> defect() {
  ERR_clear_error();
  return fail(Failure::Kind::internal, "The copy could not be sealed.");
}

/// All keys of ours; two programs may once have made one each at the same moment.
Result<std::vector<Secret>> read_keys(Keyring& keyring) {
  auto found = keyring.find(key_attributes());
  if (!found) return tl::unexpected(found.error());
  std::vector<Secret> keys;
  for (auto& item : *found) {
    if (item.locked)
      return fail(Failure::Kind::denied, "The keyring is locked. Unlock it, then try again.");
    if (item.secret.size() == key_size) keys.push_back(std::move(item.secret));
  }
  return keys;
}

Result<Secret> make_key(Keyring& keyring) {
  std::array<std::byte, key_size> bytes{};
  if (RAND_priv_bytes(reinterpret_cast<unsigned char*>(bytes.data()), key_size) != 1)
    return defect();
  KeyringItem item;
  item.label = "RDP Ready: key of the copies for undo";
  item.attributes = key_attributes();
  item.secret = Secret(bytes);
  item.content_type = "application/octet-stream";
  wipe(bytes.data(), bytes.size());
  if (auto added = keyring.add(item); !added) return tl::unexpected(added.error());
  return std::move(item.secret);
}

Result<Sealed> sealed_with(const Secret& key, const Secret& secret) {
  Sealed sealed;
  const auto marked = std::as_bytes(std::span(mark));
  sealed.bytes.assign(marked.begin(), marked.end());
  const auto nonce = sealed.bytes.size();
  const auto text = nonce + nonce_size;
  sealed.bytes.resize(text + secret.size() + tag_size);
  const Context context(EVP_CIPHER_CTX_new());
  int size = 0;
  const bool done =
      context && RAND_bytes(raw(sealed.bytes, nonce), nonce_size) == 1 &&
      EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, raw(key.reveal()),
                         raw(sealed.bytes, nonce)) == 1 &&
      EVP_EncryptUpdate(context.get(), nullptr, &size, raw(marked),
                        static_cast<int>(mark.size())) == 1 &&
      EVP_EncryptUpdate(context.get(), raw(sealed.bytes, text), &size, raw(secret.reveal()),
                        static_cast<int>(secret.size())) == 1 &&
      EVP_EncryptFinal_ex(context.get(), raw(sealed.bytes, text + secret.size()), &size) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_size,
                          raw(sealed.bytes, text + secret.size())) == 1;
  if (!done) return defect();
  return sealed;
}

/// Empty where that key does not open it.
std::optional<Secret> opened_with(const Secret& key, const Sealed& sealed) {
  const auto all = std::span(sealed.bytes);
  const auto marked = all.first(mark.size());
  const auto nonce = all.subspan(mark.size(), nonce_size);
  const auto text =
      all.subspan(mark.size() + nonce_size, all.size() - mark.size() - nonce_size - tag_size);
  std::vector<std::byte> tag(all.end() - tag_size, all.end());
  std::vector<std::byte> plain(text.size() + 1);
  const Context context(EVP_CIPHER_CTX_new());
  int size = 0;
  const bool done =
      context &&
      EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, raw(key.reveal()),
                         raw(nonce)) == 1 &&
      EVP_DecryptUpdate(context.get(), nullptr, &size, raw(marked),
                        static_cast<int>(marked.size())) == 1 &&
      EVP_DecryptUpdate(context.get(), raw(plain, 0), &size, raw(text),
                        static_cast<int>(text.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_size, raw(tag, 0)) == 1 &&
      EVP_DecryptFinal_ex(context.get(), raw(plain, text.size()), &size) == 1;
  ERR_clear_error();
  std::optional<Secret> secret;
  if (done) secret.emplace(std::span<const std::byte>(plain).first(text.size()));
  wipe(plain.data(), plain.size());
  return secret;
}

/// AES with a key of the user's keyring.
class KeyringSealing final : public Sealing {
 public:
  Result<Sealed> seal(const Secret& secret) override {
    if (secret.size() > largest_secret)
      return fail(Failure::Kind::invalid_input, "There is too much to be sealed.");
    auto keyring = Keyring::open();
    if (!keyring) return tl::unexpected(keyring.error());
    const auto keys = read_keys(*keyring);
    if (!keys) return tl::unexpected(keys.error());
    if (!keys->empty()) return sealed_with(keys->front(), secret);
    const auto key = make_key(*keyring);
    if (!key) return tl::unexpected(key.error());
    return sealed_with(*key, secret);
  }

  Result<Secret> open(const Sealed& sealed) override {
    const auto foreign = fail(Failure::Kind::invalid_input,
                              "The sealed copy cannot be opened: it is damaged or another user's.");
    const auto marked = std::as_bytes(std::span(mark));
    if (sealed.bytes.size() < mark.size() + nonce_size + tag_size ||
        !std::equal(marked.begin(), marked.end(), sealed.bytes.begin()))
      return foreign;
    auto keyring = Keyring::open();
    if (!keyring) return tl::unexpected(keyring.error());
    const auto keys = read_keys(*keyring);
    if (!keys) return tl::unexpected(keys.error());
    for (const auto& key : *keys) {
      if (auto secret = opened_with(key, sealed)) return *std::move(secret);
    }
    return foreign;
  }
};

}  // namespace

std::unique_ptr<Sealing> open_sealing() {
  return std::make_unique<KeyringSealing>();
}

}  // namespace monitor
