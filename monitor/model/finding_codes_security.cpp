#include "monitor/model/finding_code_rows.h"

// Five minutes of clock difference is what Kerberos tolerates by default (RFC 4120, 8.2).
// Old versions: RFC 8996 retires TLS 1.0 and 1.1.

namespace monitor {

namespace {

using namespace std::chrono_literals;

constexpr FindingCode rows[] = {
    {.code = "identity.clock_skew",
     .severity = Severity::risk,
     .title = "The two clocks do not agree",
     .explanation = "The remote computer's clock differs from yours. Past five minutes, signing "
                    "in to a company network fails. Set your own clock by the internet; if it is "
                    "right, tell its administrator.",
     .causes =
         "Time is not synchronised on one of the two computers, or a virtual machine was paused.",
     .advice = "Switch on automatic time here. If this clock is right, ask the administrator to "
               "synchronise the other one (w32tm /resync).",
     .remedy = "host.sync_clock",
     .patience = 10min},
    {.code = "identity.other_computer",
     .severity = Severity::risk,
     .title = "Another computer answers",
     .explanation =
         "The computer that answers calls itself by another name than the one you connect to. Do "
         "not type your password until your IT support says that this is right.",
     .causes =
         "The address was given to another computer. A name entry is out of date. A load balancer "
         "or forwarding leads elsewhere. Rarely, somebody pretends to be your computer.",
     .advice = "Clear this computer's memory of names and check again. If the other name stays, "
               "ask your IT support which computer belongs to this address.",
     .remedy = "this_computer.flush_resolver",
     .patience = 0s},
    {.code = "tls.closed_in_handshake",
     .severity = Severity::failure,
     .title = "Encryption breaks off",
     .explanation =
         "The computer accepts you, then closes while encryption is being set up. "
         "Clients show this as 0x904, 0x7. Usually its certificate is the cause: ask its "
         "administrator to renew it.",
     .causes = "The certificate there has ended or its private key cannot be read. The service is "
               "restarting. A forwarded port or a security device closes the connection. The two "
               "sides share no encryption version.",
     .advice = "Try once more after two minutes. Then pass this on: the administrator should look "
               "for events 36870, 1057 and 1058 in the System log, renew the Remote Desktop "
               "certificate and restart the service.",
     .remedy = "host.fix_certificate_key",
     .patience = 60s},
    {.code = "tls.handshake_failed",
     .severity = Severity::failure,
     .title = "No secure connection",
     .explanation =
         "The two computers found no encryption that both accept. Update this computer first; if "
         "that changes nothing, ask its administrator to check the TLS settings.",
     .causes = "One side allows only old or only new versions of TLS. The cipher policy there was "
               "changed. A security program on the way interferes.",
     .advice = "Install updates here. Ask the administrator to allow TLS 1.2 and its usual cipher "
               "suites (Schannel events 36871 and 36874).",
     .remedy = "host.enable_tls",
     .patience = 60s},
    {.code = "tls.old_version",
     .severity = Severity::risk,
     .title = "Its encryption is outdated",
     .explanation =
         "The computer only offers an old version of TLS. It works now, but an update on either "
         "side can end that. Ask its administrator to enable TLS 1.2 or newer.",
     .causes = "An old system, or newer versions of TLS are switched off there.",
     .advice = "Ask the administrator to enable TLS 1.2 or 1.3 and to install updates.",
     .remedy = "host.enable_tls",
     .patience = 0s},
    {.code = "tls.timeout",
     .severity = Severity::failure,
     .title = "Encryption takes too long",
     .explanation = "The computer answered, then went silent while encryption was being set up. It "
                    "is overloaded or the line loses data. Try again in a few minutes, then ask "
                    "its administrator.",
     .causes =
         "The computer is overloaded or short of memory. The network or VPN loses larger packets.",
     .advice = "Reconnect the VPN and try again. If other computers work, ask the administrator to "
               "look at the load there or to restart it.",
     .remedy = "host.check_load",
     .patience = 120s},
    {.code = "tls.weak_cipher",
     .severity = Severity::risk,
     .title = "Its encryption is weak",
     .explanation = "The connection is encrypted by a method no longer held to be safe, and newer "
                    "clients may refuse it. It works now. Tell the administrator.",
     .causes = "Old cipher suites are the only ones that both sides allow.",
     .advice = "Ask the administrator to allow AES-GCM cipher suites.",
     .remedy = "host.enable_tls",
     .patience = 0s},
};

}  // namespace

std::span<const FindingCode> security_code_rows() {
  return rows;
}

}  // namespace monitor
