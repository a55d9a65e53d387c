#include "tests/fakes/role.h"

#include <cstdio>
#include <exception>
#include <limits>
#include <map>

namespace tests {

namespace {

constexpr const char* play = "--play-role";

std::map<std::string, Role::Body>& roles() {
  static std::map<std::string, Role::Body> all;
  return all;
}

void acknowledge() {
  if (std::fputc('.', stdout) == EOF || std::fflush(stdout) != 0) end_at_once();
}

Command command_for(const Role& role, Role::Words words) {
  Command command;
  command.program = this_test_program();
  command.arguments = {play, role.name()};
  for (auto& word : words)
    command.arguments.push_back(std::move(word));
  return command;
}

}  // namespace

Role::Role(std::string name, Body body) : name_(std::move(name)) {
  roles()[name_] = std::move(body);
}

int play_role(const std::vector<std::string>& arguments) {
  if (arguments.size() < 2 || arguments.front() != play) return -1;
  try {
    roles().at(arguments[1])({arguments.begin() + 2, arguments.end()}, acknowledge);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", arguments[1].c_str(), error.what());
    return 1;
  }
}

Child::Child(const Role& role, Role::Words words) : process_(command_for(role, std::move(words))) {}

bool Child::wait_for(std::size_t count) {
  for (char byte = 0; count > 0 && process_.read(byte); --count)
    ++acknowledged_;
  return count == 0;
}

void Child::kill() {
  process_.kill();
  wait_for(std::numeric_limits<std::size_t>::max());
}

bool Child::wait_for_end() {
  wait_for(std::numeric_limits<std::size_t>::max());
  return process_.wait() == 0;
}

}  // namespace tests
