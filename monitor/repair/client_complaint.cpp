#include "monitor/repair/client_complaint.h"

#include "monitor/repair/disconnect_codes.h"

namespace monitor {

ClientComplaint complaint_of(std::uint32_t reason) {
  switch (reason) {
    case 0x104:
    case 0x208:
    case 0x508:
    case 0x604:
      return ClientComplaint::name;
    case 0x108:
    case 0x204:
    case 0x308:
    case 0x704:
    case 0x804:
      return ClientComplaint::reach;
    case 0x304:
    case 0x404:
    case 0x904:
    case 0x3000019:  // reported where the host's key cannot be read (Rackspace)
      return ClientComplaint::hang_up;
    case 0x606:
    case 0x706:
    case 0x1B07:
      return ClientComplaint::certificate;
    case 0x807:
    case 0xA07:
    case 0xB07:
    case 0xC07:
    case 0xD07:
    case 0xE07:
    case 0xF07:
    case 0x1207:
      return ClientComplaint::sign_in;
    case 0x1607:
    case 0x1707:
    case 0x2107:
      return ClientComplaint::rule;
    default:
      break;
  }
  return explain_reason(reason).is_error ? ClientComplaint::other : ClientComplaint::nothing;
}

bool explains(const Finding& finding, const Check& check, ClientComplaint complaint) {
  const auto* broken = failing_step(check);
  const std::string_view step = broken == nullptr ? std::string_view() : broken->step;
  const bool certificate = finding.code.find("certificate.") != finding.code.npos;
  switch (complaint) {
    case ClientComplaint::name:
      return step.ends_with("resolve");
    case ClientComplaint::reach:
      return step.ends_with("connect");
    case ClientComplaint::hang_up:
      return certificate || step.ends_with("negotiate") || step.ends_with("tls");
    case ClientComplaint::certificate:
      return certificate || step.ends_with("tls");
    case ClientComplaint::nothing:
    case ClientComplaint::sign_in:
    case ClientComplaint::rule:
    case ClientComplaint::other:
      break;
  }
  return false;
}

}  // namespace monitor
