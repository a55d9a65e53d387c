#include "tray/app/host_kit_files.h"

#include "monitor/platform/situation_source.h"
#include "monitor/platform/this_computer.h"
#include "tray/app/json_values.h"
#include "tray/app/whole_file.h"

#include <system_error>

namespace tray {

namespace {

namespace fs = std::filesystem;
using monitor::Failure;
using monitor::Result;

/// What every system and every shell takes in a file's name.
std::string file_name_of(const monitor::Target& target) {
  constexpr std::size_t longest = 80;
  std::string name;
  for (const char c : target.endpoint.host.substr(0, longest)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.';
    name += plain ? c : '_';
  }
  if (target.endpoint.port != monitor::rdp_port) name += '-' + std::to_string(target.endpoint.port);
  return "host-kit-" + name;
}

std::string replaced(std::string text, std::string_view what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

/// Lines as Windows ends them: the files are read there.
std::string with_windows_lines(const std::string& text) {
  return replaced(text, "\n", "\r\n");
}

}  // namespace

std::string seen_from() {
  const auto names = monitor::this_computer().names;
  auto text = names.empty() || names.front().empty() ? "another computer" : names.front();
  const auto situation = monitor::open_situation_source()->now();
  if (!situation.network.empty()) text += ", network " + situation.network;
  if (situation.vpn) text += ", VPN " + *situation.vpn;
  return text;
}

monitor::HostKit host_kit_for(const Diagnosis& diagnosis, std::optional<monitor::SysTime> since,
                              std::string from) {
  auto kit = monitor::make_host_kit({diagnosis.before, diagnosis.causes, since, std::move(from)});
  const auto script = file_name_of(diagnosis.before.target) + ".ps1";
  kit.ticket = replaced(std::move(kit.ticket), "SCRIPT.ps1", script);
  kit.script = replaced(std::move(kit.script), "host-kit.ps1", script);
  return kit;
}

HostKitFiles host_kit_files(const fs::path& folder, const monitor::Target& target) {
  const auto name = file_name_of(target);
  return {folder / (name + ".txt"), folder / (name + ".ps1")};
}

Result<HostKitFiles> write_host_kit(const monitor::HostKit& kit, const monitor::Target& target,
                                    const fs::path& folder, bool replace) {
  auto files = host_kit_files(folder, target);
  std::error_code trouble;
  fs::create_directories(folder, trouble);
  for (const auto& file : {files.ticket, files.script}) {
    std::error_code none;
    if (!replace && fs::exists(fs::symlink_status(file, none)))
      return monitor::fail(Failure::Kind::already_there,
                           "The file " + text_of(file) + " is there already.");
  }
  auto written = write_whole_file(files.script, with_windows_lines(kit.script));
  if (written) written = write_whole_file(files.ticket, with_windows_lines(kit.ticket));
  if (!written) return tl::unexpected(written.error());
  return files;
}

Result<WrittenKit> write_kit_for(const Diagnosis& diagnosis, std::optional<monitor::SysTime> since,
                                 const fs::path& folder) {
  auto kit = host_kit_for(diagnosis, since, seen_from());
  auto files = write_host_kit(kit, diagnosis.before.target, folder, true);
  if (!files) return tl::unexpected(files.error());
  return WrittenKit{std::move(kit), *std::move(files)};
}

std::string host_kit_json(const monitor::HostKit& kit, const monitor::Target& target,
                          const HostKitFiles& files) {
  return json_text(Json{{"schema", "rdpready.host-kit/1"},
                        {"target", monitor::shown_name(target)},
                        {"sentence", kit.sentence},
                        {"ticket", text_of(files.ticket)},
                        {"script", text_of(files.script)}});
}

}  // namespace tray
