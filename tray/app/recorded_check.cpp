#include "tray/app/recorded_check.h"

#include "tray/app/check_json.h"

#include <charconv>
#include <utility>

namespace tray {

namespace {

// CONTRACT has eight; a hostile file must not fill the memory.
constexpr std::size_t most_steps = 16;

/// Where a step's text has its milliseconds; empty where it has none that can be read in place.
struct Milliseconds {
  std::string_view before;
  std::string_view after;
  double value = 0;
};

std::optional<Milliseconds> find_milliseconds(std::string_view json) {
  constexpr std::string_view key = "\"ms\":";
  const auto at = json.find(key);
  if (at == std::string_view::npos) return {};
  auto begin = at + key.size();
  while (begin < json.size() && json[begin] == ' ')
    ++begin;
  Milliseconds found;
  const auto* end = json.data() + json.size();
  const auto [stop, error] = std::from_chars(json.data() + begin, end, found.value);
  if (error != std::errc{}) return {};
  found.before = json.substr(0, begin);
  found.after = std::string_view(stop, static_cast<std::size_t>(end - stop));
  return found;
}

}  // namespace

RecordedCheck::RecordedCheck(monitor::Target target) {
  check_.target = std::move(target);
}

bool RecordedCheck::take_alike(std::string_view line) {
  return has_pattern_ && take_numbers(pattern_.read(line));
}

bool RecordedCheck::take_numbers(const LookPattern::Numbers* numbers) {
  if (numbers == nullptr || numbers->steps_ms.size() != timed_.size()) return false;
  check_.at = numbers->at;
  for (std::size_t i = 0; i < timed_.size(); ++i)
    check_.steps[timed_[i]].took = monitor::Millis{numbers->steps_ms[i]};
  if (numbers->clock_skew_s && check_.identity)
    check_.identity->clock_skew_s = numbers->clock_skew_s;
  return true;
}

bool RecordedCheck::says_the_same_as(const RecordedCheck& other) const {
  auto identity = check_.identity;
  if (identity && other.check_.identity)
    identity->clock_skew_s = other.check_.identity->clock_skew_s;
  return identity == other.check_.identity && steps_ == other.steps_ &&
         certificate_.text == other.certificate_.text &&
         gateway_certificate_.text == other.gateway_certificate_.text;
}

void RecordedCheck::begin(monitor::SysTime at) {
  check_.at = at;
  step_count_ = 0;
  timed_.clear();
  certificate_.given = gateway_certificate_.given = identity_given_ = false;
  as_before_ = true;
}

bool RecordedCheck::take_step(std::string_view json) {
  if (step_count_ == most_steps) return false;
  const auto index = step_count_++;
  const auto ms = find_milliseconds(json);
  if (ms) timed_.push_back(index);
  const auto before = ms ? ms->before : json;
  const auto after = ms ? ms->after : std::string_view();
  if (index < steps_.size() && steps_[index].before_ms == before &&
      steps_[index].after_ms == after) {
    if (ms) check_.steps[index].took = monitor::Millis{ms->value};
    return true;
  }
  as_before_ = false;
  if (index >= steps_.size()) {
    steps_.resize(index + 1);
    check_.steps.resize(index + 1);
  }
  steps_[index] = {};
  auto step = step_from_json(json);
  if (!step) return false;
  check_.steps[index] = std::move(*step);
  // Where the number stands in some inner object, the text is read anew each time.
  if (!ms || check_.steps[index].took == monitor::Millis{ms->value})
    steps_[index] = {std::string(before), std::string(after)};
  return true;
}

bool RecordedCheck::take_part(Part& part, std::optional<monitor::CertificateFacts>& facts,
                              std::string_view json) {
  part.given = true;
  if (part.text == json) return true;
  as_before_ = false;
  auto read = certificate_from_json(json);
  if (!read) return false;
  part.text = json;
  facts = std::move(*read);
  return true;
}

bool RecordedCheck::take_certificate(std::string_view json) {
  return take_part(certificate_, check_.certificate, json);
}

bool RecordedCheck::take_gateway_certificate(std::string_view json) {
  return take_part(gateway_certificate_, check_.gateway_certificate, json);
}

void RecordedCheck::take_identity(const monitor::IdentityFacts& facts) {
  identity_given_ = true;
  if (check_.identity && facts.clock_skew_s) check_.identity->clock_skew_s = facts.clock_skew_s;
  if (check_.identity == facts) return;
  as_before_ = false;
  check_.identity = facts;
}

void RecordedCheck::drop_absent(Part& part, std::optional<monitor::CertificateFacts>& facts) {
  if (part.given || part.text.empty()) return;
  part.text.clear();
  facts.reset();
  as_before_ = false;
}

bool RecordedCheck::end(std::string_view line) {
  if (steps_.size() != step_count_) {
    steps_.resize(step_count_);
    check_.steps.resize(step_count_);
    as_before_ = false;
  }
  drop_absent(certificate_, check_.certificate);
  drop_absent(gateway_certificate_, check_.gateway_certificate);
  if (!identity_given_ && check_.identity) {
    check_.identity.reset();
    as_before_ = false;
  }
  // A pattern that would give something else than was read is none.
  const auto read = check_;
  pattern_.learn(line);
  has_pattern_ = take_numbers(pattern_.read(line)) && check_ == read;
  if (!has_pattern_) check_ = read;
  return as_before_;
}

}  // namespace tray
