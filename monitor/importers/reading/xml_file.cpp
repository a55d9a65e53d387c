#include "monitor/importers/reading/xml_file.h"

#include "monitor/importers/importer.h"
#include "monitor/importers/reading/text.h"

#include <algorithm>
#include <string>

namespace monitor {

namespace {

constexpr int deepest = 64;
/// A million connections of two parts, or 50,000 of forty; bounds memory at some 200 MB.
constexpr std::ptrdiff_t most_parts = 2'000'000;
/// Declarations and comments before the first tag are short.
constexpr std::size_t longest_beginning = 64U << 10U;

tl::unexpected<Failure> damaged(std::string what, std::string detail = {}) {
  return fail(Failure::Kind::invalid_input, std::move(what), std::move(detail));
}

std::size_t lines_between(std::string_view text, std::ptrdiff_t from, std::ptrdiff_t to) {
  const auto end = std::clamp<std::ptrdiff_t>(to, from, static_cast<std::ptrdiff_t>(text.size()));
  return static_cast<std::size_t>(std::count(text.begin() + from, text.begin() + end, '\n'));
}

std::string_view words_for(pugi::xml_parse_status status) {
  switch (status) {
    case pugi::status_end_element_mismatch:
      return "a tag is not closed, or closed by another one";
    case pugi::status_no_document_element:
      return "there is no XML in it";
    case pugi::status_bad_attribute:
      return "an attribute is damaged";
    case pugi::status_bad_comment:
    case pugi::status_bad_cdata:
    case pugi::status_bad_pi:
      return "a section is not closed";
    case pugi::status_bad_start_element:
    case pugi::status_bad_end_element:
    case pugi::status_unrecognized_tag:
      return "a tag is damaged";
    case pugi::status_out_of_memory:
      return "there is not enough memory for it";
    case pugi::status_ok:
    case pugi::status_file_not_found:
    case pugi::status_io_error:
    case pugi::status_internal_error:
    case pugi::status_bad_doctype:
    case pugi::status_bad_pcdata:
    case pugi::status_append_invalid_root:
      break;
  }
  return "it is not well-formed";
}

/// The first element below more than `deepest` levels. Walks without recursion: the depth is what
/// is in question.
pugi::xml_node too_deep(pugi::xml_node root) {
  int depth = 1;
  for (auto node = root; node;) {
    if (depth > deepest) return node;
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node == root) break;
    node = node.next_sibling();
  }
  return {};
}

}  // namespace

XmlFile::XmlFile(std::string_view text)
    : text_(text), document_(std::make_unique<pugi::xml_document>()) {}

Result<XmlFile> XmlFile::load(std::string_view text) {
  if (text.size() > largest_import) return damaged("The file is too large.");
  if (text.find('\0') != std::string_view::npos)
    return damaged(
        "This is not text, so it cannot be XML; if it was exported with a password, "
        "export it again without one.");
  if (text.find("<!DOCTYPE") != std::string_view::npos ||
      text.find("<!ENTITY") != std::string_view::npos)
    return damaged("The file declares entities of its own (DOCTYPE), and such files are not read.");
  if (std::count_if(text.begin(), text.end(), [](char c) { return c == '<' || c == '='; }) >
      most_parts)
    return damaged("The file has too many parts; export fewer connections at once.");
  XmlFile file(text);
  if (auto parsed = file.parse(); !parsed) return tl::unexpected(parsed.error());
  return file;
}

Result<void> XmlFile::parse() {
  const auto result =
      document_->load_buffer(text_.data(), text_.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!result)
    return damaged("The XML is damaged in line " +
                       std::to_string(1 + lines_between(text_, 0, result.offset)) + ": " +
                       std::string(words_for(result.status)) + ".",
                   result.description());
  if (const auto node = too_deep(root()))
    return damaged("Folders are nested more than " + std::to_string(deepest) +
                   " levels deep in line " + std::to_string(line_of(node)) + ".");
  return {};
}

std::size_t XmlFile::line_of(pugi::xml_node node) {
  const auto offset = node.offset_debug();
  if (offset < counted_to_) {
    counted_to_ = 0;
    counted_lines_ = 0;
  }
  counted_lines_ += lines_between(text_, counted_to_, offset);
  counted_to_ = std::max(counted_to_, offset);
  return 1 + counted_lines_;
}

std::string_view local_name(pugi::xml_node element) {
  const std::string_view name = element.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_called(pugi::xml_node element, std::string_view name) {
  return same_word(local_name(element), name);
}

pugi::xml_node child_of(pugi::xml_node parent, std::string_view name) {
  return parent.find_child([&](pugi::xml_node child) { return is_called(child, name); });
}

std::string_view text_of(pugi::xml_node parent, std::string_view name) {
  return trimmed(child_of(parent, name).text().get());
}

std::string_view first_tag(std::string_view text) {
  text = text.substr(0, longest_beginning);
  for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    auto tag = text.substr(at + 1);
    if (tag.starts_with('?') || tag.starts_with('!')) continue;
    return tag.substr(0, tag.find('>'));
  }
  return {};
}

std::string_view tag_name(std::string_view tag) {
  const auto name = tag.substr(0, tag.find_first_of(" \t\r\n/"));
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace monitor
