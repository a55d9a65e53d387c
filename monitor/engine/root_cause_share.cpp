#include "monitor/engine/finding_tracker.h"
#include "monitor/engine/possible_cause.h"
#include "monitor/engine/root_cause.h"
#include "monitor/foresight/words.h"
#include "monitor/model/sentences.h"

#include <algorithm>
#include <utility>

// RootCause's part that decides whether what waits is shared.

namespace monitor {

namespace {

constexpr std::chrono::minutes first_looks_take{5};

}  // namespace

/// On a network to which this computer has just come, each of them is looked at once first.
bool RootCause::is_due(Waiting& waiting, SteadyTime now) const {
  const bool incomplete = may_be_an_outage(waiting.change.finding) &&
                          std::ranges::any_of(waiting.causes, [&](const auto& cause) {
                            return sights_.await_first_look(cause);
                          });
  if (now < waiting.until) return waiting.longer && !incomplete;
  if (!incomplete || std::exchange(waiting.longer, true)) return true;
  waiting.until = now + first_looks_take;
  return false;
}

void RootCause::decide(SteadyTime now, Changes& told) {
  if (cut_off_) return;
  // What was told before this start may show only now that it is of that, too.
  std::erase_if(waiting_, [&](const Waiting& one) { return absorb(one.change, one.causes, told); });
  for (std::size_t i = 0; i < waiting_.size();) {
    auto answer = Sights::Answer::own;
    std::string cause;
    const bool last_word = is_due(waiting_[i], now);
    for (const auto& possible : waiting_[i].causes) {
      cause = possible;
      answer = sights_.weigh(cause, waiting_[i].change.targets.front(), {waiting_[i].from, now},
                             last_word);
      if (answer != Sights::Answer::own) break;
    }
    if (answer == Sights::Answer::undecided) {
      ++i;
      continue;
    }
    const auto decided = std::move(waiting_[i]);
    waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
    if (answer == Sights::Answer::own) {
      tell_alone(decided.change, told);
    } else {
      share(cause, decided, told);
      i = 0;
    }
  }
}

void RootCause::share(const std::string& cause, const Waiting& waiting, Changes& told) {
  Shared shared;
  shared.cause = cause;
  shared.told.targets = sights_.sharing(cause, waiting.change.targets.front(), waiting.from);
  std::erase_if(shared.told.targets, [&](auto target) { return is_told_alone(target, cause); });
  if (shared.told.targets.size() < 2) return tell_alone(waiting.change, told);
  for (const auto target : shared.told.targets)
    shared.members[target] = std::nullopt;
  shared.members[waiting.change.targets.front()] = waiting.change;
  std::erase_if(waiting_, [&](const Waiting& other) {
    const auto member = shared.members.find(other.change.targets.front());
    if (member == shared.members.end() || !is_among(cause, other.causes)) return false;
    member->second = other.change;
    return true;
  });
  const auto& first = waiting.change.finding;
  shared.told.finding =
      finding_of_shared(cause, first, sights_.fail_alike(shared.told.targets, first.code));
  if (cause == names_cause) shared.network = network_;
  if (is_the_port(cause) && !network_.empty()) {
    shared.network = network_;
    const auto& evidence = waiting.change.finding.evidence;
    const bool nothing_answers = find_fact<bool>(evidence, "nothing_answers_here") != nullptr;
    shared.told.finding.explanation =
        nothing_answers ? all_silent_text(network_) : port_blocked_text(network_);
  }
  if (is_a_sites(cause) || cause == vpn_cause) {
    std::string text(since_of(first.explanation));
    if (!text.empty()) text += ' ';
    shared.told.finding.explanation = text + site_silent_text(vpn_);
  }
  shared.told.since = waiting.change.since;
  told.push_back(shared.told);
  shared_.push_back(std::move(shared));
}

void RootCause::tell_alone(FindingChange change, Changes& told) {
  alone_.push_back(change);
  told.push_back(std::move(change));
}

bool RootCause::is_told_alone(TargetId target, const std::string& cause) const {
  return std::any_of(alone_.begin(), alone_.end(), [&](const auto& alone) {
    return alone.targets.front() == target && is_part_of(alone.finding, cause);
  });
}

}  // namespace monitor
