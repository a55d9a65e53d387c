#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace monitor {

/// Without blanks and line ends around it.
std::string_view trimmed(std::string_view text);
/// The same word but for the case of ASCII letters.
bool same_word(std::string_view a, std::string_view b);
/// "true", "yes" or "1" in any case.
bool says_yes(std::string_view text);
/// "false", "no" or "0" in any case.
bool says_no(std::string_view text);

/// The last part of a path with either kind of slash: "a/b.rdp" gives "b.rdp".
std::string_view base_name(std::string_view path);
/// The base name without what follows its last dot.
std::string_view stem(std::string_view path);
/// Whether the name ends in that extension (".rdp", small letters) in any case.
bool has_extension(std::string_view path, std::string_view extension);

/// Takes the lines of a text one by one; ends of line are CR LF, LF or CR.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : rest_(text) {}

  /// The next line without its end; empty when there is none.
  std::optional<std::string_view> next();

  /// Number of the line that next() gave last, from 1.
  std::size_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

}  // namespace monitor
