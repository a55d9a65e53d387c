#include "tray/app/history_presenter.h"

#include "tray/app/details_presenter.h"
#include "tray/app/status_presenter.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tray {

namespace {

using monitor::SysTime;
using monitor::Verdict;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;

constexpr minutes slot_length{15};
constexpr auto slot_count = static_cast<std::size_t>(history_span / slot_length);
constexpr hours tick_every{6};

std::optional<Verdict> worst_of(const store::HistoryPoint& point) {
  if (point.would_fail > 0) return Verdict::would_fail;
  if (point.at_risk > 0) return Verdict::at_risk;
  if (point.unknown > 0) return Verdict::unknown;
  if (point.ready > 0) return Verdict::ready;
  return {};
}

std::string sign_words(Sign sign) {
  switch (sign) {
    case Sign::ready:
      return "ready";
    case Sign::at_risk:
      return "at risk";
    case Sign::would_fail:
      return "would fail";
    case Sign::unknown:
      return "unknown";
    case Sign::information:
    case Sign::skipped:
      break;
  }
  return {};
}

struct SlotFacts {
  std::optional<Verdict> worst;
  std::optional<double> connect_ms;
};

void add(SlotFacts& slot, const store::HistoryPoint& point) {
  const auto verdict = worst_of(point);
  if (verdict && (!slot.worst || urgency(*verdict) > urgency(*slot.worst))) slot.worst = verdict;
  if (point.connect_ms && (!slot.connect_ms || *point.connect_ms > *slot.connect_ms))
    slot.connect_ms = point.connect_ms;
}

/// The strip's right edge: the end of the slot that holds now, on the wall clock's quarter.
SysTime right_edge(const Viewpoint& view) {
  const auto since = view.now.time_since_epoch();
  return SysTime{floor<minutes>(since) / slot_length * slot_length + slot_length};
}

HistoryView::Slot present_slot(const SlotFacts& facts, SysTime begin, const Viewpoint& view) {
  HistoryView::Slot slot;
  slot.tip = clock_text(begin, view) + " to " + clock_text(begin + slot_length, view) + ": ";
  if (!facts.worst) {
    slot.tip += "not looked at";
    return slot;
  }
  slot.sign = sign_of(*facts.worst);
  slot.connect_ms = facts.connect_ms;
  slot.tip += sign_words(*slot.sign);
  if (facts.connect_ms) slot.tip += ", " + duration_text(monitor::Millis{*facts.connect_ms});
  return slot;
}

/// A round number at or above the slowest value.
double scale_for(double slowest) {
  if (slowest <= 0) return 0;
  const double power = std::pow(10.0, std::floor(std::log10(slowest)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (slowest <= step * power) return step * power;
  }
  return 10 * power;
}

std::vector<HistoryView::Tick> ticks(SysTime left, SysTime right, const Viewpoint& view) {
  std::vector<HistoryView::Tick> made;
  const auto offset = view.utc_offset ? view.utc_offset(right) : std::chrono::seconds{0};
  const auto wall_left = left + offset;
  auto at = SysTime{floor<hours>(wall_left.time_since_epoch()) / tick_every * tick_every};
  for (at += tick_every; at < right + offset; at += tick_every) {
    const double position = std::chrono::duration<double>(at - wall_left) / history_span;
    made.push_back({position, clock_text(at - offset, view)});
  }
  return made;
}

std::string length_words(std::size_t slots) {
  const auto length = slot_length * slots;
  const auto whole = length / hours{1};
  const auto rest = (length % hours{1}) / minutes{1};
  if (whole == 0) return std::to_string(rest) + " min";
  return std::to_string(whole) + " h" + (rest == 0 ? "" : ' ' + std::to_string(rest) + " min");
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::string latency_words(const std::vector<HistoryView::Slot>& slots) {
  std::vector<double> values;
  for (const auto& slot : slots) {
    if (slot.connect_ms) values.push_back(*slot.connect_ms);
  }
  if (values.empty()) return {};
  const auto slowest = *std::max_element(values.begin(), values.end());
  return " It usually answered within " + duration_text(monitor::Millis{median(values)}) +
         ", at worst within " + duration_text(monitor::Millis{slowest}) + ".";
}

std::string summary(const std::vector<HistoryView::Slot>& slots) {
  std::array<std::size_t, 4> lengths{};
  std::size_t looked = 0;
  for (const auto& slot : slots) {
    if (!slot.sign) continue;
    ++lengths.at(static_cast<std::size_t>(*slot.sign));
    ++looked;
  }
  if (looked == 0) return "Nothing is known of the last 24 hours.";
  std::string text = "In the last 24 hours:";
  const char* comma = " ";
  for (const auto sign : {Sign::ready, Sign::at_risk, Sign::would_fail, Sign::unknown}) {
    const auto length = lengths.at(static_cast<std::size_t>(sign));
    if (length == 0) continue;
    text += comma + sign_words(sign) + ' ' + length_words(length);
    comma = ", ";
  }
  if (looked < slots.size()) text += ", not looked at " + length_words(slots.size() - looked);
  return text + '.' + latency_words(slots);
}

}  // namespace

HistoryView present_history(std::span<const store::HistoryPoint> points, const Viewpoint& view) {
  const auto right = right_edge(view);
  const auto left = right - history_span;
  std::vector<SlotFacts> facts(slot_count);
  double slowest = 0;
  for (const auto& point : points) {
    if (point.at < left || point.at >= right) continue;
    add(facts[static_cast<std::size_t>((point.at - left) / slot_length)], point);
    slowest = std::max(slowest, point.connect_ms.value_or(0));
  }

  HistoryView shown;
  for (std::size_t i = 0; i < slot_count; ++i)
    shown.slots.push_back(present_slot(facts[i], left + slot_length * i, view));
  shown.ticks = ticks(left, right, view);
  shown.scale_ms = scale_for(slowest);
  if (shown.scale_ms > 0) shown.scale_label = duration_text(monitor::Millis{shown.scale_ms});
  shown.summary = summary(shown.slots);
  return shown;
}

}  // namespace tray
