#include "tests/fakes/one_look.h"

#include "monitor/engine/ladder.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>

namespace tests {

monitor::Check look_at(monitor::Target target, const LookOptions& options) {
  const monitor::SystemClock system;
  const auto& clock = options.clock == nullptr ? system : *options.clock;
  std::shared_ptr<const monitor::Check> before;
  if (options.before != nullptr) before = std::make_shared<monitor::Check>(*options.before);

  monitor::Check seen;
  asio::io_context context;
  monitor::Ladder ladder(context, clock);
  auto look = ladder.look(std::move(target), options.limit, std::move(before),
                          [&seen](monitor::Check check) { seen = std::move(check); });
  asio::co_spawn(context, std::move(look), asio::detached);
  context.run();
  return seen;
}

}  // namespace tests
