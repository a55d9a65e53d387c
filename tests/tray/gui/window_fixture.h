#pragma once

#include "tests/fakes/office.h"
#include "tests/tray/gui/fake_desk.h"

#include <gtest/gtest.h>
#include <wx/window.h>

#include <functional>
#include <string>

namespace tests {

/// Lets the event loop run until `done` says true; false after `limit_ms`.
bool wait_for(const std::function<bool()>& done, int limit_ms = 30'000);
/// Waits until the window manager has placed it and nothing moves any more.
void settle(wxWindow& window);
/// A click of the real pointer in the middle of it.
void click(wxWindow& window);
/// Keys as from the keyboard.
void type(const std::string& text);
void press(int key, int modifiers = 0);
/// The first window below `root` with that label, depth first; null if none.
wxWindow* find_labelled(wxWindow& root, const std::string& label);
/// The top-level window with that title; null if none is shown.
wxWindow* find_top_level(const std::string& title);
/// Whether any text below `root` holds these words.
bool says(wxWindow& root, const std::string& words);
/// The first window below `root` that holds these words in its label; null if none.
wxWindow* find_saying(wxWindow& root, const std::string& words);
/// Saves what the screen shows of it as build/…/screenshots/NAME.png, for people to look at.
void take_picture(wxWindow& window, const std::string& name);
/// That part of the screen as FOLDER/NAME.png; `scale` is pixels per unit of `area`.
void save_screen(const wxRect& area, double scale, const std::string& folder,
                 const std::string& name);

}  // namespace tests
