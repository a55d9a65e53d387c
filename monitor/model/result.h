#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace monitor {

/// Why an operation could not be done.
/// `what` is one sentence for a person; `detail` is for the log and may be empty.
struct Failure {
  enum class Kind {
    invalid_input,  ///< the text or file makes no sense
    wrong_use,      ///< the command's arguments make no sense
    not_found,      ///< there is no such thing
    already_there,  ///< there is one by that name
    unavailable,    ///< this computer has no such facility
    denied,         ///< the system said no
    timed_out,      ///< it took too long
    storage,        ///< the database or disk gives trouble
    internal,       ///< a defect of ours
    changed,        ///< it is not any more what it was when it was looked at
  };
  Kind kind = Kind::internal;
  std::string what;
  std::string detail;

  bool operator==(const Failure&) const = default;
};

/// A value, or the Failure that stands in its place. Never ignored silently.
template <class T>
struct [[nodiscard]] Result : tl::expected<T, Failure> {
  using tl::expected<T, Failure>::expected;
};

/// `return fail(Failure::Kind::not_found, "There is no target called pc.");`
inline tl::unexpected<Failure> fail(Failure::Kind kind, std::string what, std::string detail = {}) {
  return tl::unexpected<Failure>(Failure{kind, std::move(what), std::move(detail)});
}

}  // namespace monitor
