#include "tray/app/instance_key.h"
#include "tray/app/version.h"
#include "tray/gui/app.h"
#include "tray/gui/toolkit.h"

#include <wx/init.h>

#include <chrono>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace {

/// Exit codes of CONTRACT.
constexpr int wrong_use = 64;
constexpr int storage_trouble = 74;

/// How long --quit waits for the running one.
constexpr std::chrono::seconds quit_patience{15};

int complain(const std::string& sentence, int code) {
  tray::say_to_starter("rdpready-tray: " + sentence + "\n", tray::Voice::complaint);
  return code;
}

int answer(const std::string& text) {
  tray::say_to_starter(text, tray::Voice::answer);
  return 0;
}

int quit_running(const tray::StartOptions& options, const std::filesystem::path& program) {
  const auto key = tray::key_of_running_instance(options.data_dir, program);
  if (!key) return complain(key.error().what, storage_trouble);
  if (tray::end_single_instance(*key, quit_patience)) return 0;
  return complain("The running RDP Ready did not end. Choose Quit in its menu.", 1);
}

int run(int argc, char** argv) {
  const auto options = tray::read_start_options(tray::program_arguments(argc, argv));
  if (!options) return complain(options.error().what, wrong_use);
  if (options->help) return answer(tray::start_help());
  if (options->version) return answer(std::string("rdpready-tray ") + tray::version + "\n");

  const auto program = tray::program_path();
  if (options->quit) return quit_running(*options, program);
  const auto key = tray::instance_key(options->data_dir, program);
  if (!key) return complain(key.error().what, storage_trouble);
  auto instance = tray::claim_single_instance(*key);
  if (!instance) return 0;

  tray::prepare_toolkit();
  tray::ask_for_restart(tray::restart_arguments(*options));
  // wx deletes the app at its end. The arguments have been read; wx has no use for them.
  wxApp::SetInstance(new tray::App(*options, std::move(instance), program));
  int only_the_name = 1;
  // Negative where it did not get as far as to run.
  const int code = wxEntry(only_the_name, argv);
  return code < 0 ? 1 : code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    return complain(error.what(), 1);
  }
}
