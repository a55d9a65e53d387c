#include "monitor/importers/importer.h"
#include "monitor/importers/reading/csv_reader.h"
#include "monitor/importers/reading/folder_tree.h"
#include "monitor/importers/reading/target_list.h"
#include "monitor/importers/reading/text.h"
#include "monitor/model/lower_case.h"

#include <algorithm>
#include <array>

// Exports of Devolutions Remote Desktop Manager (commas) and mRemoteNG (semicolons, folders by id),
// and lists that people make in a spreadsheet. Columns are found by their heading.

namespace monitor {

namespace {

enum Column {
  name,
  host,
  port,
  user,
  domain,
  group,
  gateway,
  usage,
  level,
  sign_in,
  type,
  node,
  id,
  parent
};

constexpr std::size_t columns = parent + 1;

/// Headings as the tools and people write them, small and without blanks.
struct Heading {
  Column column;
  std::array<std::string_view, 12> words;
};

constexpr std::array headings = {
    Heading{name, {"name", "displayname", "connectionname", "title", "label"}},
    Heading{host,
            {"host", "hostname", "server", "servername", "address", "ip", "ipaddress", "computer",
             "computername", "url", "uri", "fulladdress"}},
    Heading{port, {"port", "rdpport", "serverport"}},
    Heading{user, {"username", "user", "login", "credentialusername"}},
    Heading{domain, {"domain", "credentialdomain"}},
    Heading{group, {"group", "folder", "path"}},
    Heading{gateway,
            {"gateway", "gatewayhost", "gatewayhostname", "rdgatewayhostname", "rdgateway"}},
    Heading{usage, {"gatewayusagemethod", "rdgatewayusagemethod"}},
    Heading{level, {"authenticationlevel", "rdpauthenticationlevel"}},
    Heading{sign_in, {"signin"}},
    Heading{type, {"connectiontype", "protocol"}},
    Heading{node, {"nodetype"}},
    Heading{id, {"id"}},
    Heading{parent, {"parent"}},
};

std::string bare_heading(std::string_view text) {
  auto small = lower_case(text);
  std::erase_if(small, [](char c) { return c == ' ' || c == '_' || c == '-'; });
  return small;
}

/// Where each column stands in a row.
class Layout {
 public:
  /// By headings; the first of two equal ones counts.
  static Layout of(const CsvRow& row) {
    Layout layout;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      if (const auto column = column_of(row.cells[i]); column && !layout.at_[*column])
        layout.at_[*column] = i;
    return layout;
  }

  /// By the usual order, for a list without headings: host, or name, host, port.
  static Layout without_headings(std::size_t cells) {
    Layout layout;
    if (cells == 1) {
      layout.at_[host] = 0;
      return layout;
    }
    layout.at_[name] = 0;
    layout.at_[host] = 1;
    layout.at_[port] = 2;
    return layout;
  }

  bool has(Column column) const { return at_[column].has_value(); }

  std::string_view cell(const CsvRow& row, Column column) const {
    return has(column) && *at_[column] < row.cells.size()
               ? std::string_view(row.cells[*at_[column]])
               : std::string_view();
  }

 private:
  static std::optional<Column> column_of(std::string_view heading) {
    const auto bare = bare_heading(heading);
    if (bare.empty()) return {};
    for (const auto& [column, words] : headings)
      if (std::ranges::find(words, bare) != words.end()) return column;
    return {};
  }

  std::array<std::optional<std::size_t>, columns> at_;
};

/// Whether a first row is plainly a connection and not a line of headings.
bool looks_like_a_connection(const CsvRow& row) {
  const auto layout = Layout::without_headings(row.cells.size());
  const auto address = layout.cell(row, host);
  const auto number = layout.cell(row, port);
  const bool is_address = address.find_first_of(".:") != address.npos && parse_endpoint(address);
  const bool has_port = !number.empty() && number.find_first_not_of("0123456789") == number.npos;
  return is_address || has_port;
}

bool is_rdp(std::string_view type_text) {
  const auto small = lower_case(type_text);
  return small.empty() || small.starts_with("rdp") || small.ends_with("remote desktop");
}

/// The cells of a row that matter, by column.
struct Entry {
  std::size_t line = 0;
  std::array<std::string, columns> cells;
};

class Reading {
 public:
  explicit Reading(Layout layout) : layout_(layout) {}

  void take(const CsvRow& row) {
    const auto cell = [&](Column column) { return layout_.cell(row, column); };
    // A remark. With more cells it may be a computer that is called so.
    if (row.cells.size() == 1 && row.cells.front().starts_with('#')) return;
    if (same_word(cell(node), "Container")) folders_.add(cell(id), cell(name), cell(parent));
    // One beyond the limit is enough for the list to say so.
    if (cell(host).empty() || !is_rdp(cell(type)) || entries_.size() > most_targets) return;
    Entry entry{row.line, {}};
    for (std::size_t column = 0; column < columns; ++column)
      entry.cells[column] = cell(static_cast<Column>(column));
    entries_.push_back(std::move(entry));
  }

  /// Folders may stand behind what lies in them, so rows become targets at the end.
  Result<std::vector<Target>> targets() {
    TargetList list;
    for (const auto& entry : entries_)
      if (const auto added = add(list, entry); !added) return tl::unexpected(added.error());
    return list.take();
  }

 private:
  Result<void> add(TargetList& list, const Entry& entry) const {
    const auto& cells = entry.cells;
    const auto path = layout_.has(node) ? folders_.path_of(cells[parent]) : cells[group];
    const bool through_gateway = !layout_.has(usage) || uses_gateway(cells[usage]);
    return list.add({.name = cells[name],
                     .host = cells[host],
                     .port = cells[port],
                     .user = cells[user],
                     .domain = cells[domain],
                     .gateway = through_gateway ? cells[gateway] : std::string_view(),
                     .group = path,
                     .level = authentication_level_of(cells[level]),
                     .sign_in = parse_sign_in(cells[sign_in]).value_or(SignIn::before_session),
                     .line = entry.line});
  }

  Layout layout_;
  FolderTree folders_;
  std::vector<Entry> entries_;
};

Result<Layout> layout_of(const CsvRow& first) {
  auto layout = Layout::of(first);
  if (layout.has(host)) return layout;
  if (looks_like_a_connection(first)) return Layout::without_headings(first.cells.size());
  return fail(Failure::Kind::invalid_input,
              "No column is called \"host\" in line " + std::to_string(first.line) +
                  "; the first line must name the columns, for example: name,host,port.");
}

class CsvFile final : public Importer {
 public:
  std::string_view name() const override { return "table of connections (CSV)"; }

  bool recognises(std::string_view file_name, std::string_view text) const override {
    if (has_extension(file_name, ".csv") || has_extension(file_name, ".tsv")) return true;
    const auto first = CsvReader(text).next();
    return first && *first && (*first)->cells.size() > 1 && Layout::of(**first).has(host);
  }

  Result<std::vector<Target>> read(std::string_view, std::string_view text) const override {
    CsvReader reader(text);
    std::optional<Reading> reading;
    while (true) {
      auto row = reader.next();
      if (!row) return tl::unexpected(row.error());
      if (!*row) break;
      if (reading) {
        reading->take(**row);
        continue;
      }
      const auto layout = layout_of(**row);
      if (!layout) return tl::unexpected(layout.error());
      reading.emplace(*layout);
      if (!Layout::of(**row).has(host)) reading->take(**row);
    }
    return reading ? reading->targets() : std::vector<Target>();
  }
};

}  // namespace

std::unique_ptr<Importer> make_csv_file() {
  return std::make_unique<CsvFile>();
}

}  // namespace monitor
