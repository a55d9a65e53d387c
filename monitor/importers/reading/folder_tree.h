#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace monitor {

/// Folders that name their parent by an id, as some tools keep them.
class FolderTree {
 public:
  /// Adds a folder; one without an id, or a second one by the same, is passed over. Order does not
  /// matter.
  void add(std::string_view id, std::string_view name, std::string_view parent);
  /// "A/B" of that folder; empty for an unknown id. Circles and more than 64 levels are cut.
  std::string path_of(std::string_view id) const;
  /// Whether the folder is, or lies in, that other one.
  bool lies_in(std::string_view id, std::string_view ancestor) const;

 private:
  struct Folder {
    std::string name;
    std::string parent;
  };

  std::unordered_map<std::string, Folder> folders_;
};

}  // namespace monitor
