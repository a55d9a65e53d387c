#pragma once

#include "monitor/foresight/transcript.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace monitor {

/// What is known of each network, by its small number; 0: of what happened nobody knows where. At
/// most 256 networks, which share what is said of any more. Pure.
template <class Known>
class ByNetwork {
 public:
  Known& at(std::size_t network) {
    network = std::min(network, most_networks);
    if (all_.size() <= network) all_.resize(network + 1);
    return all_[network];
  }

  /// nullptr: nothing yet.
  const Known* find(std::size_t network) const {
    network = std::min(network, most_networks);
    return network < all_.size() ? &all_[network] : nullptr;
  }

  /// What is kept for the next start: at most so many, those of most weight; not those of none.
  template <class Weight, class Each>
  void transcribe(Transcript& text, std::size_t most, Weight weight, Each each) {
    struct Numbered {
      std::size_t number = 0;
      Known known;
    };

    std::vector<Numbered> kept;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (weight(all_[i]) > 0) kept.push_back({i, all_[i]});
    }
    std::ranges::stable_sort(kept, std::ranges::greater(),
                             [&](const Numbered& one) { return weight(one.known); });
    if (kept.size() > most) kept.resize(most);
    text.list(kept, most, [&](Numbered& one) {
      text.place(one.number);
      each(one.known);
    });
    if (!text.is_reading()) return;
    for (auto& one : kept)
      at(one.number) = std::move(one.known);
  }

 private:
  static constexpr std::size_t most_networks = 256;
  std::vector<Known> all_;
};

}  // namespace monitor
