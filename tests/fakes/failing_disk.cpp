#include "tests/fakes/failing_disk.h"

#include "tests/fakes/spawned.h"

#include <sqlite3.h>

#include <limits>

namespace fakes {

struct FailingDisk::State {
  sqlite3_vfs own{};  // first, so that a pointer to it is a pointer to the State
  sqlite3_vfs* real = nullptr;
  int good_left = std::numeric_limits<int>::max();
  bool kills = false;
  bool read_only = false;

  /// True if this change goes wrong; does not return where it kills.
  bool goes_wrong() {
    const bool wrong = good_left-- <= 0;
    if (wrong && kills) tests::end_at_once();
    return wrong;
  }
};

namespace {

using State = FailingDisk::State;

struct File {
  sqlite3_file base;
  State* state;

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* as_ours(sqlite3_file* file) {
  return reinterpret_cast<File*>(file);
}

State* as_state(sqlite3_vfs* vfs) {
  return reinterpret_cast<State*>(vfs);
}

/// Calls the real file's function of the same place in the table.
template <auto Method, class... Values>
int pass_on(sqlite3_file* file, Values... values) {
  auto* real = as_ours(file)->real();
  return (real->pMethods->*Method)(real, values...);
}

/// The same for a function that changes the disk but needs no room.
template <auto Method, class... Values>
int change(sqlite3_file* file, Values... values) {
  as_ours(file)->state->goes_wrong();
  return pass_on<Method>(file, values...);
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  auto& state = *as_ours(file)->state;
  if (state.kills && state.good_left <= 0)
    pass_on<&sqlite3_io_methods::xWrite>(file, bytes, count / 2, offset);
  if (state.goes_wrong()) return SQLITE_FULL;
  return pass_on<&sqlite3_io_methods::xWrite>(file, bytes, count, offset);
}

void shm_barrier(sqlite3_file* file) {
  auto* real = as_ours(file)->real();
  real->pMethods->xShmBarrier(real);
}

const sqlite3_io_methods methods = {
    2,
    pass_on<&sqlite3_io_methods::xClose>,
    pass_on<&sqlite3_io_methods::xRead, void*, int, sqlite3_int64>,
    write,
    change<&sqlite3_io_methods::xTruncate, sqlite3_int64>,
    change<&sqlite3_io_methods::xSync, int>,
    pass_on<&sqlite3_io_methods::xFileSize, sqlite3_int64*>,
    pass_on<&sqlite3_io_methods::xLock, int>,
    pass_on<&sqlite3_io_methods::xUnlock, int>,
    pass_on<&sqlite3_io_methods::xCheckReservedLock, int*>,
    pass_on<&sqlite3_io_methods::xFileControl, int, void*>,
    pass_on<&sqlite3_io_methods::xSectorSize>,
    pass_on<&sqlite3_io_methods::xDeviceCharacteristics>,
    pass_on<&sqlite3_io_methods::xShmMap, int, int, int, void volatile**>,
    pass_on<&sqlite3_io_methods::xShmLock, int, int, int>,
    shm_barrier,
    pass_on<&sqlite3_io_methods::xShmUnmap, int>,
    nullptr,
    nullptr,
};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* given) {
  auto* state = as_state(vfs);
  auto* ours = as_ours(file);
  ours->base.pMethods = nullptr;
  ours->state = state;
  if (state->read_only && (flags & SQLITE_OPEN_CREATE) != 0) return SQLITE_CANTOPEN;
  const int result = state->real->xOpen(state->real, name, ours->real(), flags, given);
  if (result == SQLITE_OK) ours->base.pMethods = &methods;
  return result;
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  auto* state = as_state(vfs);
  state->goes_wrong();
  return state->real->xDelete(state->real, name, sync_folder);
}

}  // namespace

FailingDisk::FailingDisk() : state_(std::make_unique<State>()) {
  state_->real = sqlite3_vfs_find(nullptr);
  state_->own = *state_->real;
  state_->own.zName = "failing-disk";
  state_->own.szOsFile = static_cast<int>(sizeof(File)) + state_->real->szOsFile;
  state_->own.xOpen = open;
  state_->own.xDelete = remove;
  sqlite3_vfs_register(&state_->own, 1);
}

FailingDisk::~FailingDisk() {
  sqlite3_vfs_unregister(&state_->own);
  sqlite3_vfs_register(state_->real, 1);
}

void FailingDisk::fill_after(int good) {
  state_->good_left = good;
  state_->kills = false;
}

void FailingDisk::kill_after(int good) {
  state_->good_left = good;
  state_->kills = true;
}

void FailingDisk::refuse_writing() {
  state_->read_only = true;
}

void FailingDisk::heal() {
  state_->good_left = std::numeric_limits<int>::max();
  state_->read_only = false;
}

}  // namespace fakes
