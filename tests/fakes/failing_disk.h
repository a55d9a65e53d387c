#pragma once

#include <memory>

namespace fakes {

/// SQLite's way to the disk for every connection that is opened while this lives: the real one,
/// until trouble is ordered. Counts what changes the disk: writes, syncs, truncations, deletions.
class FailingDisk {
 public:
  FailingDisk();
  ~FailingDisk();
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;

  /// From the change after the next `good` ones on, writing says that the disk is full.
  void fill_after(int good);
  /// The change after the next `good` ones kills this process; a write is half done by then.
  void kill_after(int good);
  /// Every file that is opened from now on can only be read.
  void refuse_writing();
  /// All is well again.
  void heal();

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace fakes
