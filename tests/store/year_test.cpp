#include "tests/store/sample.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <iostream>

namespace {

namespace fs = std::filesystem;
using monitor::SysTime;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr int target_count = 50;
constexpr std::uintmax_t most_bytes = 25'000'000;

const SysTime new_year = sample::at("2026-01-01T00:00:00Z");

/// About as long as the document of a real look.
const std::string document = "{\"schema\": \"rdpready.check/1\"" + std::string(2500, ' ') + "}";

/// A year of looks at 50 targets with what a year brings: slow and fast answers, an hour of failure
/// every other day, certificates that are renewed every three months.
class Year {
 public:
  explicit Year(store::Database& database) : database_(database) {
    for (int i = 0; i < target_count; ++i) {
      const auto number = std::to_string(i);
      targets_.push_back(
          database.add_target(sample::target("Server " + number, "host" + number)).value());
    }
  }

  const std::vector<monitor::Target>& targets() const { return targets_; }

  /// One day's looks and what is done about old ones.
  void live(SysTime day, minutes every) {
    std::vector<std::pair<monitor::Check, std::string>> looks;
    for (auto now = day; now < day + days{1}; now += every) {
      for (const auto& target : targets_)
        looks.emplace_back(look(target, now), document);
    }
    ASSERT_TRUE(database_.record_all(looks));
    ASSERT_TRUE(database_.roll_up(day + days{1}));
  }

 private:
  monitor::Check look(const monitor::Target& target, SysTime now) {
    const auto number = static_cast<std::int64_t>(target.id);
    const auto step = ++looks_ % 997;
    const auto noise = static_cast<double>(step) / 7;
    const auto day = std::chrono::floor<days>(now - new_year).count();
    const bool fails = (day + number) % 2 == 0 && (now - new_year) % days{1} < hours{1};
    auto check = fails ? sample::failed_look(target, now, "tls.closed_in_handshake")
                       : sample::look(target, now, 10 + noise, 40 + 3 * noise);
    check.certificate =
        sample::certificate(std::to_string(number) + "-" + std::to_string(day / 90));
    return check;
  }

  store::Database& database_;
  std::vector<monitor::Target> targets_;
  std::int64_t looks_ = 0;
};

std::uintmax_t bytes_of_data(const sample::Folder& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

TEST(Year, OfFiftyTargetsEveryFiveMinutesIsSmall) {
  const sample::Folder folder;
  const auto database = sample::open(folder);
  Year year(*database);
  // An hour or a day takes the same room however many looks are in it, so that few will do for
  // those that end as one; RDPREADY_WHOLE_YEAR=1 takes all 5,256,000.
  const bool whole = std::getenv("RDPREADY_WHOLE_YEAR") != nullptr;
  const auto every = [&](int day) -> minutes {
    if (whole || day >= 365 - 8) return minutes{5};
    return day >= 365 - 91 ? hours{1} : hours{6};
  };
  std::uintmax_t most = 0;
  for (int day = 0; day < 365; ++day) {
    year.live(new_year + days{day}, every(day));
    most = std::max(most, bytes_of_data(folder));
  }

  std::cout << "A year of " << target_count << " targets: " << most / 1000
            << " kB with its write-ahead log.\n";
  RecordProperty("kilobytes", static_cast<int>(most / 1000));
  EXPECT_LT(most, most_bytes);
  const auto points = database->history(year.targets().front().id, SysTime::min()).value();
  EXPECT_EQ(points.size(), 365U - 90 + 83 * 24 + 7 * 288) << "days, hours and looks";
  EXPECT_EQ(points.front().span, days{1});
  EXPECT_EQ(points.back().span, std::chrono::seconds{0});
}

}  // namespace
