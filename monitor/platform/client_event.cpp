#include "monitor/model/time_text.h"
#include "monitor/platform/client_log.h"

#include <algorithm>
#include <array>
#include <charconv>

// Only what EvtRender makes is read: no prologue, no comments, no CDATA, no nested elements of the
// names that are looked for. What differs reads as absent.

namespace monitor {

namespace {

constexpr std::size_t largest_record = 64U << 10U;
constexpr std::size_t longest_text = 1024;
constexpr std::size_t most_fields = 64;

struct Field {
  std::string name;
  std::string value;
};

/// The element's opening tag, without its "<" and ">"; `xml` then begins behind it.
std::optional<std::string_view> open_tag(std::string_view& xml, std::string_view name) {
  for (auto at = xml.find('<'); at != xml.npos; at = xml.find('<', at + 1)) {
    const auto rest = xml.substr(at + 1);
    if (!rest.starts_with(name)) continue;
    const auto after = rest.substr(name.size());
    if (after.empty() ||
        std::string_view(" \t\r\n/>").find(after.front()) == std::string_view::npos)
      continue;
    const auto end = rest.find('>');
    if (end == rest.npos) return {};
    xml = rest.substr(end + 1);
    return rest.substr(0, end);
  }
  return {};
}

std::string_view attribute(std::string_view tag, std::string_view name) {
  for (auto at = tag.find(name); at != tag.npos; at = tag.find(name, at + 1)) {
    const auto rest = tag.substr(at + name.size());
    const bool whole = at > 0 && std::string_view(" \t\r\n").find(tag[at - 1]) != tag.npos;
    if (!whole || rest.size() < 2 || rest[0] != '=' || (rest[1] != '\'' && rest[1] != '"'))
      continue;
    const auto end = rest.find(rest[1], 2);
    if (end != rest.npos) return rest.substr(2, end - 2);
  }
  return {};
}

std::string plain(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> entities = {
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  std::string out;
  while (!text.empty() && out.size() < longest_text) {
    const auto entity = std::find_if(entities.begin(), entities.end(),
                                     [&](const auto& one) { return text.starts_with(one.first); });
    if (entity == entities.end()) {
      // A control character has no business in a name.
      const char c = text.front();
      out += c >= 0 && c < ' ' ? ' ' : c;
      text.remove_prefix(1);
    } else {
      out += entity->second;
      text.remove_prefix(entity->first.size());
    }
  }
  // What was cut within a character of UTF-8 loses the whole of it.
  if (!text.empty() && (text.front() & 0xc0) == 0x80) {
    while (!out.empty() && (out.back() & 0xc0) == 0x80)
      out.pop_back();
    if (!out.empty()) out.pop_back();
  }
  return out;
}

template <class T>
std::optional<T> number_of(std::string_view text) {
  const int base = text.starts_with("0x") || text.starts_with("0X") ? 16 : 10;
  if (base == 16) text.remove_prefix(2);
  T value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return {};
  return value;
}

/// Text between an opening tag, which `xml` begins behind, and the next tag.
std::string_view text_ahead(std::string_view xml) {
  return xml.substr(0, std::min(xml.find('<'), xml.size()));
}

std::vector<Field> fields_of(std::string_view xml) {
  std::vector<Field> fields;
  if (!open_tag(xml, "EventData")) return fields;
  while (fields.size() < most_fields) {
    const auto tag = open_tag(xml, "Data");
    if (!tag) break;
    const bool closed = tag->ends_with('/');
    fields.push_back({plain(attribute(*tag, "Name")), closed ? "" : plain(text_ahead(xml))});
  }
  return fields;
}

/// The field of that name, else the one in that place.
std::string field(const std::vector<Field>& fields, std::string_view name, std::size_t place) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& one) { return one.name == name; });
  if (found != fields.end()) return found->value;
  return place < fields.size() ? fields[place].value : std::string();
}

void add_fields(ClientEvent& event, const std::vector<Field>& fields) {
  switch (event.number) {
    case 1024:
    case 1102:
      event.text = field(fields, "Value", 1);
      break;
    case 1026:
      event.reason = number_of<std::uint32_t>(field(fields, "Value", 1));
      break;
    case 1027:
      event.text = field(fields, "DomainName", 0);
      break;
    case 226:
      event.reason = number_of<std::uint32_t>(field(fields, "ErrorCode", 7));
      break;
    default:
      break;
  }
}

tl::unexpected<Failure> no_record() {
  return fail(Failure::Kind::invalid_input, "This is no record of the client's log.");
}

}  // namespace

Result<ClientEvent> parse_client_event(std::string_view xml) {
  if (xml.size() > largest_record) return no_record();
  auto rest = xml;
  ClientEvent event;
  if (!open_tag(rest, "EventID")) return no_record();
  const auto number = number_of<int>(text_ahead(rest));
  auto behind = rest;
  const auto created = open_tag(behind, "TimeCreated");
  if (!number || !created) return no_record();
  const auto at = parse_iso(attribute(*created, "SystemTime"));
  if (!at) return no_record();
  event.number = *number;
  event.at = *at;
  if (const auto run = open_tag(behind, "Execution"))
    event.process = number_of<std::uint32_t>(attribute(*run, "ProcessID")).value_or(0);
  add_fields(event, fields_of(behind));
  return event;
}

}  // namespace monitor
