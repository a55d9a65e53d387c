#include "tray/gui/status_window.h"

#include "tray/app/menu_presenter.h"
#include "tray/app/overview_presenter.h"
#include "tray/app/status_presenter.h"
#include "tray/gui/action_menu.h"
#include "tray/gui/connection_files.h"
#include "tray/gui/icons.h"
#include "tray/gui/import_dialog.h"
#include "tray/gui/letters.h"
#include "tray/gui/notice_bar.h"
#include "tray/gui/overview_panel.h"
#include "tray/gui/settings_dialog.h"
#include "tray/gui/summary_header.h"
#include "tray/gui/target_dialog.h"
#include "tray/gui/target_list.h"
#include "tray/gui/target_view.h"
#include "tray/gui/welcome_page.h"
#include "tray/gui/wx_text.h"

#include <wx/accel.h>
#include <wx/display.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/statline.h>

#include <algorithm>
#include <utility>

namespace tray {

namespace {

constexpr int minute_ms = 60'000;
constexpr int margin = 16;
constexpr int row_height = 24;
const wxSize usual_size(1020, 760);
const wxSize least_size(820, 560);

}  // namespace

StatusWindow::StatusWindow(Desk& desk, Surroundings surroundings)
    : wxFrame(nullptr, wxID_ANY, "RDP Ready"),
      desk_(desk),
      surroundings_(std::move(surroundings)),
      actions_(desk,
               {this, [this] { return chosen(); },
                [this](const std::string& sentence) { say(sentence); }, [this] { refresh(); }}) {
  SetIcons(program_icons());
  make_parts();
  bind();
  bind_keys();
  fit_screen();
  take_dropped_files(*this, [this](Files files) { import_files(std::move(files)); });
  Centre();
}

void StatusWindow::fit_screen() {
  const auto screen = wxDisplay(this).GetClientArea().GetSize();
  const auto frame = GetSize() - GetClientSize();
  auto least = for_text(*this, least_size);
  auto usual = for_text(*this, usual_size);
  least.DecTo(screen - frame);
  usual.DecTo(screen - frame);
  SetMinClientSize(least);
  SetClientSize(usual);
}

void StatusWindow::stand_beside(const wxRect& thing) {
  const auto middle = thing.GetPosition() + thing.GetSize() / 2;
  const int display = std::max(0, wxDisplay::GetFromPoint(middle));
  const auto area = wxDisplay(static_cast<unsigned>(display)).GetClientArea().Deflate(FromDIP(8));
  const auto size = GetSize();
  const int right = std::max(area.x, area.GetRight() - size.x);
  const int bottom = std::max(area.y, area.GetBottom() - size.y);
  Move(std::clamp(middle.x - size.x / 2, area.x, right),
       std::clamp(middle.y - size.y / 2, area.y, bottom));
}

void StatusWindow::make_parts() {
  auto* panel = new wxPanel(this);
  summary_ = new SummaryHeader(
      panel, {[this] { add_target(); }, [this] { choose_files(); }, [this] { desk_.check_now({}); },
              [this](wxWindow& button) { open_more_menu(button); }});
  notice_ = new NoticeBar(panel);
  welcome_ =
      new WelcomePage(panel, desk_, {[this] { choose_files(); }, [this] { import_files({}); }});
  make_target_view(*panel);
  auto* all = new wxBoxSizer(wxVERTICAL);
  all->Add(summary_, 0, wxEXPAND | wxALL, FromDIP(margin));
  all->Add(notice_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(margin));
  all->Add(welcome_, 1, wxEXPAND);
  all->Add(targets_, 1, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(margin));
  panel->SetSizer(all);
}

void StatusWindow::make_target_view(wxWindow& parent) {
  targets_ = new wxSplitterWindow(&parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                                  wxSP_LIVE_UPDATE | wxSP_3DSASH);
  list_ = new TargetList(targets_);
  auto* lower = new wxPanel(targets_);
  one_ = new TargetView(
      lower, desk_,
      {[this] { actions_.connect(); }, [this] { actions_.check(); }, [this] { actions_.fix(); },
       [this](wxWindow& button) { actions_.open_menu(button, false); }});
  all_ = new OverviewPanel(lower, [this](monitor::TargetId id) { choose(id); });
  auto* column = new wxBoxSizer(wxVERTICAL);
  column->Add(one_, 1, wxEXPAND);
  column->Add(all_, 1, wxEXPAND);
  all_->Hide();
  lower->SetSizer(column);
  targets_->SetMinimumPaneSize(for_text(*this, 110));
  targets_->SetSashGravity(.3);
  targets_->SplitHorizontally(list_, lower, for_text(*this, 190));
}

void StatusWindow::bind() {
  list_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { show_chosen(); });
  list_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) { actions_.connect(); });
  list_->Bind(wxEVT_DATAVIEW_ITEM_CONTEXT_MENU,
              [this](wxDataViewEvent&) { actions_.open_menu(*list_, true); });
  minute_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { refresh(); });
  Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& event) {
    if (!event.CanVeto()) return event.Skip();
    event.Veto();
    close();
  });
  Bind(wxEVT_SYS_COLOUR_CHANGED, [this](wxSysColourChangedEvent& event) {
    one_->redraw();
    event.Skip();
  });
}

void StatusWindow::bind_keys() {
  struct Key {
    int flags;
    int code;
    std::function<void()> action;
  };

  const Key keys[] = {{wxACCEL_CTRL, 'N', [this] { add_target(); }},
                      {wxACCEL_CTRL, 'O', [this] { choose_files(); }},
                      {wxACCEL_NORMAL, WXK_F5, [this] { desk_.check_now({}); }},
                      {wxACCEL_CTRL | wxACCEL_SHIFT, 'F', [this] { actions_.fix(); }},
                      {wxACCEL_NORMAL, WXK_F2, [this] { actions_.edit(); }},
                      {wxACCEL_CTRL | wxACCEL_SHIFT, 'C', [this] { actions_.copy(); }},
                      {wxACCEL_CTRL, ',', [this] { open_settings(); }},
                      {wxACCEL_CTRL, 'W', [this] { close(); }},
                      {wxACCEL_CTRL, 'Q', [this] { surroundings_.quit(); }}};
  std::vector<wxAcceleratorEntry> entries;
  for (const auto& key : keys) {
    const wxWindowID id = NewControlId();
    entries.emplace_back(key.flags, key.code, id);
    Bind(
        wxEVT_MENU, [action = key.action](wxCommandEvent&) { action(); }, id);
  }
  SetAcceleratorTable(wxAcceleratorTable(static_cast<int>(entries.size()), entries.data()));
  // Only in the list: in a text field Delete means a letter.
  list_->Bind(wxEVT_CHAR, [this](wxKeyEvent& event) {
    if (event.GetKeyCode() == WXK_DELETE) return actions_.remove();
    event.Skip();
  });
}

void StatusWindow::come_forward() {
  const bool was_hidden = !IsShown();
  if (was_hidden) {
    Show();
    minute_.Start(minute_ms);
  }
  if (IsIconized()) Iconize(false);
  refresh();
  Raise();
  if (!was_hidden) return;
  if (desk_.statuses().empty()) {
    welcome_->set_focus();
  } else {
    list_->SetFocus();
  }
}

void StatusWindow::close() {
  if (!surroundings_.has_tray()) return Iconize();
  minute_.Stop();
  surroundings_.on_closed();
  Destroy();
}

void StatusWindow::refresh() {
  if (!IsShown()) return;
  const auto& statuses = desk_.statuses();
  const bool empty = statuses.empty();
  if (welcome_->IsShown() != empty || targets_->IsShown() == empty) {
    welcome_->Show(empty);
    targets_->Show(!empty);
    summary_->Show(!empty);
    summary_->GetParent()->Layout();
  }
  if (empty) return;
  if (!sash_placed_) place_sash();
  summary_->show(present_summary(statuses, here_and_now(), desk_.trouble()));
  list_->show(present_all_rows(statuses, here_and_now()));
  choose_worst();
  show_chosen();
}

void StatusWindow::choose_worst() {
  const auto& statuses = desk_.statuses();
  const auto worst = worst_first(statuses).front()->verdict;
  const bool follows = !all_looked_at_ && list_->chosen() == own_choice_ && worst != worst_;
  if (!list_->chosen() || follows) {
    choose(first_choice(statuses));
    own_choice_ = list_->chosen();
  }
  worst_ = worst;
  all_looked_at_ =
      std::ranges::all_of(statuses, [](const auto& one) { return one.last.has_value(); });
}

void StatusWindow::place_sash() {
  const int rows = std::clamp(static_cast<int>(desk_.statuses().size()) + 2, 5, 10);
  targets_->SetSashPosition(FromDIP(row_height) * rows + FromDIP(row_height));
  sash_placed_ = true;
}

const TargetStatus* StatusWindow::chosen() const {
  const auto id = list_->chosen();
  if (!id) return nullptr;
  const auto& statuses = desk_.statuses();
  const auto found = std::find_if(statuses.begin(), statuses.end(),
                                  [&](const auto& status) { return status.target.id == *id; });
  return found == statuses.end() ? nullptr : &*found;
}

void StatusWindow::choose(monitor::TargetId id) {
  list_->choose(id);
  show_chosen();
}

void StatusWindow::choose_all() {
  choose(monitor::unsaved);
}

void StatusWindow::show_chosen() {
  const auto* status = chosen();
  const bool all = list_->chosen() == monitor::unsaved;
  if (all_->IsShown() != all) {
    all_->Show(all);
    one_->Show(!all);
    all_->GetParent()->Layout();
  }
  if (all) all_->show(present_overview(desk_.statuses(), here_and_now()));
  if (status != nullptr) one_->show(*status);
}

void StatusWindow::say(const std::string& sentence) {
  notice_->say(sentence);
}

void StatusWindow::add_target() {
  auto* dialog = new TargetDialog(this, desk_, TargetStatus{}, [this](monitor::TargetId id) {
    refresh();
    choose(id);
  });
  dialog->Show();
}

void StatusWindow::choose_files() {
  auto files = choose_connection_files(this);
  if (!files.empty()) import_files(std::move(files));
}

void StatusWindow::import_files(std::vector<std::filesystem::path> files) {
  auto* dialog = new ImportDialog(this, desk_, std::move(files));
  dialog->Show();
}

void StatusWindow::open_settings() {
  auto* dialog = new SettingsDialog(this, desk_);
  dialog->Show();
}

void StatusWindow::open_more_menu(wxWindow& button) {
  ActionMenu menu;
  menu.add("&Use what this computer already knows…", [this] { import_files({}); });
  menu.add("&Settings…\tCtrl+,", [this] { open_settings(); });
  menu.AppendSeparator();
  menu.add("&Close the window\tCtrl+W", [this] { close(); });
  menu.add("&Quit RDP Ready\tCtrl+Q", [this] { surroundings_.quit(); });
  button.PopupMenu(&menu, 0, button.GetSize().y);
}

}  // namespace tray
