#include "tray/app/import_presenter.h"

#include <algorithm>

namespace tray {

namespace {

using monitor::Target;

bool is_watched(const Target& target, std::span<const TargetStatus> watched) {
  return std::any_of(watched.begin(), watched.end(), [&](const TargetStatus& status) {
    return status.target.endpoint == target.endpoint && status.target.gateway == target.gateway;
  });
}

std::string counted(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " target" : " targets");
}

std::string headline(std::size_t all, std::size_t known) {
  if (all == 0) return "No Remote Desktop connections were found";
  auto text = counted(all) + " found";
  if (known == 0) return text;
  if (known == all) return text + (all == 1 ? ", it is watched already" : ", all watched already");
  return text + ", " + std::to_string(known) + " watched already";
}

}  // namespace

ImportView present_import(const ImportPreview& preview, std::span<const TargetStatus> watched) {
  ImportView view;
  std::size_t known = 0;
  for (const auto& target : preview.targets) {
    const bool is_known = is_watched(target, watched);
    known += is_known ? 1 : 0;
    auto address = monitor::short_text(target.endpoint);
    if (target.gateway)
      address += " through " + monitor::short_text(*target.gateway, monitor::gateway_port);
    view.rows.push_back({!is_known, monitor::shown_name(target), std::move(address),
                         is_known ? "already watched" : ""});
  }
  view.headline = headline(preview.targets.size(), known);
  for (const auto& trouble : preview.troubles)
    view.troubles += (view.troubles.empty() ? "" : "\n") + trouble;
  return view;
}

std::string import_button(std::size_t ticked) {
  return ticked == 0 ? "Add" : "Add " + counted(ticked);
}

}  // namespace tray
