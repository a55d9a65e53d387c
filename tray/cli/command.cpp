#include "tray/cli/command.h"

#include "tray/app/repairs.h"
#include "tray/cli/terminal.h"

namespace tray {

monitor::Result<std::unique_ptr<store::Database>> Invocation::open() const {
  auto database = open_archive(start);
  if (database && !quiet) {
    const auto& notice = (*database)->opening_report().notice;
    if (!notice.empty()) say_aside(notice);
  }
  if (!database) return database;
  if (const auto notice = take_back_cut_short(**database); !notice.empty() && !quiet)
    say_aside(notice);
  return database;
}

void Invocation::say_policy_troubles(const Preferences& preferences) const {
  if (quiet) return;
  for (const auto& trouble : preferences.policy_troubles)
    say_aside("policy: " + printable(trouble));
}

int exit_with(const monitor::Failure& failure) {
  say_aside(failure.what);
  switch (failure.kind) {
    case monitor::Failure::Kind::storage:
      return exit_storage;
    case monitor::Failure::Kind::invalid_input:
      return exit_unreadable;
    case monitor::Failure::Kind::wrong_use:
    case monitor::Failure::Kind::not_found:
    case monitor::Failure::Kind::already_there:
    case monitor::Failure::Kind::unavailable:
    case monitor::Failure::Kind::denied:
    case monitor::Failure::Kind::timed_out:
    case monitor::Failure::Kind::internal:
    case monitor::Failure::Kind::changed:
      return exit_wrong_use;
  }
  return exit_wrong_use;
}

}  // namespace tray
