#include "monitor/inspections/inspection.h"
#include "monitor/inspections/judging/client_sessions.h"
#include "monitor/model/finding_codes.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace monitor {

namespace {

// So many within so long are no accident.
constexpr std::int64_t enough = 3;
constexpr std::chrono::hours lately{24};

/// Sessions to this host that the client recorded as ended before their time.
class ClientLogInspection final : public Inspection {
 public:
  std::vector<LocalFinding> examine(const Subject& subject,
                                    const Surroundings& around) const override {
    std::map<std::uint32_t, std::int64_t> reasons;
    std::int64_t count = 0;
    SysTime last{};
    for (const auto& session : sessions_to(subject, around.log)) {
      if (is_harmless(session.reason) || session.ended + lately < around.now) continue;
      ++count;
      ++reasons[session.reason];
      last = std::max(last, session.ended);
    }
    if (count < enough) return {};
    const auto usual =
        std::ranges::max_element(reasons, {}, [](const auto& one) { return one.second; });
    return {{make_finding("client.repeated_disconnects",
                          {{"count", count},
                           {"last_at", last},
                           {"reason", static_cast<std::int64_t>(usual->first)}}),
             {}}};
  }
};

}  // namespace

std::unique_ptr<Inspection> make_client_log() {
  return std::make_unique<ClientLogInspection>();
}

}  // namespace monitor
