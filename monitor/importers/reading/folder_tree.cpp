#include "monitor/importers/reading/folder_tree.h"

#include "monitor/importers/reading/target_list.h"

#include <vector>

namespace monitor {

namespace {

constexpr int deepest = 64;

}  // namespace

void FolderTree::add(std::string_view id, std::string_view name, std::string_view parent) {
  if (id.empty()) return;
  folders_.try_emplace(std::string(id), Folder{std::string(name), std::string(parent)});
}

std::string FolderTree::path_of(std::string_view id) const {
  std::vector<std::string_view> upwards;
  auto found = folders_.find(std::string(id));
  for (int level = 0; level < deepest && found != folders_.end(); ++level) {
    upwards.push_back(found->second.name);
    found = folders_.find(found->second.parent);
  }
  std::string path;
  for (auto name = upwards.rbegin(); name != upwards.rend(); ++name)
    path = joined_group(path, *name);
  return path;
}

bool FolderTree::lies_in(std::string_view id, std::string_view ancestor) const {
  std::string at(id);
  for (int level = 0; level < deepest; ++level) {
    if (at == ancestor) return true;
    const auto found = folders_.find(at);
    if (found == folders_.end()) return false;
    at = found->second.parent;
  }
  return false;
}

}  // namespace monitor
