#include "monitor/inspections/inspection.h"
#include "monitor/model/finding_codes.h"

namespace monitor {

namespace {

/// Remembered certificates of the host, and pictures of past sessions, that no client can read.
class DamagedCaches final : public Inspection {
 public:
  std::vector<LocalFinding> examine(const Subject& subject,
                                    const Surroundings& around) const override {
    std::vector<Suspect> suspects;
    std::vector<std::string> names;
    for (const auto& item : around.cache.items) {
      const auto damage = text_fact(item, "damage");
      const bool ours = item.kind == ItemKind::bitmap_cache || may_be_about(item, subject);
      if (damage.empty() || !ours || item.kind == ItemKind::history) continue;
      names.push_back(item.shown_as);
      suspects.push_back({item, std::string(damage), item.undo == Undo::whole});
    }
    if (suspects.empty()) return {};
    LocalFinding found{make_finding("cache.corrupt", {{"items", std::move(names)}}),
                       std::move(suspects)};
    return {std::move(found)};
  }
};

}  // namespace

std::unique_ptr<Inspection> make_damaged_caches() {
  return std::make_unique<DamagedCaches>();
}

}  // namespace monitor
