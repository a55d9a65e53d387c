#include "monitor/repair/disconnect_codes.h"

// Microsoft, ExtendedDisconnectReasonCode enumeration. 1 to 12 are also the server's Set Error Info
// codes (MS-RDPBCGR, 2.2.5.1.1). 25 and 26 stand in newer type libraries only.

namespace monitor {

namespace {

constexpr bool error = true;
constexpr bool normal = false;
constexpr bool reported = false;

constexpr std::string_view tell_license =
    "Tell the administrator of the remote computer: this is repaired at its licence server.";
constexpr std::string_view client_license =
    "Tell the administrator. If only this computer is affected, its stored licence (MSLicensing in "
    "the registry) may be damaged; back it up before anyone removes it.";

constexpr DisconnectCode rows[] = {
    {0, "exDiscReasonNoInfo", "Nothing more is known.", "The remote computer sent no reason.",
     "Go by the first number.", normal},
    {1, "exDiscReasonAPIInitiatedDisconnect", "A program disconnected the session.",
     "A tool or an administrator's program did it.", "Connect again.", normal},
    {2, "exDiscReasonAPIInitiatedLogoff", "A program signed the user out.",
     "A tool or an administrator's program did it.", "Connect again.", normal},
    {3, "exDiscReasonServerIdleTimeout", "The session was idle for too long.",
     "The remote computer ends sessions that nobody uses.",
     "Connect again. Ask the administrator if the limit is too short for your work.", normal},
    {4, "exDiscReasonServerLogonTimeout", "The session reached its time limit.",
     "The remote computer limits how long a session may last.",
     "Connect again. Ask the administrator if the limit is too short for your work.", normal},
    {5, "exDiscReasonReplacedByOtherConnection", "Another connection took over the session.",
     "You, or somebody with your account, connected from another place.",
     "If that was not you, change your password and tell your IT support.", normal},
    {6, "exDiscReasonOutOfMemory", "The remote computer ran out of memory.",
     "Too much is running there.", "Ask the administrator to free memory or restart it."},
    {7, "exDiscReasonServerDeniedConnection", "The remote computer denied the connection.",
     "The word is Microsoft's; in practice it also appears when the other side hangs up during "
     "setup. It does not prove that a rule forbids it.",
     "Check the connection with RDP Ready: the step that breaks says more than this number."},
    {8, "exDiscReasonServerDeniedConnectionFips",
     "The connection was denied for security reasons (FIPS).",
     "The remote computer insists on FIPS encryption, and the client does not offer it.",
     "Update the client, then ask the administrator."},
    {9, "exDiscReasonServerInsufficientPrivileges", "The account may not use Remote Desktop there.",
     "Your account is not among the Remote Desktop Users of that computer.",
     "Ask the administrator to add you."},
    {10, "exDiscReasonServerFreshCredsRequired", "Saved sign-ins are not accepted there.",
     "The administrator wants the password typed every time.",
     "Type the password. Saving it again does not help."},
    {11, "exDiscReasonRpcInitiatedDisconnectByUser",
     "A user or administrator disconnected the session.",
     "Somebody did it on purpose, from the remote computer or a management tool.",
     "Connect again, or ask who did it.", normal},
    {12, "exDiscReasonLogoffByUser", "The user signed out.", "Somebody signed out in the session.",
     "Nothing is wrong.", normal},
    {25, "", "The remote computer was shut down.", "Somebody switched it off, or it was updated.",
     "Have it switched on again.", normal, reported},
    {26, "", "The remote computer was restarted.", "It was updated or restarted on purpose.",
     "Wait five minutes and connect again.", normal, reported},
    {256, "exDiscReasonLicenseInternal", "Licensing failed for an internal reason.",
     "The licence service there is in trouble.", tell_license},
    {257, "exDiscReasonLicenseNoLicenseServer", "No licence server can be reached.",
     "The remote computer finds no licence server, or its grace period is over.", tell_license},
    {258, "exDiscReasonLicenseNoLicense", "There is no licence left.",
     "All Remote Desktop licences are in use.", tell_license},
    {259, "exDiscReasonLicenseErrClientMsg", "The client sent a licence message that is not valid.",
     "The stored licence here is damaged, or the client is old.", client_license},
    {260, "exDiscReasonLicenseHwidDoesntMatchLicense", "The licence belongs to other hardware.",
     "This computer was copied or its hardware changed.", client_license},
    {261, "exDiscReasonLicenseErrClientLicense", "The licence of this computer is not valid.",
     "The stored licence here is damaged or has ended.", client_license},
    {262, "exDiscReasonLicenseCantFinishProtocol", "Agreeing on the licence could not be finished.",
     "The network broke off, or the licence server does not answer.", tell_license},
    {263, "exDiscReasonLicenseClientEndedProtocol", "The client ended the licence talk.",
     "The client was closed, or has a fault.", client_license},
    {264, "exDiscReasonLicenseErrClientEncryption",
     "The client's licence message was encrypted wrongly.",
     "The stored licence here is damaged, or data was changed on the way.", client_license},
    {265, "exDiscReasonLicenseCantUpgradeLicense", "The licence could not be upgraded.",
     "The licence server has none of the newer kind.", tell_license},
    {266, "exDiscReasonLicenseNoRemoteConnections",
     "The remote computer is not licensed for remote connections.",
     "Its edition or licence does not allow them.", tell_license},
    {267, "exDiscReasonLicenseCreatingLicStoreAccDenied",
     "The licence could not be stored on this computer.",
     "The client may not write the licence store (MSLicensing) without administrator rights.",
     "Start the client once as administrator, or ask whoever looks after this computer."},
    {768, "exDiscReasonRdpEncInvalidCredentials", "The sign-in is not valid.",
     "User name or password is wrong.", "Type user name and password once, with care.", error},
};

}  // namespace

std::span<const DisconnectCode> extended_reasons() {
  return rows;
}

}  // namespace monitor
