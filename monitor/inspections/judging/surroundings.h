#pragma once

#include "monitor/model/check.h"
#include "monitor/platform/client_log.h"
#include "monitor/platform/client_policy.h"
#include "monitor/platform/firewall.h"
#include "monitor/platform/saved_items.h"

#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// All that inspections look at on this computer, at one moment. Values: an inspection itself
/// touches nothing.
struct Surroundings {
  SavedItemList credentials;
  SavedItemList cache;
  ClientLog log;
  ClientPolicy policy;
  Firewall firewall;
  std::vector<Target> targets;            ///< all that are saved
  std::vector<std::string> not_readable;  ///< a sentence for each place that did not open
  SysTime now{};
};

/// Looks around: reads, changes nothing, asks the user nothing. Worker thread: may take seconds.
/// A place that cannot be read leaves its part empty and a sentence in `not_readable`.
Surroundings look_around(std::vector<Target> saved, SysTime now);

/// A certificate that the target has shown.
struct PastCertificate {
  CertificateFacts facts;
  SysTime first_seen{};
  bool doubted = false;  ///< it took the place of another and was no renewal of it
};

/// What the inspections are to judge.
struct Subject {
  Target target;
  const Check* check = nullptr;                    ///< the look at it just now; null: none
  std::vector<PastCertificate> certificates = {};  ///< all that are known of it
};

/// True where the client, or whoever saved the item, may have meant this target: same name without
/// regard to case, short name for full name, or the address that the name has.
bool may_be_about(const SavedItem& item, const Subject& subject);

/// All that this computer keeps about that target: sign-ins, certificates, hints, answers. Not the
/// user's history, nor pictures, which are of no one target, nor what another program has written.
std::vector<SavedItem> traces_of(const Subject& subject, const Surroundings& around);

/// "localhost" or 127.0.0.0/8: one item for every tunnel.
bool is_loopback(std::string_view host);

/// A text fact of the item; empty where there is none.
std::string_view text_fact(const SavedItem& item, std::string_view name);

}  // namespace monitor
