// What the repair window shows beside its three states: past repairs, and the kit for the host's
// administrator.

#include "tray/app/whole_file.h"
#include "tray/gui/clipboard.h"
#include "tray/gui/repair_dialog.h"
#include "tray/gui/repair_sheet.h"
#include "tray/gui/wx_text.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stdpaths.h>
#include <wx/utils.h>

#include <algorithm>

namespace tray {

namespace {

std::filesystem::path kit_folder() {
  return path_of(to_utf8(wxStandardPaths::Get().GetDocumentsDir())) / "RDP Ready";
}

}  // namespace

void RepairDialog::offer_way_back() {
  clear_buttons();
  auto* back = add_button("&Back", &RepairDialog::show_again);
  add_close();
  Layout();
  back->SetFocus();
}

void RepairDialog::ask_for_past() {
  const auto alive = std::weak_ptr(alive_);
  desk_.repairs([this, alive](monitor::Result<std::vector<monitor::RepairRecord>> records) {
    if (alive.expired()) return;
    if (!records) return show_trouble(records.error().what);
    show_past(*records);
  });
}

void RepairDialog::show_past(const std::vector<monitor::RepairRecord>& records) {
  state_ = State::aside;
  sheet_->clear();
  const auto past = present_past_repairs(records, here_and_now());
  sheet_->add_headline(Sign::information,
                       past.empty() ? "Nothing was repaired yet" : "Past repairs");
  if (!undone_.empty()) sheet_->add_text(std::exchange(undone_, {}));
  for (const auto& one : past) {
    sheet_->add_heading(one.headline);
    for (const auto& step : one.steps) {
      std::function<void()> back;
      if (step.can_be_undone)
        back = later([this, id = one.id, number = std::stoi(step.id)] { undo(id, number); });
      sheet_->add_step(step, {}, back);
    }
    const auto undone_steps = std::ranges::count_if(one.steps, &RepairStepRow::can_be_undone);
    if (undone_steps > 1)
      sheet_->add_buttons(
          {{"Put all of these back", later([this, id = one.id] { undo(id, std::nullopt); })}});
  }
  sheet_->finish();
  offer_way_back();
}

void RepairDialog::undo(monitor::RepairId id, std::optional<int> step) {
  const auto alive = std::weak_ptr(alive_);
  desk_.undo(id, step, [this, alive, step](monitor::Result<monitor::RepairRecord> record) {
    if (alive.expired()) return;
    undone_ = record ? undo_text(*record, step) : record.error().what;
    ask_for_past();
  });
}

void RepairDialog::give_to_administrator() {
  std::optional<monitor::SysTime> since;
  for (const auto& status : desk_.statuses())
    if (status.target.id == target_.id && status.verdict != monitor::Verdict::ready)
      since = status.since;
  const auto alive = std::weak_ptr(alive_);
  desk_.write_kit(report_ ? report_->diagnosis : *diagnosis_, since, kit_folder(),
                  [this, alive](monitor::Result<WrittenKit> written) {
                    if (alive.expired()) return;
                    if (!written) return show_trouble(written.error().what);
                    show_kit(*written);
                  });
}

void RepairDialog::show_kit(const WrittenKit& written) {
  const auto& [kit, files] = written;
  state_ = State::aside;
  sheet_->clear();
  sheet_->add_headline(Sign::information, "Send these two files to the administrator");
  sheet_->add_line(Sign::information, text_of(files.ticket));
  sheet_->add_line(Sign::information, text_of(files.script));
  sheet_->add_text(
      "The first is a ticket with what was seen. The second is a script that the administrator "
      "runs on the other computer; it only reports unless told to mend.");
  sheet_->add_heading("To say on the phone");
  sheet_->add_text(kit.sentence);
  sheet_->add_buttons({{"Open the folder",
                        [folder = files.ticket.parent_path()] {
                          wxLaunchDefaultApplication(to_wx(text_of(folder)));
                        }},
                       {"Copy the ticket", [text = kit.ticket] { copy_text(text); }}});
  sheet_->finish();
  offer_way_back();
}

}  // namespace tray
