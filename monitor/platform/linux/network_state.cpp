#include "monitor/platform/linux/network_state.h"

#include <arpa/inet.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <net/if_arp.h>

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace monitor {

namespace {

constexpr std::size_t message_room = 65536;

struct Link {
  std::string name;
  std::string kind;  ///< "tun", "wireguard", "bridge"; empty for hardware
  unsigned short type = 0;
  bool loopback = false;
  bool running = false;
};

struct Route {
  int link = 0;
  bool is_default = false;
  bool beyond_the_link = false;  ///< not only link-local or multicast addresses
  std::uint32_t metric = 0;
  std::string router;
};

class NetlinkSocket {
 public:
  explicit NetlinkSocket(unsigned groups)
      : fd_(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE)) {
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = groups;
    if (fd_ >= 0 && bind(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      close(release());
    }
  }

  ~NetlinkSocket() {
    if (fd_ >= 0) close(fd_);
  }

  NetlinkSocket(const NetlinkSocket&) = delete;
  NetlinkSocket& operator=(const NetlinkSocket&) = delete;

  int fd() const { return fd_; }

  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

struct Request {
  nlmsghdr header{};
  rtgenmsg body{};
};

using Visit = std::function<void(const nlmsghdr&)>;

/// Walks one datagram of an answer. Says whether more are to come.
bool walk(std::array<char, message_room>& bytes, std::size_t size, const Visit& visit) {
  auto rest = static_cast<unsigned>(size);
  auto* header = reinterpret_cast<nlmsghdr*>(bytes.data());
  for (; NLMSG_OK(header, rest); header = NLMSG_NEXT(header, rest)) {
    if (header->nlmsg_type == NLMSG_DONE || header->nlmsg_type == NLMSG_ERROR) return false;
    visit(*header);
  }
  return true;
}

/// Asks the kernel for all of a kind. False if it did not answer in full.
bool dump(unsigned short type, unsigned char family, const Visit& visit) {
  const NetlinkSocket socket(0);
  if (socket.fd() < 0) return false;
  const timeval patience{1, 0};
  setsockopt(socket.fd(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  Request request;
  request.header.nlmsg_len = NLMSG_LENGTH(sizeof request.body);
  request.header.nlmsg_type = type;
  request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  request.body.rtgen_family = family;
  if (send(socket.fd(), &request, request.header.nlmsg_len, 0) < 0) return false;
  alignas(nlmsghdr) std::array<char, message_room> bytes{};
  for (;;) {
    const auto size = recv(socket.fd(), bytes.data(), bytes.size(), 0);
    if (size <= 0) return false;
    if (!walk(bytes, static_cast<std::size_t>(size), visit)) return true;
  }
}

using VisitAttribute = std::function<void(const rtattr&)>;

void walk_attributes(const rtattr* first, std::size_t size, const VisitAttribute& visit) {
  auto rest = static_cast<unsigned>(size);
  for (auto* one = const_cast<rtattr*>(first); RTA_OK(one, rest); one = RTA_NEXT(one, rest))
    visit(*one);
}

std::string text_of(const rtattr& attribute) {
  const auto* text = static_cast<const char*>(RTA_DATA(&attribute));
  return std::string(text, strnlen(text, RTA_PAYLOAD(&attribute)));
}

Link link_of(const nlmsghdr& message) {
  const auto* info = static_cast<const ifinfomsg*>(NLMSG_DATA(&message));
  Link link;
  link.type = info->ifi_type;
  link.loopback = (info->ifi_flags & IFF_LOOPBACK) != 0;
  link.running = (info->ifi_flags & IFF_UP) != 0 && (info->ifi_flags & IFF_RUNNING) != 0;
  walk_attributes(IFLA_RTA(info), IFLA_PAYLOAD(&message), [&](const rtattr& attribute) {
    const auto type = attribute.rta_type & NLA_TYPE_MASK;
    if (type == IFLA_IFNAME) link.name = text_of(attribute);
    if (type != IFLA_LINKINFO) return;
    walk_attributes(static_cast<const rtattr*>(RTA_DATA(&attribute)), RTA_PAYLOAD(&attribute),
                    [&](const rtattr& inner) {
                      if (inner.rta_type == IFLA_INFO_KIND) link.kind = text_of(inner);
                    });
  });
  return link;
}

template <class T>
T value_of(const rtattr& attribute) {
  T value{};
  if (RTA_PAYLOAD(&attribute) >= sizeof value)
    std::memcpy(&value, RTA_DATA(&attribute), sizeof value);
  return value;
}

std::string address_of(const rtattr& attribute, int family) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const std::size_t needed = family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr);
  if (RTA_PAYLOAD(&attribute) < needed) return {};
  inet_ntop(family, RTA_DATA(&attribute), text.data(), text.size());
  return text.data();
}

/// 169.254/16 (RFC 3927), fe80::/10 and ff00::/8 (RFC 4291): nobody's computer is reached by them.
bool leads_beyond(const std::string& destination) {
  return !destination.starts_with("169.254.") && !destination.starts_with("fe8") &&
         !destination.starts_with("ff");
}

std::optional<Route> route_of(const nlmsghdr& message) {
  const auto* info = static_cast<const rtmsg*>(NLMSG_DATA(&message));
  if (info->rtm_type != RTN_UNICAST || info->rtm_table == RT_TABLE_LOCAL) return {};
  Route route;
  route.is_default = info->rtm_dst_len == 0;
  route.beyond_the_link = true;
  walk_attributes(RTM_RTA(info), RTM_PAYLOAD(&message), [&](const rtattr& attribute) {
    if (attribute.rta_type == RTA_OIF) route.link = value_of<int>(attribute);
    if (attribute.rta_type == RTA_MULTIPATH)
      route.link = value_of<rtnexthop>(attribute).rtnh_ifindex;
    if (attribute.rta_type == RTA_PRIORITY) route.metric = value_of<std::uint32_t>(attribute);
    if (attribute.rta_type == RTA_GATEWAY) {
      route.router = address_of(attribute, info->rtm_family);
    }
    if (attribute.rta_type == RTA_DST) {
      route.beyond_the_link = leads_beyond(address_of(attribute, info->rtm_family));
    }
  });
  return route;
}

bool is_vpn(const Link& link) {
  if (link.kind == "wireguard" || link.kind == "xfrm" || link.kind == "vti") return true;
  // A tap of a virtual machine is of kind "tun" too, but carries Ethernet.
  if (link.kind == "tun") return link.type == ARPHRD_NONE;
  const std::string_view name = link.name;
  return link.type == ARPHRD_PPP || name.starts_with("ipsec") || name.starts_with("wg");
}

/// Bridges and cables between containers have routes of their own; only a default one leads out.
bool leads_out(const Route& route, const Link& link) {
  if (link.loopback || !link.running || !route.beyond_the_link) return false;
  return route.is_default || (link.kind != "bridge" && link.kind != "veth");
}

}  // namespace

NetworkState read_network_state() {
  std::map<int, Link> links;
  std::vector<Route> routes;
  bool whole = dump(RTM_GETLINK, AF_UNSPEC, [&](const nlmsghdr& message) {
    if (message.nlmsg_type != RTM_NEWLINK) return;
    links[static_cast<const ifinfomsg*>(NLMSG_DATA(&message))->ifi_index] = link_of(message);
  });
  const auto add_route = [&](const nlmsghdr& message) {
    if (message.nlmsg_type != RTM_NEWROUTE) return;
    if (auto route = route_of(message)) routes.push_back(std::move(*route));
  };
  whole = dump(RTM_GETROUTE, AF_INET, add_route) && whole;
  // A kernel without IPv6 is whole without it.
  dump(RTM_GETROUTE, AF_INET6, add_route);

  NetworkState state;
  state.online = !whole;
  auto best = std::numeric_limits<std::uint64_t>::max();
  for (const auto& route : routes) {
    const auto link = links.find(route.link);
    if (link == links.end() || !leads_out(route, link->second)) continue;
    state.online = true;
    if (!route.is_default || route.metric >= best || is_vpn(link->second)) continue;
    best = route.metric;
    state.network = link->second.name;
    if (!route.router.empty()) state.network += ' ' + route.router;
  }
  for (const auto& [index, link] : links) {
    if (!state.vpn && link.running && is_vpn(link)) state.vpn = link.name;
  }
  return state;
}

int open_network_events() {
  NetlinkSocket events(RTMGRP_LINK | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE);
  return events.release();
}

void drop_network_events(int socket) {
  std::array<char, message_room> bytes{};
  // An overflow (ENOBUFS) is reported once and then over: everything is read anew anyway.
  for (;;) {
    if (recv(socket, bytes.data(), bytes.size(), MSG_DONTWAIT) > 0) continue;
    if (errno != ENOBUFS && errno != EINTR) return;
  }
}

}  // namespace monitor
