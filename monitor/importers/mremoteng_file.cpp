#include "monitor/importers/importer.h"
#include "monitor/importers/reading/target_list.h"
#include "monitor/importers/reading/text.h"
#include "monitor/importers/reading/xml_file.h"

#include <array>

// confCons.xml of mRemoteNG: nested <Node>; each attribute may be inherited from the container by
// an attribute "Inherit" + its name. Passwords are encrypted and left where they are.

namespace monitor {

namespace {

/// The attributes that matter and can be inherited, by their place in Values.
constexpr std::array<std::string_view, 8> inheritable = {"Protocol",
                                                         "Port",
                                                         "Username",
                                                         "Domain",
                                                         "RDGatewayUsageMethod",
                                                         "RDGatewayHostname",
                                                         "RDPAuthenticationLevel",
                                                         "UseCredSsp"};

enum Place { protocol, port, username, domain, gateway_usage, gateway_host, level, nla };

using Values = std::array<std::string_view, inheritable.size()>;

pugi::xml_attribute attribute_of(pugi::xml_node node, std::string_view name) {
  return node.find_attribute(
      [&](pugi::xml_attribute attribute) { return same_word(attribute.name(), name); });
}

std::string_view value_of(pugi::xml_node node, std::string_view name) {
  return trimmed(attribute_of(node, name).as_string());
}

Values values_of(pugi::xml_node node, const Values& parents) {
  // Files from before version 1.3 have one attribute for all.
  const bool all = says_yes(value_of(node, "Inherit"));
  Values values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto inherits = std::string("Inherit").append(inheritable[i]);
    const bool from_parent = all || says_yes(value_of(node, inherits));
    values[i] = from_parent ? parents[i] : value_of(node, inheritable[i]);
  }
  return values;
}

class Reading {
 public:
  explicit Reading(XmlFile& file) : file_(file) {}

  /// Depth is bounded by XmlFile.
  Result<void> read_folder(pugi::xml_node folder, const Values& parents, const std::string& group) {
    for (const auto node : folder.children()) {
      if (!is_called(node, "Node")) continue;
      const auto values = values_of(node, parents);
      const bool is_folder = same_word(value_of(node, "Type"), "Container");
      const auto done = is_folder
                            ? read_folder(node, values, joined_group(group, value_of(node, "Name")))
                            : read_connection(node, values, group);
      if (!done) return done;
    }
    return {};
  }

  std::vector<Target> take() { return targets_.take(); }

 private:
  Result<void> read_connection(pugi::xml_node node, const Values& values,
                               const std::string& group) {
    if (!same_word(values[protocol], "RDP")) return {};
    const bool through_gateway = uses_gateway(values[gateway_usage]);
    return targets_.add({.name = value_of(node, "Name"),
                         .host = value_of(node, "Hostname"),
                         .port = values[port],
                         .user = values[username],
                         .domain = values[domain],
                         .gateway = through_gateway ? values[gateway_host] : std::string_view(),
                         .group = group,
                         .level = authentication_level_of(values[level]),
                         .sign_in = sign_in_of(values[nla], {}),
                         .line = file_.line_of(node)});
  }

  XmlFile& file_;
  TargetList targets_;
};

class MremotengFile final : public Importer {
 public:
  std::string_view name() const override { return "mRemoteNG connections"; }

  bool recognises(std::string_view file_name, std::string_view text) const override {
    if (same_word(base_name(file_name), "confCons.xml")) return true;
    const auto tag = first_tag(text);
    return same_word(tag_name(tag), "Connections") && tag.find("ConfVersion") != tag.npos;
  }

  Result<std::vector<Target>> read(std::string_view, std::string_view text) const override {
    auto file = XmlFile::load(text);
    if (!file) return tl::unexpected(file.error());
    const auto root = file->root();
    if (!is_called(root, "Connections"))
      return fail(Failure::Kind::invalid_input,
                  "This is XML, but not of mRemoteNG: it does not begin with <Connections>.");
    if (says_yes(value_of(root, "FullFileEncryption")))
      return fail(Failure::Kind::invalid_input,
                  "The file is encrypted as a whole and cannot be read; switch off \"Encrypt "
                  "complete connection file\" in mRemoteNG's options, save, and import it again.");
    Reading reading(*file);
    const auto done = reading.read_folder(root, {}, {});
    if (!done) return tl::unexpected(done.error());
    return reading.take();
  }
};

}  // namespace

std::unique_ptr<Importer> make_mremoteng_file() {
  return std::make_unique<MremotengFile>();
}

}  // namespace monitor
