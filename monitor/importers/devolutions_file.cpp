#include "monitor/importers/importer.h"
#include "monitor/importers/reading/target_list.h"
#include "monitor/importers/reading/text.h"
#include "monitor/importers/reading/xml_file.h"

#include <array>

// Exports of Devolutions Remote Desktop Manager: <Connection> elements anywhere below the root, the
// host in Url or Host, often with its port; what is special to RDP in <RDP>.

namespace monitor {

namespace {

/// The first of these texts that says something.
std::string_view first_of(std::initializer_list<std::string_view> texts) {
  for (const auto text : texts)
    if (!text.empty()) return text;
  return {};
}

std::string_view gateway_of(pugi::xml_node rdp) {
  const auto usage = text_of(rdp, "GatewayUsageMethod");
  // A named gateway without a word on its use is found out by the client.
  return usage.empty() || uses_gateway(usage) ? text_of(rdp, "GatewayHostname")
                                              : std::string_view();
}

class Reading {
 public:
  explicit Reading(XmlFile& file) : file_(file) {}

  /// Depth is bounded by XmlFile.
  Result<void> read(pugi::xml_node parent) {
    for (const auto child : parent.children()) {
      const auto done = is_connection(child) ? read_connection(child) : read(child);
      if (!done) return done;
    }
    return {};
  }

  std::vector<Target> take() { return targets_.take(); }

 private:
  static bool is_connection(pugi::xml_node element) {
    return is_called(element, "Connection") || is_called(element, "RDMOConnection");
  }

  Result<void> read_connection(pugi::xml_node connection) {
    const auto type = text_of(connection, "ConnectionType");
    if (!same_word(type, "RDPConfigured") && !same_word(type, "RDP")) return read(connection);
    const auto rdp = child_of(connection, "RDP");
    // The old spelling is the tool's own.
    const auto level = first_of(
        {text_of(connection, "AuthentificationLevel"), text_of(connection, "AuthenticationLevel")});
    return targets_.add(
        {.name = text_of(connection, "Name"),
         .host = first_of(
             {text_of(connection, "Url"), text_of(connection, "Host"), text_of(rdp, "Host")}),
         .port = first_of(
             {text_of(connection, "Port"), text_of(rdp, "Port"), text_of(rdp, "HostPort")}),
         .user = first_of({text_of(rdp, "UserName"), text_of(connection, "UserName")}),
         .domain = first_of({text_of(rdp, "Domain"), text_of(connection, "Domain")}),
         .gateway = gateway_of(rdp),
         .group = text_of(connection, "Group"),
         .level = authentication_level_of(level),
         .line = file_.line_of(connection)});
  }

  XmlFile& file_;
  TargetList targets_;
};

/// A password for the export leaves one block of text where the connections would be.
bool is_encrypted(pugi::xml_node root) {
  const auto inner = child_of(root, "Connections");
  const auto place = inner ? inner : root;
  const bool has_elements = bool(
      place.find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; }));
  return is_called(root, "EncryptedData") || bool(child_of(root, "EncryptedData")) ||
         (!has_elements && !trimmed(place.text().get()).empty());
}

class DevolutionsFile final : public Importer {
 public:
  std::string_view name() const override { return "Devolutions Remote Desktop Manager export"; }

  bool recognises(std::string_view file_name, std::string_view text) const override {
    if (has_extension(file_name, ".rdm")) return true;
    const auto tag = first_tag(text);
    constexpr std::array<std::string_view, 4> roots = {"ArrayOfConnection", "RDMExport",
                                                       "DataEntries", "RDMOConnection"};
    for (const auto root : roots)
      if (same_word(tag_name(tag), root)) return true;
    return same_word(tag_name(tag), "Connections") && tag.find("ConfVersion") == tag.npos;
  }

  Result<std::vector<Target>> read(std::string_view, std::string_view text) const override {
    auto file = XmlFile::load(text);
    if (!file) return tl::unexpected(file.error());
    if (is_encrypted(file->root()))
      return fail(Failure::Kind::invalid_input,
                  "The connections in the file are encrypted; export them again without a "
                  "password and without credentials.");
    Reading reading(*file);
    // The root may itself be the only connection.
    pugi::xml_node document = file->root().parent();
    const auto done = reading.read(document);
    if (!done) return tl::unexpected(done.error());
    return reading.take();
  }
};

}  // namespace

std::unique_ptr<Importer> make_devolutions_file() {
  return std::make_unique<DevolutionsFile>();
}

}  // namespace monitor
