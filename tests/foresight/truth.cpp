#include "tests/foresight/truth.h"

#include <utility>

namespace foresight {

namespace {

std::string time_or_null(Seconds at) {
  return at == 0 ? "null" : '"' + iso(at) + '"';
}

const char* name_of(Cause::Sort sort) {
  switch (sort) {
    case Cause::Sort::foreseeable:
      return "foreseeable";
    case Cause::Sort::unforeseeable:
      return "unforeseeable";
    case Cause::Sort::tolerated:
      return "tolerated";
    case Cause::Sort::harmless:
      return "harmless";
  }
  return "";
}

/// Seen on enough days to be foreseen a day ahead.
bool is_seen_ahead(const Cause& cause) {
  return cause.sort == Cause::Sort::foreseeable && cause.days_shown >= cause.days_needed;
}

void write_wrong_clock(std::ostream& out, const std::vector<Stretch>& stretches) {
  const char* between = "\n";
  for (const auto& stretch : stretches) {
    if (stretch.clock_error == 0) continue;
    out << std::exchange(between, ",\n") << R"({"from":")" << iso(stretch.from) << R"(","until":")"
        << iso(stretch.to) << R"(","error_s":)" << stretch.clock_error << '}';
  }
}

void write_sleeps(std::ostream& out, const std::vector<Stretch>& stretches) {
  const char* between = "\n";
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    if (stretches[i - 1].end != Stretch::End::sleep) continue;
    out << std::exchange(between, ",\n") << R"({"from":")" << iso(stretches[i - 1].to)
        << R"(","until":")" << iso(stretches[i].from) << R"("})";
  }
}

void write_cause(std::ostream& out, const Estate& estate, const Cause& cause, int id) {
  out << R"({"id":)" << id << R"(,"kind":")" << cause.kind << R"(","sort":")" << name_of(cause.sort)
      << R"(","seen_ahead":)" << (is_seen_ahead(cause) ? "true" : "false") << R"(,"targets":[)";
  for (std::size_t i = 0; i < cause.hosts.size(); ++i)
    out << (i ? ",\"" : "\"") << estate.hosts[static_cast<std::size_t>(cause.hosts[i])].name << '"';
  out << R"(],"from":")" << iso(cause.from) << R"(","fails_at":")" << iso(cause.fails_at)
      << R"(","until":")" << iso(cause.until) << R"(","shown_at":)" << time_or_null(cause.shown_at)
      << R"(,"allowed":)" << cause.allowed << R"(,"codes":")" << cause.codes << R"(","also":")"
      << cause.also << R"(","attempts":[)";
  for (std::size_t i = 0; i < cause.attempts.size(); ++i)
    out << (i ? ",\"" : "\"") << iso(cause.attempts[i]) << '"';
  out << "]}";
}

}  // namespace

void write_truth(std::ostream& out, std::uint64_t seed, const std::string& scenario,
                 const Laptop& laptop, const Estate& estate, const std::vector<Cause>& causes) {
  out << R"({"seed":)" << seed << R"(,"scenario":")" << scenario << R"(","years":)" << laptop.years
      << R"(,"targets":[)";
  for (std::size_t i = 0; i < estate.hosts.size(); ++i)
    out << (i ? ",\"" : "\"") << estate.hosts[i].name << '"';
  out << R"(],"wrong_clock":[)";
  write_wrong_clock(out, laptop.stretches);
  out << R"(],"sleeps":[)";
  write_sleeps(out, laptop.stretches);
  out << R"(],"causes":[)";
  int id = 0;
  for (const auto& cause : causes) {
    out << (id ? ",\n" : "\n");
    write_cause(out, estate, cause, ++id);
  }
  out << "]}\n";
}

}  // namespace foresight
