#pragma once

#include "monitor/model/check.h"
#include "monitor/model/time_text.h"
#include "store/database.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>

namespace sample {

namespace fs = std::filesystem;

/// Where files live in memory: a kill takes no more from them than from a disk.
inline fs::path fast_folder() {
  const fs::path in_memory = "/dev/shm";
  return fs::absolute(fs::exists(in_memory) ? in_memory : fs::temp_directory_path());
}

/// An empty folder of its own for a test, gone with it.
class Folder {
 public:
  Folder() : path_(fast_folder() / ("rdpready-" + std::to_string(std::random_device{}()))) {
    fs::create_directories(path_ / "backups");
  }

  /// The folder of the test that started this process, which removes it.
  explicit Folder(fs::path another) : path_(std::move(another)), is_own_(false) {}

  ~Folder() {
    std::error_code ignored;
    if (is_own_) fs::remove_all(path_, ignored);
  }

  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const fs::path& path() const { return path_; }

  store::DataFolder data() const {
    return {path_ / "rdpready.db", path_ / "backups", path_ / "logs"};
  }

 private:
  fs::path path_;
  bool is_own_ = true;
};

inline monitor::SysTime at(std::string_view text) {
  return *monitor::parse_iso(text);
}

inline monitor::Target target(std::string name, std::string host = "pc.example.com") {
  monitor::Target target;
  target.name = std::move(name);
  target.endpoint.host = std::move(host);
  return target;
}

/// What the operation gave; a test that cannot have it ends there.
template <class T>
T must(monitor::Result<T> given) {
  if (!given) throw std::runtime_error(given.error().what + " " + given.error().detail);
  if constexpr (!std::is_void_v<T>) return std::move(*given);
}

/// A database in memory.
inline std::unique_ptr<store::Database> in_memory() {
  return must(store::Database::open_in_memory());
}

/// The database in that folder.
inline std::unique_ptr<store::Database> open(const Folder& folder) {
  return must(store::Database::open(folder.data()));
}

/// A look that went well.
inline monitor::Check look(const monitor::Target& target, monitor::SysTime when,
                           double connect_ms = 10, double total_ms = 40) {
  monitor::Check check;
  check.target = target;
  check.at = when;
  check.took = monitor::Millis{total_ms};
  check.steps.push_back({"connect", monitor::Outcome::ok, monitor::Millis{connect_ms}, {}, {}});
  return check;
}

inline monitor::Finding finding(std::string code, monitor::Severity severity,
                                std::string subject = {}) {
  monitor::Finding finding;
  finding.code = std::move(code);
  finding.severity = severity;
  finding.subject = std::move(subject);
  return finding;
}

/// A look that failed for `code`.
inline monitor::Check failed_look(const monitor::Target& target, monitor::SysTime when,
                                  std::string code = "tcp.refused") {
  auto check = look(target, when);
  check.steps.front().outcome = monitor::Outcome::failed;
  check.steps.front().error = monitor::StepError{"refused", ""};
  check.findings.push_back(finding(std::move(code), monitor::Severity::failure));
  return check;
}

inline monitor::CertificateFacts certificate(std::string sha256) {
  monitor::CertificateFacts facts;
  facts.subject = "CN=pc";
  facts.issuer = "CN=pc";
  facts.serial = "5a";
  facts.sha1 = "01" + sha256;
  facts.sha256 = std::move(sha256);
  facts.not_before = at("2026-06-01T09:30:00Z");
  facts.not_after = at("2026-12-01T09:30:00Z");
  facts.self_signed = true;
  facts.key = "RSA 2048";
  facts.key_bits = 2048;
  facts.signature = "sha256WithRSAEncryption";
  facts.names = {"pc", "pc.example.com"};
  facts.name_count = 2;
  facts.trust = monitor::Trust::self_signed;
  return facts;
}

}  // namespace sample
