#include "tray/app/replay.h"

#include <cstring>

namespace tray {

namespace {

constexpr std::size_t block = 1U << 17U;

/// The text of a recording in pieces of whole lines, in one buffer that only the longest line makes
/// larger.
class Pieces {
 public:
  explicit Pieces(std::istream& in) : in_(in) {}

  /// The next line without its end; empty where there is none, or where it is too long.
  std::optional<std::string_view> next() {
    for (;;) {
      const std::string_view rest(buffer_.data() + begin_, end_ - begin_);
      const auto stop = rest.find('\n');
      if (stop != std::string_view::npos) {
        begin_ += stop + 1;
        return rest.substr(0, stop);
      }
      if (rest.size() > RecordedLines::longest_line) {
        too_long_ = true;
        return {};
      }
      if (!fill()) return last();
    }
  }

  bool is_too_long() const { return too_long_; }

  bool is_broken() const { return in_.bad(); }

 private:
  /// What stands behind the last line's end.
  std::optional<std::string_view> last() {
    const std::string_view rest(buffer_.data() + begin_, end_ - begin_);
    begin_ = end_;
    return rest.empty() ? std::nullopt : std::optional(rest);
  }

  bool fill() {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    buffer_.resize(end_ + block + RecordedLines::padding);
    in_.read(buffer_.data() + end_, static_cast<std::streamsize>(block));
    const auto got = static_cast<std::size_t>(in_.gcount());
    end_ += got;
    return got > 0;
  }

  std::istream& in_;
  std::string buffer_ = std::string(RecordedLines::padding, '\0');
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool too_long_ = false;
};

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// Without the byte order mark that some editors and shells put in front of a file.
std::string_view without_mark(std::string_view first_line) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (first_line.starts_with(mark)) first_line.remove_prefix(mark.size());
  return first_line;
}

tl::unexpected<monitor::Failure> unreadable(const std::string& source, std::size_t number,
                                            const std::string& why) {
  return monitor::fail(monitor::Failure::Kind::invalid_input,
                       source + ", line " + std::to_string(number) + ": " + why + ".");
}

}  // namespace

monitor::Result<void> replay(std::istream& recording, const std::string& source,
                             Replay::Setup setup, std::function<void(const notify::Alert&)> told) {
  Replay life(std::move(setup), std::move(told));
  RecordedLines lines([&life](monitor::Target target) { return life.known(std::move(target)); });
  Pieces pieces(recording);
  std::size_t number = 0;
  while (auto line = pieces.next()) {
    if (++number == 1) line = without_mark(*line);
    if (is_blank(*line)) continue;
    const auto read = lines.read(*line);
    if (!read) return unreadable(source, number, read.error().what);
    life.take(*read);
  }
  if (pieces.is_too_long()) return unreadable(source, number + 1, "the line is longer than 1 MiB");
  if (pieces.is_broken()) {
    return monitor::fail(monitor::Failure::Kind::invalid_input, source + " cannot be read.");
  }
  return {};
}

}  // namespace tray
