#include "notify/event_log.h"

#include "notify/channel.h"

namespace notify {

namespace {

class EventLog final : public Channel {
 public:
  std::string_view name() const override { return "event_log"; }

  bool accepts(const Alert&, const ChannelSettings& settings) const override {
    return settings.event_log;
  }

  monitor::Result<void> deliver(const Alert& alert, const ChannelSettings&) override {
    return write_to_event_log(system_event(alert));
  }
};

}  // namespace

std::unique_ptr<Channel> make_event_log() {
  return std::make_unique<EventLog>();
}

}  // namespace notify
