#include "monitor/model/finding_code_rows.h"

// Only what reads differently for a gateway; find_code() takes the rest from the plain rows.
// Answers of a gateway: MS-TSGU, 3.3.5.1; 401 is the healthy first one.

namespace monitor {

namespace {

using namespace std::chrono_literals;

constexpr FindingCode rows[] = {
    {.code = "gateway.certificate.changed",
     .severity = Severity::risk,
     .title = "The gateway certificate changed",
     .explanation =
         "The gateway shows another certificate than before, earlier than a renewal would explain. "
         "Before you type a password, ask your IT support whether it was replaced.",
     .causes = "The gateway was moved or reinstalled. A security program here or on the way looks "
               "into the traffic. Rarely, somebody listens in between.",
     .advice = "Ask your IT support and compare the fingerprint (SHA-256).",
     .remedy = "gateway.confirm_certificate",
     .patience = 0s},
    {.code = "gateway.certificate.expired",
     .severity = Severity::failure,
     .title = "The gateway certificate has ended",
     .explanation = "The certificate of the gateway on your way is past its last day. Everyone who "
                    "connects through it is stopped. Tell your IT support; only they can renew it.",
     .causes = "Nobody renewed the gateway's certificate, or the new one was not selected.",
     .advice = "Tell your IT support the name of the gateway and the last day shown here.",
     .remedy = "gateway.renew_certificate",
     .patience = 0s},
    {.code = "gateway.certificate.expires_soon",
     .severity = Severity::risk,
     .title = "The gateway certificate ends soon",
     .explanation = "It works now, but the gateway's certificate ends in a few days. Then nobody "
                    "can connect through it. Tell your IT support before that day.",
     .causes = "A certificate lasts for a limited time and is renewed by hand or by a program.",
     .advice = "Tell your IT support the name of the gateway and the last day shown here.",
     .remedy = "gateway.renew_certificate",
     .patience = 0s},
    {.code = "gateway.certificate.name_mismatch",
     .severity = Severity::information,
     .title = "The gateway shows another name",
     .explanation =
         "The gateway's certificate is for another name than the one you use. Clients refuse that "
         "more strictly than for a computer. Check the gateway's name in your settings.",
     .causes = "The gateway is entered by address or an old name, or another server answers in its "
               "place.",
     .advice =
         "Use the name that stands in the certificate, or ask your IT support for the right one.",
     .remedy = "gateway.fix_certificate_name",
     .patience = 0s},
    {.code = "gateway.certificate.not_yet_valid",
     .severity = Severity::failure,
     .title = "The gateway certificate has not begun",
     .explanation = "The gateway's certificate begins in the future. Check this computer's date "
                    "and time first; if they are right, tell your IT support.",
     .causes = "This computer's clock is wrong, or the certificate was installed ahead of time.",
     .advice = "Compare this computer's date and time with your phone. Then tell your IT support.",
     .remedy = "this_computer.sync_clock",
     .patience = 0s},
    {.code = "gateway.certificate.renewal_overdue",
     .severity = Severity::risk,
     .title = "Gateway certificate not renewed",
     .explanation =
         "The gateway's certificate is usually renewed earlier than this. It works until the last "
         "day; then nobody can connect through it. Tell your IT support now.",
     .causes = "The renewal has failed or was forgotten.",
     .advice = "Tell your IT support the name of the gateway and the last day shown here.",
     .remedy = "gateway.renew_certificate",
     .patience = 0s},
    {.code = "gateway.certificate.renewed",
     .severity = Severity::information,
     .title = "The gateway certificate is new",
     .explanation = "The gateway has a new certificate, as expected near the end of the old one. "
                    "Nothing is needed on your side.",
     .causes = "Certificates are renewed by hand or by a program before they end.",
     .advice = "Nothing.",
     .remedy = "",
     .patience = 0s},
    {.code = "gateway.certificate.unreadable",
     .severity = Severity::failure,
     .title = "The gateway certificate is damaged",
     .explanation = "The gateway sent a certificate that makes no sense, so no client can check "
                    "it. Tell your IT support.",
     .causes = "The certificate is damaged, or another server answers in the gateway's place.",
     .advice = "Check the gateway's name in your settings, then tell your IT support.",
     .remedy = "gateway.renew_certificate",
     .patience = 60s},
    {.code = "gateway.certificate.untrusted",
     .severity = Severity::information,
     .title = "The gateway is not trusted",
     .explanation = "This computer does not know the issuer of the gateway's certificate; clients "
                    "refuse such a gateway. Ask your IT support to install the issuer here or "
                    "send the whole chain.",
     .causes = "The company's issuer is not installed on this computer, the chain is incomplete, "
               "or a security program replaces the certificate.",
     .advice = "Ask your IT support. Private computers often lack the company's issuer.",
     .remedy = "gateway.use_trusted_certificate",
     .patience = 0s},
    {.code = "gateway.certificate.weak_key",
     .severity = Severity::risk,
     .title = "The gateway certificate is weak",
     .explanation = "It works now, but the key of the gateway's certificate is so short that newer "
                    "clients may refuse it. Tell your IT support.",
     .causes = "The certificate was made by an old system or template (RSA below 2048 bits).",
     .advice = "Ask your IT support for a certificate with RSA 2048 bits or more.",
     .remedy = "gateway.renew_certificate",
     .patience = 0s},
    {.code = "gateway.certificate.wrong_purpose",
     .severity = Severity::risk,
     .title = "The gateway certificate is unsuitable",
     .explanation = "The gateway's certificate does not say that a server may use it, so clients "
                    "may refuse it. Tell your IT support.",
     .causes = "The wrong certificate or template was chosen.",
     .advice = "Ask your IT support for one that is made for server authentication.",
     .remedy = "gateway.renew_certificate",
     .patience = 0s},
    {.code = "gateway.name.lookup_timeout",
     .severity = Severity::failure,
     .title = "The name service is silent",
     .explanation = "The name service of your network did not answer in time, so the gateway's "
                    "address is not known. Reconnect the network or the VPN, then try again.",
     .causes = "The name service (DNS) is unreachable: a weak network, a VPN that is half up, or a "
               "router in trouble.",
     .advice = "Reconnect Wi-Fi or cable, then the VPN. If web pages do not open either, restart "
               "the router.",
     .remedy = "this_computer.check_network",
     .patience = 60s},
    {.code = "gateway.name.not_found",
     .severity = Severity::failure,
     .title = "The gateway's name is unknown",
     .explanation = "No address was found for the gateway that leads to your computer. Check your "
                    "internet connection and the gateway's name, then ask your IT support.",
     .causes = "The name is misspelt or has changed, or the name service of this network does not "
               "know it.",
     .advice = "Open a web page to see whether the internet works. Compare the gateway's name with "
               "the one you were given. Then ask your IT support.",
     .remedy = "this_computer.flush_resolver",
     .patience = 60s},
    {.code = "gateway.not_a_gateway",
     .severity = Severity::failure,
     .title = "The gateway is something else",
     .explanation =
         "A web server answers at the gateway's address, but not a Remote Desktop gateway. Check "
         "the gateway's name and port; if they are right, tell your IT support.",
     .causes =
         "The name or port is wrong. A hotel or guest network shows its sign-in page instead. The "
         "gateway was moved or its web part was removed (answers 403, 404 or 410).",
     .advice = "Open a web page to see whether this network asks you to sign in. Check the "
               "gateway's name. Then tell your IT support.",
     .remedy = "gateway.check_service",
     .patience = 60s},
    {.code = "gateway.service_down",
     .severity = Severity::failure,
     .title = "The gateway is out of service",
     .explanation =
         "The gateway's server answers, but its Remote Desktop part does not work at the moment. "
         "Everyone behind it is affected. Wait a little, then tell your IT support.",
     .causes = "The gateway service has stopped, is being updated or is overloaded (answer 503 or "
               "another server error).",
     .advice = "Try again in ten minutes. Then tell your IT support that the Remote Desktop "
               "Gateway service (TSGateway) does not answer.",
     .remedy = "gateway.restart_service",
     .patience = 120s},
    {.code = "gateway.tcp.refused",
     .severity = Severity::failure,
     .title = "The gateway refuses to connect",
     .explanation = "The gateway's server answers but accepts no connection on this port. Its "
                    "service has stopped or the port is wrong. Tell your IT support.",
     .causes =
         "The web service of the gateway has stopped, or the gateway uses another port than 443.",
     .advice = "Check the gateway's port. Try again in ten minutes, then tell your IT support.",
     .remedy = "gateway.restart_service",
     .patience = 120s},
    {.code = "gateway.tcp.reset",
     .severity = Severity::failure,
     .title = "The way to the gateway is cut",
     .explanation =
         "The connection to the gateway was broken off as soon as it was made, by the gateway or a "
         "firewall. Try another network; if it stays, tell your IT support.",
     .causes = "A firewall on the way breaks the connection, or the gateway is restarting.",
     .advice = "Try again in a few minutes and from another network. Then tell your IT support.",
     .remedy = "gateway.check_service",
     .patience = 120s},
    {.code = "gateway.tcp.slow",
     .severity = Severity::risk,
     .title = "The way to the gateway is slow",
     .explanation =
         "Reaching the gateway takes much longer than usual, so the picture may lag or the session "
         "may drop. Move nearer to the Wi-Fi or use a cable; pause large downloads.",
     .causes = "Weak Wi-Fi, a busy line at home, or a busy gateway.",
     .advice = "Use a cable, pause downloads. If colleagues see the same, tell your IT support.",
     .remedy = "this_computer.check_network",
     .patience = 30min},
    {.code = "gateway.tcp.timeout",
     .severity = Severity::failure,
     .title = "The gateway does not answer",
     .explanation = "Nothing came back from the gateway that leads to your computer. If web pages "
                    "open, the gateway is down or blocked from this network. Try another network, "
                    "then tell your IT support.",
     .causes = "The gateway is switched off or restarting. This network blocks it. The gateway's "
               "address has changed.",
     .advice = "Open a web page. Try your phone's hotspot. If both work and the gateway does not, "
               "tell your IT support.",
     .remedy = "gateway.check_service",
     .patience = 120s},
    {.code = "gateway.tcp.unreachable",
     .severity = Severity::failure,
     .title = "No way to the gateway",
     .explanation =
         "The network says that the gateway cannot be reached from here. Check your internet "
         "connection, reconnect the VPN if you use one, then tell your IT support.",
     .causes =
         "The internet connection is incomplete, or the VPN does not carry the gateway's address.",
     .advice = "Reconnect the network and the VPN. Then tell your IT support that there is no "
               "route to the gateway.",
     .remedy = "this_computer.check_network",
     .patience = 120s},
    {.code = "gateway.tls.closed_in_handshake",
     .severity = Severity::failure,
     .title = "The gateway hangs up at once",
     .explanation = "The gateway accepts the connection, then closes it while encryption is being "
                    "set up. Its certificate or service is at fault. Tell your IT support.",
     .causes = "The gateway's certificate cannot be used, its web service is restarting, or a "
               "security device closes the connection.",
     .advice = "Try another network, then tell your IT support.",
     .remedy = "gateway.check_service",
     .patience = 60s},
    {.code = "gateway.tls.handshake_failed",
     .severity = Severity::failure,
     .title = "The gateway cannot be secured",
     .explanation = "This computer and the gateway found no encryption that both accept. Update "
                    "this computer; if that changes nothing, tell your IT support.",
     .causes =
         "One side allows only old or only new versions of TLS, or a security program interferes.",
     .advice = "Install updates here, then tell your IT support.",
     .remedy = "gateway.check_service",
     .patience = 60s},
    {.code = "gateway.tls.old_version",
     .severity = Severity::risk,
     .title = "The gateway is out of date",
     .explanation = "The gateway only offers an old version of TLS. It works now, but an update on "
                    "either side can end that. Tell your IT support.",
     .causes = "An old system, or newer versions of TLS are switched off there.",
     .advice = "Ask your IT support to enable TLS 1.2 or 1.3 on the gateway.",
     .remedy = "gateway.enable_tls",
     .patience = 0s},
    {.code = "gateway.tls.timeout",
     .severity = Severity::failure,
     .title = "The gateway falls silent",
     .explanation = "The gateway answered, then went silent while encryption was being set up. It "
                    "is overloaded or the line loses data. Try again in a few minutes, then tell "
                    "your IT support.",
     .causes = "The gateway is overloaded, or the network loses larger packets.",
     .advice = "Reconnect the network and try again. If web pages are quick, tell your IT support.",
     .remedy = "gateway.check_service",
     .patience = 120s},
    {.code = "gateway.tls.weak_cipher",
     .severity = Severity::risk,
     .title = "The gateway encrypts weakly",
     .explanation = "The connection to the gateway is encrypted by a method no longer held to be "
                    "safe, and newer clients may refuse it. It works now. Tell your IT support.",
     .causes = "Old cipher suites are the only ones that both sides allow.",
     .advice = "Ask your IT support to allow AES-GCM cipher suites on the gateway.",
     .remedy = "gateway.enable_tls",
     .patience = 0s},
};

}  // namespace

std::span<const FindingCode> gateway_code_rows() {
  return rows;
}

}  // namespace monitor
