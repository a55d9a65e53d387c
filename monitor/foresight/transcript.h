#pragma once

#include "monitor/model/clock.h"

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace monitor {

/// The numbers of networks and VPNs as a text has them, each with ours in its place. 0 is none.
struct PlaceNumbers {
  std::vector<std::size_t> ours;
};

/// What a part of foresight has learned, as one line of text. The part names its values in one
/// order, with the bounds that it needs of them, and that writes or reads them. Pure.
class Transcript {
 public:
  /// Writes.
  explicit Transcript(PlaceNumbers& places) : places_(places) {}

  /// Reads a line that was written at `now` or before; entries of lists with later moments are
  /// left out, other moments count as now: the clock was ahead.
  Transcript(std::string_view line, PlaceNumbers& places, SysTime now)
      : places_(places), rest_(line), now_(now), reading_(true) {}

  bool is_reading() const { return reading_; }

  /// Nothing that was read was missing, out of its bounds or left over.
  bool is_whole() const { return whole_ && rest_.empty(); }

  /// A line of a program before this one may end earlier.
  bool goes_on() const { return !reading_ || !rest_.empty(); }

  const std::string& line() const { return line_; }

  void number(std::int64_t& value, std::int64_t least, std::int64_t most);

  template <std::integral Number>
  void number(Number& value, std::int64_t least, std::int64_t most) {
    auto wide = static_cast<std::int64_t>(value);
    number(wide, least, most);
    value = static_cast<Number>(wide);
  }

  /// To nine digits.
  void real(double& value, double least, double most);
  void flag(bool& value);
  /// At most 256 bytes.
  void text(std::string& value);
  void time(SysTime& value);
  /// Since 1970, local.
  void day(std::int64_t& value);
  /// The number of a network or VPN.
  void place(std::size_t& number);

  /// The line does not hold what it should.
  void refuse() { whole_ = false; }

  /// `each(entry)` names what an entry has.
  template <class List, class Each>
  void list(List& entries, std::size_t most, Each each) {
    auto count = entries.size();
    number(count, 0, static_cast<std::int64_t>(most));
    if (!reading_) {
      for (auto& entry : entries)
        each(entry);
      return;
    }
    entries.clear();
    for (std::size_t i = 0; i < count && whole_; ++i) {
      typename List::value_type entry{};
      late_ = false;
      each(entry);
      if (whole_ && !late_) entries.push_back(std::move(entry));
    }
  }

  /// An array that is written round and round: `next` is where, `count` how many it has.
  template <class Entry, std::size_t most, class Each>
  void ring(std::array<Entry, most>& entries, std::size_t& next, std::size_t& count, Each each) {
    std::vector<Entry> in_order;
    for (std::size_t i = 0; i < count; ++i)
      in_order.push_back(entries[count < most ? i : (next + i) % most]);
    list(in_order, most, each);
    if (!reading_) return;
    count = in_order.size();
    next = count % most;
    std::move(in_order.begin(), in_order.end(), entries.begin());
  }

  template <class Value, class Each>
  void maybe(std::optional<Value>& value, Each each) {
    bool is_there = value.has_value();
    flag(is_there);
    if (is_there && !value) value = Value{};
    if (is_there) each(*value);
  }

 private:
  std::string_view next_word();
  void add_word(std::string_view word);

  PlaceNumbers& places_;
  std::string line_;
  std::string_view rest_;
  SysTime now_{};
  bool reading_ = false;
  bool whole_ = true;
  bool late_ = false;
};

}  // namespace monitor
