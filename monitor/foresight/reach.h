#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace monitor {

class Transcript;

/// From where a target answers: over which VPN, on which network. Keeps at most 24 places. Pure.
class Reach {
 public:
  /// A place that this computer can be in; small numbers, 0 means none or not known.
  struct Place {
    std::size_t network = 0;
    std::size_t vpn = 0;

    bool operator==(const Place&) const = default;
  };

  enum class Expect { answer, unsure, nothing };

  /// Somebody answered there, in the visit by that number.
  void answered(Place place, int visit);
  /// It answered there in a past that is told only now; where nothing else is known.
  void recall(Place place);
  /// Nobody answered there, though this computer was online, in the visit by that number.
  void silent(Place place, int visit);

  /// What is to be expected of the target there. `nothing`: it never answers there, but does
  /// elsewhere. `unsure`: it has only ever answered on one other network. `is_public`: a gateway,
  /// which hardly needs a VPN.
  Expect expect(Place place, bool is_public = false) const;
  /// Without a VPN: that it is silent there is explained neither by a VPN that it needs nor by
  /// having been tried there in vain again and again.
  bool is_strange(std::size_t network) const;
  /// Whether it has ever answered there.
  bool is_known(Place place) const;
  /// Whether it has ever answered over that VPN where it needs one. True for none.
  bool is_known_over(std::size_t vpn) const;
  /// Whether a VPN is up there without which it does not answer on that network.
  bool needs_vpn(Place place) const;

  /// At how many it was looked at.
  std::size_t count_places() const { return seen_.size(); }

  /// Whether it answers wherever that other one does.
  bool covers(const Reach& other) const;
  /// The VPN over which it answers when `expect` gives `nothing`; 0 if it is not a VPN.
  std::size_t usual_vpn() const;
  /// The network on which it answers most.
  std::size_t usual_network() const;

  /// What is kept for the next start.
  void transcribe(Transcript& text);

 private:
  struct Seen {
    Place place;
    std::uint32_t answers = 0;
    std::uint32_t silences = 0;
    int visits_in_vain = 0;
    int last_visit = -1;
    int visits_answered = 0;
    int last_answered = -1;  ///< visit
    bool in_doubt = false;   ///< the newest visit was in vain
    int refuted = 0;         ///< visits in vain that a VPN on the same network ended; fades
  };

  bool is_a_stray(const Seen& here) const;
  bool gives_an_answer(const Seen& here) const;
  void end_doubts(Place place);
  bool is_own(const Seen& seen) const;
  bool needs_no_vpn_on(std::size_t network) const;
  bool leads_there(std::size_t vpn) const;
  bool is_beyond(std::size_t vpn) const;
  bool lacks_vpn(std::size_t network, bool is_public) const;
  bool is_within() const;
  bool is_for_all() const;
  Seen& at(Place place);
  const Seen* find(Place place) const;

  std::vector<Seen> seen_;
};

}  // namespace monitor
