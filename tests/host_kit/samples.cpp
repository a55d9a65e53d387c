// Writes the script for every finding code into a folder, and scripts whose values try to become
// code, each with the values that the script must hold.
//   host_kit_samples FOLDER

#include "monitor/model/finding_codes.h"
#include "monitor/repair/host_kit.h"
#include "monitor/repair/powershell_text.h"
#include "tests/fakes/sample_checks.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>

namespace {

using nlohmann::json;

monitor::HostCase case_of(const std::string& code) {
  monitor::HostCase what;
  what.check = tests::healthy_check(tests::sample_now() + std::chrono::days(10));
  what.check.target.gateway = monitor::Endpoint{"rdgw.example.com", 443};
  what.causes = {{monitor::make_finding(code), "A test connection showed it.", {}}};
  what.since = tests::sample_now();
  what.from = "laptop, network office";
  return what;
}

/// Texts that end a literal, a comment or a line wherever one of PowerShell's rules lets them.
std::vector<std::string> hostile_texts() {
  return {"'; Remove-Item C:\\ #",
          "''; calc; '",
          "\xE2\x80\x98; calc; \xE2\x80\x99",
          "\xE2\x80\x9A; calc; \xE2\x80\x9B",
          "$(calc)",
          "`'; calc",
          "#> calc <#",
          "'@\ncalc\n@'",
          "\r\ncalc\r\n",
          "a\xE2\x80\xA8"
          "calc\xC2\x85"
          "calc",
          "\\u0027; calc; \\x27",
          "\xC3\xBC\\u0027; calc; \\",
          "\xFF\xFE'; calc",
          "\xF0\x9F\x98\x80'",
          std::string("nul\0'; calc", 11),
          "CN=pc,O=\"x\"; calc; {0} %TEMP%"};
}

monitor::HostCase hostile_case(const std::string& text) {
  auto what = case_of("certificate.expired");
  what.check.target.name = text;
  what.check.target.endpoint.host = text;
  what.check.certificate->subject = text;
  what.check.certificate->sha1 = text;
  what.from = text;
  what.causes.front().finding.code = "certificate.expired";
  for (auto& step : what.check.steps)
    for (auto& fact : step.facts)
      if (fact.name == "addresses") fact.value = std::vector<std::string>{text, text};
  return what;
}

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 64;
  const std::filesystem::path folder = words[1];
  for (const auto& row : monitor::finding_codes()) {
    const std::string code(row.code);
    write(folder / (code + ".ps1"), monitor::make_host_kit(case_of(code)).script);
  }
  auto nothing = case_of("certificate.expired");
  nothing.causes.clear();
  write(folder / "nothing.ps1", monitor::make_host_kit(nothing).script);
  int number = 0;
  for (const auto& text : hostile_texts()) {
    const auto name = "hostile" + std::to_string(++number);
    write(folder / (name + ".ps1"), monitor::make_host_kit(hostile_case(text)).script);
    const auto plain = monitor::plain_text(text);
    write(folder / (name + ".json"),
          json{{"Name", plain}, {"Computer", plain}, {"Subject", plain}, {"From", plain}}.dump());
  }
}
