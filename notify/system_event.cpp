#include "notify/system_event.h"

#include "monitor/model/time_text.h"

#include <array>
#include <string_view>

namespace notify {

namespace {

struct Family {
  std::string_view area;  ///< a code's first part
  int id;
};

// tray/windows/program.cmake makes a message for each of them.
constexpr std::array families = {
    Family{"network", 100},  Family{"name", 110},    Family{"tcp", 120},
    Family{"rdp", 130},      Family{"tls", 140},     Family{"certificate", 150},
    Family{"identity", 160}, Family{"gateway", 170}, Family{"trend", 180},
    Family{"cache", 190},    Family{"client", 190},  Family{"credential", 190},
};
constexpr int of_no_family = 200;

int id_of(std::string_view code) {
  const auto area = code.substr(0, code.find('.'));
  for (const auto& family : families) {
    if (family.area == area) return family.id;
  }
  return of_no_family;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names)
    out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::string message_of(const Alert& alert) {
  std::string message = alert.title + "\n\n" + alert.text + "\n\n";
  if (!alert.target_names.empty())
    message += (alert.target_names.size() == 1 ? "Target: " : "Targets: ") +
               joined(alert.target_names) + '\n';
  message += "Finding: " + alert.code + '\n';
  if (alert.fails_at) message += "Fails at: " + monitor::iso_seconds(*alert.fails_at) + '\n';
  if (alert.kind != Alert::Kind::cleared)
    message += "What to do: rdpready explain " + alert.code + '\n';
  return message;
}

}  // namespace

SystemEvent system_event(const Alert& alert) {
  const bool over = alert.kind == Alert::Kind::cleared;
  SystemEvent event;
  event.id = id_of(alert.code) + (over ? 1 : 0);
  event.severity = over ? monitor::Severity::information : alert.severity;
  event.message = message_of(alert);
  event.fields = {std::string(to_text(alert.kind)),
                  alert.code,
                  std::string(monitor::to_text(alert.severity)),
                  joined(alert.target_names),
                  alert.fails_at ? monitor::iso_seconds(*alert.fails_at) : "",
                  alert.episode};
  return event;
}

}  // namespace notify
