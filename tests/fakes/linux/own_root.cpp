#include "tests/fakes/own_root.h"

#include "tests/fakes/spawned.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>

namespace tests {

namespace {

constexpr const char* variable = "SSL_CERT_FILE";

}  // namespace

struct OwnRoot::State {
  std::filesystem::path file = std::filesystem::temp_directory_path() /
                               ("roots-" + std::to_string(std::random_device{}()) + ".pem");
  std::optional<std::string> before;
};

OwnRoot::OwnRoot(const TestCertificate& root) : state_(std::make_unique<State>()) {
  std::ofstream(state_->file) << root.pem();
  if (const auto* value = std::getenv(variable)) state_->before = value;
  set_variable(variable, state_->file.string());
}

OwnRoot::~OwnRoot() {
  if (state_->before) {
    set_variable(variable, *state_->before);
  } else {
    unset_variable(variable);
  }
  std::error_code ignored;
  std::filesystem::remove(state_->file, ignored);
}

}  // namespace tests
