#include "monitor/platform/windows/network_state.h"

#include "monitor/platform/windows/wide_text.h"

#include <windows.h>
#include <winsock2.h>
#include <ws2tcpip.h>

#include <iphlpapi.h>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace monitor {

namespace {

constexpr ULONG first_room = 32'768;
constexpr int most_tries = 4;

/// The adapters that the system knows, as a list within `room`; null where it does not answer.
const IP_ADAPTER_ADDRESSES* adapters(std::vector<std::byte>& room) {
  constexpr ULONG flags = GAA_FLAG_INCLUDE_GATEWAYS | GAA_FLAG_SKIP_ANYCAST |
                          GAA_FLAG_SKIP_MULTICAST | GAA_FLAG_SKIP_DNS_SERVER;
  ULONG size = first_room;
  for (int i = 0; i < most_tries; ++i) {
    room.resize(size);
    auto* first = reinterpret_cast<IP_ADAPTER_ADDRESSES*>(room.data());
    const auto error = GetAdaptersAddresses(AF_UNSPEC, flags, nullptr, first, &size);
    if (error == ERROR_SUCCESS) return first;
    if (error != ERROR_BUFFER_OVERFLOW) return nullptr;
  }
  return nullptr;
}

/// 169.254/16 (RFC 3927) and fe80::/10 (RFC 4291): nobody's computer is reached from there.
bool leads_beyond(const SOCKET_ADDRESS& address) {
  if (address.lpSockaddr->sa_family == AF_INET) {
    const auto* v4 = reinterpret_cast<const sockaddr_in*>(address.lpSockaddr);
    return (ntohl(v4->sin_addr.s_addr) >> 16U) != 0xA9FE;
  }
  const auto* v6 = reinterpret_cast<const sockaddr_in6*>(address.lpSockaddr);
  return v6->sin6_addr.s6_addr[0] != 0xFE || (v6->sin6_addr.s6_addr[1] & 0xC0U) != 0x80;
}

bool has_useful_address(const IP_ADAPTER_ADDRESSES& adapter) {
  for (const auto* one = adapter.FirstUnicastAddress; one != nullptr; one = one->Next) {
    if (leads_beyond(one->Address)) return true;
  }
  return false;
}

/// Hardware, as opposed to what Hyper-V, virtual machines and VPNs put beside it.
bool is_hardware(const IP_ADAPTER_ADDRESSES& adapter) {
  MIB_IF_ROW2 row{};
  row.InterfaceLuid = adapter.Luid;
  if (GetIfEntry2(&row) != NO_ERROR) return true;
  return row.InterfaceAndOperStatusFlags.HardwareInterface != 0;
}

/// Drivers' own names, the same in every language. Those of these products look like Ethernet.
bool is_named_like_a_vpn(const IP_ADAPTER_ADDRESSES& adapter) {
  constexpr std::array<std::wstring_view, 14> words = {
      L"vpn",     L"tap-windows", L"tap-win32", L"wintun",     L"wireguard",
      L"pangp",   L"anyconnect",  L"fortinet",  L"juniper",    L"pulse secure",
      L"zscaler", L"tailscale",   L"zerotier",  L"openconnect"};
  std::wstring name = adapter.Description;
  std::transform(name.begin(), name.end(), name.begin(), [](wchar_t c) {
    return c >= L'A' && c <= L'Z' ? static_cast<wchar_t>(c + (L'a' - L'A')) : c;
  });
  return std::any_of(words.begin(), words.end(),
                     [&](auto word) { return name.find(word) != std::wstring::npos; });
}

/// The automatic tunnels of IPv6 over IPv4 are nobody's VPN.
bool is_automatic_tunnel(const IP_ADAPTER_ADDRESSES& adapter) {
  return adapter.TunnelType == TUNNEL_TYPE_TEREDO || adapter.TunnelType == TUNNEL_TYPE_ISATAP ||
         adapter.TunnelType == TUNNEL_TYPE_6TO4 || adapter.TunnelType == TUNNEL_TYPE_IPHTTPS;
}

// RFC 2863's ifType numbers, by IANA: Windows' own VPNs are ppp or tunnel, Wintun's propVirtual.
bool is_vpn(const IP_ADAPTER_ADDRESSES& adapter) {
  constexpr ULONG prop_virtual = 53;
  switch (adapter.IfType) {
    case IF_TYPE_PPP:
    case prop_virtual:
      return true;
    case IF_TYPE_TUNNEL:
      return !is_automatic_tunnel(adapter);
    default:
      return is_named_like_a_vpn(adapter);
  }
}

std::string first_router(const IP_ADAPTER_ADDRESSES& adapter) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  for (const auto* one = adapter.FirstGatewayAddress; one != nullptr; one = one->Next) {
    const auto* address = one->Address.lpSockaddr;
    const void* bytes =
        address->sa_family == AF_INET
            ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(address)->sin_addr)
            : &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
    if (inet_ntop(address->sa_family, bytes, text.data(), text.size()) != nullptr)
      return text.data();
  }
  return {};
}

ULONG metric(const IP_ADAPTER_ADDRESSES& adapter) {
  return std::min(adapter.Ipv4Metric, adapter.Ipv6Metric);
}

}  // namespace

NetworkState read_network_state() {
  std::vector<std::byte> room;
  const auto* first = adapters(room);
  NetworkState state;
  if (first == nullptr) return state;
  state.online = false;
  ULONG best = std::numeric_limits<ULONG>::max();
  for (const auto* one = first; one != nullptr; one = one->Next) {
    const bool up = one->OperStatus == IfOperStatusUp && one->IfType != IF_TYPE_SOFTWARE_LOOPBACK;
    if (!up || is_automatic_tunnel(*one) || !has_useful_address(*one)) continue;
    const auto name = to_utf8(one->FriendlyName);
    if (is_vpn(*one)) {
      if (!state.vpn) state.vpn = name;
      state.online = true;
      continue;
    }
    const auto router = first_router(*one);
    // A switch between virtual machines has addresses too; only with a router it leads out.
    if (router.empty() && !is_hardware(*one)) continue;
    state.online = true;
    if (router.empty() || metric(*one) >= best) continue;
    best = metric(*one);
    state.network = name + ' ' + router;
  }
  return state;
}

}  // namespace monitor
