#include "store/name_key.h"
#include "store/parts.h"

#include <unordered_map>
#include <unordered_set>

namespace store {

namespace {

using monitor::Endpoint;
using monitor::Failure;
using monitor::Target;

constexpr const char* select_targets =
    "SELECT id, name, host, port, gateway_host, gateway_port, user_name, folder,"
    " authentication_level, identity_allowed, every_s, sign_in FROM targets ORDER BY id";

Target target_in(const Query& row) {
  Target target;
  target.id = TargetId{row.integer(0)};
  target.name = row.text(1);
  target.endpoint = {row.text(2), static_cast<std::uint16_t>(row.integer(3))};
  if (!row.is_null(4))
    target.gateway = Endpoint{row.text(4), static_cast<std::uint16_t>(row.integer(5))};
  target.user_name = row.text(6);
  target.group = row.text(7);
  target.authentication_level = row.one_of(8, monitor::AuthenticationLevel::not_specified);
  target.identity_allowed = row.integer(9) != 0;
  if (const auto every = row.maybe_integer(10)) target.every = std::chrono::seconds{*every};
  target.sign_in = row.one_of(11, monitor::SignIn::entra);
  return target;
}

std::vector<Target> all_targets(Connection& connection) {
  std::vector<Target> targets;
  auto row = connection.query(select_targets);
  while (row.next())
    targets.push_back(target_in(row));
  return targets;
}

std::optional<std::string> gateway_host(const Target& target) {
  return target.gateway ? std::optional(target.gateway->host) : std::nullopt;
}

std::optional<int> gateway_port(const Target& target) {
  return target.gateway ? std::optional<int>(target.gateway->port) : std::nullopt;
}

std::optional<std::int64_t> every_s(const Target& target) {
  return target.every ? std::optional<std::int64_t>(target.every->count()) : std::nullopt;
}

/// The name as it is kept.
std::string settled_name(const Target& target) {
  const auto name = trimmed(target.name);
  return name.empty() ? monitor::short_text(target.endpoint) : std::string(name);
}

void insert(Connection& connection, Target& target) {
  connection.run(
      "INSERT INTO targets (name, name_key, host, port, gateway_host, gateway_port, user_name,"
      " folder, authentication_level, identity_allowed, every_s, sign_in)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      target.name, name_key(target.name), target.endpoint.host, target.endpoint.port,
      gateway_host(target), gateway_port(target), target.user_name, target.group,
      target.authentication_level, target.identity_allowed, every_s(target), target.sign_in);
  target.id = TargetId{connection.database().getLastInsertRowid()};
}

/// Whether a target other than `but` has that name.
bool name_in_use(Connection& connection, std::string_view name, TargetId but) {
  auto row =
      connection.query("SELECT 1 FROM targets WHERE name_key = ? AND id <> ?", name_key(name), but);
  return row.next();
}

tl::unexpected<Failure> name_is_taken(const std::string& name) {
  return fail(Failure::Kind::already_there,
              "There is a target called \"" + name + "\" already. Choose another name.");
}

tl::unexpected<Failure> not_saved(std::string_view name) {
  return fail(Failure::Kind::not_found,
              "There is no saved target called \"" + std::string(name) + "\".");
}

tl::unexpected<Failure> not_saved_any_more() {
  return fail(Failure::Kind::not_found, "This target is not saved any more.");
}

/// What makes two targets the same place.
std::string place_key(const Target& target) {
  auto key = monitor::to_text(target.endpoint);
  if (target.gateway) key += " by " + monitor::to_text(*target.gateway);
  return name_key(key);
}

/// Hands out names that are not in use, adding " (2)" and so on.
class FreeNames {
 public:
  explicit FreeNames(const std::vector<Target>& targets) {
    for (const auto& target : targets)
      taken_.insert(name_key(target.name));
  }

  std::string take(const std::string& wanted) {
    auto name = wanted;
    auto& count = counts_[name_key(wanted)];
    if (count == 0) count = 1;
    while (!taken_.insert(name_key(name)).second)
      name = wanted + " (" + std::to_string(++count) + ")";
    return name;
  }

 private:
  std::unordered_set<std::string> taken_;
  std::unordered_map<std::string, int> counts_;  ///< so that many of one name stay cheap
};

/// The first target at that address; without a port in the text, one at the usual port first.
const Target* at_address(const std::vector<Target>& targets, std::string_view text) {
  constexpr std::uint16_t no_port = 0;
  const auto wanted = monitor::parse_endpoint(text, no_port);
  if (!wanted) return nullptr;
  const auto port = wanted->port == no_port ? monitor::rdp_port : wanted->port;
  const Target* same_host = nullptr;
  for (const auto& target : targets) {
    if (name_key(target.endpoint.host) != name_key(wanted->host)) continue;
    if (target.endpoint.port == port) return &target;
    if (same_host == nullptr) same_host = &target;
  }
  return wanted->port == no_port ? same_host : nullptr;
}

std::optional<Target> target_by_id(Connection& connection, TargetId id) {
  auto targets = all_targets(connection);
  for (auto& target : targets) {
    if (target.id == id) return std::move(target);
  }
  return {};
}

void update(Connection& connection, const Target& target, const std::string& name) {
  connection.run(
      "UPDATE targets SET name = ?, name_key = ?, host = ?, port = ?, gateway_host = ?,"
      " gateway_port = ?, user_name = ?, folder = ?, authentication_level = ?,"
      " identity_allowed = ?, every_s = ?, sign_in = ? WHERE id = ?",
      name, name_key(name), target.endpoint.host, target.endpoint.port, gateway_host(target),
      gateway_port(target), target.user_name, target.group, target.authentication_level,
      target.identity_allowed, every_s(target), target.sign_in, target.id);
}

}  // namespace

bool is_saved(Connection& connection, TargetId id) {
  auto row = connection.query("SELECT 1 FROM targets WHERE id = ?", id);
  return row.next();
}

Result<std::vector<Target>> Database::targets() {
  return parts_->read([](Connection& connection) -> Result<std::vector<Target>> {
    return all_targets(connection);
  });
}

Result<Target> Database::find_target(std::string_view name) {
  return parts_->read([&](Connection& connection) -> Result<Target> {
    const auto targets = all_targets(connection);
    const auto key = name_key(trimmed(name));
    for (const auto& target : targets) {
      if (name_key(target.name) == key) return target;
    }
    const auto* target = at_address(targets, name);
    if (target == nullptr) return not_saved(name);
    return *target;
  });
}

Result<Target> Database::add_target(Target target) {
  return parts_->write([&](Connection& connection) -> Result<Target> {
    target.name = settled_name(target);
    if (name_in_use(connection, target.name, monitor::unsaved)) return name_is_taken(target.name);
    insert(connection, target);
    return target;
  });
}

Result<void> Database::update_target(const Target& target) {
  return parts_->write([&](Connection& connection) -> Result<void> {
    const auto before = target_by_id(connection, target.id);
    if (!before) return not_saved_any_more();
    const auto name = settled_name(target);
    if (name_in_use(connection, name, target.id)) return name_is_taken(name);
    update(connection, target, name);
    if (place_key(*before) != place_key(target)) {
      connection.run("DELETE FROM last_looks WHERE target = ?", target.id);
      connection.run("DELETE FROM open_findings WHERE target = ?", target.id);
      connection.run("DELETE FROM learned WHERE target = ?", target.id);
      // Else those of another computer would look as if they had been replaced.
      connection.run("DELETE FROM sightings WHERE target = ?", target.id);
      drop_unseen_certificates(connection);
    }
    return {};
  });
}

Result<void> Database::remove_target(TargetId id) {
  return parts_->write([&](Connection& connection) -> Result<void> {
    if (connection.run("DELETE FROM targets WHERE id = ?", id) == 0) return not_saved_any_more();
    drop_unseen_certificates(connection);
    return {};
  });
}

Result<std::vector<Target>> Database::import_targets(const std::vector<Target>& targets) {
  return parts_->write([&](Connection& connection) -> Result<std::vector<Target>> {
    const auto present = all_targets(connection);
    FreeNames names(present);
    std::unordered_set<std::string> places;
    for (const auto& target : present)
      places.insert(place_key(target));
    std::vector<Target> added;
    for (auto target : targets) {
      if (!places.insert(place_key(target)).second) continue;
      target.name = names.take(settled_name(target));
      insert(connection, target);
      added.push_back(std::move(target));
    }
    return added;
  });
}

}  // namespace store
