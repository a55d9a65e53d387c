#include "tray/app/whole_file.h"

#include "monitor/importers/importer.h"
#include "monitor/platform/file_replacement.h"

#include <fstream>

namespace tray {

namespace {

using monitor::Failure;

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

monitor::Result<void> write_whole_file(const std::filesystem::path& file, std::string_view text) {
  return monitor::replace_file(file, text);
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
