#include "tray/cli/repair_report.h"

#include "monitor/model/time_text.h"
#include "tray/cli/terminal.h"

#include <fmt/format.h>

#include <algorithm>

namespace tray {

namespace {

std::string size_text(std::uint64_t bytes) {
  constexpr std::uint64_t kib = 1024;
  if (bytes < kib) return fmt::format("{} bytes", bytes);
  if (bytes < kib * kib) return fmt::format("{:.1f} KiB", static_cast<double>(bytes) / kib);
  return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (kib * kib));
}

}  // namespace

std::string_view state_in_words(monitor::StepState state) {
  switch (state) {
    case monitor::StepState::planned:
    case monitor::StepState::removing:
      return "not done";
    case monitor::StepState::applied:
      return "done";
    case monitor::StepState::failed:
      return "failed";
    case monitor::StepState::skipped:
      return "not chosen";
    case monitor::StepState::undone:
      return "put back";
  }
  return "not done";
}

std::string item_text(const JudgedItem& one) {
  const auto& item = one.item;
  auto text = bold(printable(item.shown_as));
  if (!item.user_name.empty()) text += "  " + printable(item.user_name);
  if (item.written) text += "  " + monitor::iso_seconds(*item.written).substr(0, 10);
  if (item.kind == monitor::ItemKind::bitmap_cache) text += "  " + size_text(item.size);
  text += "\n  " + faint(printable(item.id)) + '\n';
  if (!one.why.empty()) text += wrapped(one.why, "  ");
  return text;
}

std::string record_text(const monitor::RepairRecord& record) {
  auto text = fmt::format("Repair {} of {}{}\n", static_cast<std::int64_t>(record.id),
                          monitor::iso_seconds(record.at),
                          record.target.empty() ? "" : ", " + printable(record.target));
  for (const auto& step : record.steps) {
    text += fmt::format("  {:<10} {}\n", state_in_words(step.state), printable(step.step.title));
    if (!step.detail.empty()) text += wrapped(printable(step.detail), "             ");
  }
  return text;
}

int report_removal(const monitor::RepairRecord& record, const Invocation& invocation) {
  put(invocation.json ? repairs_json({record}) + '\n' : record_text(record));
  const bool all = std::ranges::all_of(record.steps, [](const monitor::JournalStep& step) {
    return step.state == monitor::StepState::applied;
  });
  return all ? 0 : 1;
}

}  // namespace tray
