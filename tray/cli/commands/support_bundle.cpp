#include "tray/app/support_bundle.h"

#include "tray/app/json_values.h"
#include "tray/app/whole_file.h"
#include "tray/cli/command.h"
#include "tray/cli/terminal.h"
#include "tray/cli/zip_archive.h"

#include <CLI/CLI.hpp>

namespace tray {

namespace {

using monitor::Result;

class SupportBundleCommand final : public Command {
 public:
  std::string_view name() const override { return "support-bundle"; }

  std::string_view summary() const override { return "One file for whoever helps you"; }

  std::string_view examples() const override {
    return "  rdpready support-bundle help.zip\n"
           "  rdpready support-bundle help.zip --unredacted";
  }

  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, "The ZIP archive to write; one of that name is replaced")
        ->required();
    app.add_flag("--unredacted", unredacted_, "Leave names and addresses as they are");
  }

  Result<int> run(const Invocation& invocation) override {
    const auto database = invocation.open();
    if (!database) return tl::unexpected(database.error());
    const auto folder =
        store::open_data_folder(invocation.start.data_dir, invocation.start.program);
    if (!folder) return tl::unexpected(folder.error());
    const auto files =
        support_files(**database, folder->logs, monitor::this_computer(), unredacted_);
    if (!files) return tl::unexpected(files.error());
    const auto archive = zip_archive(*files);
    if (!archive) return tl::unexpected(archive.error());
    const auto written = write_whole_file(path_of(file_), *archive);
    if (!written) return tl::unexpected(written.error());
    tell(*files, invocation);
    return 0;
  }

 private:
  void tell(const std::vector<BundleFile>& files, const Invocation& invocation) const {
    if (invocation.json) {
      Json json{{"schema", "rdpready.support_bundle/1"},
                {"file", file_},
                {"redacted", !unredacted_},
                {"files", Json::array()}};
      for (const auto& file : files)
        json["files"].push_back({{"name", file.name}, {"size_bytes", file.text.size()}});
      put(json_text(json) + '\n');
    } else if (!invocation.quiet) {
      say_aside(unredacted_ ? "Written: " + file_ + ". Names and addresses stand in it as they are."
                            : "Written: " + file_ +
                                  ". Names and addresses in it are replaced; look into "
                                  "it before you send it.");
    }
  }

  std::string file_;
  bool unredacted_ = false;
};

}  // namespace

std::unique_ptr<Command> make_support_bundle() {
  return std::make_unique<SupportBundleCommand>();
}

}  // namespace tray
