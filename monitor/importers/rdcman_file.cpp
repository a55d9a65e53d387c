#include "monitor/importers/importer.h"
#include "monitor/importers/reading/target_list.h"
#include "monitor/importers/reading/text.h"
#include "monitor/importers/reading/xml_file.h"

// Remote Desktop Connection Manager, schemas 1 and 3: <RDCMan><file> with nested <group> and
// <server>. In schema 1 a server's name and a group's settings lie one level off; both are looked
// for in both places.

namespace monitor {

namespace {

/// The settings that hold for what lies in a folder, unless it has its own.
struct Inherited {
  pugi::xml_node logon;
  pugi::xml_node connection;
  pugi::xml_node gateway;
  pugi::xml_node security;
  std::string group;
};

pugi::xml_node child_here_or_in_properties(pugi::xml_node element, std::string_view name) {
  const auto here = child_of(element, name);
  return here ? here : child_of(child_of(element, "properties"), name);
}

std::string_view text_here_or_in_properties(pugi::xml_node element, std::string_view name) {
  return trimmed(child_here_or_in_properties(element, name).text().get());
}

/// The element's own section, or the parent's where it has none or says so.
pugi::xml_node section(pugi::xml_node element, std::string_view name, pugi::xml_node parents) {
  const auto own = child_here_or_in_properties(element, name);
  if (!own || same_word(own.attribute("inherit").as_string(), "FromParent")) return parents;
  return own;
}

Inherited settings_of(pugi::xml_node element, const Inherited& parent) {
  return {.logon = section(element, "logonCredentials", parent.logon),
          .connection = section(element, "connectionSettings", parent.connection),
          .gateway = section(element, "gatewaySettings", parent.gateway),
          .security = section(element, "securitySettings", parent.security),
          .group = parent.group};
}

class Reading {
 public:
  explicit Reading(XmlFile& file) : file_(file) {}

  /// Depth is bounded by XmlFile.
  Result<void> read_folder(pugi::xml_node folder, const Inherited& settings) {
    for (const auto child : folder.children()) {
      Result<void> done;
      if (is_called(child, "server")) done = read_server(child, settings_of(child, settings));
      if (is_called(child, "group") || is_called(child, "file")) {
        auto inner = settings_of(child, settings);
        inner.group = joined_group(inner.group, text_here_or_in_properties(child, "name"));
        done = read_folder(child, inner);
      }
      if (!done) return done;
    }
    return {};
  }

  std::vector<Target> take() { return targets_.take(); }

 private:
  Result<void> read_server(pugi::xml_node server, const Inherited& settings) {
    // Consoles of virtual machines are reached through their host, not by RDP to this name.
    if (same_word(text_here_or_in_properties(server, "connectionType"),
                  "VirtualMachineConsoleConnect"))
      return {};
    const bool through_gateway = says_yes(text_of(settings.gateway, "enabled"));
    return targets_.add(
        {.name = text_here_or_in_properties(server, "displayName"),
         .host = text_here_or_in_properties(server, "name"),
         .port = text_of(settings.connection, "port"),
         .user = text_of(settings.logon, "userName"),
         .domain = text_of(settings.logon, "domain"),
         .gateway = through_gateway ? text_of(settings.gateway, "hostName") : std::string_view(),
         .group = settings.group,
         .level = authentication_level_of(text_of(settings.security, "authentication")),
         .line = file_.line_of(server)});
  }

  XmlFile& file_;
  TargetList targets_;
};

class RdcmanFile final : public Importer {
 public:
  std::string_view name() const override { return "RDCMan group"; }

  bool recognises(std::string_view file_name, std::string_view text) const override {
    return has_extension(file_name, ".rdg") || same_word(tag_name(first_tag(text)), "RDCMan");
  }

  Result<std::vector<Target>> read(std::string_view, std::string_view text) const override {
    auto file = XmlFile::load(text);
    if (!file) return tl::unexpected(file.error());
    if (!is_called(file->root(), "RDCMan"))
      return fail(Failure::Kind::invalid_input,
                  "This is XML, but not of RDCMan: it does not begin with <RDCMan>.");
    Reading reading(*file);
    const auto done = reading.read_folder(file->root(), {});
    if (!done) return tl::unexpected(done.error());
    return reading.take();
  }
};

}  // namespace

std::unique_ptr<Importer> make_rdcman_file() {
  return std::make_unique<RdcmanFile>();
}

}  // namespace monitor
