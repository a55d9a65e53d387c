#pragma once

#include "monitor/model/result.h"

#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace store {

/// Thrown inside this library where there is a sentence for a person already.
class Trouble : public std::runtime_error {
 public:
  explicit Trouble(monitor::Failure failure)
      : std::runtime_error(failure.what), failure_(std::move(failure)) {}

  const monitor::Failure& failure() const { return failure_; }

 private:
  monitor::Failure failure_;
};

/// Path as text for a sentence.
std::string shown(const std::filesystem::path& path);

/// The exception being handled as a failure of kind storage (internal for a defect of ours), with
/// one sentence that names `file`. Call it in a catch block only.
monitor::Failure current_failure(const std::filesystem::path& file);

/// The file was written by a program newer than this one.
Trouble newer_schema(const std::filesystem::path& file);

/// The exception being handled says that the file is damaged.
bool says_damaged(const std::exception& error);

}  // namespace store
