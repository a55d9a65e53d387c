#include "tray/app/explanation.h"
#include "tray/app/target_fix.h"
#include "tray/cli/command.h"
#include "tray/cli/fix_report.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>

namespace tray {

namespace {

class ExplainCommand final : public Command {
 public:
  std::string_view name() const override { return "explain"; }

  std::string_view summary() const override {
    return "What a finding code or an RDP client's numbers mean";
  }

  std::string_view examples() const override {
    return "  rdpready explain certificate.expired\n"
           "  rdpready explain 0x904 0x7\n"
           "  rdpready explain 2308 7 --json\n"
           "  rdpready explain 0x904 0x7 --target pc   with what is seen of pc now";
  }

  void declare(CLI::App& app) override {
    app.add_option("CODE", code_, "A finding code, or the client's error number")->required();
    app.add_option("EXTENDED", extended_, "The client's extended error number");
    app.add_option("--target", target_,
                   "Also look at this saved target, or HOST[:PORT], and say what fits")
        ->type_name("NAME");
  }

  monitor::Result<int> run(const Invocation& invocation) override {
    const auto answer = explain(code_, extended_);
    if (!answer) return tl::unexpected(answer.error());
    if (!target_.empty()) return run_with_target(invocation, *answer);
    if (invocation.json) {
      put(explanation_json(*answer) + '\n');
      return 0;
    }
    for (const auto& part : *answer)
      print(part);
    return 0;
  }

 private:
  monitor::Result<int> run_with_target(const Invocation& invocation,
                                       const std::vector<Explanation>& parts) const {
    const auto database = invocation.open();
    if (!database) return tl::unexpected(database.error());
    const auto fix = TargetFix::open(**database, target_, {});
    if (!fix) return tl::unexpected(fix.error());
    const auto word = client_word(code_);
    const auto live = (*fix)->diagnose(word);
    if (!live) return tl::unexpected(live.error());
    const LiveAnswer answer{*live, word ? said_together(word->reason, *live) : std::string()};
    if (invocation.json) {
      put(explanation_json(parts, &answer) + '\n');
      return 0;
    }
    for (const auto& part : parts)
      print(part);
    put(bold("Seen just now: " + printable(monitor::shown_name((*fix)->target()))) + "\n\n");
    put(diagnosis_text(*live));
    if (!answer.together.empty()) put('\n' + wrapped(answer.together, ""));
    return 0;
  }

  static void print(const Explanation& part) {
    put(bold(part.heading) + '\n');
    put(wrapped(part.says, "  "));
    if (!part.causes.empty()) put("\n  Likely causes\n" + wrapped(part.causes, "    "));
    if (!part.advice.empty()) put("\n  What to do\n" + wrapped(part.advice, "    "));
    put("\n");
  }

  std::string code_;
  std::string extended_;
  std::string target_;
};

}  // namespace

std::unique_ptr<Command> make_explain() {
  return std::make_unique<ExplainCommand>();
}

}  // namespace tray
