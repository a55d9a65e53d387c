#pragma once

#include <asio/experimental/as_tuple.hpp>
#include <asio/use_awaitable.hpp>

#include <cstdint>
#include <span>

namespace monitor {

/// `co_await` with this token gives the error code as data: the network misbehaving is no
/// exception. One alias, for newer Asio calls it `asio::as_tuple`.
inline constexpr auto awaiting = asio::experimental::as_tuple(asio::use_awaitable);

/// Bytes from or for the wire.
using Bytes = std::span<const std::uint8_t>;

}  // namespace monitor
