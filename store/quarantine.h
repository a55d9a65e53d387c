#pragma once

#include "monitor/model/repair_journal.h"

#include <filesystem>
#include <vector>

namespace store {

/// Copies that are too large for the database, a file each in a folder beside it. Throws.
class Quarantine {
 public:
  /// Larger ones get a file.
  static constexpr std::size_t largest_in_database = 256U << 10U;

  /// An empty folder: there is none, as in tests, and everything stays in the database.
  explicit Quarantine(std::filesystem::path folder) : folder_(std::move(folder)) {}

  bool takes(const monitor::KeptCopy& copy) const {
    return !folder_.empty() && copy.bytes.size() > largest_in_database;
  }

  /// Writes it whole before it has its name.
  void write(monitor::RepairId repair, int step, const std::vector<std::byte>& bytes) const;
  /// Empty where it is not there, or not of that size.
  std::vector<std::byte> read(monitor::RepairId repair, int step, std::size_t size) const;
  /// Every file of that repair.
  void remove(monitor::RepairId repair) const;

 private:
  std::filesystem::path file(monitor::RepairId repair, int step) const;

  std::filesystem::path folder_;
};

}  // namespace store
