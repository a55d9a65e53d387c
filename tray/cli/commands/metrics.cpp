#include "tray/app/metrics.h"

#include "tray/app/json_values.h"
#include "tray/app/loading.h"
#include "tray/app/local_time.h"
#include "tray/app/metrics_writer.h"
#include "tray/app/whole_file.h"
#include "tray/cli/command.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>

namespace tray {

namespace {

class MetricsCommand final : public Command {
 public:
  std::string_view name() const override { return "metrics"; }

  std::string_view summary() const override { return "The current state as OpenMetrics text"; }

  std::string_view examples() const override {
    return "  rdpready metrics\n"
           "  rdpready metrics --textfile /var/lib/node_exporter/rdpready.prom";
  }

  void declare(CLI::App& app) override {
    app.add_option("--textfile", file_, "Replace this file instead of printing; - prints")
        ->type_name("PATH");
  }

  monitor::Result<int> run(const Invocation& invocation) override {
    if (file_.empty())
      return monitor::fail(monitor::Failure::Kind::wrong_use, "--textfile takes a file's path.");
    const auto database = invocation.open();
    if (!database) {
      if (file_ != "-") write_that_nothing_is_kept(file_);
      return tl::unexpected(database.error());
    }
    const auto loaded = load(**database);
    if (!loaded) return tl::unexpected(loaded.error());
    const auto now = monitor::SystemClock().now();
    const auto text = metrics_text({.statuses = loaded->statuses,
                                    .alerts = open_alerts(loaded->told),
                                    .data_restored = loaded->data_restored,
                                    .now = now,
                                    .utc_offset = here_and_now().utc_offset(now)});
    if (file_ != "-") {
      const auto written = write_whole_file(path_of(file_), text, monitor::Readers::everyone);
      if (!written) return tl::unexpected(written.error());
      if (!invocation.quiet && !file_.ends_with(".prom"))
        say_aside("Collectors of text files read only those whose names end in .prom.");
    }
    if (invocation.json) {
      put(json_text(Json{{"schema", "rdpready.metrics/1"}, {"openmetrics", text}}) + '\n');
    } else if (file_ == "-") {
      put(text);
    }
    return 0;
  }

 private:
  std::string file_ = "-";
};

}  // namespace

std::unique_ptr<Command> make_metrics() {
  return std::make_unique<MetricsCommand>();
}

}  // namespace tray
