#include "monitor/platform/rdp_client.h"

#include "monitor/platform/windows/command_line.h"
#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <filesystem>

namespace monitor {

namespace {

namespace fs = std::filesystem;

/// Windows' own client, from the system's folder and nowhere else.
fs::path client_program() {
  std::wstring folder(MAX_PATH, L'\0');
  folder.resize(GetSystemDirectoryW(folder.data(), MAX_PATH));
  return fs::path(folder) / L"mstsc.exe";
}

bool is_installed(const fs::path& program) {
  std::error_code trouble;
  return fs::is_regular_file(program, trouble);
}

/// Its own account of its words: mstsc /?. There is none for the user's name.
std::vector<std::string> words_for(const fs::path& program, const Target& target) {
  std::vector<std::string> words = {to_utf8(program.wstring()),
                                    "/v:" + short_text(target.endpoint)};
  if (target.gateway) words.push_back("/g:" + short_text(*target.gateway, gateway_port));
  return words;
}

class WindowsClient final : public RdpClient {
 public:
  std::string name() const override {
    return is_installed(client_program()) ? "Remote Desktop Connection" : std::string();
  }

  Result<void> connect(const Target& target, Ended) override {
    const auto program = client_program();
    if (!is_installed(program)) {
      return fail(Failure::Kind::unavailable,
                  "Remote Desktop Connection (mstsc) is not installed on this computer. Install it "
                  "from Windows' optional features or from Microsoft.");
    }
    auto line = command_line(words_for(program, target));
    STARTUPINFOW start{};
    start.cb = sizeof start;
    PROCESS_INFORMATION process{};
    // Nothing of ours is inherited: sockets of looks under way are not its to hold open.
    if (CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, FALSE,
                       CREATE_UNICODE_ENVIRONMENT, nullptr, nullptr, &start, &process) == FALSE) {
      return fail(Failure::Kind::unavailable, "Remote Desktop Connection could not be started.",
                  system_message(GetLastError()));
    }
    const Handle thread(process.hThread);
    const Handle owned(process.hProcess);
    return {};
  }
};

}  // namespace

std::unique_ptr<RdpClient> open_rdp_client() {
  return std::make_unique<WindowsClient>();
}

}  // namespace monitor
