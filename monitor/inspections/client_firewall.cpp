#include "monitor/inspections/inspection.h"
#include "monitor/model/finding_codes.h"

namespace monitor {

namespace {

/// This computer's firewall, as far as it keeps the client from reaching out.
class ClientFirewall final : public Inspection {
 public:
  std::vector<LocalFinding> examine(const Subject&, const Surroundings& around) const override {
    const auto& firewall = around.firewall;
    if (!firewall.known || (firewall.blocking.empty() && !firewall.blocks_by_default)) return {};
    std::vector<std::string> rules;
    for (const auto& rule : firewall.blocking)
      rules.push_back(rule.name);
    LocalFinding found{
        make_finding("client.firewall", {{"rules", std::move(rules)},
                                         {"blocks_by_default", firewall.blocks_by_default}}),
        {}};
    return {std::move(found)};
  }
};

}  // namespace

std::unique_ptr<Inspection> make_client_firewall() {
  return std::make_unique<ClientFirewall>();
}

}  // namespace monitor
