#include "tray/app/history_export.h"

#include "monitor/platform/time_zone.h"
#include "tray/app/archive.h"
#include "tray/app/json_values.h"
#include "tray/app/past_events.h"
#include "tray/app/past_look.h"

#include <algorithm>
#include <array>
#include <map>

namespace tray {

namespace {

using monitor::Result;
using monitor::SysTime;
using monitor::Target;
using monitor::TargetId;
using Write = std::function<Result<void>(std::string_view)>;

// What the input of a replay needs of a look, CONTRACT.
constexpr std::array<const char*, 8> needed = {
    "schema", "target",      "checked_at",          "verdict",
    "steps",  "certificate", "gateway_certificate", "identity"};

class Recording {
 public:
  Recording(std::vector<PastEvent> events, const Write& write)
      : events_(std::move(events)), write_(write) {}

  Result<void> add_look(const PastTarget& known, const store::HistoryPoint& point) {
    const auto look = past_look(known, point);
    if (!look) return {};
    if (auto written = add_events_until(look->at); !written) return written;
    ++count_.looks;
    if (point.span.count() > 0) ++count_.summed_up;
    const auto whole = check_document(*look);
    Json json;
    for (const auto* key : needed)
      json[key] = whole.at(key);
    json["verdict"] = monitor::to_text(verdict_of(point));
    return line(look->at, json);
  }

  Result<void> add_events_until(SysTime at) {
    for (; next_ < events_.size() && events_[next_].at <= at; ++next_) {
      if (auto written = line(events_[next_].at, events_[next_].json); !written) return written;
    }
    return {};
  }

  const ExportCount& count() const { return count_; }

 private:
  Result<void> line(SysTime at, const Json& json) {
    const auto offset = monitor::utc_offset(at);
    if (offset != offset_) {
      offset_ = offset;
      auto change = event_json("network_changed", at);
      change["utc_offset_s"] = offset.count();
      if (auto written = write_(json_text(change) + '\n'); !written) return written;
    }
    return write_(json_text(json) + '\n');
  }

  std::vector<PastEvent> events_;
  std::size_t next_ = 0;
  const Write& write_;
  std::optional<std::chrono::seconds> offset_;
  ExportCount count_;
};

/// Fails with storage.
Result<std::map<TargetId, PastTarget>> known_of(store::Database& database,
                                                const std::vector<Target>& targets) {
  const auto looks = database.last_looks();
  if (!looks) return tl::unexpected(looks.error());
  std::map<TargetId, PastTarget> known;
  for (const auto& target : targets) {
    auto certificates = database.certificates(target.id);
    if (!certificates) return tl::unexpected(certificates.error());
    PastTarget one{target, {}, *std::move(certificates)};
    const auto last = std::ranges::find(*looks, target.id, &store::LastLook::target);
    if (last != looks->end()) {
      if (const auto check = last_check(*last, target)) one.last_look = *check;
    }
    known.emplace(target.id, std::move(one));
  }
  return known;
}

}  // namespace

Result<ExportCount> export_history(store::Database& database, const std::vector<Target>& targets,
                                   SysTime since, const Write& write) {
  const auto known = known_of(database, targets);
  if (!known) return tl::unexpected(known.error());
  std::vector<TargetId> ids;
  for (const auto& target : targets)
    ids.push_back(target.id);
  auto events = past_events(database, targets, since);
  if (!events) return tl::unexpected(events.error());
  Recording recording(*std::move(events), write);
  auto done = database.each_past(ids, since, [&](TargetId id, const store::HistoryPoint& point) {
    return recording.add_look(known->at(id), point);
  });
  if (done) done = recording.add_events_until(SysTime::max());
  if (!done) return tl::unexpected(done.error());
  return recording.count();
}

}  // namespace tray
