#include "monitor/net/resolver.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <gmock/gmock.h>

#include <atomic>
#include <future>

namespace {

using asio::ip::make_address;
using monitor::Resolved;
using monitor::Resolver;
using namespace std::chrono_literals;
using testing::ElementsAre;
using Status = Resolved::Status;

Resolved found(const char* address) {
  Resolved answer;
  answer.status = Status::ok;
  answer.addresses.push_back(make_address(address));
  return answer;
}

asio::awaitable<void> resolve_into(Resolver& resolver, std::string host,
                                   std::chrono::milliseconds limit, Resolved& answer) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  answer = co_await resolver.resolve(std::move(host), deadline);
}

TEST(Resolver, AnswersAddressesWithoutAskingAnyone) {
  asio::io_context context;
  std::atomic<int> asked = 0;
  Resolver resolver(context, [&asked](const std::string&) {
    ++asked;
    return Resolved{};
  });
  Resolved v4;
  Resolved v6;

  asio::co_spawn(context, resolve_into(resolver, "192.0.2.7", 1s, v4), asio::detached);
  asio::co_spawn(context, resolve_into(resolver, "2001:db8::7", 1s, v6), asio::detached);
  context.run();

  EXPECT_THAT(v4.addresses, ElementsAre(make_address("192.0.2.7")));
  EXPECT_THAT(v6.addresses, ElementsAre(make_address("2001:db8::7")));
  EXPECT_EQ(asked, 0);
}

TEST(Resolver, KnowsThisComputer) {
  asio::io_context context;
  Resolver resolver(context);
  Resolved answer;

  asio::co_spawn(context, resolve_into(resolver, "localhost", 5s, answer), asio::detached);
  context.run();

  EXPECT_EQ(answer.status, Status::ok);
  EXPECT_TRUE(answer.addresses.at(0).is_loopback());
}

TEST(Resolver, LetsADeadNameDelayNoOther) {
  std::promise<void> end;
  const auto ended = end.get_future().share();
  asio::io_context context;
  Resolver resolver(context, [ended](const std::string& host) {
    if (host.starts_with("dead")) ended.wait();
    return found("192.0.2.1");
  });
  std::array<Resolved, 20> dead;
  Resolved alive;

  for (auto& answer : dead)
    asio::co_spawn(context, resolve_into(resolver, "dead.example", 1min, answer), asio::detached);
  asio::co_spawn(context, resolve_into(resolver, "alive.example", 30s, alive),
                 [&](const std::exception_ptr&) { end.set_value(); });
  context.run();

  // The dead ones were let go by the end of the living one: had it waited, it had not come.
  EXPECT_EQ(alive.status, Status::ok);
  for (const auto& answer : dead)
    EXPECT_EQ(answer.status, Status::ok);
}

TEST(Resolver, DoesNotWaitForAStuckLookUpWhenItGoes) {
  auto end = std::make_shared<std::promise<void>>();
  const auto ended = end->get_future().share();
  {
    asio::io_context context;
    Resolver resolver(context, [ended](const std::string&) {
      ended.wait();
      return found("192.0.2.1");
    });
    Resolved answer;
    asio::co_spawn(context, resolve_into(resolver, "dead.example", 10ms, answer), asio::detached);
    context.run();
    EXPECT_EQ(answer.status, Status::no_answer);
  }

  // Had the resolver waited for the look-up, this line would not be reached.
  end->set_value();
}

TEST(Resolver, LeavesNoIdleThreadBehind) {
  std::weak_ptr<int> held_by_threads;
  {
    auto held = std::make_shared<int>();
    held_by_threads = held;
    asio::io_context context;
    Resolver resolver(context,
                      [held = std::move(held)](const std::string&) { return found("192.0.2.1"); });
    Resolved answer;
    asio::co_spawn(context, resolve_into(resolver, "pc.example", 30s, answer), asio::detached);
    context.run();
    EXPECT_EQ(answer.status, Status::ok);
  }

  EXPECT_TRUE(held_by_threads.expired());
}

TEST(Resolver, PassesOnThatANameDoesNotExist) {
  asio::io_context context;
  Resolver resolver(context, [](const std::string&) {
    Resolved answer;
    answer.status = Status::not_found;
    answer.message = "Host not found";
    return answer;
  });
  Resolved answer;

  asio::co_spawn(context, resolve_into(resolver, "nowhere.example", 1s, answer), asio::detached);
  context.run();

  EXPECT_EQ(answer.status, Status::not_found);
  EXPECT_EQ(answer.message, "Host not found");
}

}  // namespace
