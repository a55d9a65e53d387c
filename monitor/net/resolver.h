#pragma once

#include "monitor/model/clock.h"

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/address.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace monitor {

/// What a name led to. `addresses` are in the system's order of preference, at most 16 and none
/// twice; empty exactly if `status` is not `ok`.
struct Resolved {
  enum class Status {
    ok,
    not_found,  ///< there is no such name, or it has no address
    no_answer,  ///< the name service gave no answer in time or said that it cannot
  };
  Status status = Status::no_answer;
  std::vector<asio::ip::address> addresses;
  std::string message;  ///< the system's words where it failed
};

/// The system's own resolver: what `ssh` and `mstsc` would get. Blocks. Any thread.
Resolved ask_system(const std::string& host);

/// Names to addresses through the system's own resolver (hosts file, VPN split DNS and mDNS count),
/// on threads of its own: one more whenever none is idle, up to 64, so that one dead name delays no
/// other. Idle threads end. Lives on the network thread.
class Resolver {
 public:
  /// `ask` is called on the threads, for several names at a time.
  explicit Resolver(asio::io_context& context,
                    std::function<Resolved(const std::string&)> ask = ask_system);
  /// Ends its threads, but waits for none whose look-up is stuck: that ends by itself, later.
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  /// An address as text is answered at once, without a thread.
  asio::awaitable<Resolved> resolve(std::string host, SteadyTime deadline);

 private:
  struct Pool;
  asio::io_context& context_;
  std::shared_ptr<Pool> pool_;
};

}  // namespace monitor
