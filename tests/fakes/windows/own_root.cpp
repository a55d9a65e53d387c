#include "tests/fakes/own_root.h"

#include <openssl/x509.h>

#include <windows.h>

#include <wincrypt.h>

#include <stdexcept>
#include <string>

namespace tests {

struct OwnRoot::State {
  HCERTSTORE store = nullptr;
  PCCERT_CONTEXT entry = nullptr;
};

OwnRoot::OwnRoot(const TestCertificate& root) : state_(std::make_unique<State>()) {
  const int length = i2d_X509(root.certificate(), nullptr);
  std::string der(static_cast<std::size_t>(length), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(root.certificate(), &out);
  // Windows would ask the person before it takes a root of this user; a test's Wine does not.
  state_->store =
      CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, CERT_SYSTEM_STORE_CURRENT_USER, L"Root");
  if (state_->store == nullptr ||
      !CertAddEncodedCertificateToStore(
          state_->store, X509_ASN_ENCODING, reinterpret_cast<const BYTE*>(der.data()),
          static_cast<DWORD>(der.size()), CERT_STORE_ADD_ALWAYS, &state_->entry))
    throw std::runtime_error("The root was not taken: " + std::to_string(GetLastError()));
  // Wine keeps it to itself until told; so it does with the removal until the store is closed.
  CertControlStore(state_->store, 0, CERT_STORE_CTRL_COMMIT, nullptr);
}

OwnRoot::~OwnRoot() {
  CertDeleteCertificateFromStore(state_->entry);
  CertCloseStore(state_->store, 0);
}

}  // namespace tests
