#pragma once

#include "monitor/model/check.h"
#include "tray/app/details_presenter.h"

#include <vector>

namespace tray {

/// The certificates that a look saw, the gateway's first.
std::vector<CertificateView> present_certificates(const monitor::Check& check,
                                                  const Viewpoint& view);

}  // namespace tray
