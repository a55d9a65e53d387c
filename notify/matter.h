#pragma once

#include "monitor/model/finding.h"
#include "notify/alert.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace notify {

/// Something that is wrong now, told or not. The end of one certificate is one matter: that it is
/// near, that it should have been renewed and that it has come are its parts. So are that a host
/// declines, and that it fails meanwhile.
struct Matter {
  monitor::FindingChange change;  ///< the worst of its parts, with the targets of all
  std::string episode;
  int times = 1;             ///< that it has failed in this episode
  monitor::SysTime first{};  ///< when it failed the first time
  bool escalated = false;    ///< told as worse, not for a level
  bool came_true = false;    ///< told that what it foretold has come: the end, or the failure
  /// How it fails by now, where that is in another way than was told.
  std::optional<monitor::Finding> by_now{};
  std::optional<monitor::SysTime> over{};  ///< its end is said when nothing more has followed
  std::vector<monitor::FindingChange> parts{change};  ///< what is open; at least one
};

/// How it is by now; that it is over is said of what was told.
const monitor::Finding& said_as(Alert::Kind kind, const Matter& matter);

bool share_a_target(const std::vector<monitor::TargetId>& a,
                    const std::vector<monitor::TargetId>& b);
/// Adds those that are not among them yet; false where all were.
bool add_targets(std::vector<monitor::TargetId>& all, const std::vector<monitor::TargetId>& more);

/// Whether the code is about the end of a certificate: near, overdue to be put off, or past.
bool is_about_an_end(const std::string& code);
/// Whether it says that a certificate has ended.
bool has_ended(const std::string& code);
/// Whether what the first one foretold has come with the second: a certificate's end after it was
/// near, a failure after a trend. Of codes of one matter.
bool comes_true(const std::string& told_code, const std::string& code);
/// Whether both are of one matter: the same code, or the end of the same certificate.
bool is_one_matter(const std::string& a_code, const std::string& b_code,
                   const std::string& a_subject, const std::string& b_subject);

/// The matter that the change goes on with; null for a new one, or for an end of what is not open.
Matter* find_matter(std::vector<Matter>& matters, const monitor::FindingChange& change);
/// What else its targets have, the worst and oldest, at least as bad as that; null for nothing.
const monitor::Finding* worst_beside(const std::vector<Matter>& matters, const Matter& over,
                                     monitor::Severity least);
/// How long it lasted until it was over, or `now`; empty where that is not known, since the clock
/// was set back or a usual pause is part of it.
std::optional<std::chrono::seconds> lasted(const Matter& matter, monitor::SysTime now);
/// Takes the change in as a part, or as what one of its parts is now.
void add_part(Matter& matter, const monitor::FindingChange& change);
/// Takes over what the newest look says of it; false where that is of something else, or where what
/// was told of several is not what each of them shows.
bool take_words(Matter& matter, const monitor::Finding& newest);
/// Takes out what is over; false, and nothing taken out, where nothing else is left.
bool drop_part(Matter& matter, const monitor::FindingChange& closed);
/// Where it is over for some of several only, leaves out the others and gives true.
bool leave_out_others(Matter& matter, const monitor::FindingChange& closed);

}  // namespace notify
