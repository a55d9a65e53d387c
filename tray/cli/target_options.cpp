#include "tray/cli/target_options.h"

#include <CLI/CLI.hpp>

namespace tray {

namespace {

// A look a minute is what a host should see at most (monitor's manners); a week is as good as
// never.
constexpr double least_minutes = 1;
constexpr double most_minutes = 7 * 24 * 60;

}  // namespace

void TargetOptions::declare(CLI::App& app) {
  app.add_option("--name", name_, "What to call it")->type_name("NAME");
  app.add_option("--gateway", gateway_, "Its RD Gateway; '' for none")->type_name("HOST[:PORT]");
  app.add_option("--user", user_name_, "User name to start the client with")->type_name("NAME");
  app.add_option("--group", group_, "Folder to list it in")->type_name("A/B");
  app.add_option("--authentication-level", authentication_level_,
                 "If the server cannot be verified: 0 connect, 1 refuse, 2 warn")
      ->check(CLI::Range(0, 3));
  app.add_option("--sign-in", sign_in_,
                 "Where its client signs in: before the session (nla), in it, or by Entra")
      ->check(CLI::IsMember({"nla", "session", "entra"}));
  app.add_option("--every", every_minutes_, "Minutes between looks; 0 for the general setting")
      ->type_name("MINUTES");
  app.add_option("--identity", identity_, "Whether its name and clock may be asked for")
      ->check(CLI::IsMember({"on", "off"}));
  app.add_option("--maintenance", maintenance_,
                 "When it is worked on and outages are no news; '' for never")
      ->type_name("HOURS");
}

monitor::Result<void> TargetOptions::apply(monitor::Target& target) const {
  using monitor::Failure;
  if (name_) target.name = *name_;
  if (maintenance_) {
    const auto read = read_maintenance(*maintenance_, here_and_now());
    if (!read)
      return monitor::fail(Failure::Kind::wrong_use, "--maintenance: " + read.error().what);
  }
  if (user_name_) target.user_name = *user_name_;
  if (group_) target.group = *group_;
  if (identity_) target.identity_allowed = *identity_ == "on";
  if (authentication_level_) {
    target.authentication_level = static_cast<monitor::AuthenticationLevel>(*authentication_level_);
  }
  if (sign_in_) target.sign_in = *monitor::parse_sign_in(*sign_in_);
  if (gateway_) {
    target.gateway.reset();
    if (!gateway_->empty()) {
      const auto gateway = monitor::parse_endpoint(*gateway_, monitor::gateway_port);
      if (!gateway)
        return monitor::fail(Failure::Kind::wrong_use, "--gateway: " + gateway.error().what);
      target.gateway = *gateway;
    }
  }
  if (every_minutes_) {
    target.every.reset();
    if (*every_minutes_ != 0) {
      if (!(*every_minutes_ >= least_minutes && *every_minutes_ <= most_minutes)) {
        return monitor::fail(Failure::Kind::wrong_use,
                             "--every takes minutes from 1 to 10080, or 0.");
      }
      target.every = std::chrono::seconds(static_cast<std::int64_t>(*every_minutes_ * 60));
    }
  }
  return {};
}

monitor::Result<void> TargetOptions::keep(store::Database& database, monitor::TargetId id) const {
  if (!maintenance_) return {};
  const auto maintenance = read_maintenance(*maintenance_, here_and_now());
  if (!maintenance) return tl::unexpected(maintenance.error());
  return database.save_setting(maintenance_key(id), notify::to_text(*maintenance));
}

}  // namespace tray
