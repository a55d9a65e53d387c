#include "monitor/platform/saved_items.h"

#include <algorithm>

namespace monitor {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c;
  });
  return out;
}

}  // namespace

std::vector<SavedItem> items_about(const SavedItemList& list, const Endpoint& endpoint) {
  const auto host = lower(endpoint.host);
  std::vector<SavedItem> about;
  std::copy_if(
      list.items.begin(), list.items.end(), std::back_inserter(about), [&](const SavedItem& item) {
        return lower(item.host) == host && item.port.value_or(endpoint.port) == endpoint.port;
      });
  return about;
}

}  // namespace monitor
