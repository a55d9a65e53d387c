#pragma once

#include "monitor/model/finding.h"

#include <string>
#include <string_view>

namespace tray {

/// Writes text to standard output as it is.
void put(std::string_view text);
/// Writes a sentence to standard error, on a line of its own.
void say_aside(std::string_view sentence);
/// Whether standard output, or standard error, is a terminal.
bool output_is_terminal();
bool messages_are_on_terminal();

/// Whether somebody is there to answer.
bool can_ask();
/// Asks a question on standard error; true for "y" or "yes", false for anything else.
bool ask(std::string_view question);

/// A line on standard error that is overwritten by the next; only on a terminal.
void show_progress(std::string_view line);
/// Takes the progress line away.
void clear_progress();

/// Colours are used on a terminal only, and not where NO_COLOR is set.
bool colours_are_wanted();
/// The text in the verdict's colour, where colours are wanted.
std::string coloured(monitor::Verdict verdict, std::string_view text);
/// The text in faint letters, where colours are wanted.
std::string faint(std::string_view text);
/// The text in bold letters, where colours are wanted.
std::string bold(std::string_view text);

/// Text that came from outside, made safe to print: control characters, also those that turn the
/// writing direction, become '?'.
std::string printable(std::string_view text);

/// Breaks a paragraph into lines of at most 78 columns, each after `indent`.
std::string wrapped(std::string_view text, std::string_view indent);

}  // namespace tray
