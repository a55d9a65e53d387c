#pragma once

#include "monitor/net/awaiting.h"
#include "monitor/net/watchdog.h"

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>

#include <optional>

namespace monitor {

/// How a wait for the other end went.
enum class IoStatus {
  ok,
  timed_out,  ///< the deadline passed
  closed,     ///< the other end finished (FIN)
  broken,     ///< reset, or the network failed under it
};

/// What one receive gave. `bytes` is above zero exactly if `status` is ok.
struct Received {
  Received(IoStatus how, std::size_t count) : status(how), bytes(count) {}

  IoStatus status;
  std::size_t bytes;
};

/// One TCP connection with a deadline over every wait. Lives on the network thread.
class Connection {
 public:
  explicit Connection(const asio::any_io_executor& executor);

  /// Takes over a connected socket; small writes go out at once.
  void adopt(asio::ip::tcp::socket socket);

  bool is_open() const { return socket_.has_value(); }

  /// Bounds everything that is awaited from now on, until it is set again.
  void set_deadline(SteadyTime deadline);

  /// All of them, or the reason why not. The bytes must stay where they are until then.
  asio::awaitable<IoStatus> send(Bytes bytes);
  /// At least one byte, at most `room`.
  asio::awaitable<Received> receive_some(std::span<std::uint8_t> room);
  /// Hangs up politely: sends FIN, then discards what still comes until the other end hangs up too,
  /// 64 KB or `patience` have passed. A reset would stand in the server's log as an error.
  asio::awaitable<void> close(Millis patience);

 private:
  IoStatus status_of(const std::error_code& error) const;

  std::optional<asio::ip::tcp::socket> socket_;
  Watchdog watchdog_;
};

}  // namespace monitor
