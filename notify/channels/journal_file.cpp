#include "monitor/model/time_text.h"
#include "notify/channel.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace notify {

namespace {

namespace fs = std::filesystem;

/// As a JSON string (RFC 8259, 7). The text is UTF-8 already.
std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
      out += code;
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts)
    out += (out.empty() ? "" : ", ") + json_text(text);
  return '[' + out + ']';
}

/// The keys of the replay schema, so that both can be read by the same tools.
std::string line_of(const Alert& alert) {
  const bool one = alert.target_names.size() == 1;
  std::string line = "{\"at\": " + json_text(monitor::iso_millis(alert.at));
  line += ", \"alert\": " + json_text(to_text(alert.kind));
  line += ", \"episode\": " + json_text(alert.episode);
  line += ", \"target\": " + (one ? json_text(alert.target_names.front()) : "null");
  line += ", \"targets\": " + list_of(alert.target_names);
  line += ", \"code\": " + json_text(alert.code);
  line += ", \"severity\": " + json_text(monitor::to_text(alert.severity));
  line += ", \"fails_at\": ";
  line += alert.fails_at ? json_text(monitor::iso_seconds(*alert.fails_at)) : "null";
  line += ", \"title\": " + json_text(alert.title);
  line += ", \"text\": " + json_text(alert.text);
  line += ", \"delivery\": " + json_text(delivery_of(alert));
  return line + "}\n";
}

/// It names computers: nobody else's business.
void make_private(const fs::path& file) {
  std::error_code ignored;
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, ignored);
}

class JournalFile final : public Channel {
 public:
  std::string_view name() const override { return "journal_file"; }

  bool accepts(const Alert&, const ChannelSettings& settings) const override {
    return !settings.journal_file.empty();
  }

  monitor::Result<void> deliver(const Alert& alert, const ChannelSettings& settings) override {
    const fs::path file(std::u8string(settings.journal_file.begin(), settings.journal_file.end()));
    std::error_code unknown;
    const bool is_new = !fs::exists(file, unknown);
    std::ofstream out(file, std::ios::app | std::ios::binary);
    if (out && is_new) make_private(file);
    out << line_of(alert) << std::flush;
    if (out) return {};
    return monitor::fail(monitor::Failure::Kind::storage,
                         "The alert could not be written to " + settings.journal_file + ".");
  }
};

}  // namespace

std::unique_ptr<Channel> make_journal_file() {
  return std::make_unique<JournalFile>();
}

}  // namespace notify
