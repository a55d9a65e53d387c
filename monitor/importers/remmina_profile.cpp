#include "monitor/importers/importer.h"
#include "monitor/importers/reading/target_list.h"
#include "monitor/importers/reading/text.h"

#include <map>

// A Remmina profile is a GLib key file with the group [remmina]; a named gateway is always used.

namespace monitor {

namespace {

constexpr std::string_view group_header = "[remmina]";

/// Value of a key file without its escapes (Desktop Entry Specification, "Possible value types").
std::string unescaped(std::string_view value) {
  std::string plain;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\' || i + 1 == value.size()) {
      plain += value[i];
      continue;
    }
    const char c = value[++i];
    plain += c == 's' ? ' ' : c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
  }
  return plain;
}

bool is_wanted(std::string_view key) {
  return key == "protocol" || key == "name" || key == "server" || key == "username" ||
         key == "domain" || key == "gateway_server" || key == "group" || key == "cert_ignore" ||
         key == "security";
}

using Keys = std::map<std::string, std::string, std::less<>>;

/// The wanted keys of the group; passwords are not among them.
Result<Keys> keys_of(std::string_view text) {
  Keys keys;
  bool inside = false;
  bool found = false;
  LineReader lines(text);
  while (const auto whole = lines.next()) {
    const auto line = trimmed(*whole);
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with('[')) {
      inside = line == group_header;
      found = found || inside;
      continue;
    }
    const auto equals = line.find('=');
    if (equals == std::string_view::npos)
      return fail(Failure::Kind::invalid_input, "Line " + std::to_string(lines.number()) +
                                                    " is damaged: it is not \"key=value\".");
    const auto key = trimmed(line.substr(0, equals));
    if (inside && is_wanted(key))
      keys[std::string(key)] = unescaped(trimmed(line.substr(equals + 1)));
  }
  if (!found)
    return fail(Failure::Kind::invalid_input,
                "This is no Remmina profile: the line [remmina] is missing.");
  return keys;
}

class RemminaProfile final : public Importer {
 public:
  std::string_view name() const override { return "Remmina profile"; }

  bool recognises(std::string_view file_name, std::string_view text) const override {
    return has_extension(file_name, ".remmina") || trimmed(text).starts_with(group_header);
  }

  Result<std::vector<Target>> read(std::string_view, std::string_view text) const override {
    auto found = keys_of(text);
    if (!found) return tl::unexpected(found.error());
    auto& keys = *found;
    if (!same_word(keys["protocol"], "RDP")) return std::vector<Target>();
    if (keys["server"].empty())
      return fail(Failure::Kind::invalid_input,
                  "The profile names no computer: its line \"server=\" is missing or empty.");
    TargetList targets;
    const auto level = says_yes(keys["cert_ignore"]) ? AuthenticationLevel::connect_anyway
                                                     : AuthenticationLevel::not_specified;
    const auto& security = keys["security"];
    const bool in_session = same_word(security, "tls") || same_word(security, "rdp");
    const auto added =
        targets.add({.name = keys["name"],
                     .host = keys["server"],
                     .port = {},
                     .user = keys["username"],
                     .domain = keys["domain"],
                     .gateway = keys["gateway_server"],
                     .group = keys["group"],
                     .level = level,
                     .sign_in = in_session ? SignIn::in_session : SignIn::before_session});
    if (!added) return tl::unexpected(added.error());
    return targets.take();
  }
};

}  // namespace

std::unique_ptr<Importer> make_remmina_profile() {
  return std::make_unique<RemminaProfile>();
}

}  // namespace monitor
