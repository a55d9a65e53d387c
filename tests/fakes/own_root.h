#pragma once

#include "tests/fakes/test_certificate.h"

#include <memory>

namespace tests {

/// A root certificate that this user's system trusts while this lives.
class OwnRoot {
 public:
  explicit OwnRoot(const TestCertificate& root);
  ~OwnRoot();
  OwnRoot(const OwnRoot&) = delete;
  OwnRoot& operator=(const OwnRoot&) = delete;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tests
