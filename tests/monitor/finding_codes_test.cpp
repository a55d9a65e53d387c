#include "monitor/model/finding_codes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

namespace monitor {
namespace {

constexpr std::size_t longest_title = 48;
constexpr std::size_t longest_explanation = 200;

struct Expected {
  std::string_view code;
  Severity severity;
};

constexpr auto F = Severity::failure;
constexpr auto R = Severity::risk;
constexpr auto I = Severity::information;

/// The table of CONTRACT, without the gateway's repetition of the plain codes. Codes "by setting"
/// begin as information.
constexpr Expected contract[] = {
    {"network.offline", I},
    {"network.vpn_down", I},
    {"network.port_blocked", F},
    {"name.not_found", F},
    {"name.lookup_timeout", F},
    {"name.changed", I},
    {"tcp.refused", F},
    {"tcp.timeout", F},
    {"tcp.unreachable", F},
    {"tcp.reset", F},
    {"tcp.slow", R},
    {"rdp.no_answer", F},
    {"rdp.closed", F},
    {"rdp.not_rdp", F},
    {"rdp.malformed", F},
    {"rdp.no_certificate_on_host", F},
    {"rdp.client_certificate_required", F},
    {"rdp.entra_required", F},
    {"rdp.refused", F},
    {"rdp.no_tls", R},
    {"rdp.nla_not_required", I},
    {"tls.closed_in_handshake", F},
    {"tls.handshake_failed", F},
    {"tls.timeout", F},
    {"tls.old_version", R},
    {"tls.weak_cipher", R},
    {"certificate.expired", F},
    {"certificate.not_yet_valid", F},
    {"certificate.unreadable", F},
    {"certificate.expires_soon", R},
    {"certificate.renewal_overdue", R},
    {"certificate.weak_key", R},
    {"certificate.weak_signature", R},
    {"certificate.wrong_purpose", R},
    {"certificate.changed", R},
    {"certificate.renewed", I},
    {"certificate.name_mismatch", I},
    {"certificate.untrusted", I},
    {"identity.clock_skew", R},
    {"identity.other_computer", R},
    {"gateway.not_a_gateway", F},
    {"gateway.service_down", F},
    {"trend.failing_more_often", R},
    {"trend.slowing_down", R},
    {"trend.usual_outage", R},
    {"credential.duplicate", R},
    {"credential.malformed", R},
    {"credential.stale", R},
    {"credential.rejected", R},
    {"credential.orphaned", I},
    {"credential.blocked_by_policy", R},
    {"cache.corrupt", R},
    {"cache.certificate_outdated", R},
    {"client.repeated_disconnects", R},
    {"client.firewall", R},
    {"client.warnings_disabled", R},
};

/// Characters as a reader counts them.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool has_gateway_form(std::string_view code) {
  constexpr std::array<std::string_view, 4> areas = {"name.", "tcp.", "tls.", "certificate."};
  return std::ranges::any_of(areas, [&](auto area) { return code.starts_with(area); });
}

TEST(FindingCodes, HaveARowForEveryCodeOfTheContract) {
  for (const auto& [code, severity] : contract) {
    const auto* row = find_code(code);

    ASSERT_NE(row, nullptr) << code;
    EXPECT_EQ(row->code, code);
    EXPECT_EQ(row->severity, severity) << code;
  }
}

TEST(FindingCodes, AnswerForTheGatewaysFormOfEveryPlainCode) {
  for (const auto& [code, severity] : contract) {
    if (!has_gateway_form(code)) continue;
    const auto* row = find_code("gateway." + std::string(code));

    ASSERT_NE(row, nullptr) << code;
    EXPECT_EQ(row->severity, severity) << code;
  }
}

TEST(FindingCodes, HaveNoRowBesideTheContract) {
  for (const auto& row : finding_codes()) {
    auto plain = row.code;
    if (plain.starts_with("gateway.") && has_gateway_form(plain.substr(8))) plain.remove_prefix(8);

    EXPECT_TRUE(std::ranges::any_of(contract, [&](auto& one) { return one.code == plain; }))
        << row.code;
  }
}

TEST(FindingCodes, AreSortedAndUnique) {
  const auto rows = finding_codes();

  EXPECT_EQ(std::ranges::adjacent_find(rows, [](auto& a, auto& b) { return a.code >= b.code; }),
            rows.end());
}

TEST(FindingCodes, FitTheScreen) {
  for (const auto& row : finding_codes()) {
    EXPECT_LE(length_of(row.title), longest_title) << row.code << ": " << row.title;
    EXPECT_LE(length_of(row.explanation), longest_explanation)
        << row.code << ": " << length_of(row.explanation) << " characters";
  }
}

TEST(FindingCodes, SpeakInWholeCalmSentences) {
  for (const auto& row : finding_codes()) {
    EXPECT_FALSE(row.title.empty() || row.title.ends_with('.')) << row.code;
    for (const auto text : {row.explanation, row.causes, row.advice}) {
      EXPECT_TRUE(text.ends_with('.')) << row.code << ": " << text;
      EXPECT_EQ(text.find('!'), text.npos) << row.code;
      EXPECT_EQ(text.find("  "), text.npos) << row.code << ": " << text;
    }
  }
}

TEST(FindingCodes, NameWhoRepairsWhat) {
  for (const auto& row : finding_codes()) {
    if (row.remedy.empty()) continue;

    EXPECT_TRUE(row.remedy.starts_with("host.") || row.remedy.starts_with("gateway.") ||
                row.remedy.starts_with("this_computer."))
        << row.code << ": " << row.remedy;
  }
}

TEST(FindingCodes, AreNullForAnUnknownCode) {
  EXPECT_EQ(find_code("certificate"), nullptr);
  EXPECT_EQ(find_code("gateway.nonsense"), nullptr);
  EXPECT_EQ(find_code(""), nullptr);
}

TEST(FindingCodes, FillAFindingThatSendsPeopleToTheRightComputer) {
  const auto finding = make_finding("gateway.certificate.weak_signature");

  EXPECT_EQ(finding.code, "gateway.certificate.weak_signature");
  EXPECT_EQ(finding.severity, Severity::risk);
  EXPECT_EQ(finding.remedies, std::vector<std::string>{"gateway.renew_certificate"});
}

}  // namespace
}  // namespace monitor
