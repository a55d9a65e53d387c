#pragma once

#include "monitor/model/clock.h"

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>

#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// What dialling gave: a connected socket, or why there is none.
struct Dialled {
  enum class Status { connected, refused, timed_out, unreachable, reset };
  Status status = Status::timed_out;
  std::optional<asio::ip::tcp::socket> socket;
  asio::ip::address address;  ///< the one that is connected; unspecified without
  std::string message;        ///< the system's words where it failed
};

/// Takes the families in turns, beginning with the first address's. Source: RFC 8305, 4.
std::vector<asio::ip::address> interleaved(const std::vector<asio::ip::address>& addresses);

/// Connects to the first address that answers: each gets a head start of 250 ms over the next, none
/// if it fails at once (RFC 8305, 5). Of several failures the one that says most is told.
/// Lives on the network thread.
asio::awaitable<Dialled> dial(std::vector<asio::ip::address> addresses, std::uint16_t port,
                              SteadyTime deadline);

}  // namespace monitor
