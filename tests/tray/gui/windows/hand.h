#pragma once

#include <windows.h>

#include <string>
#include <vector>

/// Keys and clicks of a person, put where Windows itself takes them. A display below it, as Wine's,
/// hands out keys by a focus of its own, which on a busy computer may stay with another window than
/// the one that is in front.
/// All give false and do nothing where it would not reach what is meant at this moment.
namespace tests::hand {

/// Presses one after the other in `target`: the window in front, the part of it that has its focus,
/// or, where it is null, an open menu. Each is a name, as Return, or a combination, as ctrl+w.
bool press(HWND target, const std::vector<std::wstring>& names);

/// Writes the text into `target`, as `press`.
bool write(HWND target, const std::wstring& text);

/// Places are pixels of the first screen.
bool point(POINT place);
bool click(POINT place, bool right);

/// Clicks the middle of a window that is enabled and not covered there.
bool click(HWND window);

}  // namespace tests::hand
