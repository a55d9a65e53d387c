#include "monitor/repair/disconnect_code_rows.h"

// Numbers, symbols and first sentences: Microsoft, IMsTscAxEvents::OnDisconnected.
// Causes and advice: Microsoft's troubleshooting articles for Remote Desktop.

namespace monitor {

namespace {

constexpr std::string_view out_of_memory = "This computer or the client ran short of memory.";
constexpr std::string_view free_memory =
    "Close programs, restart the client, then restart this computer. Install updates of the "
    "client.";
constexpr std::string_view name_causes =
    "The VPN is not connected, the name is misspelt or has changed, or the name service does not "
    "answer.";
constexpr std::string_view name_advice =
    "Connect the VPN, check the name, then ask your IT support whether it has changed.";
constexpr std::string_view wire_causes =
    "The network broke off: weak Wi-Fi, a VPN that dropped, a firewall, or the remote computer "
    "going down.";
constexpr std::string_view wire_advice =
    "Check the network and the VPN and connect again. If it returns, note the times for your IT "
    "support.";
constexpr std::string_view data_causes =
    "Data for the secure connection arrived damaged or did not fit: a device on the way that "
    "changes it, an old client, or settings that do not meet.";
constexpr std::string_view data_advice =
    "Connect again. Update the client, try another network, then ask the administrator of the "
    "remote computer to check its security layer and certificate.";
constexpr std::string_view client_causes =
    "A fault inside the client, often passing; sometimes a damaged installation or an add-in.";
constexpr std::string_view client_advice =
    "Close the client and connect again, then restart this computer. If it returns, update the "
    "client.";
constexpr std::string_view license_causes =
    "The remote computer asked for a Remote Desktop licence and the two did not come to terms: its "
    "licence server is missing, out of licences or unreachable, or the licence kept here is "
    "damaged.";
constexpr std::string_view license_advice =
    "Tell the administrator of the remote computer: this is repaired at the licence server. Do not "
    "delete licence keys of the registry as a first step.";
constexpr std::string_view account_advice =
    "Do not keep trying, each attempt counts. Ask your IT support to look at the account.";

constexpr DisconnectCode rows[] = {
    {0x0, "disconnectReasonNoInfo", "No information is given.",
     "The client does not know why the session ended. The extended number often says more.",
     "Check the connection; if it works, connect again.", false},
    {0x1, "disconnectReasonLocalNotError", "The session was ended on this computer.",
     "You or a program here closed it.", "Nothing is wrong.", false},
    {0x2, "disconnectReasonRemoteByUser", "The session was ended by a user on the remote computer.",
     "Somebody signed out or disconnected there.",
     "Nothing is wrong. Connect again if you still need it.", false},
    {0x3, "disconnectReasonByServer", "The remote computer ended the session.",
     "A time limit, an administrator, a restart, or somebody who signed in in your place. The "
     "extended number says which.",
     "Connect again. If it keeps happening, ask the administrator about session limits.", false},
    {0x104, "disconnectReasonDNSLookupFailed", "The computer's name could not be looked up.",
     name_causes, name_advice},
    {0x106, "disconnectReasonOutOfMemory", "There was not enough memory.", out_of_memory,
     free_memory},
    {0x108, "disconnectReasonConnectionTimedOut", "The remote computer did not answer in time.",
     "It is off or asleep, the VPN is not connected, or a firewall drops the connection.",
     "Connect the VPN. Have the computer switched on or woken. Then ask its administrator about "
     "the firewall."},
    {0x204, "disconnectReasonSocketConnectFailed", "No connection could be made.",
     "The computer is off or not reachable, Remote Desktop is switched off there, or a firewall or "
     "wrong port is in the way.",
     "Connect the VPN and check name and port. Then ask the administrator to switch on Remote "
     "Desktop and let it through the firewall."},
    {0x206, "disconnectReasonOutOfMemory2", "There was not enough memory.", out_of_memory,
     free_memory},
    {0x208, "disconnectReasonHostNotFound", "The computer was not found.", name_causes,
     name_advice},
    {0x304, "disconnectReasonWinsockSendFailed", "Sending to the remote computer failed.",
     wire_causes, wire_advice},
    {0x306, "disconnectReasonOutOfMemory3", "There was not enough memory.", out_of_memory,
     free_memory},
    {0x308, "disconnectReasonInvalidIPAddr", "The address is not valid.",
     "The address is mistyped, or the name service gave a strange answer.",
     "Check the address, then use the computer's name instead."},
    {0x404, "disconnectReasonSocketRecvFailed", "Receiving from the remote computer failed.",
     wire_causes, wire_advice},
    {0x406, "disconnectReasonInvalidSecurityData", "The security data was not valid.", data_causes,
     data_advice},
    {0x408, "disconnectReasonInternalError", "An internal error happened.", client_causes,
     client_advice},
    {0x506, "disconnectReasonInvalidEncryption", "The encryption method is not valid.",
     "The two sides want different encryption, mostly because one of them is very old or set to an "
     "unusual level.",
     "Update the client, then ask the administrator to check the encryption level there."},
    {0x508, "disconnectReasonDNSLookupFailed2", "The computer's name could not be looked up.",
     name_causes, name_advice},
    {0x604, "disconnectReasonGetHostByNameFailed", "The name lookup of this computer failed.",
     name_causes, name_advice},
    {0x606, "disconnectReasonInvalidServerSecurityInfo",
     "The security data of the remote computer was not valid.", data_causes, data_advice},
    {0x608, "disconnectReasonTimerError", "A timer inside the client failed.", client_causes,
     client_advice},
    {0x704, "disconnectReasonTimeoutOccurred", "Something took too long.",
     "The remote computer is overloaded, or the network is slow or loses data.",
     "Connect again. If other connections are slow too, check your network; otherwise ask the "
     "administrator about the load there."},
    {0x706, "disconnectReasonServerCertificateUnpackErr",
     "The certificate of the remote computer could not be read.",
     "The certificate is damaged, or a device on the way replaced it.",
     "Try another network, then ask the administrator to renew the certificate."},
    {0x804, "disconnectReasonInvalidIP", "The address is bad.",
     "The address is mistyped, or the name service gave a strange answer.",
     "Check the address, then use the computer's name instead."},
    {0x807, "SSL_ERR_LOGON_FAILURE", "Signing in failed.",
     "User name or password is wrong, the password was changed, or an old saved one was offered. "
     "Tunnels on this computer share one saved password. With Credential Guard on, saved Windows "
     "passwords are always refused.",
     "Type user name and password once, in full (DOMAIN\\user). If that works, remove the saved "
     "one. Do not try many times, or the account is locked."},
    {0x808, "disconnectReasonLicensingFailed", "The licence could not be agreed.", license_causes,
     license_advice},
    {0x904, "disconnectReasonAtClientWinsockFDCLOSE", "The connection was closed.",
     "The remote computer was reached and then hung up, often before the session began: its "
     "certificate has ended or its key cannot be read, another program listens on the port, a "
     "forwarding leads nowhere, or the two share no TLS version.",
     "Check the connection with RDP Ready: the step that breaks tells the causes apart. Then pass "
     "its finding to the administrator."},
    {0x906, "disconnectReasonInternalSecurityError", "An internal security error happened.",
     data_causes, data_advice},
    {0x908, "disconnectReasonLicensingTimeout", "Agreeing on the licence took too long.",
     license_causes, license_advice},
    {0xA06, "disconnectReasonInternalSecurityError2", "An internal security error happened.",
     data_causes, data_advice},
    {0xA07, "SSL_ERR_NO_SUCH_USER", "There is no such account.",
     "The user name is misspelt, belongs to another domain, or was removed.",
     "Type the name in full (DOMAIN\\user or user@domain). Then ask your IT support."},
    {0xB06, "disconnectReasonEncryptionError", "Encrypting failed.", data_causes, data_advice},
    {0xB07, "SSL_ERR_ACCOUNT_DISABLED", "The account is disabled.",
     "An administrator or a rule switched it off.", account_advice},
    {0xC06, "disconnectReasonDecryptionError", "Decrypting failed.", data_causes, data_advice},
    {0xC07, "SSL_ERR_ACCOUNT_RESTRICTION", "A restriction of the account forbids it.",
     "The account may not sign in at this time, from this computer, or with an empty password.",
     account_advice},
    {0xC08, "disconnectReasonClientDecompressionError", "Unpacking data failed.",
     "Data arrived damaged, or the client has a fault.", client_advice},
    {0xD07, "SSL_ERR_ACCOUNT_LOCKED_OUT", "The account is locked.",
     "Too many wrong passwords, often from an old saved one on a phone or another computer.",
     "Stop trying. Remove old saved passwords, then ask your IT support to unlock the account."},
    {0xE07, "SSL_ERR_ACCOUNT_EXPIRED", "The account has ended.", "It was made for a limited time.",
     account_advice},
    {0xF07, "SSL_ERR_PASSWORD_EXPIRED", "The password has expired.",
     "It must be changed, and this way of connecting cannot do it.",
     "Change it on a company computer or web page, or ask your IT support. Then remove the old "
     "saved one."},
    {0x1207, "SSL_ERR_PASSWORD_MUST_CHANGE",
     "The password must be changed before the first sign-in.",
     "The account is new, or its password was reset.",
     "Change it on a company computer or web page, or ask your IT support how."},
    {0x1607, "SSL_ERR_DELEGATION_POLICY", "A rule forbids passing your sign-in to this computer.",
     "A rule of this computer (credentials delegation) does not list it.",
     "Type the password when asked. If you are not asked, ask your IT support to allow it."},
    {0x1707, "SSL_ERR_POLICY_NTLM_ONLY",
     "Saved sign-ins are not allowed while the computer cannot be verified.",
     "The remote computer can be verified by NTLM only, and this computer belongs to a domain, "
     "where saved passwords are then refused. The password itself may be right.",
     "Type the password. Use the computer's full name instead of its address, so that it can be "
     "verified. Saving it again does not help."},
    {0x1807, "SSL_ERR_NO_AUTHENTICATING_AUTHORITY",
     "Nobody could be reached who can confirm the sign-in.",
     "The domain is unreachable or misspelt, a trust is broken, or a clock is wrong.",
     "Connect the VPN, check the domain in the user name and this computer's clock. Then ask your "
     "IT support."},
    {0x1B07, "SSL_ERR_CERT_EXPIRED", "The certificate that was received has expired.",
     "The remote computer's or the gateway's certificate is past its last day.",
     "Check this computer's date. If it is right, ask the administrator to renew the certificate."},
    {0x1C07, "SSL_ERR_SMARTCARD_WRONG_PIN", "The PIN of the smart card is wrong.",
     "It was mistyped, or another card is in the reader.",
     "Try once more with care: after a few wrong ones the card is blocked."},
    {0x2107, "SSL_ERR_FRESH_CRED_REQUIRED_BY_SERVER",
     "The remote computer does not accept saved sign-ins.",
     "Its administrator wants the password typed every time. The saved password is not at fault.",
     "Type the password. Saving it again does not help."},
    {0x2207, "SSL_ERR_SMARTCARD_CARD_BLOCKED", "The smart card is blocked.",
     "The PIN was wrong too often.", "Ask your IT support to unblock it."},
};

}  // namespace

std::span<const DisconnectCode> documented_reasons() {
  return rows;
}

}  // namespace monitor
