#include "monitor/platform/firewall.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <windows.h>

#include <netfw.h>
#include <objbase.h>
#include <oleauto.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <string_view>

namespace monitor {

namespace {

// The groups' names are resources, the same in every language.
constexpr const wchar_t* remote_desktop = L"@FirewallAPI.dll,-28752";
constexpr const wchar_t* remote_desktop_websocket = L"@FirewallAPI.dll,-28782";
constexpr ULONG most_rules = 20'000;
// NET_FW_IP_PROTOCOL_ANY, absent from some headers.
constexpr long any_protocol = 256;

struct Release {
  template <class T>
  void operator()(T* object) const {
    object->Release();
  }
};

template <class T>
using Com = std::unique_ptr<T, Release>;

/// COM for this thread, while this lives.
class ComThread {
 public:
  ComThread() : entered_(SUCCEEDED(CoInitializeEx(nullptr, COINIT_MULTITHREADED))) {}

  ~ComThread() {
    if (entered_) CoUninitialize();
  }

  ComThread(const ComThread&) = delete;
  ComThread& operator=(const ComThread&) = delete;

 private:
  bool entered_;
};

class Text {
 public:
  explicit Text(BSTR text = nullptr) : text_(text) {}

  ~Text() { SysFreeString(text_); }

  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  BSTR* out() { return &text_; }

  BSTR get() const { return text_; }

  std::wstring view() const {
    return text_ == nullptr ? std::wstring() : std::wstring(text_, SysStringLen(text_));
  }

 private:
  BSTR text_;
};

/// "3389", "1-1024,3389" or "*" holds the port; without any text every port is meant.
bool holds_port(const std::string& ports, std::uint16_t port) {
  if (ports.empty() || ports == "*") return true;
  std::string_view rest = ports;
  while (!rest.empty()) {
    const auto part = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    const auto dash = part.find('-');
    const auto number = [](std::string_view text) {
      unsigned value = 0;
      std::from_chars(text.data(), text.data() + text.size(), value);
      return value;
    };
    const auto first = number(part.substr(0, dash));
    const auto last = dash == part.npos ? first : number(part.substr(dash + 1));
    if (first <= port && port <= last) return true;
  }
  return false;
}

bool is_of_client(const std::wstring& program) {
  if (program.empty()) return true;
  const auto at = program.find_last_of(L"\\/");
  const auto name = program.substr(at == program.npos ? 0 : at + 1);
  return CompareStringOrdinal(name.c_str(), -1, L"mstsc.exe", -1, TRUE) == CSTR_EQUAL;
}

bool blocks(INetFwRule& rule, long profiles, std::uint16_t port) {
  VARIANT_BOOL enabled = VARIANT_FALSE;
  NET_FW_RULE_DIRECTION direction = NET_FW_RULE_DIR_IN;
  NET_FW_ACTION action = NET_FW_ACTION_ALLOW;
  long protocol = 0;
  long of_profiles = 0;
  if (FAILED(rule.get_Enabled(&enabled)) || FAILED(rule.get_Direction(&direction)) ||
      FAILED(rule.get_Action(&action)) || FAILED(rule.get_Protocol(&protocol)) ||
      FAILED(rule.get_Profiles(&of_profiles)))
    return false;
  const bool tcp = protocol == NET_FW_IP_PROTOCOL_TCP || protocol == any_protocol;
  if (enabled == VARIANT_FALSE || direction != NET_FW_RULE_DIR_OUT ||
      action != NET_FW_ACTION_BLOCK || !tcp || (of_profiles & profiles) == 0)
    return false;
  Text ports;
  Text program;
  Text service;
  Text addresses;
  rule.get_RemotePorts(ports.out());
  rule.get_ApplicationName(program.out());
  rule.get_ServiceName(service.out());
  rule.get_RemoteAddresses(addresses.out());
  const auto where = addresses.view();
  // A rule for some addresses only may be about anything; it is not blamed.
  return service.view().empty() && (where.empty() || where == L"*") &&
         is_of_client(program.view()) && holds_port(to_utf8(ports.view()), port);
}

BlockingRule named(INetFwRule& rule) {
  Text name;
  Text group;
  rule.get_Name(name.out());
  rule.get_Grouping(group.out());
  return {to_utf8(name.view()), to_utf8(group.view())};
}

/// The blocking rules; false where the system does not list its rules.
bool read_rules(INetFwPolicy2& policy, long profiles, std::uint16_t port,
                std::vector<BlockingRule>& found) {
  INetFwRules* raw_rules = nullptr;
  if (FAILED(policy.get_Rules(&raw_rules)) || raw_rules == nullptr) return false;
  const Com<INetFwRules> rules(raw_rules);
  IUnknown* raw_list = nullptr;
  if (FAILED(rules->get__NewEnum(&raw_list)) || raw_list == nullptr) return false;
  const Com<IUnknown> list(raw_list);
  IEnumVARIANT* raw_each = nullptr;
  if (FAILED(list->QueryInterface(IID_IEnumVARIANT, reinterpret_cast<void**>(&raw_each))))
    return false;
  const Com<IEnumVARIANT> each(raw_each);
  VARIANT item;
  VariantInit(&item);
  for (ULONG count = 0; count < most_rules && each->Next(1, &item, nullptr) == S_OK; ++count) {
    INetFwRule* raw_rule = nullptr;
    const bool is_rule = item.vt == VT_DISPATCH && item.pdispVal != nullptr &&
                         SUCCEEDED(item.pdispVal->QueryInterface(
                             __uuidof(INetFwRule), reinterpret_cast<void**>(&raw_rule)));
    VariantClear(&item);
    if (!is_rule) continue;
    const Com<INetFwRule> rule(raw_rule);
    if (blocks(*rule, profiles, port)) found.push_back(named(*rule));
  }
  return true;
}

std::optional<bool> is_open(INetFwPolicy2& policy, const wchar_t* group) {
  const Text name(SysAllocString(group));
  VARIANT_BOOL enabled = VARIANT_FALSE;
  if (FAILED(policy.get_IsRuleGroupCurrentlyEnabled(name.get(), &enabled))) return {};
  return enabled != VARIANT_FALSE;
}

/// Those of `profiles` in which the firewall is on.
long guarded(INetFwPolicy2& policy, long profiles) {
  long found = 0;
  for (const auto profile :
       {NET_FW_PROFILE2_DOMAIN, NET_FW_PROFILE2_PRIVATE, NET_FW_PROFILE2_PUBLIC}) {
    VARIANT_BOOL on = VARIANT_FALSE;
    if ((profiles & profile) != 0 && SUCCEEDED(policy.get_FirewallEnabled(profile, &on)) &&
        on != VARIANT_FALSE)
      found |= profile;
  }
  return found;
}

/// Nothing gets out that no rule allows.
bool blocks_by_default(INetFwPolicy2& policy, long profiles) {
  for (const auto profile :
       {NET_FW_PROFILE2_DOMAIN, NET_FW_PROFILE2_PRIVATE, NET_FW_PROFILE2_PUBLIC}) {
    NET_FW_ACTION action = NET_FW_ACTION_ALLOW;
    if ((profiles & profile) != 0 &&
        SUCCEEDED(policy.get_DefaultOutboundAction(profile, &action)) &&
        action == NET_FW_ACTION_BLOCK)
      return true;
  }
  return false;
}

}  // namespace

Firewall read_firewall(std::uint16_t port) {
  const ComThread com;
  INetFwPolicy2* raw = nullptr;
  if (FAILED(CoCreateInstance(__uuidof(NetFwPolicy2), nullptr, CLSCTX_INPROC_SERVER,
                              __uuidof(INetFwPolicy2), reinterpret_cast<void**>(&raw))))
    return {};
  const Com<INetFwPolicy2> policy(raw);
  long profiles = 0;
  Firewall firewall;
  if (FAILED(policy->get_CurrentProfileTypes(&profiles))) return {};
  profiles = guarded(*policy, profiles);
  if (!read_rules(*policy, profiles, port, firewall.blocking)) return {};
  firewall.known = true;
  firewall.blocks_by_default = blocks_by_default(*policy, profiles);
  firewall.host_rules_open = is_open(*policy, remote_desktop);
  firewall.host_websocket_open = is_open(*policy, remote_desktop_websocket);
  return firewall;
}

}  // namespace monitor
