#include "monitor/platform/resolver_cache.h"

#include "monitor/platform/windows/handle.h"

#include <windows.h>

#include <memory>

namespace monitor {

namespace {

struct FreeModule {
  using pointer = HMODULE;

  void operator()(HMODULE module) const { FreeLibrary(module); }
};

}  // namespace

Result<void> empty_resolver_cache() {
  const std::unique_ptr<HMODULE, FreeModule> library(
      LoadLibraryExW(L"dnsapi.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32));
  // In no header; `ipconfig /flushdns` calls it.
  using Flush = BOOL(WINAPI*)();
  const auto flush = library ? reinterpret_cast<Flush>(reinterpret_cast<void*>(
                                   GetProcAddress(library.get(), "DnsFlushResolverCache")))
                             : nullptr;
  if (flush == nullptr)
    return fail(Failure::Kind::unavailable, "This Windows keeps no cache of names to empty.");
  if (flush() != FALSE) return {};
  return fail(Failure::Kind::denied, "Windows does not let its cache of names be emptied.",
              system_message(GetLastError()));
}

}  // namespace monitor
