#include "tray/gui/system_page.h"

#include <gtest/gtest.h>

namespace tests {
namespace {

using tray::system_page_command;
using tray::SystemPage;
using Words = std::vector<std::string>;

// Microsoft, "Canonical names of Control Panel items".
TEST(SystemPageTest, IsTheControlPanels) {
  EXPECT_EQ(system_page_command(SystemPage::sign_ins),
            (Words{"control.exe", "/name Microsoft.CredentialManager"}));
  EXPECT_EQ(system_page_command(SystemPage::network), (Words{"control.exe", "ncpa.cpl"}));
  EXPECT_EQ(system_page_command(SystemPage::firewall),
            (Words{"control.exe", "/name Microsoft.WindowsFirewall"}));
  EXPECT_EQ(system_page_command(SystemPage::date_and_time),
            (Words{"control.exe", "/name Microsoft.DateAndTime"}));
}

}  // namespace
}  // namespace tests
