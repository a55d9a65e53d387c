#include "tray/app/overview_presenter.h"

namespace tray {

namespace {

/// Lanes that are read at a glance.
constexpr std::size_t most_lanes = 8;

OverviewView::Row present_date(const ComingDate& date, const Viewpoint& view) {
  OverviewView::Row row;
  row.target = date.target;
  row.sign = date.sign;
  row.day = coming_day_text(date.at, view);
  row.away = "in " + left_text(date.at, view);
  row.what = capital(date.what) + ' ' + date.happens;
  row.remark = date.remark;
  if (date.targets > 1) {
    const auto shared = "Shared by " + std::to_string(date.targets) + " targets";
    row.remark = shared + (date.remark.empty() ? "" : "; ") + date.remark;
  }
  return row;
}

bool has_row_for_all(std::span<const TargetStatus> statuses) {
  return statuses.size() > 1;
}

}  // namespace

OverviewView present_overview(std::span<const TargetStatus> statuses, const Viewpoint& view) {
  const auto dates = coming_dates(statuses, view);
  OverviewView shown;
  shown.words = overview_words(statuses, view);
  for (const auto& date : dates)
    shown.rows.push_back(present_date(date, view));
  if (dates.empty()) return shown;
  shown.timeline = present_coming_timeline(dates, most_lanes, view);
  shown.timeline.summary = shown.words;
  return shown;
}

std::vector<RowView> present_all_rows(std::span<const TargetStatus> statuses,
                                      const Viewpoint& view) {
  auto rows = present_rows(statuses, view);
  if (!has_row_for_all(statuses)) return rows;
  RowView all;
  all.sign = present_summary(statuses, view).sign;
  all.name = "All computers";
  all.state = capital(verdict_counts(statuses));
  if (const auto dates = coming_dates(statuses, view); !dates.empty()) {
    all.certificate_end = coming_day_text(dates.front().at, view);
    all.certificate_at = dates.front().at;
  }
  rows.insert(rows.begin(), std::move(all));
  return rows;
}

monitor::TargetId first_choice(std::span<const TargetStatus> statuses) {
  const auto* worst = worst_first(statuses).front();
  const bool calm = worst->verdict == monitor::Verdict::ready && has_row_for_all(statuses);
  return calm ? monitor::unsaved : worst->target.id;
}

}  // namespace tray
