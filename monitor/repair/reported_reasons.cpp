#include "monitor/repair/disconnect_code_rows.h"

// Numbers that stand outside Microsoft's table of reasons. Sources: issues of mRemoteNG (#716,
// #1194, #3088), rdpwrap (#363, #370, #571), xrdp (#1922, #3015), dockur/windows (#1256),
// Rackspace's notes, and MS-TSGU as FreeRDP names it for 0x800759xx. What is only quoted around
// says so.

namespace monitor {

namespace {

constexpr bool error = true;
constexpr bool normal = false;
constexpr bool reported = false;

constexpr std::string_view quoted_means =
    "It is often quoted online with many different explanations, none of them from Microsoft. By "
    "its last byte, 0x07, it belongs to TLS and signing in.";
constexpr std::string_view quoted_advice =
    "Type user name and password anew, check this computer's clock, and look at the certificate "
    "with RDP Ready.";
constexpr std::string_view sign_in_layer =
    "It comes from the sign-in part of Windows, mostly after an update, and says nothing about the "
    "network.";
constexpr std::string_view sign_in_advice =
    "Install the newest updates, restart this computer, then type the sign-in anew instead of "
    "using a saved one.";
constexpr std::string_view ask_gateway =
    "Tell whoever looks after the gateway, with the name of the computer and your user name.";

constexpr DisconnectCode rows[] = {
    {0x4, "", "The session ended because of an error.",
     "Phone, Mac and store clients show this number; nobody has published what it means.",
     "Check the connection with RDP Ready; the step that breaks says more.", error, reported},
    {0x107, "", "No error.", "Reported as a normal end of a session.", "Nothing is wrong.", normal,
     reported},
    {0x507, "", "The number is in no table of Microsoft.", quoted_means, quoted_advice, error,
     reported},
    {0x708, "", "The client refuses to connect to its own computer.",
     "People see it when they connect to localhost, 127.0.0.1 or this computer's own address on "
     "port 3389. Nothing was sent to any server; a tunnel that ends on that port is affected too.",
     "Let the tunnel end on another port, such as 13389, and connect to localhost:13389, or use "
     "the address 127.0.0.2.",
     error, reported},
    {0xB08, "", "The session ended normally.", "mRemoteNG knows it as a normal end.",
     "Nothing is wrong.", normal, reported},
    {0xD06, "", "A protocol error ended the session.",
     "People tie it to lack of memory or to a certain build of the client; the cause differs.",
     "Restart the client, update it, and connect again.", error, reported},
    {0x1104, "", "The client met a protocol error.",
     "Often a local port is in use by another program, or a wrapper around the Remote Desktop "
     "service is in trouble.",
     "Check the port, then connect again.", error, reported},
    {0x1F07, "", "The number is in no table of Microsoft.", quoted_means, quoted_advice, error,
     reported},
    {0x2104, "", "TLS with the remote computer failed.",
     "Seen with the Mac client and a server whose certificate it made itself.",
     "Accept the certificate in the client, or ask the administrator for one from a known issuer.",
     error, reported},
    {0x2407, "", "The number is in no table of Microsoft.", quoted_means, quoted_advice, error,
     reported},
    {0x59E6, "", "The gateway has reached its number of connections.",
     "Too many people use it at the same moment.",
     "Try again later, and tell whoever looks after the gateway.", error, reported},
    {0x59F6, "", "The gateway's session time is over.",
     "The gateway ends sessions after a set time.", "Connect again.", error, reported},
    {0x3000019, "",
     "The connection was ended, in the words of the client by the gateway's administrator.",
     "Seen where the remote computer's certificate had expired and could not be replaced, although "
     "no gateway was in use. The host then logs event 36870.",
     "Look at the certificate with RDP Ready and pass the finding to the administrator.", error,
     reported},
    {0x80004005, "", "Windows reports an unspecified error while signing in.", sign_in_layer,
     sign_in_advice, error, reported},
    {0x800706BE, "", "Windows reports that an internal call failed while signing in.",
     sign_in_layer, sign_in_advice, error, reported},
    {0x800759D8, "", "The gateway reports an internal error.", "The gateway itself is in trouble.",
     ask_gateway, error, reported},
    {0x800759DA, "", "The gateway does not let you reach this computer.",
     "Its rules (resource authorization) do not list this computer for your account.", ask_gateway,
     error, reported},
    {0x800759DB, "", "The gateway does not let you in.",
     "Its rules (connection authorization) do not allow your account or this computer.",
     ask_gateway, error, reported},
    {0x800759DD, "", "The gateway could not reach the remote computer.",
     "The computer is off or asleep, or Remote Desktop is switched off there.",
     "Have the computer switched on, then tell whoever looks after it.", error, reported},
    {0x800759ED, "", "The gateway has put this computer into quarantine.",
     "It wants proof that this computer is healthy.", ask_gateway, error, reported},
    {0x800759EE, "", "The gateway needs a certificate and has none.",
     "The gateway's certificate is missing, or one of yours is asked for.", ask_gateway, error,
     reported},
    {0x800759F8, "", "The gateway did not accept the sign-in cookie.",
     "A web sign-in has ended or was not meant for this gateway.",
     "Sign in again on the web page you started from.", error, reported},
    {0x800759F9, "", "The gateway does not support this way of signing in.",
     "The client offers another way, for example a password where a smart card is wanted.",
     ask_gateway, error, reported},
    {0x80080005, "", "Windows could not start a part that signing in needs.",
     "People tie it to an update of January 2026 (KB5074109). It says nothing about the network.",
     sign_in_advice, error, reported},
    // What OnLogonError gives (Microsoft: IMsTscAxEvents::OnLogonError); values of NTSTATUS.
    {0xC000006D, "STATUS_LOGON_FAILURE", "The user name or the password is wrong.",
     "The remote computer was reached and asked; the network and its certificate are not at fault.",
     "Type user name and password anew instead of using saved ones.", error, !reported},
    {0xC000006E, "STATUS_ACCOUNT_RESTRICTION", "A rule of the account prevents this sign-in.",
     "User name and password are right, but the account may not sign in now, from here, or with an "
     "empty password.",
     "Ask your IT support which rule applies to your account.", error, !reported},
    {0xC0000224, "STATUS_PASSWORD_MUST_CHANGE", "The password must be changed before signing in.",
     "The account is new, or its password was reset.",
     "Change the password on a computer of your company or its web page, then connect again.",
     error, !reported},
};

}  // namespace

std::span<const DisconnectCode> reported_reasons() {
  return rows;
}

}  // namespace monitor
