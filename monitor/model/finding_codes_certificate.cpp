#include "monitor/model/finding_code_rows.h"

// Windows makes the Remote Desktop certificate itself and renews it about every six months. That an
// ended one stops connections: Microsoft's own Azure diagnostics ("RDPCert Expired").

namespace monitor {

namespace {

using namespace std::chrono_literals;

constexpr FindingCode rows[] = {
    {.code = "certificate.changed",
     .severity = Severity::risk,
     .title = "The certificate has changed",
     .explanation =
         "The computer shows another certificate than before, earlier than a renewal would "
         "explain. Before you type a password, ask your IT support whether it was replaced.",
     .causes = "The computer was reinstalled or its certificate was replaced. The address now "
               "belongs to another computer. Rarely, somebody listens in between.",
     .advice = "Ask your IT support and compare the fingerprint (SHA-256). If they know of the "
               "change, accept the new certificate.",
     .remedy = "host.confirm_certificate",
     .patience = 0s},
    {.code = "certificate.expired",
     .severity = Severity::failure,
     .title = "The certificate has ended",
     .explanation =
         "The remote computer's certificate is past its last day, so secure connections fail or "
         "are stopped by a warning. Only its administrator can renew it; pass this message on.",
     .causes = "The computer did not renew its certificate in time: often the service may not "
               "replace the old key, or nobody renewed an issued certificate.",
     .advice =
         "Pass this on. There: delete the certificate in the store Remote Desktop and restart "
         "Remote Desktop Configuration (SessionEnv), or install a renewed one and select it.",
     .remedy = "host.renew_certificate",
     .patience = 0s},
    {.code = "certificate.expires_soon",
     .severity = Severity::risk,
     .title = "The certificate ends soon",
     .explanation = "It works now, but the remote computer's certificate ends in a few days and "
                    "connections may then fail. Ask its administrator to renew it before that day.",
     .causes = "A certificate lasts for a limited time. A computer that makes its own should have "
               "renewed it by now.",
     .advice = "Tell the administrator the last day shown here. Renewing takes minutes and does "
               "not disturb open sessions.",
     .remedy = "host.renew_certificate",
     .patience = 0s},
    {.code = "certificate.name_mismatch",
     .severity = Severity::information,
     .title = "The certificate name differs",
     .explanation =
         "The certificate names a different computer than the address you use, so the client may "
         "warn. Use the name in the certificate, or ask your IT support whether this is right.",
     .causes = "You connect by address or short name while the certificate has the full one. The "
               "computer was renamed. You reach another computer.",
     .advice = "Connect by the name that stands in the certificate. If that is not your computer's "
               "name, ask your IT support.",
     .remedy = "host.fix_certificate_name",
     .patience = 0s},
    {.code = "certificate.not_yet_valid",
     .severity = Severity::failure,
     .title = "The certificate has not begun",
     .explanation =
         "The certificate begins in the future. One of the two clocks is wrong: check this "
         "computer's date and time first, then ask the remote computer's administrator.",
     .causes = "The clock of this computer or of the remote one is wrong, or a certificate was "
               "installed ahead of time.",
     .advice = "Compare this computer's date and time with your phone. If it is right, tell the "
               "administrator to check the clock there.",
     .remedy = "host.sync_clock",
     .patience = 0s},
    {.code = "certificate.renewal_overdue",
     .severity = Severity::risk,
     .title = "Certificate not renewed",
     .explanation =
         "The certificate is usually renewed earlier than this. It works until the last day, then "
         "it may stop. Ask its administrator to look at it now.",
     .causes = "The service cannot write or replace its private key, or the renewal service is "
               "stopped (events 1057 and 1058 in the System log there).",
     .advice = "Ask the administrator to check the rights on MachineKeys and to restart Remote "
               "Desktop Configuration (SessionEnv).",
     .remedy = "host.fix_certificate_key",
     .patience = 0s},
    {.code = "certificate.renewed",
     .severity = Severity::information,
     .title = "The certificate was renewed",
     .explanation = "The computer has a new certificate, as expected near the end of the old one. "
                    "Your client may ask once whether to trust it. Nothing else is needed.",
     .causes = "Windows renews its own Remote Desktop certificate about twice a year.",
     .advice = "Accept the new certificate once when the client asks.",
     .remedy = "",
     .patience = 0s},
    {.code = "certificate.unreadable",
     .severity = Severity::failure,
     .title = "The certificate cannot be read",
     .explanation = "The computer sent a certificate that makes no sense, so no client can check "
                    "it. Ask its administrator to install a new one.",
     .causes =
         "The certificate is damaged, or what answers there is not the Remote Desktop service.",
     .advice = "Ask the administrator to replace the certificate and restart the service.",
     .remedy = "host.renew_certificate",
     .patience = 60s},
    {.code = "certificate.untrusted",
     .severity = Severity::information,
     .title = "The certificate is not trusted",
     .explanation = "This computer cannot tell who issued the certificate, so the client may warn. "
                    "At home or in a small office that is usual. If your company issues "
                    "certificates, ask your IT support.",
     .causes = "The computer made its certificate itself, the company's issuer is not installed "
               "here, or part of the chain is not sent.",
     .advice = "Compare the fingerprint (SHA-256) with your IT support once, then accept it. A "
               "company can install its issuer on this computer.",
     .remedy = "host.use_trusted_certificate",
     .patience = 0s},
    {.code = "certificate.weak_key",
     .severity = Severity::risk,
     .title = "The certificate is too weak",
     .explanation = "The certificate works now, but its key is so short that newer clients may "
                    "refuse it. Ask the administrator for a new certificate.",
     .causes = "The certificate was made by an old system or template (RSA below 2048 bits).",
     .advice = "Ask for a certificate with RSA 2048 bits or more.",
     .remedy = "host.renew_certificate",
     .patience = 0s},
    {.code = "certificate.weak_signature",
     .severity = Severity::risk,
     .title = "The certificate is outdated",
     .explanation = "The certificate works now, but it is signed by an outdated method (SHA-1 or "
                    "MD5) that newer clients may refuse. Ask the administrator for a new one.",
     .causes = "The certificate was issued by an old system or template.",
     .advice = "Ask for a certificate signed with SHA-256.",
     .remedy = "host.renew_certificate",
     .patience = 0s},
    {.code = "certificate.wrong_purpose",
     .severity = Severity::risk,
     .title = "The certificate is unsuitable",
     .explanation =
         "The certificate does not say that it may be used by a server, so the service or a client "
         "may refuse it. Ask the administrator for one with \"Server Authentication\".",
     .causes = "The wrong certificate or template was chosen (event 1054 in the System log there).",
     .advice = "Ask the administrator to issue it again for server authentication and to select it "
               "for Remote Desktop.",
     .remedy = "host.renew_certificate",
     .patience = 0s},
};

}  // namespace

std::span<const FindingCode> certificate_code_rows() {
  return rows;
}

}  // namespace monitor
