#include "store/quarantine.h"

#include <fstream>
#include <stdexcept>
#include <string>

namespace store {

namespace fs = std::filesystem;

fs::path Quarantine::file(monitor::RepairId repair, int step) const {
  return folder_ /
         (std::to_string(static_cast<std::int64_t>(repair)) + '-' + std::to_string(step) + ".copy");
}

void Quarantine::write(monitor::RepairId repair, int step,
                       const std::vector<std::byte>& bytes) const {
  fs::create_directories(folder_);
  const auto last = file(repair, step);
  auto beside = last;
  beside += ".new";
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  fs::permissions(beside, fs::perms::owner_read | fs::perms::owner_write);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) throw std::runtime_error("The copy could not be written to the quarantine.");
  fs::rename(beside, last);
}

std::vector<std::byte> Quarantine::read(monitor::RepairId repair, int step,
                                        std::size_t size) const {
  std::ifstream in(file(repair, step), std::ios::binary);
  std::vector<std::byte> bytes(size);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!in || in.peek() != std::ifstream::traits_type::eof()) return {};
  return bytes;
}

void Quarantine::remove(monitor::RepairId repair) const {
  if (folder_.empty() || !fs::exists(folder_)) return;
  const auto start = std::to_string(static_cast<std::int64_t>(repair)) + '-';
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    const auto name = entry.path().filename().u8string();
    if (std::string(name.begin(), name.end()).starts_with(start)) files.push_back(entry.path());
  }
  for (const auto& one : files)
    fs::remove(one);
}

}  // namespace store
