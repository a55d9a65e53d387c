#include "monitor/net/dialer.h"

#include "monitor/net/awaiting.h"

#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>

#include <algorithm>
#include <memory>

namespace monitor {

namespace {

using asio::ip::tcp;

// RFC 8305, 8: the recommended Connection Attempt Delay.
constexpr auto head_start = std::chrono::milliseconds(250);

/// The attempts that run side by side; shared with their handlers.
struct Race {
  explicit Race(const asio::any_io_executor& executor) : bell(executor) {}

  asio::steady_timer bell;
  std::vector<std::unique_ptr<tcp::socket>> runners;
  std::size_t running = 0;
  std::optional<std::size_t> winner;
  std::optional<std::error_code> failure;
  bool news = false;
};

Dialled::Status status_of(const std::error_code& error) {
  if (error == asio::error::connection_refused) return Dialled::Status::refused;
  if (error == asio::error::timed_out) return Dialled::Status::timed_out;
  if (error == asio::error::connection_reset || error == asio::error::connection_aborted)
    return Dialled::Status::reset;
  // A route that is blackholed or forbidden gives EINVAL or EACCES on Linux.
  return Dialled::Status::unreachable;
}

/// The same words on every system and in every language, as far as they are known.
std::string words_of(const std::error_code& error) {
  if (error == asio::error::connection_refused) return "Connection refused";
  if (error == asio::error::timed_out) return "Connection timed out";
  if (error == asio::error::connection_reset) return "Connection reset by peer";
  if (error == asio::error::connection_aborted) return "Connection aborted";
  if (error == asio::error::network_unreachable) return "Network is unreachable";
  if (error == asio::error::host_unreachable) return "No route to host";
  return error.message();
}

/// How much a failure tells: an answer of the other side more than silence, that more than a
/// missing route.
int weight(const std::error_code& error) {
  switch (status_of(error)) {
    case Dialled::Status::refused:
    case Dialled::Status::reset:
      return 2;
    case Dialled::Status::timed_out:
      return 1;
    case Dialled::Status::connected:
    case Dialled::Status::unreachable:
      return 0;
  }
  return 0;
}

void finish(Race& race, std::size_t runner, const std::error_code& error) {
  --race.running;
  race.news = true;
  if (!error) {
    if (!race.winner) race.winner = runner;
  } else if (!race.failure || weight(error) > weight(*race.failure)) {
    race.failure = error;
  }
  race.bell.cancel();
}

void start(const std::shared_ptr<Race>& race, const tcp::endpoint& endpoint) {
  const auto runner = race->runners.size();
  race->runners.push_back(std::make_unique<tcp::socket>(race->bell.get_executor()));
  ++race->running;
  race->runners.back()->async_connect(
      endpoint, [race, runner](const std::error_code& error) { finish(*race, runner, error); });
}

Dialled outcome(Race& race, const std::vector<asio::ip::address>& order) {
  Dialled result;
  if (race.winner) {
    result.status = Dialled::Status::connected;
    result.address = order[*race.winner];
    result.socket = std::move(*race.runners[*race.winner]);
  } else if (race.running == 0 && race.failure) {
    result.status = status_of(*race.failure);
    result.message = words_of(*race.failure);
  } else {
    result.message = "no answer in time";
  }
  for (const auto& runner : race.runners) {
    std::error_code ignored;
    runner->close(ignored);
  }
  return result;
}

}  // namespace

std::vector<asio::ip::address> interleaved(const std::vector<asio::ip::address>& addresses) {
  if (addresses.empty()) return {};
  std::vector<asio::ip::address> firsts;
  std::vector<asio::ip::address> others;
  for (const auto& address : addresses)
    (address.is_v6() == addresses.front().is_v6() ? firsts : others).push_back(address);
  std::vector<asio::ip::address> mixed;
  for (std::size_t i = 0; i < std::max(firsts.size(), others.size()); ++i) {
    if (i < firsts.size()) mixed.push_back(firsts[i]);
    if (i < others.size()) mixed.push_back(others[i]);
  }
  return mixed;
}

asio::awaitable<Dialled> dial(std::vector<asio::ip::address> addresses, std::uint16_t port,
                              SteadyTime deadline) {
  const auto race = std::make_shared<Race>(co_await asio::this_coro::executor);
  const auto order = interleaved(addresses);
  std::size_t next = 0;
  while (!race->winner && (next < order.size() || race->running > 0)) {
    const auto now = std::chrono::steady_clock::now();
    if (now >= deadline) break;
    if (next < order.size()) start(race, tcp::endpoint(order[next++], port));
    race->news = false;
    race->bell.expires_at(next < order.size() ? std::min(deadline, now + head_start) : deadline);
    co_await race->bell.async_wait(awaiting);
  }
  co_return outcome(*race, order);
}

}  // namespace monitor
