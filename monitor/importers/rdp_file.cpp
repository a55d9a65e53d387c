#include "monitor/importers/importer.h"
#include "monitor/importers/reading/target_list.h"
#include "monitor/importers/reading/text.h"

#include <array>

// Lines "name:type:value", type s, i or b; what does not fit is ignored, as mstsc does.
// Microsoft, "Supported RDP properties".

namespace monitor {

namespace {

constexpr std::string_view full_address = "full address";

struct Line {
  std::string_view name;
  std::string_view value;
};

/// The parts of a line, or nothing where it is none of the form. Passwords are binary ("b") and so
/// are never looked at.
std::optional<Line> parts_of(std::string_view line) {
  const auto type = line.find(':');
  if (type == std::string_view::npos || type + 2 >= line.size() || line[type + 2] != ':') return {};
  const char kind = line[type + 1];
  if (kind != 's' && kind != 'i' && kind != 'S' && kind != 'I') return {};
  return Line{trimmed(line.substr(0, type)), trimmed(line.substr(type + 3))};
}

/// The settings that matter here; a later line wins over an earlier one.
struct Settings {
  std::string_view address;
  std::string_view alternate_address;
  std::string_view port;
  std::string_view user;
  std::string_view domain;
  std::string_view gateway;
  std::string_view gateway_usage;
  std::string_view level;
  std::string_view nla;
  std::string_view entra;
  std::size_t address_line = 0;
};

void take(Settings& settings, const Line& line, std::size_t number) {
  struct Place {
    std::string_view name;
    std::string_view Settings::*member;
  };

  constexpr std::array places = {
      Place{full_address, &Settings::address},
      Place{"alternate full address", &Settings::alternate_address},
      Place{"server port", &Settings::port},
      Place{"username", &Settings::user},
      Place{"domain", &Settings::domain},
      Place{"gatewayhostname", &Settings::gateway},
      Place{"gatewayusagemethod", &Settings::gateway_usage},
      Place{"authentication level", &Settings::level},
      Place{"enablecredsspsupport", &Settings::nla},
      Place{"enablerdsaadauth", &Settings::entra},
  };
  for (const auto& [name, member] : places)
    if (same_word(line.name, name)) settings.*member = line.value;
  if (same_word(line.name, full_address)) settings.address_line = number;
}

class RdpFile final : public Importer {
 public:
  std::string_view name() const override { return "Remote Desktop file"; }

  bool recognises(std::string_view file_name, std::string_view text) const override {
    if (has_extension(file_name, ".rdp")) return true;
    LineReader lines(text);
    while (const auto line = lines.next())
      if (const auto parts = parts_of(*line); parts && same_word(parts->name, full_address))
        return true;
    return false;
  }

  Result<std::vector<Target>> read(std::string_view file_name,
                                   std::string_view text) const override {
    Settings settings;
    LineReader lines(text);
    while (const auto line = lines.next())
      if (const auto parts = parts_of(*line)) take(settings, *parts, lines.number());
    if (settings.address.empty()) settings.address = settings.alternate_address;
    if (settings.address.empty())
      return fail(Failure::Kind::invalid_input,
                  "The file names no computer: its line \"full address:s:\" is missing or empty.");
    TargetList targets;
    const auto added = targets.add({.name = stem(file_name),
                                    .host = settings.address,
                                    .port = settings.port,
                                    .user = settings.user,
                                    .domain = settings.domain,
                                    .gateway = gateway_of(settings),
                                    .group = {},
                                    .level = authentication_level_of(settings.level),
                                    .sign_in = sign_in_of(settings.nla, settings.entra),
                                    .line = settings.address_line});
    if (!added) return tl::unexpected(added.error());
    return targets.take();
  }

 private:
  static std::string_view gateway_of(const Settings& settings) {
    return uses_gateway(settings.gateway_usage) ? settings.gateway : std::string_view();
  }
};

}  // namespace

std::unique_ptr<Importer> make_rdp_file() {
  return std::make_unique<RdpFile>();
}

}  // namespace monitor
