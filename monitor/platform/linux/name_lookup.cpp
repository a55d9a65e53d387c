#include "monitor/platform/name_lookup.h"

#include <glib.h>
#include <netdb.h>

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>

namespace monitor {

namespace {

NameAnswer::Status status_of(int error) {
  switch (error) {
    case 0:
      return NameAnswer::Status::ok;
    case EAI_NONAME:
    case EAI_NODATA:
    case EAI_ADDRFAMILY:
      return NameAnswer::Status::not_found;
    default:
      return NameAnswer::Status::no_answer;
  }
}

std::string text_of(const addrinfo& entry) {
  std::array<char, NI_MAXHOST> text{};
  const int error = getnameinfo(entry.ai_addr, entry.ai_addrlen, text.data(), text.size(), nullptr,
                                0, NI_NUMERICHOST);
  return error == 0 ? text.data() : "";
}

NameAnswer ask(const std::string& host) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* first = nullptr;
  NameAnswer answer;
  answer.status = status_of(getaddrinfo(host.c_str(), nullptr, &wanted, &first));
  if (answer.status != NameAnswer::Status::ok) return answer;
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owned(first, &freeaddrinfo);
  for (const auto* entry = first; entry != nullptr; entry = entry->ai_next)
    answer.addresses.push_back(text_of(*entry));
  return answer;
}

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

}  // namespace

NameAnswer look_up(const std::string& host) {
  const auto spelt = ascii_name(host);
  auto answer = ask(spelt);
  // The hosts file, and name servers of a Windows domain, may have it as it stands.
  if (answer.status == NameAnswer::Status::not_found && spelt != host) return ask(host);
  return answer;
}

std::string ascii_name(const std::string& host) {
  if (is_ascii(host)) return host;
  const std::unique_ptr<char, decltype(&g_free)> spelt(g_hostname_to_ascii(host.c_str()), &g_free);
  return spelt ? spelt.get() : host;
}

}  // namespace monitor
