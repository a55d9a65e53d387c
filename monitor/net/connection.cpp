#include "monitor/net/connection.h"

#include <asio/buffer.hpp>
#include <asio/write.hpp>

#include <array>

namespace monitor {

namespace {

constexpr std::size_t most_discarded = std::size_t{64} * 1024;

}  // namespace

Connection::Connection(const asio::any_io_executor& executor) : watchdog_(executor) {}

void Connection::adopt(asio::ip::tcp::socket socket) {
  socket_.emplace(std::move(socket));
  std::error_code ignored;
  socket_->set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_->non_blocking(true, ignored);
}

void Connection::set_deadline(SteadyTime deadline) {
  if (socket_) watchdog_.watch(*socket_, deadline);
}

IoStatus Connection::status_of(const std::error_code& error) const {
  if (!error) return IoStatus::ok;
  if (watchdog_.expired()) return IoStatus::timed_out;
  return error == asio::error::eof ? IoStatus::closed : IoStatus::broken;
}

asio::awaitable<IoStatus> Connection::send(Bytes bytes) {
  if (!socket_) co_return IoStatus::closed;
  if (watchdog_.expired()) co_return IoStatus::timed_out;
  // Small messages fit the kernel's buffer: one call, nothing to wait for.
  std::error_code error;
  const auto sent = socket_->write_some(asio::buffer(bytes.data(), bytes.size()), error);
  if (error && error != asio::error::would_block) co_return status_of(error);
  if (sent == bytes.size()) co_return IoStatus::ok;
  const auto rest = asio::buffer(bytes.data() + sent, bytes.size() - sent);
  const auto [failed, count] = co_await asio::async_write(*socket_, rest, awaiting);
  co_return status_of(failed);
}

asio::awaitable<Received> Connection::receive_some(std::span<std::uint8_t> room) {
  if (!socket_) co_return Received(IoStatus::closed, 0);
  if (watchdog_.expired()) co_return Received(IoStatus::timed_out, 0);
  const auto buffer = asio::buffer(room.data(), room.size());
  const auto [error, count] = co_await socket_->async_read_some(buffer, awaiting);
  co_return Received(status_of(error), count);
}

asio::awaitable<void> Connection::close(Millis patience) {
  if (!socket_) co_return;
  std::error_code error;
  socket_->shutdown(asio::ip::tcp::socket::shutdown_send, error);
  if (!error) {
    const auto span = std::chrono::duration_cast<SteadyTime::duration>(patience);
    set_deadline(std::chrono::steady_clock::now() + span);
    std::array<std::uint8_t, 1024> discarded{};
    for (std::size_t total = 0; total < most_discarded;) {
      const auto received = co_await receive_some(discarded);
      if (received.status != IoStatus::ok) break;
      total += received.bytes;
    }
  }
  watchdog_.rest();
  socket_->close(error);
  socket_.reset();
}

}  // namespace monitor
