#include "tray/app/instance_key.h"
#include "tray/app/version.h"
#include "tray/gui/app.h"
#include "tray/gui/toolkit.h"

#include <wx/init.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace {

/// Exit codes of CONTRACT.
constexpr int wrong_use = 64;
constexpr int storage_trouble = 74;

int complain(const std::string& sentence, int code) {
  std::fprintf(stderr, "rdpready-tray: %s\n", sentence.c_str());
  return code;
}

int run(int argc, char** argv) {
  const auto options = tray::read_start_options({argv + 1, argv + argc});
  if (!options) return complain(options.error().what, wrong_use);
  if (options->help) return std::fputs(tray::start_help().c_str(), stdout) < 0 ? 1 : 0;
  if (options->version) return std::printf("rdpready-tray %s\n", tray::version) < 0 ? 1 : 0;

  const auto program = tray::program_path();
  const auto key = tray::instance_key(options->data_dir, program);
  if (!key) return complain(key.error().what, storage_trouble);
  auto instance = tray::claim_single_instance(*key);
  if (!instance) return 0;

  tray::prepare_toolkit();
  // wx deletes the app at its end. The arguments have been read; wx has no use for them.
  wxApp::SetInstance(new tray::App(*options, std::move(instance), program));
  int only_the_name = 1;
  return wxEntry(only_the_name, argv);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    return complain(error.what(), 1);
  }
}
