#include "tray/app/recorded_lines.h"

#include "monitor/model/time_text.h"
#include "tray/app/check_json.h"
#include "tray/app/json_values.h"
#include "tray/app/recorded_looks.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

namespace tray {

namespace {

using monitor::Result;
using monitor::SysTime;
using monitor::Target;
namespace ondemand = simdjson::ondemand;
using Kind = RecordedEvent::Kind;

constexpr std::size_t most_targets = 10'000;

constexpr std::array<std::pair<std::string_view, Kind>, 7> event_names = {{
    {"sleep", Kind::sleep},
    {"wake", Kind::wake},
    {"offline", Kind::offline},
    {"online", Kind::online},
    {"network_changed", Kind::network_changed},
    {"user_connects", Kind::user_connects},
    {"user_disconnects", Kind::user_disconnects},
}};

std::optional<SysTime> time_of(ondemand::value value) {
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) return {};
  return monitor::parse_iso(text);
}

struct TextHash {
  using is_transparent = void;

  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

monitor::Failure bad(std::string what) {
  return {monitor::Failure::Kind::invalid_input, std::move(what), {}};
}

}  // namespace

const std::size_t RecordedLines::padding = simdjson::SIMDJSON_PADDING;

struct RecordedLines::Reader {
  explicit Reader(std::function<Target(Target)> known_targets) : known(std::move(known_targets)) {
    // Lines are short; what is longer is refused before it comes here.
    if (parser.allocate(longest_line) != simdjson::SUCCESS) throw std::bad_alloc();
  }

  /// Null once there are too many. Each way of writing a target is remembered, its looks once.
  RecordedLooks* looks_of(std::string_view target_text) {
    const auto found = by_text.find(target_text);
    if (found != by_text.end()) return found->second;
    if (by_text.size() == most_targets) return nullptr;
    auto read = target_from_json(target_text);
    auto target = known(read ? std::move(*read) : Target{});
    auto& kept = looks[target.id];
    if (!kept) kept = std::make_unique<RecordedLooks>(std::move(target));
    by_text.emplace(target_text, kept.get());
    return kept.get();
  }

  /// The looks at the target that is written there; null: it is not known.
  RecordedLooks* looks_at(std::string_view line, std::size_t begin) const {
    const auto text = line.substr(std::min(begin, line.size()));
    const auto found = by_text.find(text.substr(0, text.find('}') + 1));
    return found == by_text.end() ? nullptr : found->second;
  }

  /// The looks at the target of a line that differs from an earlier one only in its numbers; null:
  /// the line has to be read part by part.
  RecordedLooks* looks_alike(std::string_view line) const {
    // Mostly it is the first inner object.
    auto* found = looks_at(line, line.find('{', 1));
    if (found == nullptr) found = looks_at(line, line.find('{', line.find("\"target\":")));
    return found != nullptr && found->take_alike(line) ? found : nullptr;
  }

  std::function<Target(Target)> known;
  ondemand::parser parser{longest_line};
  std::unordered_map<std::string, RecordedLooks*, TextHash, std::equal_to<>> by_text;
  std::map<monitor::TargetId, std::unique_ptr<RecordedLooks>> looks;
  RecordedEvent event;
};

namespace {

/// What one line has, as it stands in the text.
struct Parts {
  std::string_view target;
  std::optional<SysTime> checked_at;
  std::array<std::string_view, 16> steps;
  std::size_t step_count = 0;
  std::string_view certificate;
  std::string_view gateway_certificate;
  std::optional<monitor::IdentityFacts> identity;
  std::optional<Kind> event;
  bool is_look = false;
};

class LineReader {
 public:
  LineReader(Parts& parts, RecordedEvent& event) : parts_(parts), event_(event) {}

  /// False: it cannot be read.
  bool take(std::string_view key, ondemand::value value) {
    if (key == "steps") return take_steps(value);
    if (key == "target") return take_target(value);
    if (key == "checked_at" || key == "at") return take_time(key, value);
    if (key == "certificate") return take_object(parts_.certificate, value);
    if (key == "gateway_certificate") return take_object(parts_.gateway_certificate, value);
    if (key == "identity") return take_identity(value);
    if (key == "event") return take_event(value);
    if (key == "network") return take_text(event_.network, value);
    if (key == "vpn") {
      event_.vpn.emplace();
      return take_text(*event_.vpn, value);
    }
    if (key == "utc_offset_s") return take_offset(value);
    return true;
  }

 private:
  static bool take_object(std::string_view& into, ondemand::value value) {
    ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return value.is_null();
    return object.raw_json().get(into) == simdjson::SUCCESS;
  }

  static bool take_text(std::optional<std::string>& into, ondemand::value value) {
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS) return value.is_null();
    into = std::string(text);
    return true;
  }

  bool take_target(ondemand::value value) {
    std::string_view name;
    if (value.get_string().get(name) == simdjson::SUCCESS) {
      event_.target = name;
      return true;
    }
    return take_object(parts_.target, value);
  }

  bool take_time(std::string_view key, ondemand::value value) {
    const auto at = time_of(value);
    if (!at) return false;
    if (key == "at") {
      event_.at = *at;
    } else {
      parts_.checked_at = at;
    }
    return true;
  }

  bool take_steps(ondemand::value value) {
    ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return value.is_null();
    for (auto entry : array) {
      ondemand::object step;
      if (entry.get_object().get(step) != simdjson::SUCCESS) return false;
      if (parts_.step_count == parts_.steps.size()) return false;
      if (step.raw_json().get(parts_.steps[parts_.step_count++]) != simdjson::SUCCESS) return false;
    }
    return true;
  }

  bool take_identity(ondemand::value value) {
    ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return value.is_null();
    auto& facts = parts_.identity.emplace();
    for (auto field : object) {
      std::string_view key;
      if (field.unescaped_key().get(key) != simdjson::SUCCESS) return false;
      ondemand::value inner;
      if (field.value().get(inner) != simdjson::SUCCESS) return false;
      if (key == "clock_skew_s") {
        double skew = 0;
        if (inner.get_double().get(skew) == simdjson::SUCCESS) facts.clock_skew_s = skew;
        continue;
      }
      auto* text = key == "computer"       ? &facts.computer
                   : key == "dns_computer" ? &facts.dns_computer
                   : key == "domain"       ? &facts.domain
                   : key == "os_version"   ? &facts.os_version
                                           : nullptr;
      std::string_view read;
      if (text != nullptr && inner.get_string().get(read) == simdjson::SUCCESS) *text = read;
    }
    facts.joined = names_a_domain(facts);
    return true;
  }

  bool take_event(ondemand::value value) {
    std::string_view name;
    if (value.get_string().get(name) != simdjson::SUCCESS) return false;
    for (const auto& [known, kind] : event_names) {
      if (known == name) parts_.event = kind;
    }
    return true;
  }

  bool take_offset(ondemand::value value) {
    constexpr std::int64_t most = 24 * 3600;
    std::int64_t seconds = 0;
    if (value.get_int64().get(seconds) != simdjson::SUCCESS) return value.is_null();
    if (seconds >= -most && seconds <= most) event_.utc_offset = std::chrono::seconds(seconds);
    return true;
  }

  Parts& parts_;
  RecordedEvent& event_;
};

/// False: it cannot be read.
bool fill(RecordedLooks& looks, const Parts& parts) {
  auto& check = looks.begin(*parts.checked_at);
  bool readable = true;
  for (std::size_t i = 0; i < parts.step_count; ++i)
    readable = readable && check.take_step(parts.steps[i]);
  if (!parts.certificate.empty()) readable = readable && check.take_certificate(parts.certificate);
  if (!parts.gateway_certificate.empty())
    readable = readable && check.take_gateway_certificate(parts.gateway_certificate);
  if (parts.identity) check.take_identity(*parts.identity);
  return readable;
}

}  // namespace

RecordedLines::RecordedLines(std::function<Target(Target)> known)
    : reader_(std::make_unique<Reader>(std::move(known))) {}

RecordedLines::~RecordedLines() = default;

Result<RecordedLines::Line> RecordedLines::read(std::string_view line) {
  if (line.size() > longest_line) return tl::unexpected(bad("the line is longer than 1 MiB"));
  const auto unreadable = [] { return tl::unexpected(bad("this is no JSON object")); };
  auto& reader = *reader_;
  if (const auto* alike = reader.looks_alike(line))
    return Line{&alike->last(), alike->is_as_before(), nullptr};
  if (is_too_deep(line)) {
    return tl::unexpected(bad("this is nested more than 32 levels deep"));
  }
  ondemand::document document;
  ondemand::object object;
  const simdjson::padded_string_view padded(line.data(), line.size(), line.size() + padding);
  if (reader.parser.iterate(padded).get(document) != simdjson::SUCCESS) return unreadable();
  if (document.get_object().get(object) != simdjson::SUCCESS) return unreadable();
  Parts parts;
  reader.event = {};
  LineReader parts_reader(parts, reader.event);
  for (auto field : object) {
    std::string_view key;
    ondemand::value value;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS) return unreadable();
    if (field.value().get(value) != simdjson::SUCCESS) return unreadable();
    if (!parts_reader.take(key, value)) {
      return tl::unexpected(bad("\"" + std::string(key.substr(0, 40)) + "\" cannot be read"));
    }
  }
  const char* rest = nullptr;
  if (document.current_location().get(rest) == simdjson::SUCCESS) return unreadable();
  Line found;
  if (parts.event) {
    reader.event.kind = *parts.event;
    found.event = &reader.event;
  } else if (!parts.target.empty() && parts.checked_at) {
    auto* looks = reader.looks_of(parts.target);
    if (looks == nullptr) return tl::unexpected(bad("there are more than 10,000 targets"));
    if (!fill(*looks, parts)) return tl::unexpected(bad("a part of the look cannot be read"));
    looks->end(line);
    found.as_before = looks->is_as_before();
    found.check = &looks->last();
  }
  return found;
}

}  // namespace tray
