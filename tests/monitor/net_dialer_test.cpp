#include "monitor/net/dialer.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <gmock/gmock.h>

namespace {

using asio::ip::make_address;
using asio::ip::tcp;
using monitor::Dialled;
using testing::ElementsAre;
using testing::IsEmpty;
using Addresses = std::vector<asio::ip::address>;

/// A port on which someone listens.
struct Listener {
  explicit Listener(const char* address)
      : acceptor(context, tcp::endpoint(make_address(address), 0)),
        port(acceptor.local_endpoint().port()) {}

  asio::io_context context;
  tcp::acceptor acceptor;
  std::uint16_t port;
};

/// An address whose port takes no more connections and does not say so: its queue is full.
struct SilentPort {
  SilentPort(const char* address, std::uint16_t port) : acceptor(context) {
    const tcp::endpoint endpoint(make_address(address), port);
    acceptor.open(endpoint.protocol());
    acceptor.bind(endpoint);
    acceptor.listen(0);
    for (auto& filler : fillers) {
      filler = std::make_unique<tcp::socket>(context);
      filler->async_connect(endpoint, [](const std::error_code&) {});
    }
    context.poll();
  }

  asio::io_context context;
  tcp::acceptor acceptor;
  std::array<std::unique_ptr<tcp::socket>, 4> fillers;
};

asio::awaitable<void> dial_into(Addresses addresses, std::uint16_t port,
                                monitor::SteadyTime deadline, Dialled& result) {
  result = co_await monitor::dial(std::move(addresses), port, deadline);
}

/// Dials and keeps of the socket only whether there was one.
Dialled dial(const std::vector<const char*>& texts, std::uint16_t port,
             std::chrono::milliseconds limit = std::chrono::seconds(20)) {
  Addresses addresses;
  for (const auto* text : texts)
    addresses.push_back(make_address(text));
  asio::io_context context;
  Dialled result;
  asio::co_spawn(context,
                 dial_into(addresses, port, std::chrono::steady_clock::now() + limit, result),
                 asio::detached);
  context.run();
  result.socket.reset();
  return result;
}

TEST(Dialer, TakesTheFamiliesInTurns) {
  const Addresses mixed = monitor::interleaved(
      {make_address("2001:db8::1"), make_address("2001:db8::2"), make_address("192.0.2.1"),
       make_address("192.0.2.2"), make_address("192.0.2.3")});

  EXPECT_THAT(mixed, ElementsAre(make_address("2001:db8::1"), make_address("192.0.2.1"),
                                 make_address("2001:db8::2"), make_address("192.0.2.2"),
                                 make_address("192.0.2.3")));
  EXPECT_THAT(monitor::interleaved({}), IsEmpty());
}

TEST(Dialer, ConnectsToWhoAnswers) {
  const Listener listener("127.0.0.1");

  const auto result = dial({"127.0.0.1"}, listener.port);

  EXPECT_EQ(result.status, Dialled::Status::connected);
  EXPECT_EQ(result.address, make_address("127.0.0.1"));
}

TEST(Dialer, GoesOnAtOnceWhereAnAddressRefuses) {
  const Listener listener("127.0.0.1");
  // Each of them would have a head start of 250 ms.
  std::vector<const char*> addresses(80, "127.0.0.9");
  addresses.push_back("127.0.0.1");
  const auto began = std::chrono::steady_clock::now();

  const auto result = dial(addresses, listener.port, std::chrono::seconds(60));

  EXPECT_EQ(result.status, Dialled::Status::connected);
  EXPECT_EQ(result.address, make_address("127.0.0.1"));
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(19));
}

TEST(Dialer, DoesNotWaitForASilentAddress) {
  const Listener listener("127.0.0.1");
  const SilentPort silent("127.0.0.9", listener.port);
  const auto began = std::chrono::steady_clock::now();

  const auto result = dial({"127.0.0.9", "127.0.0.1"}, listener.port);

  const auto took = std::chrono::steady_clock::now() - began;
  EXPECT_EQ(result.status, Dialled::Status::connected);
  EXPECT_EQ(result.address, make_address("127.0.0.1"));
  // Its head start, and not all the time there is.
  EXPECT_GE(took, std::chrono::milliseconds(240));
}

TEST(Dialer, SaysThatNobodyAnsweredInTime) {
  const Listener listener("127.0.0.1");
  const SilentPort silent("127.0.0.9", listener.port);

  const auto result = dial({"127.0.0.9"}, listener.port, std::chrono::milliseconds(50));

  EXPECT_EQ(result.status, Dialled::Status::timed_out);
}

TEST(Dialer, TellsARefusalRatherThanSilence) {
  const Listener listener("127.0.0.1");
  const SilentPort silent("127.0.0.9", listener.port);

  const auto alone = dial({"127.0.0.8"}, listener.port);
  const auto nowhere = dial({"2001:db8::1"}, listener.port, std::chrono::milliseconds(50));

  EXPECT_EQ(alone.status, Dialled::Status::refused);
  EXPECT_NE(nowhere.status, Dialled::Status::refused);
}

TEST(Dialer, ReachesIpv6AsWell) {
  try {
    const Listener listener("::1");
    EXPECT_EQ(dial({"::1"}, listener.port).status, Dialled::Status::connected);
  } catch (const std::system_error&) {
    GTEST_SKIP() << "this computer has no IPv6";
  }
}

}  // namespace
