#include "monitor/probes/name_resolution.h"

#include "monitor/model/finding_codes.h"
#include "monitor/probes/step_end.h"

#include <algorithm>

namespace monitor {

namespace {

using Addresses = std::vector<std::string>;

class NameResolution final : public Probe {
 public:
  explicit NameResolution(Side side) : side_(side) {}

  std::string_view step() const override {
    return side_ == Side::gateway ? "gateway.resolve" : "resolve";
  }

  std::string_view needs() const override { return side_ == Side::gateway ? "" : "gateway.tls"; }

  bool applies(const Target& target) const override {
    return side_ == Side::host || target.gateway.has_value();
  }

  bool is_due(const Look& look) const override { return is_seen(look.target, side_); }

  asio::awaitable<Observation> observe(Look& look) const override {
    const auto deadline = look.begin_step(step_limit);
    std::string host = endpoint_of(look.target, side_).host;
    auto resolved = co_await look.tools->resolver.resolve(std::move(host), deadline);
    if (resolved.status != Resolved::Status::ok) {
      const bool missing = resolved.status == Resolved::Status::not_found;
      co_return step_failed(missing ? "not_found" : "lookup_timeout", std::move(resolved.message),
                            blank_facts());
    }
    Addresses shown;
    for (const auto& address : resolved.addresses)
      shown.push_back(address.to_string());
    look.addresses = std::move(resolved.addresses);
    Evidence facts;
    facts.push_back({"addresses", std::move(shown)});
    co_return step_done(std::move(facts));
  }

  Evidence blank_facts() const override { return {{"addresses", {}}}; }

  std::vector<Finding> judge(const Check& now, const Check* before,
                             const Standards&) const override;

 private:
  Side side_;
};

bool share_any(const Addresses& some, const Addresses& others) {
  return std::any_of(some.begin(), some.end(), [&others](const std::string& address) {
    return std::find(others.begin(), others.end(), address) != others.end();
  });
}

std::vector<Finding> NameResolution::judge(const Check& now, const Check* before,
                                           const Standards&) const {
  const auto* seen = find_step(now, step());
  if (seen == nullptr || seen->outcome == Outcome::skipped) return {};
  const auto& host = endpoint_of(now.target, side_).host;
  if (seen->error) {
    return {make_finding(code_for(side_, "name." + seen->error->kind),
                         {{"host", host}, {"reason", seen->error->message}})};
  }
  const auto* last = before == nullptr ? nullptr : find_step(*before, step());
  if (last == nullptr) return {};
  const auto* addresses = find_fact<Addresses>(seen->facts, "addresses");
  const auto* earlier = find_fact<Addresses>(last->facts, "addresses");
  if (addresses == nullptr || earlier == nullptr || earlier->empty()) return {};
  if (share_any(*addresses, *earlier)) return {};
  return {
      make_finding(code_for(side_, "name.changed"),
                   {{"host", host}, {"addresses", *addresses}, {"addresses_before", *earlier}})};
}

}  // namespace

std::unique_ptr<Probe> resolve_probe(Side side) {
  return std::make_unique<NameResolution>(side);
}

std::unique_ptr<Probe> make_name_resolution() {
  return resolve_probe(Side::host);
}

}  // namespace monitor
