#include "tests/fakes/marker_password.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <zip.h>

#include <fstream>
#include <iterator>

namespace tests {

namespace fs = std::filesystem;

namespace {

std::string wide(const std::string& text) {
  std::string out;
  for (const char c : text) {
    out += c;
    out += '\0';
  }
  return out;
}

std::string hex(const std::string& text) {
  constexpr const char* digits = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    out += digits[static_cast<unsigned char>(c) >> 4U];
    out += digits[static_cast<unsigned char>(c) & 15U];
  }
  return out;
}

/// What all base64 texts have in common that hold `text` at that distance from a group's start.
std::string base64_core(const std::string& text, std::size_t distance) {
  const auto padded = std::string(distance, '\0') + text;
  std::string out(4 * padded.size() + 4, '\0');
  const auto size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                    reinterpret_cast<const unsigned char*>(padded.data()),
                                    static_cast<int>(padded.size()));
  // The first and the last group depend on what stands beside it.
  return out.substr(4, static_cast<std::size_t>(size) - 8);
}

std::vector<std::string> forms() {
  const std::string marker = marker_password;
  std::vector<std::string> all = {marker, wide(marker), hex(marker), hex(wide(marker))};
  for (std::size_t distance = 0; distance < 3; ++distance) {
    all.push_back(base64_core(marker, distance));
    all.push_back(base64_core(wide(marker), distance));
  }
  return all;
}

std::string lower(std::string text) {
  for (auto& c : text)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> unpacked(const std::string& archive) {
  std::vector<std::string> texts;
  zip_error_t error;
  zip_error_init(&error);
  auto* room = zip_source_buffer_create(archive.data(), archive.size(), 0, &error);
  auto* zip = zip_open_from_source(room, ZIP_RDONLY, &error);
  EXPECT_NE(zip, nullptr) << "no ZIP archive";
  if (zip == nullptr) {
    zip_source_free(room);
    return texts;
  }
  for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); ++i) {
    auto* file = zip_fopen_index(zip, static_cast<zip_uint64_t>(i), 0);
    std::string text;
    char part[4096];
    for (auto read = zip_fread(file, part, sizeof part); read > 0;
         read = zip_fread(file, part, sizeof part))
      text.append(part, static_cast<std::size_t>(read));
    zip_fclose(file);
    texts.push_back(zip_get_name(zip, static_cast<zip_uint64_t>(i), 0) + std::string("\n") + text);
  }
  zip_discard(zip);
  return texts;
}

void write(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

bool holds_marker(const std::string& bytes) {
  static const auto all = forms();
  const auto small = lower(bytes);
  return std::ranges::any_of(
      all, [&](const std::string& form) { return small.find(lower(form)) != std::string::npos; });
}

std::vector<fs::path> files_with_marker(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && holds_marker(bytes_of(entry.path())))
      found.push_back(entry.path());
  }
  return found;
}

void plant_connection_files(const fs::path& folder) {
  const std::string marker = marker_password;
  write(folder / "one.rdp", "full address:s:one.invalid\r\npassword 51:b:" + hex(wide(marker)) +
                                "\r\ngatewayaccesstoken:s:" + marker + "\r\n");
  write(folder / "two.remmina",
        "[remmina]\nname=two\nprotocol=RDP\nserver=two.invalid\nusername=me\npassword=" + marker +
            "\ngateway_password=" + marker + "\n");
  write(folder / "three.csv",
        "Name,Host,Username,Password\nthree,three.invalid,me," + marker + "\n");
  write(folder / "confCons.xml",
        R"(<?xml version="1.0" encoding="utf-8"?><mrng:Connections )"
        R"(xmlns:mrng="http://mremoteng.org" Name="Connections" Protected="" ConfVersion="2.6">)"
        R"(<Node Name="four" Type="Connection" Hostname="four.invalid" Protocol="RDP" Port="3389" )"
        R"(Username="me" Password=")" +
            marker + "\" /></mrng:Connections>");
  write(folder / "five.rdg",
        R"(<?xml version="1.0" encoding="utf-8"?><RDCMan programVersion="2.7" schemaVersion="3">)"
        "<file><properties><name>five</name></properties><server><properties>"
        "<name>five.invalid</name></properties><logonCredentials inherit=\"None\">"
        "<userName>me</userName><password>" +
            marker + "</password></logonCredentials></server></file></RDCMan>");
}

std::vector<std::string> everything_said(const TemporaryFolder& data, const fs::path& imported) {
  std::vector<std::string> said;
  const auto run = [&](const std::string& words) {
    const auto ran = run_rdpready(data, words);
    said.push_back(words + '\n' + ran.out + '\n' + ran.err);
    return ran;
  };
  for (const auto& entry : fs::directory_iterator(imported))
    run("targets import '" + entry.path().string() + "' --verbose");
  run("targets add 127.0.0.1:1 pc");
  run("targets list --json");
  run("check --saved pc --timeout 2 --json");
  run("cache list --json");
  run("fix pc --plan --json");
  run("fix pc --yes --verbose");
  const auto list = nlohmann::json::parse(run("credentials list --json --verbose").out);
  EXPECT_FALSE(list["items"].empty());
  for (const auto& item : list["items"])
    run("credentials remove '" + item["id"].get<std::string>() + "' --verbose");
  run("undo --list --json");
  run("undo --json --verbose");
  run("status --json");
  run("history pc --json");
  run("metrics");
  const auto bundle = data.path() / "bundle.zip";
  for (const auto* words : {"", " --unredacted"}) {
    EXPECT_EQ(run("support-bundle '" + bundle.string() + "'" + words).exit_code, 0);
    const auto texts = unpacked(bytes_of(bundle));
    EXPECT_GE(texts.size(), 6U);
    said.insert(said.end(), texts.begin(), texts.end());
  }
  return said;
}

}  // namespace tests
