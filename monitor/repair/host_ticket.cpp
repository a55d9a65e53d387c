#include "monitor/repair/host_ticket.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/sentences.h"
#include "monitor/model/time_text.h"
#include "monitor/repair/powershell_text.h"

#include <algorithm>
#include <array>

namespace monitor {

namespace {

struct Asked {
  std::string_view remedy;
  std::string_view please;
};

/// What is asked of the administrator; both "host." and "gateway." end so.
constexpr std::array asked = {
    Asked{"renew_certificate", "renew its certificate"},
    Asked{"fix_certificate_key",
          "see why Remote Desktop there cannot use or renew its certificate"},
    Asked{"fix_certificate_name", "give it a certificate for the name that people use"},
    Asked{"use_trusted_certificate", "give it a certificate of an issuer that is known here"},
    Asked{"confirm_certificate", "say whether its certificate was replaced on purpose"},
    Asked{"restart_service", "restart the service, or see where the port leads"},
    Asked{"check_service", "see whether its service runs"},
    Asked{"check_port", "see which program answers on that port"},
    Asked{"check_firewall", "see whether a firewall there blocks the port"},
    Asked{"enable_rdp", "see whether Remote Desktop is switched on there"},
    Asked{"enable_tls", "let it use TLS 1.2 or newer"},
    Asked{"sync_clock", "set its clock right"},
    Asked{"check_load", "see whether it is overloaded"},
    Asked{"require_nla", "require Network Level Authentication"},
    Asked{"allow_sign_in", "see which ways of signing in it allows"},
};

std::string please_of(const Finding& finding) {
  for (const auto& remedy : finding.remedies) {
    const auto what = std::string_view(remedy).substr(remedy.find('.') + 1);
    const auto* row = std::ranges::find(asked, what, &Asked::remedy);
    if (row != asked.end()) return "Please " + std::string(row->please) + '.';
  }
  return "Please see whether it is running and answers.";
}

std::string place_of(const Target& target) {
  const auto address = to_text(target.endpoint);
  const auto name = plain_text(shown_name(target));
  return name == address || name == target.endpoint.host ? address : name + " (" + address + ')';
}

std::string text_of(const FactValue& value) {
  struct Words {
    std::string operator()(std::monostate) const { return "none"; }

    std::string operator()(bool flag) const { return flag ? "yes" : "no"; }

    std::string operator()(std::int64_t number) const { return std::to_string(number); }

    std::string operator()(double number) const {
      auto text = std::to_string(number);
      return text.substr(0, text.find('.') + 2);
    }

    std::string operator()(const std::string& text) const { return plain_text(text); }

    std::string operator()(SysTime at) const { return iso_seconds(at); }

    std::string operator()(const std::vector<std::string>& texts) const {
      std::string all;
      for (const auto& text : texts)
        all += (all.empty() ? "" : ", ") + plain_text(text);
      return all;
    }
  };

  return std::visit(Words(), value);
}

std::string heading(const char* title) {
  return std::string("\n") + title + '\n' + std::string(std::string_view(title).size(), '-') + '\n';
}

std::string steps_text(const Check& check) {
  std::string text;
  for (const auto& step : check.steps) {
    if (step.outcome == Outcome::skipped) continue;
    text += "  " + step.step + ": " + (step.outcome == Outcome::ok ? "ok" : "failed");
    if (step.error) text += " (" + step.error->kind + "): " + plain_text(step.error->message);
    std::string facts;
    for (const auto& fact : step.facts) {
      if (std::holds_alternative<std::monostate>(fact.value)) continue;
      facts += (facts.empty() ? "  [" : "; ") + fact.name + ' ' + text_of(fact.value);
    }
    text += (facts.empty() ? "" : facts + ']') + '\n';
  }
  return text;
}

std::string certificate_text(const char* whose, const std::optional<CertificateFacts>& seen) {
  if (!seen) return {};
  return std::string("  ") + whose + ": " + plain_text(seen->subject) + '\n' + "    issuer " +
         plain_text(seen->issuer) + '\n' + "    valid " + iso_seconds(seen->not_before) + " to " +
         iso_seconds(seen->not_after) + '\n' + "    SHA-1 " + seen->sha1 + '\n' + "    SHA-256 " +
         seen->sha256 + '\n' + "    " + seen->key + ", " + seen->signature + '\n';
}

std::string identity_text(const std::optional<IdentityFacts>& identity) {
  if (!identity) return {};
  std::string text = "  it calls itself " + plain_text(identity->computer);
  if (!identity->dns_computer.empty()) text += " (" + plain_text(identity->dns_computer) + ')';
  if (!identity->os_version.empty()) text += ", Windows " + plain_text(identity->os_version);
  return text + '\n';
}

std::string cause_text(const Cause& cause) {
  const auto& finding = cause.finding;
  std::string text = "* " + finding.title + " [" + finding.code + "]\n  " +
                     plain_text(finding.explanation) +
                     "\n  How this is known: " + plain_text(cause.how_we_know) + '\n';
  for (const auto& fact : finding.evidence)
    text += "  " + fact.name + ": " + text_of(fact.value) + '\n';
  return text;
}

std::string suspected(const HostCase& what) {
  std::string text;
  for (const auto& cause : what.causes) {
    const auto* row = find_code(cause.finding.code);
    if (row != nullptr) text += "* " + std::string(row->causes) + '\n';
  }
  return text.empty() ? "Nothing wrong was seen from here just now.\n" : text;
}

std::string to_do(const HostCase& what) {
  std::string text;
  for (const auto& cause : what.causes) {
    const auto* row = find_code(cause.finding.code);
    const bool there =
        row != nullptr && (row->remedy.starts_with("host.") || row->remedy.starts_with("gateway."));
    if (there) text += "* " + std::string(row->advice) + '\n';
  }
  return text +
         "* Run the script that comes with this ticket on the computer itself, as administrator. "
         "It\n"
         "  only reports:\n"
         "    powershell -ExecutionPolicy Bypass -File .\\SCRIPT.ps1\n"
         "  With -Fix it makes copies first, asks before each change, and ends with how to undo "
         "it.\n"
         "  Without Remote Desktop, in Azure:\n"
         "    az vm run-command invoke --resource-group GROUP --name VM \\\n"
         "      --command-id RunPowerShellScript --scripts @SCRIPT.ps1\n"
         "  or by PowerShell remoting:\n"
         "    Invoke-Command -ComputerName NAME -FilePath .\\SCRIPT.ps1\n";
}

}  // namespace

std::string sentence_for_host(const HostCase& what) {
  const auto* cause = main_cause(what.causes);
  const auto place = place_of(what.check.target);
  if (cause == nullptr)
    return "Remote Desktop to " + place + " answers from here, but people cannot work with it. " +
           "Please see why.";
  const bool gateway = cause->finding.code.starts_with("gateway.");
  std::string where = "Remote Desktop to " + place;
  if (gateway && what.check.target.gateway)
    where += " by the gateway " + to_text(*what.check.target.gateway);
  const bool stops = cause->finding.severity == Severity::failure;
  std::string text = where + (stops ? " does not work" : " is at risk");
  if (what.since) text += " since " + day_text(*what.since);
  return text + ": " + within_a_sentence(cause->finding.title) + ". " + please_of(cause->finding);
}

std::string ticket_for_host(const HostCase& what) {
  std::string text = sentence_for_host(what) + '\n' + heading("What is seen");
  if (what.causes.empty()) text += "A look just now went well on every step.\n";
  for (const auto& cause : what.causes)
    text += cause_text(cause);
  text += heading("Since when") +
          (what.since ? iso_seconds(*what.since) : "not known; seen just now") + " (UTC)\n";
  text += heading("From where") + plain_text(what.from.empty() ? "another computer" : what.from) +
          ", at " + iso_seconds(what.check.at) + " (UTC)\n";
  text += heading("Evidence") + steps_text(what.check) +
          certificate_text("certificate", what.check.certificate) +
          certificate_text("certificate of the gateway", what.check.gateway_certificate) +
          identity_text(what.check.identity);
  text += heading("Suspected cause") + suspected(what);
  text += heading("What to do") + to_do(what);
  return text;
}

}  // namespace monitor
