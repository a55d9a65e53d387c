#pragma once

#include "monitor/repair/host_kit.h"

#include <string>

namespace monitor {

/// "Remote Desktop to PC (pc.example.com) …: the certificate has ended. Please renew …".
std::string sentence_for_host(const HostCase& what);
/// The sentence, then what is seen, since when, from where, evidence, causes, and what to do.
std::string ticket_for_host(const HostCase& what);

}  // namespace monitor
