#include "monitor/model/finding_code_rows.h"

// A Windows password entry cannot be read by programs, so it cannot be tested or backed up here
// (Win32: CREDENTIAL structure). Texts say "remove and type again", never that a password is wrong,
// unless the server said so.

namespace monitor {

namespace {

using namespace std::chrono_literals;

constexpr FindingCode rows[] = {
    {.code = "cache.certificate_outdated",
     .severity = Severity::risk,
     .title = "An old certificate is kept",
     .explanation =
         "This computer remembers a certificate that the remote computer has since replaced, so "
         "the client warns that the key has changed. Removing the old one ends the warning.",
     .causes =
         "The remote computer renewed its certificate, which Windows does about twice a year.",
     .advice = "Make sure that the change is expected, then let the repair remove the remembered "
               "certificate and accept the new one once.",
     .remedy = "this_computer.forget_certificate",
     .patience = 0s},
    {.code = "cache.corrupt",
     .severity = Severity::risk,
     .title = "A stored file is damaged",
     .explanation =
         "The client's stored data for this computer is damaged, which can stop a connection or "
         "raise false warnings. It can be removed safely; the client makes it anew.",
     .causes = "The file was cut short by a crash, a full disk or a synchronised folder.",
     .advice = "Let the repair move the file away, then connect again.",
     .remedy = "this_computer.clear_cache",
     .patience = 0s},
    {.code = "client.firewall",
     .severity = Severity::risk,
     .title = "Your firewall blocks it",
     .explanation = "A rule of the firewall on this computer keeps the Remote Desktop client from "
                    "reaching out. Ask whoever looks after this computer to allow it.",
     .causes = "A security program or company policy blocks outgoing connections of the client or "
               "to its port.",
     .advice = "Do not switch the firewall off. Ask your IT support to allow the client to reach "
               "TCP port 3389. The rules called Remote Desktop and Remote Desktop (WebSocket) are "
               "for computers that others connect to; switching them on here does not help.",
     .remedy = "this_computer.allow_client",
     .patience = 120s},
    {.code = "client.repeated_disconnects",
     .severity = Severity::risk,
     .title = "Sessions keep breaking off",
     .explanation = "Your recent sessions to this computer ended early several times. Use a cable "
                    "or a steadier network; if others see it too, tell your IT support.",
     .causes = "An unsteady network or VPN, a computer that runs short of memory, or trouble with "
               "the UDP transport after an update.",
     .advice = "Use a cable. Note the times and tell your IT support. They can try without UDP.",
     .remedy = "this_computer.check_network",
     .patience = 0s},
    {.code = "client.warnings_disabled",
     .severity = Severity::risk,
     .title = "Warnings are switched off",
     .explanation =
         "A setting on this computer keeps the client from warning you when a server cannot be "
         "verified. Harmful programs do this. Restore the warnings and ask your IT support.",
     .causes =
         "The setting AuthenticationLevelOverride is 0. A tool or a harmful program has set it.",
     .advice = "Restore the warnings. Have this computer checked for harmful programs if nobody "
               "knows who set it.",
     .remedy = "this_computer.restore_warnings",
     .patience = 0s},
    {.code = "credential.blocked_by_policy",
     .severity = Severity::risk,
     .title = "The saved password is blocked",
     .explanation = "A rule of Windows or your company does not let saved passwords be used for "
                    "this computer. The password itself may be right: type it when you are asked.",
     .causes =
         "Credential Guard is on, which makes saved Windows passwords unusable for Remote Desktop. "
         "The server can only be verified by NTLM. The server insists on a typed password.",
     .advice = "Type the password. Saving it again does not help. Ask your IT support if the rule "
               "should be changed.",
     .remedy = "this_computer.type_password",
     .patience = 0s},
    {.code = "credential.duplicate",
     .severity = Severity::risk,
     .title = "Several saved passwords",
     .explanation = "Several saved sign-ins exist for this computer, so an old one may be offered "
                    "instead of yours. Keep the one that works and remove the others.",
     .causes = "One entry was saved by the client and another by a tool or script, or the name was "
               "spelt in two ways.",
     .advice = "Look at the list of saved sign-ins and remove what is not needed. Have your "
               "password at hand first.",
     .remedy = "this_computer.remove_credential",
     .patience = 0s},
    {.code = "credential.malformed",
     .severity = Severity::risk,
     .title = "A saved sign-in is damaged",
     .explanation = "A saved sign-in for this computer is incomplete or written wrongly, so the "
                    "client cannot use it. Remove it and type your password once more.",
     .causes = "A script or tool wrote the entry: a stray character in the name, no user name, or "
               "an impossible password length.",
     .advice = "Remove the entry, connect, type the password and let the client save it anew.",
     .remedy = "this_computer.remove_credential",
     .patience = 0s},
    {.code = "credential.orphaned",
     .severity = Severity::information,
     .title = "A sign-in is left over",
     .explanation = "A saved sign-in exists for a computer that is not in your list. It does no "
                    "harm. Remove it if you no longer use that computer.",
     .causes =
         "The computer was removed from the list or renamed, or another program keeps the entry.",
     .advice = "Leave it if you are not sure; another program may need it.",
     .remedy = "this_computer.remove_credential",
     .patience = 0s},
    {.code = "credential.rejected",
     .severity = Severity::risk,
     .title = "The saved password was refused",
     .explanation = "The computer turned down the saved sign-in last time. Your password has "
                    "probably changed. Remove the saved one and type the new one; do not try many "
                    "times, or you may be locked out.",
     .causes = "The password was changed elsewhere. The account is locked or has ended. A tunnel "
               "offers the password of another computer.",
     .advice = "Remove the saved sign-in and type the password once. If it is refused again, ask "
               "your IT support about the account.",
     .remedy = "this_computer.remove_credential",
     .patience = 0s},
    {.code = "credential.stale",
     .severity = Severity::risk,
     .title = "The saved password may be old",
     .explanation =
         "The saved sign-in is older than your last password change, or is shared by several "
         "tunnels. It may be refused. Save the password anew when you next connect.",
     .causes = "The password was changed after it was saved. Several tunnels on this computer "
               "share one entry, because the client looks up the name without the port.",
     .advice = "Remove the entry and type the current password. Give each tunnel a name or "
               "loopback address of its own.",
     .remedy = "this_computer.remove_credential",
     .patience = 0s},
};

}  // namespace

std::span<const FindingCode> computer_code_rows() {
  return rows;
}

}  // namespace monitor
