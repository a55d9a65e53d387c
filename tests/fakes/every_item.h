#pragma once

#include "monitor/repair/repair_runner.h"
#include "tests/store/sample.h"

#include <string>
#include <vector>

namespace tests {

/// Removes everything that RDP clients keep on this computer, step by step.
inline monitor::RepairPlan plan_for_all(monitor::Workbench& bench) {
  monitor::RepairPlan plan{.target = "pc", .steps = {}};
  for (const auto& place : bench.places) {
    for (const auto& item : sample::must(place->list()).items) {
      monitor::RepairStep step;
      step.id = std::to_string(plan.steps.size() + 1);
      step.act = monitor::StepAct::remove_item;
      step.item = item;
      plan.steps.push_back(std::move(step));
    }
  }
  return plan;
}

/// The ids of all its steps.
inline std::vector<std::string> every_id(const monitor::RepairPlan& plan) {
  std::vector<std::string> ids;
  for (const auto& step : plan.steps)
    ids.push_back(step.id);
  return ids;
}

}  // namespace tests
