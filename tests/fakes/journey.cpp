#include "tests/fakes/journey.h"

#include "monitor/model/time_text.h"
#include "tests/fakes/replayed.h"
#include "tests/fakes/sample_checks.h"
#include "tray/app/check_json.h"

namespace tests {

using monitor::iso_millis;
using monitor::SysTime;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

monitor::Check seen(Silence silence) {
  switch (silence) {
    case Silence::port:
      return failed_check("connect", "timeout", "tcp.timeout");
    case Silence::names:
      return failed_check("resolve", "lookup_timeout", "name.lookup_timeout");
    case Silence::none:
      break;
  }
  return healthy_check(journey_begins + days{150});
}

}  // namespace

void Journey::come_to(const std::string& network, SysTime at, const char* vpn) {
  add({{"event", "network_changed"},
       {"at", iso_millis(at)},
       {"network", network},
       {"vpn", vpn == nullptr ? json() : json(vpn)},
       {"utc_offset_s", 0}});
}

void Journey::sleep(SysTime at) {
  add({{"event", "sleep"}, {"at", iso_millis(at)}});
}

void Journey::wake(const std::string& network, SysTime at) {
  add({{"event", "wake"}, {"at", iso_millis(at)}, {"network", network}, {"vpn", nullptr}});
}

void Journey::use(const std::string& name, SysTime at) {
  add({{"event", "user_connects"}, {"at", iso_millis(at)}, {"target", name}});
}

void Journey::look(const Host& host, SysTime at, Silence silence) {
  auto check = seen(silence);
  check.at = at;
  check.target.name = host.name;
  check.target.endpoint = {host.host, host.port};
  for (auto& step : check.steps) {
    if (step.step == "resolve" && step.outcome == monitor::Outcome::ok)
      step.facts = {{"addresses", std::vector<std::string>{host.address}}};
  }
  recording_ += tray::check_to_json(check) + '\n';
}

void Journey::stay(SysTime from, SysTime until, Silence silence) {
  for (auto at = from + minutes{1}; at < until; at += minutes{5}) {
    for (const auto& host : hosts_)
      look(host, at, silence);
  }
}

void Journey::live_at_home(const char* vpn) {
  for (int day = 0; day < 14; ++day) {
    come_to("home", journey_begins + days{day}, vpn);
    stay(journey_begins + days{day}, journey_begins + days{day} + hours{3});
  }
}

std::vector<json> Journey::alerts() const {
  return replayed(recording_);
}

}  // namespace tests
