#include "tray/app/archive.h"

#include "store/data_place.h"
#include "tray/app/check_json.h"
#include "tray/app/loading.h"
#include "tray/app/policy_targets.h"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>

namespace tray {

namespace {

constexpr std::size_t log_size = 1U << 20U;
constexpr std::size_t log_files = 3;
constexpr std::string_view restored_key = "data_restored";

/// The notice reaches whoever happens to open the data; the fleet is to hear of it too.
void note_restoring(store::Database& database) {
  const auto& notice = database.opening_report().notice;
  if (notice.empty()) return;
  spdlog::warn("store: {}", notice);
  const auto now = monitor::iso_seconds(monitor::SystemClock().now());
  if (const auto kept = database.save_setting(restored_key, now); !kept)
    spdlog::warn("store: {}", kept.error().what);
}

}  // namespace

void open_log(const store::DataFolder& folder, bool verbose) {
  try {
    auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
        (folder.logs / "rdpready.log").native(), log_size, log_files);
    auto logger = std::make_shared<spdlog::logger>("rdpready", std::move(sink));
    logger->set_level(verbose ? spdlog::level::debug : spdlog::level::info);
    logger->flush_on(spdlog::level::info);
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %P %l %v", spdlog::pattern_time_type::utc);
    // A full disk is told of where something could not be kept, not line by line on the screen.
    logger->set_error_handler([](const std::string&) {});
    spdlog::set_default_logger(std::move(logger));
  } catch (const spdlog::spdlog_ex&) {
    spdlog::set_level(spdlog::level::off);
  }
}

bool has_archive(const Start& start) {
  const auto folder = store::find_data_folder(start.data_dir, start.program);
  std::error_code error;
  return folder && std::filesystem::exists(folder->database, error);
}

monitor::Result<std::unique_ptr<store::Database>> open_archive(const Start& start) {
  const auto folder = store::open_data_folder(start.data_dir, start.program);
  if (!folder) return tl::unexpected(folder.error());
  open_log(*folder, start.verbose);
  auto database = store::Database::open(*folder);
  if (!database) return database;
  note_restoring(**database);
  const auto preferences = load_preferences(database->get());
  for (const auto& trouble : preferences.policy_troubles)
    spdlog::warn("policy: {}", trouble);
  if (const auto added = follow_policy_targets(**database, preferences); !added)
    spdlog::warn("targets of the policy: {}", added.error().what);
  return database;
}

std::optional<monitor::SysTime> data_restored(store::Database& database) {
  const auto kept = database.setting(restored_key);
  return kept && *kept ? monitor::parse_iso(**kept) : std::nullopt;
}

std::shared_ptr<const monitor::Check> last_check(const store::LastLook& look,
                                                 const monitor::Target& target) {
  auto check = check_from_json(look.check_json);
  if (!check) {
    spdlog::warn("the last look at a target cannot be read: {}", check.error().what);
    return nullptr;
  }
  check->target = target;
  return std::make_shared<const monitor::Check>(std::move(*check));
}

}  // namespace tray
