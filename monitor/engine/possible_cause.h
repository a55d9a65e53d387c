#pragma once

#include "monitor/model/check.h"

#include <string>
#include <string_view>
#include <vector>

namespace monitor {

// A cause that several targets may share is a short text: one of these, or "gateway HOST:PORT" for
// a gateway that cannot be used, with a code behind it for what its certificate or its past says;
// or "computer HOST:PORT" for one that several targets lead to, with a code behind it for what does
// not keep people from it.
inline constexpr std::string_view names_cause = "names";  ///< no name resolves; " of DOMAIN"
/// Lookups of several are not answered; what resolves may be known from elsewhere.
inline constexpr std::string_view lookups_cause = "lookups";
inline constexpr std::string_view port_cause = "port 3389";  ///< blocked on this network
inline constexpr std::string_view new_port_cause = "port 3389, new network";
inline constexpr std::string_view known_port_cause = "port 3389, known network";
inline constexpr std::string_view silence_cause = "silence";    ///< nobody answers
inline constexpr std::string_view site_cause = "site";          ///< nor does a site: " DOMAIN"
inline constexpr std::string_view clock_cause = "clock";        ///< this computer's own is wrong
inline constexpr std::string_view vpn_cause = "vpn";            ///< nothing comes through it
inline constexpr std::string_view slowness_cause = "slowness";  ///< this computer's own line
/// One certificate that several have, an authority that is not trusted, or what it issued and ends
/// on one day: " CODE HASH", " CODE ISSUER", " CODE ISSUER DAY". Also this computer's clock where
/// none of several has begun by it: " CODE clock".
inline constexpr std::string_view certificate_cause = "certificate";

/// A computer that several names lead to, told of before this start: it is not known by which.
inline constexpr std::string_view some_computer_cause = "computer ";

/// What is known of a target from before.
struct WayThere {
  std::string computer;   ///< the cause of an outage there by any name; empty if it is not known
  bool over_vpn = false;  ///< it answers here only over the VPN that is up
};

/// What that finding of that look may have in common with others, most telling first; empty for a
/// trouble that is the target's own.
std::vector<std::string> possible_causes(const Check& check, const Finding& finding,
                                         const WayThere& way = {});

/// The cause of an outage at the computer that has this certificate there, by whichever name it is
/// dialled.
std::string computer_cause(const std::string& certificate, const Endpoint& where);

/// Whether it is a certificate_cause.
bool is_a_certificates(std::string_view cause);
/// Whether it is about the past days, and so over for some before it is for the others.
bool is_a_trends(std::string_view cause);
/// Seen at two targets that may share the cause, it is known to be one thing: the same certificate,
/// the end of the issuer of both or a lack of trust in it, this computer's clock, the past of their
/// gateway.
bool is_known_to_be_one(std::string_view cause, const Finding& a, const Finding& b);
/// Clocks that unrelated computers show to be off by the same, in seconds, are this computer's own.
bool is_off_alike(double skew_s, double other_s);
/// Remote Desktop's port is blocked on this network.
bool is_the_port(std::string_view cause);
/// Computers of one site went silent together.
bool is_a_sites(std::string_view cause);
/// Several targets lead to one computer.
bool is_a_computers(std::string_view cause);
/// Whether it is one of those; that the port is blocked is one, whichever way it was found.
bool is_among(std::string_view cause, const std::vector<std::string>& causes);
/// Whether a look at that target says anything about the cause.
bool could_share(std::string_view cause, const Target& target);
/// What counts as one of them: unrelated hosts, but every target of a gateway or computer.
std::string sharer(std::string_view cause, const Target& target);
/// How many must fail alike before the cause is held to be shared, of `all` that could.
std::size_t sharers_needed(std::string_view cause, std::size_t all);
/// Whether a target's own trouble is explained by the cause.
bool is_part_of(const Finding& finding, std::string_view cause);

/// What is told of a shared cause; `first` is what one of them would be told of alone, and
/// `all_alike` says that the others have the same code.
Finding finding_of_shared(std::string_view cause, const Finding& first, bool all_alike);
/// The cause that such a finding was told for; `sharing` it are those, one or more. Of an issuer it
/// says no more than the code, until it is seen again.
std::string cause_of_shared(const Finding& finding, const std::vector<Target>& sharing);
/// That cause after a look at one that shares it.
std::string as_seen(std::string cause, const Check& check);
/// What each of them was told of, as far as what was told of all says it: not which certificate,
/// where it names that of one of them.
Finding finding_of_each(const FindingChange& told);

/// Whether a name, not an address, was resolved in that look.
bool has_resolved_a_name(const Check& check);
/// Whether that look says how the remote computer's clock differs from ours.
bool has_told_its_time(const Check& check);
/// Whether somebody answered on TCP in that look, if only to refuse.
bool was_answered(const Check& check);

}  // namespace monitor
