#include "monitor/platform/windows/network_list.h"

#include "monitor/platform/windows/wide_text.h"

#include <windows.h>

#include <netlistmgr.h>
#include <objbase.h>
#include <oleauto.h>

namespace monitor {

namespace {

struct Release {
  void operator()(IUnknown* object) const { object->Release(); }
};

template <class Interface>
using Com = std::unique_ptr<Interface, Release>;

struct FreeText {
  void operator()(wchar_t* text) const { SysFreeString(text); }
};

std::string name_of(INetwork& network) {
  BSTR text = nullptr;
  const auto found = network.GetName(&text);
  const std::unique_ptr<wchar_t, FreeText> owned(text);
  if (FAILED(found) || text == nullptr) return {};
  return to_utf8(std::wstring_view(text, SysStringLen(text)));
}

bool leads_to_the_internet(INetwork& network) {
  VARIANT_BOOL answer = VARIANT_FALSE;
  return SUCCEEDED(network.get_IsConnectedToInternet(&answer)) && answer != VARIANT_FALSE;
}

}  // namespace

NetworkList::NetworkList() {
  initialised_ = SUCCEEDED(CoInitializeEx(nullptr, COINIT_MULTITHREADED));
  void* manager = nullptr;
  if (SUCCEEDED(CoCreateInstance(CLSID_NetworkListManager, nullptr, CLSCTX_ALL,
                                 IID_INetworkListManager, &manager))) {
    manager_ = static_cast<INetworkListManager*>(manager);
  }
}

NetworkList::~NetworkList() {
  if (manager_ != nullptr) manager_->Release();
  if (initialised_) CoUninitialize();
}

std::string NetworkList::name() const {
  IEnumNetworks* all = nullptr;
  if (manager_ == nullptr || FAILED(manager_->GetNetworks(NLM_ENUM_NETWORK_CONNECTED, &all)) ||
      all == nullptr) {
    return {};
  }
  const Com<IEnumNetworks> owned(all);
  std::string name;
  INetwork* next = nullptr;
  ULONG got = 0;
  while (all->Next(1, &next, &got) == S_OK && got == 1) {
    const Com<INetwork> network(next);
    if (leads_to_the_internet(*network)) return name_of(*network);
    if (name.empty()) name = name_of(*network);
  }
  return name;
}

bool NetworkList::is_metered() const {
  void* found = nullptr;
  if (manager_ == nullptr || FAILED(manager_->QueryInterface(IID_INetworkCostManager, &found)))
    return false;
  const Com<INetworkCostManager> costs(static_cast<INetworkCostManager*>(found));
  DWORD cost = NLM_CONNECTION_COST_UNKNOWN;
  if (FAILED(costs->GetCost(&cost, nullptr))) return false;
  constexpr DWORD dear = NLM_CONNECTION_COST_FIXED | NLM_CONNECTION_COST_VARIABLE |
                         NLM_CONNECTION_COST_OVERDATALIMIT | NLM_CONNECTION_COST_ROAMING;
  return (cost & dear) != 0;
}

}  // namespace monitor
