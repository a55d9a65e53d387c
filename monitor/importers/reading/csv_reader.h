#pragma once

#include "monitor/model/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// One row of a table; `line` is where it begins, from 1.
struct CsvRow {
  std::size_t line = 0;
  std::vector<std::string> cells;
};

/// Takes the rows of a table of separated values one by one. Quotes as RFC 4180, 2; the separator
/// is a comma, semicolon or tab, whichever the first line has most of, or the one that a first line
/// "sep=;" names. Empty lines are passed over.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text);

  /// The next row; empty at the end.
  /// Fails with invalid_input, naming the line, for a quote that is not closed or more than 1,000
  /// cells.
  Result<std::optional<CsvRow>> next();

  char separator() const { return separator_; }

 private:
  Result<std::string> cell();
  Result<std::string> quoted_cell();
  bool at_end_of_row() const;
  void skip_end_of_line();

  std::string_view rest_;
  std::size_t line_ = 1;
  char separator_ = ',';
};

}  // namespace monitor
