#include "tray/app/whole_file.h"

#include "monitor/importers/importer.h"

#include <cerrno>
#include <fstream>
#include <random>
#include <string>
#include <system_error>

namespace tray {

namespace {

using monitor::Failure;

tl::unexpected<Failure> cannot_write(const std::filesystem::path& file,
                                     const std::error_code& why) {
  return monitor::fail(Failure::Kind::storage,
                       "The file " + text_of(file) + " cannot be written: " + why.message() + '.');
}

/// Why the stream failed just now. Streams of both systems leave it there.
std::error_code last_trouble() {
  return std::make_error_code(errno != 0 ? static_cast<std::errc>(errno) : std::errc::io_error);
}

/// A device, a pipe or an open file of the system would be gone for every program.
monitor::Result<void> refuse_what_is_no_file(const std::filesystem::path& file) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const auto kind = fs::status(file, ignored).type();
  const bool is_file = kind == fs::file_type::regular || kind == fs::file_type::directory ||
                       kind == fs::file_type::not_found || kind == fs::file_type::none;
  // /dev/stdout, which may lead to a file at the moment.
  const bool is_open_file = fs::read_symlink(file, ignored).string().starts_with("/proc/");
  if (is_file && !is_open_file) return {};
  return monitor::fail(Failure::Kind::storage,
                       "The file " + text_of(file) + " cannot be written: it is a device or pipe.");
}

}  // namespace

monitor::Result<std::string> read_whole_file(const std::filesystem::path& file,
                                             std::size_t largest) {
  std::ifstream in(file, std::ios::binary);
  std::string text;
  if (!in || std::filesystem::is_directory(file)) {
    return monitor::fail(Failure::Kind::invalid_input,
                         "The file " + text_of(file) + " cannot be read.");
  }
  std::string block(1U << 16U, '\0');
  while (in && text.size() <= largest) {
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    text.append(block, 0, static_cast<std::size_t>(in.gcount()));
  }
  if (text.size() > largest) {
    return monitor::fail(Failure::Kind::invalid_input,
                         "The file " + text_of(file) + " is too large.");
  }
  return text;
}

FileDraft::FileDraft(std::filesystem::path file) : file_(std::move(file)), draft_(file_) {
  // Nobody can have put something there beforehand.
  std::random_device random;
  draft_ += '.' + std::to_string(random()) + std::to_string(random()) + ".new";
  out_.open(draft_, std::ios::binary | std::ios::trunc);
  if (!out_) trouble_ = last_trouble();
  using std::filesystem::perms;
  std::error_code ignored;
  if (out_) {
    // Before anything stands in it; where a file system has no such rights, it has none to give.
    std::filesystem::permissions(draft_, perms::owner_read | perms::owner_write, ignored);
  }
}

FileDraft::~FileDraft() {
  if (!out_.is_open()) return;
  out_.close();
  std::error_code ignored;
  std::filesystem::remove(draft_, ignored);
}

monitor::Result<void> FileDraft::write(std::string_view text) {
  out_.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!out_) return cannot_write(file_, trouble_ ? trouble_ : last_trouble());
  return {};
}

monitor::Result<void> FileDraft::keep() {
  out_.flush();
  if (!out_) return cannot_write(file_, trouble_ ? trouble_ : last_trouble());
  if (auto refused = refuse_what_is_no_file(file_); !refused) return refused;
  out_.close();
  std::error_code trouble;
  std::filesystem::rename(draft_, file_, trouble);
  if (!trouble) return {};
  std::error_code ignored;
  std::filesystem::remove(draft_, ignored);
  return cannot_write(file_, trouble);
}

monitor::Result<void> write_whole_file(const std::filesystem::path& file, std::string_view text,
                                       monitor::Readers readers) {
  if (auto refused = refuse_what_is_no_file(file); !refused) return refused;
  return monitor::replace_file(file, text, readers);
}

std::string utf8_text(std::string_view bytes) {
  return monitor::utf8_of(bytes);
}

std::filesystem::path path_of(std::string_view utf8) {
  return std::filesystem::path(std::u8string(utf8.begin(), utf8.end()));
}

std::string text_of(const std::filesystem::path& path) {
  const auto utf8 = path.u8string();
  return std::string(utf8.begin(), utf8.end());
}

}  // namespace tray
