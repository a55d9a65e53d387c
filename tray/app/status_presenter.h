#pragma once

#include "tray/app/desk.h"
#include "tray/app/local_time.h"
#include "tray/app/sign.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tray {

/// What the icon shows and what is said when the pointer rests on it.
struct IconView {
  Sign sign = Sign::unknown;
  std::string title;  ///< "RDP Ready: 2 of 5 computers would fail now"
  std::string text;   ///< the worst few, one a line; may be empty

  bool operator==(const IconView&) const = default;
};

/// The head of the window: how all targets together are.
struct SummaryView {
  Sign sign = Sign::unknown;
  std::string headline;
  std::string text;

  bool operator==(const SummaryView&) const = default;
};

/// One line of the list of targets.
struct RowView {
  monitor::TargetId id{};
  Sign sign = Sign::unknown;
  std::string name;
  std::string state;  ///< "Ready", "The certificate ends in 9 days, snoozed until it is fixed"
  std::string since;  ///< of that state: "14:05", "yesterday, 14:05"; may be empty
  std::string certificate_end;  ///< "3 December 2026"; may be empty
  std::string last_look;        ///< "2 minutes ago", "looking…", "not yet"
  monitor::SysTime since_at{};  ///< what `since` sorts by; the same for the next two
  monitor::SysTime certificate_at{};
  monitor::SysTime looked_at{};

  bool operator==(const RowView&) const = default;
};

/// How it is with one target, in a few words that begin like a sentence: "Ready",
/// "The certificate ends in 9 days", "The computer does not answer", "Not looked at yet".
std::string state_words(const TargetStatus& status, const Viewpoint& view);
/// The same for the middle of a sentence: "the computer does not answer".
std::string state_words_inside(const TargetStatus& status, const Viewpoint& view);

/// The name, cut in its middle where it would make a menu or a heading as wide as the screen.
std::string short_name(std::string_view name);

/// "ready", "at risk", "would fail", "unknown".
std::string verdict_words(monitor::Verdict verdict);
/// With a capital in front, where a sentence begins.
std::string capital(std::string text);
/// "2 would fail, 1 at risk, 1 unknown, 1 ready".
std::string verdict_counts(std::span<const TargetStatus> statuses);

/// The computer's certificate, or its gateway's, as it was seen last; empty where none ever was.
const std::optional<monitor::CertificateFacts>& shown_certificate(const TargetStatus& status,
                                                                  bool gateway);
/// The earliest end of a certificate on the way to the target; empty where none was seen.
std::optional<monitor::SysTime> next_certificate_end(const TargetStatus& status);

/// How urgently a person should look at it; the larger is the worse.
int urgency(monitor::Verdict verdict);
/// All targets, the most urgent first, else in the user's order.
std::vector<const TargetStatus*> worst_first(std::span<const TargetStatus> statuses);

IconView present_icon(std::span<const TargetStatus> statuses, const Viewpoint& view);
/// Before anything is known: the program is just starting.
IconView present_starting_icon();
/// `trouble`: Watchlist::trouble(); it goes before everything that is not about one target alone.
SummaryView present_summary(std::span<const TargetStatus> statuses, const Viewpoint& view,
                            const std::string& trouble = {});
/// In the user's order.
std::vector<RowView> present_rows(std::span<const TargetStatus> statuses, const Viewpoint& view);

}  // namespace tray
