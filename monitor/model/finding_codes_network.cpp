#include "monitor/model/finding_code_rows.h"

// Meanings of TCP outcomes: RFC 9293, 3.5 and 3.10; which of them a firewall or a closed port gives
// is common practice. Patience outlasts a restart's hiccup but not a coffee break.

namespace monitor {

namespace {

using namespace std::chrono_literals;

constexpr FindingCode rows[] = {
    {.code = "name.changed",
     .severity = Severity::information,
     .title = "Its address has changed",
     .explanation = "The name points to an address not seen here before. That is normal after a "
                    "move or behind a VPN. If the sign-in page looks different, ask your IT "
                    "support before typing a password.",
     .causes = "The computer got a new address. A VPN or another network answers the name "
               "differently. Rarely, somebody has redirected the name.",
     .advice = "Nothing if it connects as usual. If the computer looks like another one, stop and "
               "ask your IT support.",
     .remedy = "",
     .patience = 0s},
    {.code = "name.lookup_timeout",
     .severity = Severity::failure,
     .title = "The name service is silent",
     .explanation =
         "The name service of your network did not answer in time, so the remote computer's "
         "address is not known. Reconnect the network or the VPN, then try again.",
     .causes = "The name service (DNS) is unreachable: a weak network, a VPN that is half up, or a "
               "router in trouble.",
     .advice =
         "Reconnect Wi-Fi or cable, then the VPN. If web pages do not open either, restart the "
         "router. If only company names fail, tell your IT support that DNS does not answer.",
     .remedy = "this_computer.check_vpn",
     .patience = 60s},
    {.code = "name.not_found",
     .severity = Severity::failure,
     .title = "Its name is unknown",
     .explanation =
         "No address was found for this name. Check the VPN if you use one, and whether the "
         "name is spelt correctly. If all that is right, ask your IT support whether it has "
         "changed.",
     .causes = "The VPN is not connected, so names of the company network are unknown here. The "
               "name is misspelt or incomplete. The computer was renamed or its name entry is "
               "gone. This computer remembers an old answer.",
     .advice = "Connect the VPN. Compare the name with the one you were given, also its full form "
               "(pc.example.com). Clear this computer's memory of names. Then ask your IT support.",
     .remedy = "this_computer.flush_resolver",
     .patience = 60s},
    {.code = "network.offline",
     .severity = Severity::information,
     .title = "This computer is offline",
     .explanation = "This computer has no network at the moment, so nothing can be said about the "
                    "remote computers. They are looked at again as soon as the network is back.",
     .causes = "Wi-Fi is off or out of reach, the cable is out, or flight mode is on.",
     .advice = "Connect to a network. Nothing else is needed: checks go on by themselves.",
     .remedy = "this_computer.connect_network",
     .patience = 60s},
    {.code = "network.port_blocked",
     .severity = Severity::failure,
     .title = "This network blocks it",
     .explanation = "Several of your remote computers are silent on the Remote Desktop port while "
                    "other connections work. The network you are on probably blocks it. Connect "
                    "the VPN or use another network.",
     .causes =
         "A hotel, guest or company network lets only web traffic through. A firewall or security "
         "program on this computer blocks port 3389. The VPN that would carry it is not connected.",
     .advice =
         "Connect the VPN. Without one, try another network such as your phone's hotspot. If that "
         "works, tell the owner of the first network that outgoing TCP port 3389 is blocked.",
     .remedy = "this_computer.check_vpn",
     .patience = 120s},
    {.code = "network.vpn_down",
     .severity = Severity::information,
     .title = "The VPN is not connected",
     .explanation = "This computer is normally reached through a VPN, which is not connected now. "
                    "Connect the VPN; the check then runs again by itself.",
     .causes = "The VPN was not started, lost its connection, or its sign-in has ended.",
     .advice = "Start the VPN and sign in. If it does not connect, tell your IT support; the "
               "remote computer itself may be well.",
     .remedy = "this_computer.check_vpn",
     .patience = 60s},
    {.code = "tcp.refused",
     .severity = Severity::failure,
     .title = "It refuses Remote Desktop",
     .explanation = "The computer answers but nothing there accepts Remote Desktop. It may be "
                    "starting up, or Remote Desktop is switched off. Wait five minutes, then ask "
                    "its administrator to switch it on.",
     .causes = "Remote Desktop is switched off there, or its service has stopped. The computer is "
               "just starting. Remote Desktop listens on another port, or the address belongs to "
               "another device.",
     .advice =
         "Wait five minutes after a restart. Check the port. Then ask the administrator to switch "
         "on Remote Desktop and to start the service Remote Desktop Services (TermService).",
     .remedy = "host.enable_rdp",
     .patience = 120s},
    {.code = "tcp.reset",
     .severity = Severity::failure,
     .title = "The connection is cut at once",
     .explanation =
         "The connection was broken off as soon as it was made. A firewall or the remote computer "
         "does not want it. Try another network; if it stays, ask your IT support.",
     .causes = "A firewall on the way breaks the connection. The remote computer is overloaded or "
               "restarting. A forwarded port leads to nothing.",
     .advice = "Try again in a few minutes and from another network. Then ask your IT support "
               "whether a firewall cuts TCP port 3389.",
     .remedy = "host.check_firewall",
     .patience = 120s},
    {.code = "tcp.slow",
     .severity = Severity::risk,
     .title = "The way to it is slow",
     .explanation =
         "Connecting takes much longer than usual, so the picture may lag or the session may drop. "
         "Move nearer to the Wi-Fi or use a cable; pause large downloads.",
     .causes = "Weak Wi-Fi, a busy line at home, a busy VPN, or a slow stretch on the way.",
     .advice = "Use a cable or move nearer to the Wi-Fi. Pause downloads and video calls. "
               "Reconnect the VPN. If it stays for days, tell your IT support.",
     .remedy = "this_computer.check_network",
     .patience = 30min},
    {.code = "tcp.timeout",
     .severity = Severity::failure,
     .title = "The computer does not answer",
     .explanation =
         "Nothing came back from the computer. It is off, asleep, or a firewall is in the way. "
         "Check the VPN if you use one, then ask someone near it or your IT support whether it is "
         "on.",
     .causes = "The computer is switched off or asleep. The VPN is not connected. A firewall drops "
               "the connection, often after the remote network was marked as public. The address "
               "is no longer right.",
     .advice = "Connect the VPN. Have the computer switched on or woken. Ask its administrator "
               "whether the firewall there lets Remote Desktop in on the network in use.",
     .remedy = "host.check_firewall",
     .patience = 120s},
    {.code = "tcp.unreachable",
     .severity = Severity::failure,
     .title = "No way to the computer",
     .explanation = "The network says that this address cannot be reached from here. Connect "
                    "the VPN if you use one; if that does not help, tell your IT support.",
     .causes = "The VPN is not connected or does not carry this address. The remote network is "
               "down. The address belongs to another network.",
     .advice = "Connect or reconnect the VPN. Check the address. Then tell your IT support that "
               "there is no route to it.",
     .remedy = "this_computer.check_vpn",
     .patience = 120s},
    {.code = "trend.failing_more_often",
     .severity = Severity::risk,
     .title = "It fails more often lately",
     .explanation = "It works now, but checks of this computer fail more often than in the weeks "
                    "before. Expect interruptions; save your work often and tell your IT support.",
     .causes = "A computer or network part that is failing, a busy line, or a computer that goes "
               "to sleep more often.",
     .advice = "Look at the history to see when it fails. Give those times to your IT support.",
     .remedy = "",
     .patience = 1h},
    {.code = "trend.slowing_down",
     .severity = Severity::risk,
     .title = "It gets slower every day",
     .explanation = "It works now, but answers have been getting slower for days. If that goes on, "
                    "connections will start to fail. Tell your IT support before it does.",
     .causes = "The remote computer is running short of memory or disk, or the way to it is "
               "getting busier.",
     .advice = "Ask the administrator to look at memory and disk there, and to plan a restart. "
               "Check your own network if other computers are slow too.",
     .remedy = "host.check_load",
     .patience = 6h},
    {.code = "trend.usual_outage",
     .severity = Severity::risk,
     .title = "Its usual outage is near",
     .explanation = "In past weeks this computer could not be reached around this time, probably "
                    "for maintenance or sleep. Save your work before then.",
     .causes = "Planned restarts, backups, or a computer that sleeps at night.",
     .advice = "Plan around it. If you need that time, ask the administrator about maintenance and "
               "power settings.",
     .remedy = "",
     .patience = 0s},
};

}  // namespace

std::span<const FindingCode> network_code_rows() {
  return rows;
}

}  // namespace monitor
