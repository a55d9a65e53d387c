#include "monitor/platform/autostart.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/registry_key.h"
#include "monitor/platform/windows/wide_text.h"

// What starts at login is a value of the Run key, the user's or everyone's. Task Manager and the
// system's settings never touch that: they note beside it, under the same name, that it is off.

namespace monitor {

namespace {

constexpr auto run_key = "Software\\Microsoft\\Windows\\CurrentVersion\\Run";
constexpr auto approved_key =
    "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run";
constexpr auto entry_name = "RDP Ready";

/// The first byte of the note is odd where it says off; without a note it is on.
bool is_approved(HKEY root) {
  const auto key = RegistryKey::open(root, approved_key);
  const auto note = key ? key->bytes(entry_name) : std::nullopt;
  return !note || note->empty() || (static_cast<unsigned char>(note->front()) & 1U) == 0;
}

bool is_entered(HKEY root) {
  const auto key = RegistryKey::open(root, run_key);
  return key && key->text(entry_name).has_value();
}

tl::unexpected<Failure> trouble(LSTATUS error) {
  return fail(error == ERROR_ACCESS_DENIED ? Failure::Kind::denied : Failure::Kind::storage,
              "The list of programs that start at login could not be changed.",
              system_message(static_cast<DWORD>(error)));
}

/// Takes the note away that says off. Where there is no list of notes there is none to remove.
LSTATUS approve(HKEY root) {
  if (!RegistryKey::open(root, approved_key)) return ERROR_SUCCESS;
  const auto key = RegistryKey::create(root, approved_key);
  return key ? key->remove_value(entry_name) : ERROR_ACCESS_DENIED;
}

class RunEntry final : public Autostart {
 public:
  Result<bool> is_on() const override {
    return (is_entered(HKEY_CURRENT_USER) && is_approved(HKEY_CURRENT_USER)) || is_on_for_all();
  }

  Result<void> turn_on(const std::filesystem::path& program) override {
    // Two entries would start it twice.
    if (is_on_for_all()) return {};
    const auto key = RegistryKey::create(HKEY_CURRENT_USER, run_key);
    if (!key) return trouble(ERROR_ACCESS_DENIED);
    const auto line = "\"" + to_utf8(program.wstring()) + "\"";
    if (const auto error = key->set_text(entry_name, line); error != ERROR_SUCCESS)
      return trouble(error);
    if (const auto error = approve(HKEY_CURRENT_USER); error != ERROR_SUCCESS)
      return trouble(error);
    return {};
  }

  Result<void> turn_off() override {
    if (is_entered(HKEY_CURRENT_USER)) {
      const auto key = RegistryKey::create(HKEY_CURRENT_USER, run_key);
      const auto error = key ? key->remove_value(entry_name) : ERROR_ACCESS_DENIED;
      if (error != ERROR_SUCCESS) return trouble(error);
      approve(HKEY_CURRENT_USER);
    }
    if (!is_on_for_all()) return {};
    return fail(Failure::Kind::denied,
                "RDP Ready was installed for everyone and starts with Windows. Turn it off in Task "
                "Manager, under Startup apps, or ask your administrator.");
  }

 private:
  static bool is_on_for_all() {
    return is_entered(HKEY_LOCAL_MACHINE) && is_approved(HKEY_LOCAL_MACHINE);
  }
};

}  // namespace

std::unique_ptr<Autostart> open_autostart() {
  return std::make_unique<RunEntry>();
}

}  // namespace monitor
