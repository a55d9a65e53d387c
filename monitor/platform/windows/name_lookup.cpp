#include "monitor/platform/name_lookup.h"

#include "monitor/platform/windows/wide_text.h"

#include <windows.h>
#include <winsock2.h>
#include <ws2tcpip.h>

#include <array>
#include <memory>

namespace monitor {

namespace {

/// The sockets' library, held for one question; the system counts.
class SocketsUse {
 public:
  SocketsUse() : error_(WSAStartup(MAKEWORD(2, 2), &about_)) {}

  ~SocketsUse() {
    if (error_ == 0) WSACleanup();
  }

  SocketsUse(const SocketsUse&) = delete;
  SocketsUse& operator=(const SocketsUse&) = delete;

 private:
  WSADATA about_{};
  int error_;
};

NameAnswer::Status status_of(int error) {
  switch (error) {
    case 0:
      return NameAnswer::Status::ok;
    case WSAHOST_NOT_FOUND:
    case WSANO_DATA:
      return NameAnswer::Status::not_found;
    default:
      return NameAnswer::Status::no_answer;
  }
}

std::string text_of(const ADDRINFOW& entry) {
  std::array<wchar_t, NI_MAXHOST> text{};
  const int error =
      GetNameInfoW(entry.ai_addr, static_cast<socklen_t>(entry.ai_addrlen), text.data(),
                   static_cast<DWORD>(text.size()), nullptr, 0, NI_NUMERICHOST);
  return error == 0 ? to_utf8(text.data()) : std::string();
}

}  // namespace

// Windows itself spells names beyond ASCII as the network's policy wants them.
NameAnswer look_up(const std::string& host) {
  const SocketsUse sockets;
  ADDRINFOW wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  ADDRINFOW* first = nullptr;
  NameAnswer answer;
  answer.status = status_of(GetAddrInfoW(to_wide(host).c_str(), nullptr, &wanted, &first));
  if (answer.status != NameAnswer::Status::ok) return answer;
  const std::unique_ptr<ADDRINFOW, decltype(&FreeAddrInfoW)> owned(first, &FreeAddrInfoW);
  for (const auto* entry = first; entry != nullptr; entry = entry->ai_next)
    answer.addresses.push_back(text_of(*entry));
  return answer;
}

std::string ascii_name(const std::string& host) {
  const auto wide = to_wide(host);
  // Longer than any name may be (RFC 1035, 2.3.4).
  std::array<wchar_t, 512> spelt{};
  const int size = IdnToAscii(IDN_ALLOW_UNASSIGNED, wide.data(), static_cast<int>(wide.size()),
                              spelt.data(), static_cast<int>(spelt.size()));
  return size > 0 ? to_utf8(std::wstring_view(spelt.data(), static_cast<std::size_t>(size))) : host;
}

}  // namespace monitor
