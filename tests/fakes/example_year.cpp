#include "tests/fakes/example_year.h"

#include "monitor/model/finding_codes.h"
#include "store/data_folder.h"
#include "store/database.h"
#include "tests/fakes/office.h"
#include "tray/app/check_json.h"

#include <stdexcept>
#include <string>

namespace tests {

namespace {

using monitor::CertificateFacts;
using monitor::Check;
using monitor::SysTime;
using std::chrono::days;

constexpr days year{365};
/// How long before the end of a certificate its successor was there.
constexpr days lead{12};
constexpr days soon{30};

template <class T>
T expect(monitor::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().what);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// The one that was in use then, when the last one and all before it lived equally long.
CertificateFacts certificate_at(CertificateFacts facts, SysTime at) {
  const auto life = facts.not_after - facts.not_before;
  for (int back = 1; at < facts.not_before; ++back) {
    facts.not_after = facts.not_before + lead;
    facts.not_before = facts.not_after - life;
    facts.sha256 = std::string(62, 'd') + std::to_string(10 + back);
    facts.serial = "5a" + std::to_string(10 + back);
  }
  return facts;
}

/// `well`: a look that went well. `last`: where this target stands today.
Check look_at(const monitor::Target& target, Check well, const Check& last, SysTime at) {
  well.target = target;
  well.at = at;
  well.certificate = certificate_at(last.certificate ? *last.certificate : *well.certificate, at);
  const auto left = well.certificate->not_after - at;
  if (left < days{0}) well.findings = {monitor::make_finding("certificate.expired")};
  if (left >= days{0} && left < soon) {
    well.findings = {monitor::make_finding("certificate.expires_soon")};
    well.findings[0].fails_at = well.certificate->not_after;
  }
  const auto day = std::chrono::floor<days>(at).time_since_epoch().count();
  if ((day * 7 + static_cast<std::int64_t>(target.id) * 13) % 83 == 0)
    well.findings = {monitor::make_finding("tcp.timeout")};
  return well;
}

}  // namespace

void save_example_year(const std::filesystem::path& folder, SysTime now,
                       std::chrono::hours between_looks) {
  const auto places = expect(store::open_data_folder(folder, {}));
  auto database = expect(store::Database::open(places));
  const auto statuses = office(now);
  for (const auto& status : statuses) {
    const auto target = expect(database->add_target(status.target));
    std::vector<std::pair<Check, std::string>> looks;
    for (auto at = now - year; at < now - days{1}; at += between_looks) {
      if (std::chrono::weekday{std::chrono::floor<days>(at)} == std::chrono::Sunday) continue;
      auto check = look_at(target, *statuses[0].last, *status.last, at);
      auto json = tray::check_to_json(check);
      looks.emplace_back(std::move(check), std::move(json));
    }
    auto last = *status.last;
    last.target = target;
    looks.emplace_back(last, tray::check_to_json(last));
    expect(database->record_all(looks));
  }
  expect(database->roll_up(now));
}

}  // namespace tests
