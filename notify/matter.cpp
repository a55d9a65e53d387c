#include "notify/matter.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace notify {

using monitor::FindingChange;
using monitor::TargetId;

namespace {

bool is_same_code(const FindingChange& a, const FindingChange& b) {
  const auto& one = a.finding.subject;
  const auto& other = b.finding.subject;
  return a.finding.code == b.finding.code && (one.empty() || other.empty() || one == other);
}

bool is_the_part(const FindingChange& part, const FindingChange& change) {
  return is_same_code(part, change) && share_a_target(part.targets, change.targets);
}

bool is_a_trend(const std::string& code) {
  return code.starts_with("trend.");
}

/// A host that declines, and none that has not been told of, cannot be used.
bool is_what_it_led_to(const FindingChange& part, const FindingChange& change) {
  const auto& code = change.finding.code;
  const bool breaks_a_step = change.finding.severity == monitor::Severity::failure &&
                             code.find("certificate.") == std::string::npos &&
                             !code.starts_with("identity.") && !code.starts_with("network.");
  return is_a_trend(part.finding.code) && breaks_a_step &&
         std::ranges::all_of(change.targets,
                             [&](TargetId id) { return share_a_target(part.targets, {id}); });
}

/// How well the change fits that part; 0: not at all.
int fit(const FindingChange& part, const FindingChange& change) {
  if (is_same_code(part, change) && part.targets == change.targets) return 4;
  if (is_the_part(part, change)) return 3;
  const auto& old = part.finding;
  const auto& now = change.finding;
  if (change.kind == FindingChange::Kind::closed) return 0;
  if (is_what_it_led_to(part, change)) return 2;
  if (!is_one_matter(old.code, now.code, old.subject, now.subject)) {
    return 0;
  }
  if (share_a_target(part.targets, change.targets)) return 2;
  // Of those that share a certificate one sees first that it has ended.
  return has_ended(now.code) && !has_ended(old.code) ? 1 : 0;
}

/// The first of the worst.
const FindingChange& worst(const std::vector<FindingChange>& parts) {
  const auto badness = [](const FindingChange& part) {
    const auto& finding = part.finding;
    return std::tuple(finding.severity, has_ended(finding.code), finding.level);
  };
  return *std::max_element(parts.begin(), parts.end(),
                           [&](const auto& a, const auto& b) { return badness(a) < badness(b); });
}

}  // namespace

const monitor::Finding& said_as(Alert::Kind kind, const Matter& matter) {
  const bool over = kind == Alert::Kind::cleared;
  return matter.by_now && !over ? *matter.by_now : matter.change.finding;
}

bool share_a_target(const std::vector<TargetId>& a, const std::vector<TargetId>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](TargetId id) { return std::find(b.begin(), b.end(), id) != b.end(); });
}

bool add_targets(std::vector<TargetId>& all, const std::vector<TargetId>& more) {
  const auto before = all.size();
  for (const auto id : more) {
    if (std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
  }
  return all.size() > before;
}

bool is_about_an_end(const std::string& code) {
  return code.ends_with("certificate.expires_soon") ||
         code.ends_with("certificate.renewal_overdue") || has_ended(code);
}

bool has_ended(const std::string& code) {
  return code.ends_with("certificate.expired");
}

bool comes_true(const std::string& told_code, const std::string& code) {
  return (has_ended(code) && !has_ended(told_code)) || (is_a_trend(told_code) && !is_a_trend(code));
}

bool is_one_matter(const std::string& a_code, const std::string& b_code,
                   const std::string& a_subject, const std::string& b_subject) {
  if (a_subject != b_subject) return false;
  return a_code == b_code ||
         (!a_subject.empty() && is_about_an_end(a_code) && is_about_an_end(b_code));
}

Matter* find_matter(std::vector<Matter>& matters, const FindingChange& change) {
  Matter* found = nullptr;
  int best = 0;
  for (auto& matter : matters) {
    for (const auto& part : matter.parts) {
      // After a restart its failure alone is known of what declines.
      const bool declined = is_a_trend(matter.episode) &&
                            change.kind != FindingChange::Kind::closed &&
                            is_what_it_led_to(change, part);
      const auto fits = std::max(fit(part, change), declined ? 1 : 0);
      if (fits <= best) continue;
      best = fits;
      found = &matter;
    }
  }
  return found;
}

const monitor::Finding* worst_beside(const std::vector<Matter>& matters, const Matter& over,
                                     monitor::Severity least) {
  const monitor::Finding* worst = nullptr;
  for (const auto& one : matters) {
    const auto& finding = one.change.finding;
    const bool is_other = one.episode != over.episode && !one.over && finding.severity >= least &&
                          share_a_target(one.change.targets, over.change.targets);
    if (!is_other || (worst != nullptr && finding.severity == worst->severity)) continue;
    worst = &finding;
    least = finding.severity;
  }
  return worst;
}

std::optional<std::chrono::seconds> lasted(const Matter& matter, monitor::SysTime now) {
  const auto& finding = matter.change.finding;
  auto began = matter.change.since;
  if (has_ended(finding.code)) {
    // It may have been seen long after that.
    if (!finding.fails_at) return {};
    began = *finding.fails_at;
  }
  const auto end = matter.over.value_or(now);
  const bool paused = monitor::find_fact<std::string>(finding.evidence, "usually_up_by") != nullptr;
  if (paused || end < began) return {};
  return std::chrono::floor<std::chrono::seconds>(end - began);
}

void add_part(Matter& matter, const FindingChange& change) {
  if (matter.over) matter.parts.clear();
  matter.over.reset();
  matter.by_now.reset();
  auto& parts = matter.parts;
  const auto known = std::find_if(parts.begin(), parts.end(), [&](const FindingChange& part) {
    return is_the_part(part, change);
  });
  if (known == parts.end()) {
    parts.push_back(change);
  } else {
    const auto since = std::min(known->since, change.since);
    *known = change;
    known->since = since;
  }
  const auto before = std::exchange(matter.change, worst(parts));
  const auto& code = matter.change.finding.code;
  if (!comes_true(before.finding.code, code) && !comes_true(code, before.finding.code))
    matter.change.since = std::min(matter.change.since, before.since);
  for (const auto& part : parts)
    add_targets(matter.change.targets, part.targets);
}

bool take_words(Matter& matter, const monitor::Finding& newest) {
  auto& finding = matter.change.finding;
  const bool is_other_way = finding.code != newest.code;
  const bool alike = is_other_way || finding.subject.empty() || finding.subject == newest.subject;
  const bool is_of_all = matter.change.targets.size() > 1 &&
                         (finding.title != newest.title || finding.code == "identity.clock_skew");
  if (!alike || is_of_all) return false;
  matter.by_now.reset();
  if (is_other_way) {
    matter.by_now = newest;
    return true;
  }
  finding.title = newest.title;
  finding.explanation = newest.explanation;
  finding.fails_at = newest.fails_at;
  return true;
}

bool drop_part(Matter& matter, const FindingChange& closed) {
  auto rest = matter.parts;
  std::erase_if(rest, [&](const FindingChange& part) { return is_the_part(part, closed); });
  if (rest.empty()) return false;
  matter.parts = std::move(rest);
  // What was told, and to whom, is what will be over.
  const auto& code = matter.change.finding.code;
  const auto& left = worst(matter.parts);
  if (!has_ended(code) && !comes_true(left.finding.code, code)) return true;
  auto targets = std::move(matter.change.targets);
  matter.change = left;
  matter.by_now.reset();
  matter.change.targets = std::move(targets);
  return true;
}

bool leave_out_others(Matter& matter, const FindingChange& closed) {
  // What this computer's network is at fault for is over for all.
  const bool is_the_networks = closed.finding.code.starts_with("network.");
  auto& targets = matter.change.targets;
  if (is_the_networks || matter.parts.size() > 1 || closed.targets.size() >= targets.size())
    return false;
  targets = closed.targets;
  return true;
}

}  // namespace notify
