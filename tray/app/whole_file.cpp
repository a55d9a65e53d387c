#include "tray/app/whole_file.h"

#include "monitor/importers/importer.h"

#include <fstream>
#include <system_error>

namespace tray {

namespace {

using monitor::Failure;

tl::unexpected<Failure> cannot_write(const std::filesystem::path& file, const std::string& why) {
  return monitor::fail(Failure::Kind::storage, "The file " + text_of(file) + " cannot be written.",
                       why);
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

monitor::Result<void> write_whole_file(const std::filesystem::path& file, std::string_view text) {
  auto draft = file;
  draft += ".new";
  {
    std::ofstream out(draft, std::ios::binary | std::ios::trunc);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.flush();
    if (!out) return cannot_write(file, "the draft beside it could not be written");
  }
  std::error_code trouble;
  std::filesystem::rename(draft, file, trouble);
  if (!trouble) return {};
  const auto why = trouble.message();
  std::filesystem::remove(draft, trouble);
  return cannot_write(file, why);
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
