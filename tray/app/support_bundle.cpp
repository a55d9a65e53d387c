#include "tray/app/support_bundle.h"

#include "monitor/platform/time_zone.h"
#include "tray/app/json_values.h"
#include "tray/app/loading.h"
#include "tray/app/redaction.h"
#include "tray/app/repairs.h"
#include "tray/app/target_list.h"
#include "tray/app/version.h"
#include "tray/app/whole_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace tray {

using monitor::Result;

namespace {

constexpr std::size_t largest_file = 2U << 20U;
constexpr std::size_t most_logs = 20;

void hide(Redaction& redaction, const monitor::Endpoint& endpoint) {
  redaction.hide("host", endpoint.host);
  // Of a full name, the computer's own part too; of an address there is none.
  const auto dot = endpoint.host.find('.');
  const bool is_name = endpoint.host.find_first_not_of("0123456789.:") != std::string::npos;
  if (is_name && dot != std::string::npos) redaction.hide("host", endpoint.host.substr(0, dot));
}

void hide(Redaction& redaction, const monitor::CertificateFacts& certificate) {
  redaction.hide("name", certificate.subject);
  redaction.hide("name", certificate.issuer);
  redaction.hide("serial", certificate.serial);
  for (const auto& name : certificate.names)
    redaction.hide("host", name);
}

void hide(Redaction& redaction, const monitor::Check& check) {
  if (check.certificate) hide(redaction, *check.certificate);
  if (check.gateway_certificate) hide(redaction, *check.gateway_certificate);
  if (!check.identity) return;
  redaction.hide("host", check.identity->dns_computer);
  redaction.hide("host", check.identity->computer);
  redaction.hide("domain", check.identity->domain);
}

void hide(Redaction& redaction, const monitor::Target& target) {
  hide(redaction, target.endpoint);
  if (target.gateway) hide(redaction, *target.gateway);
  redaction.hide("target", target.name);
  redaction.hide("account", target.user_name);
  redaction.hide("group", target.group);
}

void hide(Redaction& redaction, const monitor::RepairRecord& record) {
  for (const auto& [number, step, state, detail] : record.steps) {
    redaction.hide("item", step.item.id);
    redaction.hide("host", step.item.host);
    redaction.hide("account", step.item.user_name);
  }
}

void hide(Redaction& redaction, const monitor::ThisComputer& computer) {
  redaction.hide("home", computer.home);
  for (const auto& name : computer.names)
    redaction.hide("this-computer", name);
  for (const auto& name : computer.people)
    redaction.hide("user", name);
}

/// Every text in it but the keys.
void redact(Json& json, Redaction& redaction) {
  if (json.is_string()) {
    json = redaction.apply(json.get<std::string>());
  } else if (json.is_structured()) {
    for (auto& part : json)
      redact(part, redaction);
  }
}

Json versions(const monitor::ThisComputer& computer) {
  const auto now = monitor::SystemClock().now();
  return {{"rdpready", version},
          {"system", computer.system},
          {"made_at", monitor::iso_seconds(now)},
          {"utc_offset_s", monitor::utc_offset(now).count()}};
}

/// As they hold, whoever has set them.
Json settings(const Preferences& preferences, bool unredacted) {
  auto json = Json::object();
  auto all = preferences;
  all.by_policy.clear();
  write_preferences(all, [&](std::string_view key, std::string_view value) {
    if (!value.empty()) json[std::string(key)] = value;
  });
  if (!unredacted && json.contains("command")) json["command"] = "(there is one)";
  json["set_by_policy"] = preferences.by_policy;
  json["policy_targets"] = preferences.targets.size();
  json["policy_troubles"] = preferences.policy_troubles;
  return json;
}

Json results(const std::vector<TargetStatus>& statuses) {
  auto json = Json::array();
  for (const auto& status : statuses) {
    Json one;
    one["target"] = saved_target_json(status.target);
    one["verdict"] = monitor::to_text(status.verdict);
    one["since"] = time_json(status.since);
    one["snoozed_until"] = time_json(status.snoozed_until);
    one["last"] = status.last ? check_document(*status.last) : Json();
    json.push_back(std::move(one));
  }
  return json;
}

Json told(const std::vector<store::ToldRow>& rows) {
  auto json = Json::array();
  for (const auto& row : rows) {
    json.push_back({{"at", monitor::iso_seconds(row.at)},
                    {"code", row.code},
                    {"targets", row.targets.size()},
                    {"level", row.level},
                    {"open", row.open}});
  }
  return json;
}

std::string end_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::int64_t>(in.tellg());
  in.seekg(std::max<std::int64_t>(0, size - static_cast<std::int64_t>(largest_file)));
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<BundleFile> read_logs(const std::filesystem::path& folder) {
  std::vector<BundleFile> logs;
  std::error_code trouble;
  for (std::filesystem::directory_iterator entry(folder, trouble), end; entry != end && !trouble;
       entry.increment(trouble)) {
    if (logs.size() < most_logs && entry->is_regular_file(trouble))
      logs.push_back({"logs/" + text_of(entry->path().filename()), end_of_file(entry->path())});
  }
  std::ranges::sort(logs, {}, &BundleFile::name);
  return logs;
}

std::string about(bool unredacted) {
  return std::string(
             "Made by 'rdpready support-bundle' for somebody who helps with RDP Ready.\n\n"
             "versions.json  the program and the system\n"
             "settings.json  what differs from the usual settings, and what the policy has set\n"
             "results.json   the saved targets, each with its last look\n"
             "told.json      what was told\n"
             "repairs.json   what was repaired\n"
             "logs/          what the programs wrote down\n\n"
             "It holds no passwords. ") +
         (unredacted ? "Names and addresses stand in it as they are.\n"
                     : "Names and addresses are replaced by stand-ins like host-1, the same "
                       "everywhere.\n");
}

}  // namespace

Result<std::vector<BundleFile>> support_files(store::Database& database,
                                              const std::filesystem::path& logs,
                                              const monitor::ThisComputer& computer,
                                              bool unredacted) {
  const auto loaded = load(database);
  if (!loaded) return tl::unexpected(loaded.error());
  const auto repairs = database.repair_journal()->records();
  if (!repairs) return tl::unexpected(repairs.error());

  Redaction redaction;
  hide(redaction, computer);
  for (const auto& status : loaded->statuses) {
    hide(redaction, status.target);
    if (status.last) hide(redaction, *status.last);
  }
  for (const auto& record : *repairs)
    hide(redaction, record);

  std::vector<BundleFile> files = {{"README.txt", about(unredacted)}};
  const auto add = [&](const char* name, Json json) {
    if (!unredacted) redact(json, redaction);
    files.push_back({name, json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n'});
  };
  add("versions.json", versions(computer));
  add("settings.json", settings(loaded->preferences, unredacted));
  add("results.json", results(loaded->statuses));
  add("told.json", told(loaded->told));
  add("repairs.json", Json::parse(repairs_json(*repairs)));
  for (auto& log : read_logs(logs)) {
    if (!unredacted) log.text = redaction.apply(log.text);
    files.push_back(std::move(log));
  }
  return files;
}

}  // namespace tray
