#include "monitor/platform/linux/freerdp_exit.h"

#include <algorithm>
#include <array>

namespace monitor {

namespace {

struct Row {
  int code;
  std::uint32_t reason;
};

constexpr std::array rows = {
    Row{0, 0x1},       // ended here
    Row{1, 0x1},       // disconnected
    Row{2, 0x2},       // signed out
    Row{3, 0x3},       // idle too long
    Row{4, 0x3},       // session too long
    Row{5, 0x3},       // taken over
    Row{7, 0x904},     // denied
    Row{9, 0xC07},     // may not sign in remotely
    Row{10, 0x2107},   // wants a fresh password
    Row{11, 0x2},      // disconnected by the user there
    Row{12, 0x2},      // signed out by the user there
    Row{130, 0x904},   // protocol broken off
    Row{131, 0x204},   // no connection
    Row{132, 0x807},   // authentication failed
    Row{133, 0x904},   // negotiation failed
    Row{134, 0x807},   // sign-in failed
    Row{135, 0xD07},   // locked out
    Row{139, 0x104},   // name service in trouble
    Row{140, 0x208},   // no such name
    Row{141, 0x204},   // no connection
    Row{142, 0x904},   // hung up in setup
    Row{143, 0x906},   // TLS failed, or the certificate was declined
    Row{145, 0x1},     // cancelled
    Row{147, 0x904},   // transport failed
    Row{148, 0xF07},   // password expired
    Row{149, 0x1207},  // password must change
    Row{150, 0x1807},  // no domain controller
    Row{151, 0xB07},   // disabled
    Row{152, 0xF07},   // password expired
    Row{153, 0xB07},   // revoked
    Row{154, 0x807},   // wrong password
    Row{155, 0x807},   // denied
    Row{156, 0xC07},   // restricted
    Row{157, 0xE07},   // account ended
    Row{158, 0xC07},   // may not sign in remotely
};

}  // namespace

std::optional<std::uint32_t> reason_of_freerdp_exit(int code) {
  const auto found = std::ranges::find(rows, code, &Row::code);
  if (found == rows.end()) return {};
  return found->reason;
}

}  // namespace monitor
