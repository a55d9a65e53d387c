#include "monitor/model/finding_code_rows.h"

// Failure codes of the negotiation: MS-RDPBCGR, 2.2.1.2.2 (RDP_NEG_FAILURE).

namespace monitor {

namespace {

using namespace std::chrono_literals;

constexpr FindingCode rows[] = {
    {.code = "rdp.client_certificate_required",
     .severity = Severity::failure,
     .title = "It wants your certificate",
     .explanation =
         "This computer only lets people in who show a certificate of their own, which an ordinary "
         "client does not do. Ask its administrator how you are meant to connect.",
     .causes = "The computer is set up for certificate sign-in, usually managed by a company "
               "(failure code 6).",
     .advice = "Ask the administrator for the certificate or smart card, or for another way in.",
     .remedy = "host.allow_sign_in",
     .patience = 60s},
    {.code = "rdp.closed",
     .severity = Severity::failure,
     .title = "It hangs up at once",
     .explanation = "The connection was accepted and then closed before Remote Desktop could "
                    "begin. The service there is in trouble, or the port leads elsewhere. Ask its "
                    "administrator to look at it.",
     .causes = "A forwarded port leads to a computer that is off. Another program owns the port. "
               "The Remote Desktop service is restarting or damaged. A security program closes the "
               "connection.",
     .advice = "Wait two minutes and try again. Check the port of a tunnel or forwarding. Then ask "
               "the administrator to restart Remote Desktop Services (TermService) and to see "
               "which program listens on the port.",
     .remedy = "host.restart_service",
     .patience = 120s},
    {.code = "rdp.entra_required",
     .severity = Severity::failure,
     .title = "It needs a work account",
     .explanation = "It accepts only sign-in with a work or school account (Microsoft "
                    "Entra). Choose \"Use a web account to sign in\" in the client's advanced "
                    "settings, or ask your IT support.",
     .causes = "The computer is joined to Microsoft Entra and set to accept nothing else (failure "
               "code 7).",
     .advice = "In Remote Desktop Connection open Advanced and tick the web account option. Use "
               "the computer's name, not its address. Other clients may not be able to do this.",
     .remedy = "this_computer.use_web_account",
     .patience = 0s},
    {.code = "rdp.malformed",
     .severity = Severity::failure,
     .title = "The answer makes no sense",
     .explanation =
         "What answers there speaks something like Remote Desktop, but its answer is damaged. A "
         "device on the way may change it. Ask the administrator to look at it.",
     .causes = "A proxy or security device changes the traffic. The service is damaged or not "
               "finished. Another program uses the port.",
     .advice = "Try another network. If it stays, ask the administrator which program listens on "
               "the port.",
     .remedy = "host.check_port",
     .patience = 60s},
    {.code = "rdp.nla_not_required",
     .severity = Severity::information,
     .title = "Sign-in is less protected",
     .explanation =
         "The computer would also accept connections that do not sign in first (no network level "
         "authentication). Connecting works; its administrator can make it safer.",
     .causes =
         "Network Level Authentication is switched off in the computer's Remote Desktop settings.",
     .advice = "Tell the administrator. Nothing has to be done on your side.",
     .remedy = "host.require_nla",
     .patience = 0s},
    {.code = "rdp.no_answer",
     .severity = Severity::failure,
     .title = "It picks up and is silent",
     .explanation =
         "The connection is accepted, then there is silence. The Remote Desktop service there is "
         "stuck or overloaded. Ask its administrator to restart the service or the computer.",
     .causes = "The Remote Desktop service hangs. The computer is out of memory or still starting. "
               "A device on the way accepts connections in its name.",
     .advice = "Wait five minutes. Then ask the administrator to restart Remote Desktop Services "
               "(TermService) or the computer.",
     .remedy = "host.restart_service",
     .patience = 120s},
    {.code = "rdp.no_certificate_on_host",
     .severity = Severity::failure,
     .title = "It has no certificate",
     .explanation =
         "It has no certificate that Remote Desktop can use, so nobody can connect securely. Only "
         "its administrator can repair this; it usually takes minutes. Pass on this message.",
     .causes =
         "The certificate could not be renewed, or its private key cannot be read by the service "
         "(failure code 3). On the computer the System log shows events 1057, 1058 or 36870.",
     .advice = "Give the administrator this finding. There: let NETWORK SERVICE read the key in "
               "MachineKeys, delete the certificate in the store Remote Desktop, restart Remote "
               "Desktop Configuration (SessionEnv).",
     .remedy = "host.fix_certificate_key",
     .patience = 60s},
    {.code = "rdp.no_tls",
     .severity = Severity::risk,
     .title = "It is poorly protected",
     .explanation =
         "The computer offers only the old Remote Desktop encryption, which newer clients may "
         "refuse and others could read. Ask its administrator to switch on TLS.",
     .causes = "A very old computer, or its security layer is set to RDP only.",
     .advice = "Ask the administrator to set the security layer to TLS. Until then connect only "
               "through a VPN.",
     .remedy = "host.enable_tls",
     .patience = 0s},
    {.code = "rdp.not_rdp",
     .severity = Severity::failure,
     .title = "Something else answers",
     .explanation = "There is an answer, but not from Remote Desktop: another program uses this "
                    "port. Check the address and port; if they are right, ask the administrator.",
     .causes = "The port is wrong. A forwarding or tunnel leads to another service. Another "
               "program took the port.",
     .advice = "Compare address and port with what you were given. Then ask the administrator "
               "which program listens there.",
     .remedy = "host.check_port",
     .patience = 60s},
    {.code = "rdp.refused",
     .severity = Severity::failure,
     .title = "It refuses this sign-in",
     .explanation = "It answered but wants a kind of connection that could not be "
                    "agreed. Ask its administrator which security setting is needed.",
     .causes = "The security settings of the two sides do not meet: the computer insists on one "
               "kind of protection that was not offered or that is forbidden here.",
     .advice =
         "Pass on the failure code shown with this finding. Update your Remote Desktop client.",
     .remedy = "host.allow_sign_in",
     .patience = 60s},
};

}  // namespace

std::span<const FindingCode> rdp_code_rows() {
  return rows;
}

}  // namespace monitor
