#include "monitor/platform/saved_items.h"

#include "monitor/model/lower_case.h"

#include <algorithm>

namespace monitor {

std::vector<SavedItem> items_about(const SavedItemList& list, const Endpoint& endpoint) {
  const auto host = lower_case(endpoint.host);
  std::vector<SavedItem> about;
  std::copy_if(
      list.items.begin(), list.items.end(), std::back_inserter(about), [&](const SavedItem& item) {
        return lower_case(item.host) == host && item.port.value_or(endpoint.port) == endpoint.port;
      });
  return about;
}

}  // namespace monitor
