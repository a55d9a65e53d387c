#include "tray/cli/zip_archive.h"

#include <zip.h>

#include <memory>

namespace tray {

namespace {

using monitor::Failure;
using monitor::Result;

/// An archive in memory; libzip counts who holds it.
using Room = std::unique_ptr<zip_source_t, decltype(&zip_source_free)>;

tl::unexpected<Failure> failed(const char* why) {
  return monitor::fail(Failure::Kind::storage, "The archive could not be made.", why);
}

std::string bytes_of(zip_source_t* room) {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_source_stat(room, &about) != 0 || zip_source_open(room) != 0) return {};
  std::string bytes(about.size, '\0');
  const auto read = zip_source_read(room, bytes.data(), bytes.size());
  zip_source_close(room);
  bytes.resize(read > 0 ? static_cast<std::size_t>(read) : 0);
  return bytes;
}

}  // namespace

Result<std::string> zip_archive(std::span<const BundleFile> files) {
  zip_error_t error;
  zip_error_init(&error);
  const Room room(zip_source_buffer_create(nullptr, 0, 0, &error), zip_source_free);
  if (!room) return failed(zip_error_strerror(&error));
  // Each of the two holds it; the archive lets go when it is closed.
  zip_source_keep(room.get());
  auto* archive = zip_open_from_source(room.get(), ZIP_TRUNCATE, &error);
  if (archive == nullptr) {
    zip_source_free(room.get());
    return failed(zip_error_strerror(&error));
  }
  for (const auto& file : files) {
    auto* text = zip_source_buffer(archive, file.text.data(), file.text.size(), 0);
    if (text == nullptr || zip_file_add(archive, file.name.c_str(), text, ZIP_FL_ENC_UTF_8) < 0) {
      zip_source_free(text);
      auto failure = failed(zip_strerror(archive));
      zip_discard(archive);
      return failure;
    }
  }
  if (zip_close(archive) != 0) {
    auto failure = failed(zip_strerror(archive));
    zip_discard(archive);
    return failure;
  }
  auto bytes = bytes_of(room.get());
  if (bytes.empty()) return failed("It cannot be read back.");
  return bytes;
}

}  // namespace tray
