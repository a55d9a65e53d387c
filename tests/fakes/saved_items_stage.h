#pragma once

#include "monitor/platform/saved_items.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>

namespace fakes {

/// A place, the fake or the real one, in which a test plays the client that keeps things there.
class SavedItemsStage {
 public:
  virtual ~SavedItemsStage() = default;

  virtual monitor::SavedItems& place() = 0;
  /// The client keeps something about the host.
  virtual void keep(const std::string& host) = 0;
  /// The client changes what it keeps about the host, or keeps it again otherwise.
  virtual void change(const std::string& host) = 0;
  /// All that is in the place, secrets included, so that two moments can be compared.
  virtual std::string everything() = 0;
};

/// Makes a stage with nothing in it.
struct StageMaker {
  std::string name;
  std::function<std::unique_ptr<SavedItemsStage>()> make;
};

inline std::ostream& operator<<(std::ostream& out, const StageMaker& maker) {
  return out << maker.name;
}

}  // namespace fakes

/// What every SavedItems promises; the cases are in saved_items_contract_test.cpp. Each place
/// instantiates it.
class SavedItemsContract : public testing::TestWithParam<fakes::StageMaker> {
 protected:
  void SetUp() override { stage_ = GetParam().make(); }

  monitor::SavedItems& place() { return stage_->place(); }

  /// The one item about that host; without an id if there is none or more.
  monitor::SavedItem item_about(const std::string& host) {
    const auto list = place().list();
    if (!list) return {};
    const auto items = monitor::items_about(*list, {.host = host});
    return items.size() == 1 ? items.front() : monitor::SavedItem{};
  }

  std::unique_ptr<fakes::SavedItemsStage> stage_;
};
