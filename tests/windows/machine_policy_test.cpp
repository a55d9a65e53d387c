#include "monitor/platform/machine_policy.h"

#include "tests/windows/own_branch.h"
#include "tray/app/preferences.h"

#include <gtest/gtest.h>

namespace {

constexpr auto policy = "Software\\Policies\\RDP Ready";

class MachinePolicy : public testing::Test {
 protected:
  tests::OwnBranch computer_{HKEY_LOCAL_MACHINE, policy};
  tests::OwnBranch user_{HKEY_CURRENT_USER, policy};
};

TEST_F(MachinePolicy, IsNothingWhereNothingIsSet) {
  EXPECT_EQ(monitor::machine_policy_json().value(), "");
}

TEST_F(MachinePolicy, HasTheUsersPolicyBelowTheComputers) {
  computer_.write_number("check_every_minutes", 30);
  user_.write_number("check_every_minutes", 1);
  user_.key().set_text("notify_at_least", "failure");

  EXPECT_EQ(monitor::machine_policy_json().value(),
            R"({"check_every_minutes": 30, "notify_at_least": "failure"})");
}

TEST_F(MachinePolicy, IsWholeWhateverATextHolds) {
  computer_.key().set_text("command", "\"C:\\Zoë\\a.exe\"\t\"x\"");

  const auto read = tray::read_preferences([](auto) { return std::optional<std::string>(); },
                                           monitor::machine_policy_json().value());

  EXPECT_EQ(read.command, "\"C:\\Zoë\\a.exe\"\t\"x\"");
}

TEST_F(MachinePolicy, NamesAFolderOfWhoeverIsThere) {
  const auto text = monitor::to_wide("%SystemRoot%\\alerts.jsonl");
  computer_.write("journal_file", REG_EXPAND_SZ, text.c_str(), (text.size() + 1) * sizeof(wchar_t));

  EXPECT_EQ(monitor::machine_policy_json().value(),
            R"({"journal_file": "C:\\windows\\alerts.jsonl"})");
}

TEST_F(MachinePolicy, SaysWhichValueIsOfAKindThatNoSettingHas) {
  computer_.write("command", REG_BINARY, "abc", 3);
  computer_.write_number("look_limit_seconds", 20);

  const auto read = tray::read_preferences([](auto) { return std::optional<std::string>(); },
                                           monitor::machine_policy_json().value());

  EXPECT_EQ(read.look_limit, std::chrono::seconds(20));
  EXPECT_EQ(
      read.policy_troubles,
      std::vector<std::string>({"command is of a kind that no setting has; it is passed over."}));
}

TEST_F(MachinePolicy, LetsTheUsersPolicyHaveWhatTheComputersHasWrong) {
  computer_.write("command", REG_BINARY, "abc", 3);
  user_.key().set_text("command", "C:\\mine.exe");

  EXPECT_EQ(monitor::machine_policy_json().value(), R"({"command": "C:\\mine.exe"})");
}

TEST_F(MachinePolicy, IsPassedOverAloudWhereItIsTooLarge) {
  const std::string long_text(30'000, 'a');
  for (const auto* name : {"a", "b", "c", "d"})
    computer_.key().set_text(name, long_text);

  const auto json = monitor::machine_policy_json();

  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().what,
            "The policy Software\\Policies\\RDP Ready is passed over: it is larger than 64 KiB.");
}

}  // namespace
