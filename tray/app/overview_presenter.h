#pragma once

#include "tray/app/status_presenter.h"
#include "tray/app/timeline_presenter.h"

#include <span>
#include <string>
#include <vector>

namespace tray {

/// What lies ahead of all targets together.
struct OverviewView {
  /// One coming date.
  struct Row {
    monitor::TargetId target{};
    Sign sign = Sign::information;
    std::string day;   ///< "3 March"
    std::string away;  ///< "in 96 days"
    std::string what;  ///< "Certificate of BUILD-07 ends"
    std::string remark;

    bool operator==(const Row&) const = default;
  };

  std::string words;      ///< "5 targets, all ready; next date: 3 March, certificate of BUILD-07."
  TimelineView timeline;  ///< of the first few dates; no length where none is known
  std::vector<Row> rows;  ///< the nearest first

  bool operator==(const OverviewView&) const = default;
};

OverviewView present_overview(std::span<const TargetStatus> statuses, const Viewpoint& view);

/// The rows of the list: where there are several targets, one for all of them goes first. Its id is
/// `unsaved`.
std::vector<RowView> present_all_rows(std::span<const TargetStatus> statuses,
                                      const Viewpoint& view);
/// The row to begin with: the worst target, or all of them where all is well.
monitor::TargetId first_choice(std::span<const TargetStatus> statuses);

}  // namespace tray
