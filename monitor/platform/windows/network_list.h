#pragma once

#include <memory>
#include <string>

struct INetworkListManager;

namespace monitor {

/// What Windows calls the networks that this computer is connected to, and how dear they are.
/// Lives on the thread that made it.
class NetworkList {
 public:
  /// Where the system has no such list, every question is answered by its default.
  NetworkList();
  ~NetworkList();
  NetworkList(const NetworkList&) = delete;
  NetworkList& operator=(const NetworkList&) = delete;

  /// The name of the network that leads to the internet, else of any that is connected.
  std::string name() const;
  /// Whether each byte counts: a limited plan, roaming.
  bool is_metered() const;

 private:
  bool initialised_ = false;
  INetworkListManager* manager_ = nullptr;
};

}  // namespace monitor
