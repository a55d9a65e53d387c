#include "monitor/importers/reading/csv_reader.h"

#include "monitor/importers/reading/text.h"

#include <algorithm>
#include <string>

namespace monitor {

namespace {

constexpr std::size_t most_cells = 1000;

char likely_separator(std::string_view first_line) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char candidate : {',', ';', '\t'}) {
    const auto seen = std::ranges::count(first_line, candidate);
    if (seen <= most) continue;
    most = seen;
    best = candidate;
  }
  return best;
}

}  // namespace

CsvReader::CsvReader(std::string_view text) : rest_(text) {
  const auto first_line = text.substr(0, text.find_first_of("\r\n"));
  separator_ = likely_separator(first_line);
  // Spreadsheets name their separator in this way.
  if (first_line.size() == 5 && same_word(first_line.substr(0, 4), "sep=")) {
    separator_ = first_line.back();
    rest_.remove_prefix(first_line.size());
    skip_end_of_line();
  }
}

Result<std::optional<CsvRow>> CsvReader::next() {
  while (!rest_.empty() && (rest_.front() == '\r' || rest_.front() == '\n'))
    skip_end_of_line();
  if (rest_.empty()) return std::optional<CsvRow>{};
  CsvRow row{line_, {}};
  while (true) {
    auto text = cell();
    if (!text) return tl::unexpected(text.error());
    row.cells.push_back(*std::move(text));
    if (row.cells.size() > most_cells)
      return fail(Failure::Kind::invalid_input, "Line " + std::to_string(row.line) +
                                                    " has more than " + std::to_string(most_cells) +
                                                    " columns.");
    if (at_end_of_row()) break;
    rest_.remove_prefix(1);  // the separator
  }
  skip_end_of_line();
  return std::optional<CsvRow>(std::move(row));
}

Result<std::string> CsvReader::cell() {
  if (rest_.starts_with('"')) return quoted_cell();
  const auto end = std::min(rest_.find_first_of(std::string{separator_, '\r', '\n'}), rest_.size());
  std::string text(trimmed(rest_.substr(0, end)));
  rest_.remove_prefix(end);
  return text;
}

Result<std::string> CsvReader::quoted_cell() {
  const auto opened_in = line_;
  std::string text;
  rest_.remove_prefix(1);
  while (true) {
    const auto quote = rest_.find('"');
    if (quote == std::string_view::npos)
      return fail(Failure::Kind::invalid_input,
                  "The quote that begins in line " + std::to_string(opened_in) + " is not closed.");
    line_ += static_cast<std::size_t>(std::ranges::count(rest_.substr(0, quote), '\n'));
    text += rest_.substr(0, quote);
    rest_.remove_prefix(quote + 1);
    if (!rest_.starts_with('"')) break;
    text += '"';
    rest_.remove_prefix(1);
  }
  // What stands between the closing quote and the separator is kept as it is.
  const auto end = std::min(rest_.find_first_of(std::string{separator_, '\r', '\n'}), rest_.size());
  text += trimmed(rest_.substr(0, end));
  rest_.remove_prefix(end);
  return text;
}

bool CsvReader::at_end_of_row() const {
  return rest_.empty() || rest_.front() != separator_;
}

void CsvReader::skip_end_of_line() {
  if (rest_.empty()) return;
  ++line_;
  rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : 1);
}

}  // namespace monitor
