#pragma once

#include "tests/foresight/causes.h"

namespace foresight {

/// The host of `cause` (the gateway if `gateway`) is not renewed after `cause.from`, but some hours
/// after its certificate ended. False where no certificate ends at a fitting time.
bool leave_out_renewal(Estate& estate, bool gateway, Cause& cause, Dice& dice);
/// An authority renews nothing for a while: at least two hosts are touched, or false.
bool stop_authority(Estate& estate, Cause& cause, Dice& dice);

}  // namespace foresight
