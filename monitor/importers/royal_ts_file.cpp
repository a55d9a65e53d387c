#include "monitor/importers/importer.h"
#include "monitor/importers/reading/folder_tree.h"
#include "monitor/importers/reading/target_list.h"
#include "monitor/importers/reading/text.h"
#include "monitor/importers/reading/xml_file.h"

// Royal TS documents: <RTSZDocument> with folders and connections side by side, each with an ID and
// the ParentID of its folder; some exports nest them instead. Both are read. What lies in the
// document's trash was deleted and stays so.

namespace monitor {

namespace {

bool is_folder(pugi::xml_node element) {
  return is_called(element, "RoyalFolder");
}

void collect_folders(pugi::xml_node parent, FolderTree& folders, std::string& trash) {
  for (const auto child : parent.children()) {
    const auto id = text_of(child, "ID");
    if (is_called(child, "RoyalTrash")) trash = id;
    if (is_folder(child)) folders.add(id, text_of(child, "Name"), text_of(child, "ParentID"));
    if (is_folder(child) || is_called(child, "RoyalDocument") || is_called(child, "Objects"))
      collect_folders(child, folders, trash);
  }
}

class Reading {
 public:
  explicit Reading(XmlFile& file) : file_(file) { collect_folders(file.root(), folders_, trash_); }

  /// Depth is bounded by XmlFile.
  Result<void> read(pugi::xml_node parent, const std::string& group) {
    for (const auto child : parent.children()) {
      Result<void> done;
      if (is_called(child, "RoyalRDSConnection"))
        done = read_connection(child, group);
      else if (is_folder(child))
        done = read(child, joined_group(group, text_of(child, "Name")));
      else if (is_called(child, "RoyalDocument") || is_called(child, "Objects"))
        done = read(child, group);
      if (!done) return done;
    }
    return {};
  }

  std::vector<Target> take() { return targets_.take(); }

 private:
  Result<void> read_connection(pugi::xml_node connection, const std::string& nested_in) {
    const auto parent = text_of(connection, "ParentID");
    if (!trash_.empty() && folders_.lies_in(parent, trash_)) return {};
    auto path = folders_.path_of(parent);
    const bool through_gateway = uses_gateway(text_of(connection, "GatewayUsageMethod"));
    return targets_.add(
        {.name = text_of(connection, "Name"),
         .host = text_of(connection, "URI"),
         .port = text_of(connection, "RDPPort"),
         .user = text_of(connection, "CredentialUsername"),
         .domain = text_of(connection, "CredentialDomain"),
         .gateway = through_gateway ? text_of(connection, "GatewayHostName") : std::string_view(),
         .group = path.empty() ? nested_in : path,
         .level = authentication_level_of(text_of(connection, "AuthenticationLevel")),
         .line = file_.line_of(connection)});
  }

  XmlFile& file_;
  FolderTree folders_;
  std::string trash_;
  TargetList targets_;
};

class RoyalTsFile final : public Importer {
 public:
  std::string_view name() const override { return "Royal TS document"; }

  bool recognises(std::string_view file_name, std::string_view text) const override {
    return has_extension(file_name, ".rtsz") ||
           same_word(tag_name(first_tag(text)), "RTSZDocument");
  }

  Result<std::vector<Target>> read(std::string_view, std::string_view text) const override {
    auto file = XmlFile::load(text);
    if (!file) return tl::unexpected(file.error());
    if (!is_called(file->root(), "RTSZDocument"))
      return fail(Failure::Kind::invalid_input,
                  "This is XML, but not of Royal TS: it does not begin with <RTSZDocument>.");
    Reading reading(*file);
    const auto done = reading.read(file->root(), {});
    if (!done) return tl::unexpected(done.error());
    return reading.take();
  }
};

}  // namespace

std::unique_ptr<Importer> make_royal_ts_file() {
  return std::make_unique<RoyalTsFile>();
}

}  // namespace monitor
