#include "monitor/foresight/foresight.h"
#include "monitor/foresight/outages.h"
#include "monitor/foresight/transcript.h"

#include <algorithm>
#include <string_view>

// Foresight's memory: a head, the names of the places that its numbers stand for, and a line for
// each part. A part whose line is not whole begins anew. What the history holds is given back as
// well.

namespace monitor {

namespace {

constexpr std::string_view head = "foresight";
constexpr std::string_view names_line = "names/1";
constexpr std::string_view basics_line = "target/3";
constexpr std::string_view hours_line = "hours/1";
constexpr std::string_view attempts_line = "attempts/1";
constexpr std::string_view arrivals_line = "arrivals/2";
constexpr std::string_view short_line = "short/1";
constexpr std::string_view host_time_line = "home/1";
constexpr std::string_view lossy_line = "lossy/1";
constexpr std::size_t most_names = 256;

/// `take(name, part)` for each part of a target's past that keeps something.
template <class Take>
void each_part(TargetPast& past, Take take) {
  take("reach/1", past.reach);
  take("spells/4", past.spells);
  take(hours_line, past.hours);
  take(attempts_line, past.attempts);
  take("drift/1", past.drift);
  take("slowness/1", past.slowness);
  take("identity/1", past.host);
}

/// Writes lines, then the names of the places in them.
class Writer {
 public:
  template <class Part>
  void add(std::string_view name, Part& part) {
    Transcript text(places_);
    part.transcribe(text);
    add_line(name, text.line());
  }

  std::string text(const std::vector<std::string>& names) {
    PlaceNumbers none;
    Transcript line(none);
    line.list(places_.ours, most_names, [&](std::size_t number) {
      auto name = number <= names.size() ? names[number - 1] : std::string();
      line.text(name);
    });
    auto lines = std::move(lines_);
    lines_ = std::string(head) + '\n';
    add_line(names_line, line.line());
    return lines_ + lines;
  }

 private:
  void add_line(std::string_view name, std::string_view line) {
    lines_ += name;
    lines_ += ' ';
    lines_ += line;
    lines_ += '\n';
  }

  PlaceNumbers places_;
  std::string lines_;
};

/// Reads them.
class Reader {
 public:
  Reader(std::string_view text, SysTime now) : text_(text), now_(now) {}

  bool is_ours() const {
    return text_.size() <= largest_memory && text_.substr(0, head.size() + 1) == "foresight\n";
  }

  std::vector<std::string> names() {
    std::vector<std::string> names;
    Transcript line(line_of(names_line), places_, now_);
    line.list(names, most_names, [&](std::string& name) { line.text(name); });
    return line.is_whole() ? names : std::vector<std::string>();
  }

  void set_places(std::vector<std::size_t> ours) { places_.ours = std::move(ours); }

  /// Whether the line was whole; the part is as it was otherwise.
  template <class Part>
  bool read(std::string_view name, Part& part) {
    auto read = part;
    Transcript text(line_of(name), places_, now_);
    read.transcribe(text);
    if (!text.is_whole()) return false;
    part = std::move(read);
    return true;
  }

 private:
  std::string_view line_of(std::string_view name) const {
    for (auto rest = text_; !rest.empty();) {
      const auto end = std::min(rest.find('\n'), rest.size());
      const auto line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const bool is_it = line.size() > name.size() && line[name.size()] == ' ' &&
                         line.substr(0, name.size()) == name;
      if (is_it) return line.substr(name.size() + 1);
    }
    return {};
  }

  std::string_view text_;
  SysTime now_;
  PlaceNumbers places_;
};

}  // namespace

std::string Foresight::memory_of(TargetPast& past) {
  Writer writer;
  past.awake_h = awake_h_;
  writer.add(basics_line, past);
  each_part(past, [&](std::string_view name, auto& part) { writer.add(name, part); });
  return writer.text(presence_.names());
}

Learned Foresight::remember(const std::vector<TargetId>& targets) {
  Learned learned;
  for (const auto target : targets) {
    const auto found = pasts_.find(target);
    if (found == pasts_.end()) continue;
    auto memory = memory_of(found->second);
    if (memory.size() <= largest_memory) learned.of_targets.emplace(target, std::move(memory));
  }
  Writer writer;
  writer.add(short_line, short_ones_);
  writer.add(arrivals_line, presence_.arrivals());
  writer.add(host_time_line, host_time_);
  writer.add(lossy_line, lossy_);
  learned.of_all = writer.text(presence_.names());
  return learned;
}

void Foresight::recall(const Learned& learned, SysTime now) {
  for (const auto& [target, memory] : learned.of_targets)
    recall(target, memory, now);
  Reader reader(learned.of_all, now);
  if (!reader.is_ours()) return;
  reader.set_places(presence_.numbers_of(reader.names()));
  reader.read(arrivals_line, presence_.arrivals());
  reader.read(short_line, short_ones_);
  reader.read(host_time_line, host_time_);
  reader.read(lossy_line, lossy_);
}

void Foresight::recall(TargetId target, const std::string& memory, SysTime now) {
  Reader reader(memory, now);
  if (!reader.is_ours()) return;
  reader.set_places(presence_.numbers_of(reader.names()));
  TargetPast past;
  if (!reader.read(basics_line, past)) return;
  each_part(past, [&](std::string_view name, auto& part) {
    const bool known = reader.read(name, part);
    if (name == hours_line && known) past.hours_until = past.last_look;
    if (name == attempts_line && !known) past.tried_at = {};
  });
  awake_h_ = std::max(awake_h_, past.awake_h);
  pasts_[target] = std::move(past);
}

void Foresight::recall_attempt(TargetId target, SysTime at) {
  if (at > pasts_[target].tried_at) note_attempt(target, at);
}

void Foresight::recall_certificate(TargetId target, bool gateway, const CertificateFacts& facts,
                                   SysTime first_seen, SysTime last_seen) {
  auto& own = pasts_[target];
  auto& renewals = gateway ? own.gateway : own.host;
  std::string differs;
  const auto kind = renewals.kind();
  const auto before = renewals.leads_count();
  renewals.see(facts, {}, first_seen, differs);
  if (renewals.leads_count() != before)
    kinds_.add(kind, renewals.leads_days().back(), facts.sha256);
  renewals.seen_again(last_seen);
}

void Foresight::recall_hour(TargetId target, SysTime at, int looks, int answered) {
  if (looks <= 0) return;
  // One look alone is no hour of looking.
  constexpr double usual_pace_h = 5.0 / 60;
  auto& own = pasts_[target];
  if (at < own.hours_until) return;
  if (answered > 0) {
    own.begun_h = std::max(own.begun_h.value_or(0) - looks * usual_pace_h, -known_after_h);
    own.last_good = std::max(own.last_good, at);
  }
  const auto local = local_moment(at, utc_offset_);
  own.attempts.note_day(local);
  for (const int quarter : {0, 15, 30, 45})
    own.hours.note(local_moment(at + std::chrono::minutes{quarter}, host_time_.utc_offset()),
                   2 * answered >= looks);
}

void Foresight::recall_place(TargetId target, const Situation& situation) {
  pasts_[target].reach.recall({presence_.number_of(situation.network),
                               presence_.number_of(situation.vpn.value_or(std::string()))});
}

}  // namespace monitor
