#pragma once

#include "monitor/model/result.h"

#include <pugixml.hpp>

#include <memory>
#include <string_view>

namespace monitor {

/// An XML file, whole and in memory. Elements are found by their name without prefix, in any case.
/// Bounded: largest_import, 64 levels, two million tags and attributes; no DOCTYPE, so no entities
/// but XML's own.
class XmlFile {
 public:
  /// Fails with invalid_input, naming what is wrong and the line.
  /// `text` is UTF-8, whatever its declaration says.
  static Result<XmlFile> load(std::string_view text);

  pugi::xml_node root() const { return document_->document_element(); }

  /// Line in which the element begins, from 1. Cheap when asked in the order of the file.
  std::size_t line_of(pugi::xml_node node);

 private:
  explicit XmlFile(std::string_view text);
  Result<void> parse();

  std::string_view text_;  // the caller's; it outlives the file
  std::unique_ptr<pugi::xml_document> document_;
  std::ptrdiff_t counted_to_ = 0;
  std::size_t counted_lines_ = 0;
};

/// The element's name without "prefix:".
std::string_view local_name(pugi::xml_node element);
/// Whether that is its name, in any case.
bool is_called(pugi::xml_node element, std::string_view name);
/// The first child element by that name; empty where there is none, as pugixml does it.
pugi::xml_node child_of(pugi::xml_node parent, std::string_view name);
/// The trimmed text of that child; empty where there is none.
std::string_view text_of(pugi::xml_node parent, std::string_view name);

/// The first tag of a text, from its name to before its ">"; empty where it is no XML.
/// Looks at the beginning only.
std::string_view first_tag(std::string_view text);
/// The local name in a tag that first_tag() gave.
std::string_view tag_name(std::string_view tag);

}  // namespace monitor
