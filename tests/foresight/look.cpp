#include "tests/foresight/look.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace foresight {

namespace {

constexpr double failure_skew_s = 300;

void fail(Sight& sight, const char* step, const char* error) {
  sight.step = step;
  sight.error = error;
}

bool in_force(const Cause& cause, int host, Seconds at) {
  return at >= cause.from && at < cause.until && concerns(cause, host);
}

double part_of(const Cause& cause, Seconds at) {
  return static_cast<double>(at - cause.from) /
         static_cast<double>(std::max<Seconds>(1, cause.fails_at - cause.from));
}

/// Kinds that make each look fail in the same way.
struct Break {
  const char* kind;
  const char* step;
  const char* error;
  int failure_code;
};

constexpr Break breaks[] = {
    {"power_loss", "connect", "timeout", 0},
    {"firewall", "connect", "timeout", 0},
    {"not_back", "connect", "timeout", 0},
    {"crash_restart", "connect", "timeout", 0},
    {"short_restart", "connect", "timeout", 0},
    {"patch_restart", "connect", "timeout", 0},
    {"service_stopped", "connect", "refused", 0},
    {"port_moved", "connect", "refused", 0},
    {"service_hangs", "negotiate", "no_answer", 0},
    {"name_lost", "resolve", "not_found", 0},
    {"gone_for_good", "resolve", "not_found", 0},
    {"resolver_down", "resolve", "lookup_timeout", 0},
    {"tls_broken", "tls", "closed_in_handshake", 0},
    {"entra_required", "negotiate", "negotiation_failure", 7},
    {"nla_required", "negotiate", "negotiation_failure", 5},
    {"gateway_down", "gateway.connect", "timeout", 0},
    {"gateway_service_down", "gateway.tls", "service_down", 0},
};

void apply_decay(Cause& cause, Sight& sight, double part, Dice& dice) {
  const auto gone = std::min(1.0, part);
  sight.slower *= 1 + 8 * std::pow(gone, 1.5);
  const auto loss = part < 0.6 ? 0 : 0.5 * std::pow((gone - 0.6) / 0.4, 2);
  if (part < 1 && !dice.falls(loss)) return;
  fail(sight, "connect", "timeout");
  sight.cause = &cause;
}

void apply(Cause& cause, Sight& sight, Seconds at, Dice& dice) {
  for (const auto& known : breaks) {
    if (cause.kind != known.kind) continue;
    fail(sight, known.step, known.error);
    sight.failure_code = known.failure_code;
    if (cause.kind == "gateway_service_down") sight.http_status = 503;
    sight.cause = &cause;
    return;
  }
  if (cause.kind == "impostor" || cause.kind == "tls_below") {
    sight.cause = &cause;
    sight.other_certificate = cause.kind == "impostor";
    sight.other_subject = sight.other_certificate && cause.from % 2 == 0;
    if (cause.kind == "tls_below") sight.tls_version = "TLSv1";
  } else if (cause.kind == "flapping") {
    // Down for some minutes, up for some, never in step.
    const auto age = static_cast<double>(at - cause.from);
    if (std::sin(age / 170) + std::sin(age / 410) < 0.2) return;
    fail(sight, "connect", (at / 600) % 2 == 0 ? "reset" : "timeout");
    sight.cause = &cause;
  } else if (cause.kind == "clock_drift") {
    sight.clock_skew += cause.amount * part_of(cause, at);
  } else if (cause.kind == "drift_corrected") {
    // Set right once a week.
    const auto week = 7 * day;
    sight.clock_skew += cause.amount * static_cast<double>((at - cause.from) % week) / week;
  } else if (cause.kind == "slow_decay") {
    apply_decay(cause, sight, part_of(cause, at), dice);
  } else if (cause.kind == "reissued") {
    sight.cause = &cause;
  }
}

/// What the place makes of every look. False: nothing comes through.
bool pass_place(const Scene& scene, const Host& host, Sight& sight, Seconds at, Dice& dice) {
  const auto& stretch = scene.stretch;
  const auto gateway = host.way == Host::Way::gateway;
  if (at >= stretch.dead.from && at < stretch.dead.to) {
    const auto name = dice.falls(0.3);
    fail(sight,
         gateway ? (name ? "gateway.resolve" : "gateway.connect") : (name ? "resolve" : "connect"),
         name ? "lookup_timeout" : "timeout");
    return false;
  }
  if (at < stretch.names_from) {
    fail(sight, gateway ? "gateway.resolve" : "resolve",
         dice.falls(0.5) ? "lookup_timeout" : "not_found");
    return false;
  }
  if (at < stretch.passed_from) {
    if (stretch.portal == Portal::resets) {
      fail(sight, gateway ? "gateway.connect" : "connect", "reset");
    } else if (stretch.portal == Portal::answers && !gateway) {
      fail(sight, "negotiate", "not_rdp");
    } else if (gateway) {
      fail(sight, "gateway.tls", "handshake_failed");
    } else {
      fail(sight, host.hidden_name ? "resolve" : "connect",
           host.hidden_name ? "not_found" : "timeout");
    }
    return false;
  }
  if (is_reachable(scene.estate, host, stretch)) return true;
  if (gateway) {
    fail(sight, "gateway.connect", "timeout");
  } else {
    const bool within = host.way == Host::Way::inside || host.way == Host::Way::customers;
    const bool hidden =
        host.hidden_name && within && !(host.way == Host::Way::inside && is_inside(stretch));
    fail(sight, hidden ? "resolve" : "connect", hidden ? "not_found" : "timeout");
  }
  return false;
}

/// Slower in the busy hour of the host than at other times.
double busy(const Scene& scene, const Host& host, Seconds at) {
  const auto of_day = (at + utc_offset(scene.laptop.zone, at)) % day;
  const auto away = static_cast<double>(std::abs(of_day - host.busy_at)) / (2 * hour);
  return 1 + 0.6 * std::exp(-away * away);
}

Sight meet(const Scene& scene, int index, Seconds at, Dice& dice) {
  const auto& host = scene.estate.hosts[static_cast<std::size_t>(index)];
  Sight sight;
  sight.slower = scene.stretch.slower * busy(scene, host, at);
  sight.clock_skew = host.clock_skew - static_cast<double>(scene.stretch.clock_error) +
                     (dice.share() - 0.5) * (scene.stretch.vpn != Vpn::none ? 1.5 : 0.6);
  if (!pass_place(scene, host, sight, at, dice)) return sight;
  if (!is_on(scene.laptop, scene.estate, host, at)) {
    fail(sight, "connect", "timeout");
    return sight;
  }
  for (auto* cause : scene.causes) {
    if (in_force(*cause, index, at)) apply(*cause, sight, at, dice);
  }
  return sight;
}

}  // namespace

Sight look(const Scene& scene, int index, Seconds at, Dice& dice) {
  const auto& host = scene.estate.hosts[static_cast<std::size_t>(index)];
  auto sight = meet(scene, index, at, dice);
  auto lost = dice.falls(host.lost);
  for (const auto& burst : scene.stretch.bursts)
    lost = lost || (at >= burst.from && at < burst.to && dice.falls(burst.loss));
  if (!lost || !sight.step.empty()) return sight;
  const auto gateway = host.way == Host::Way::gateway;
  const auto name = dice.falls(0.2);
  sight.cause = nullptr;
  fail(sight,
       gateway ? (name ? "gateway.resolve" : "gateway.connect") : (name ? "resolve" : "connect"),
       name ? "lookup_timeout" : "timeout");
  return sight;
}

Sight attempt(const Scene& scene, int host, Seconds at, Dice& dice) {
  return meet(scene, host, at, dice);
}

bool stops_user(const Scene& scene, int index, Sight& sight, Seconds at) {
  if (!sight.step.empty() || sight.cause != nullptr) return true;
  const auto& host = scene.estate.hosts[static_cast<std::size_t>(index)];
  const auto now = at + scene.stretch.clock_error;
  const auto ended = met(scene.estate, host, at).not_after <= now;
  const auto skewed = host.tells_identity && std::abs(sight.clock_skew) >= failure_skew_s;
  for (auto* cause : scene.causes) {
    if (!in_force(*cause, index, at) || !is_wrong(*cause) || at < cause->fails_at) continue;
    const auto clock = cause->kind == "clock_drift";
    if (clock ? skewed : ended) sight.cause = cause;
  }
  return ended || skewed;
}

bool is_hopeless(const Scene& scene, int index, Seconds at) {
  const auto& host = scene.estate.hosts[static_cast<std::size_t>(index)];
  const auto& stretch = scene.stretch;
  return !is_reachable(scene.estate, host, stretch) || at < stretch.passed_from ||
         (at >= stretch.dead.from && at < stretch.dead.to) ||
         !is_on(scene.laptop, scene.estate, host, at);
}

void note_shown(const Scene& scene, int host, const Sight& sight, Seconds at) {
  for (auto* cause : scene.causes) {
    if (!is_wrong(*cause) || !in_force(*cause, host, at) || at < cause->evident_from) continue;
    const auto foreseeable = cause->sort == Cause::Sort::foreseeable;
    if (foreseeable ? !sight.step.empty() && sight.cause != cause : sight.cause != cause) continue;
    if (cause->shown_at == 0) cause->shown_at = at;
    if (at > cause->fails_at - day || at / day == cause->last_day_shown) continue;
    cause->last_day_shown = at / day;
    ++cause->days_shown;
  }
}

}  // namespace foresight
