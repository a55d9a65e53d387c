#pragma once

#include "monitor/inspections/judging/surroundings.h"

#include <optional>
#include <span>
#include <string>

namespace monitor {

/// How far a judgement can be trusted.
enum class Certainty { sure, likely, unsure };

/// What is wrong with one saved sign-in.
struct SignInTrouble {
  std::string code;  ///< "credential.malformed", "credential.rejected" …
  std::string why;   ///< a sentence about this one
  Certainty certainty = Certainty::sure;
};

/// What is to be seen of the entry alone: stray characters, no user, a password that cannot be one.
std::optional<SignInTrouble> malformed(const SavedItem& item);

/// The client was refused at that host after the entry was written, by its own log.
std::optional<SignInTrouble> rejected(const SavedItem& item, const Surroundings& around);

/// Its user name lacks the domain that the host needs, or means a single computer instead of it.
/// `host`: what the host has said of itself; null where it was never asked, which is never more
/// than unsure. Source of the rule: the CREDENTIALW page wants DOMAIN\user or a UPN.
std::optional<SignInTrouble> without_domain(const SavedItem& item, const IdentityFacts* host,
                                            const Surroundings& around);

/// It serves every tunnel of this computer, or goes when the user signs out.
std::optional<SignInTrouble> stale(const SavedItem& item, const Surroundings& around);

/// No saved target has to do with it. Empty also where no target is saved at all.
std::optional<SignInTrouble> orphaned(const SavedItem& item, const Surroundings& around);

/// The worst of them; what `credentials list` says of an entry. `looks`: the last ones, for what
/// the hosts have said of themselves.
std::optional<SignInTrouble> trouble_of(const SavedItem& item, const Surroundings& around,
                                        std::span<const Check> looks);

/// "TERMSRV/host:port": mstsc never reads it, but the launcher that wrote it may.
bool is_anothers(const SavedItem& item);

}  // namespace monitor
