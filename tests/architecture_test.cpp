// The folder layout is the architecture. These tests read the sources and fail when a file breaks
// it.

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using testing::Contains;

// What may stand at the top, besides dotfiles and what a build or an editor leaves there.
const std::set<std::string> top_level = {"CMakeLists.txt",
                                         "CMakePresets.json",
                                         "LICENSE",
                                         "README.md",
                                         "installer",
                                         "monitor",
                                         "notify",
                                         "store",
                                         "tests",
                                         "tray",
                                         "build",
                                         "compile_commands.json",
                                         "CMakeUserPresets.json",
                                         "vcpkg.json"};

// A layer may include itself and the layers named here. The longest matching folder wins.
const std::map<std::string, std::set<std::string>> may_include = {
    {"monitor/model", {}},
    {"monitor/platform", {"monitor/model"}},
    {"monitor/platform/windows", {"monitor/model", "monitor/platform"}},
    {"monitor/net", {"monitor/model", "monitor/platform"}},
    {"monitor/probes", {"monitor/model", "monitor/net"}},
    {"monitor/foresight", {"monitor/model"}},
    {"monitor/engine", {"monitor/model", "monitor/net", "monitor/probes", "monitor/foresight"}},
    {"monitor/importers", {"monitor/model"}},
    {"monitor/inspections", {"monitor/model", "monitor/platform"}},
    {"monitor/repair", {"monitor/model", "monitor/platform"}},
    {"store", {"monitor/model"}},
    {"notify", {"monitor/model"}},
    {"tray/app",
     {"monitor/model", "monitor/probes", "monitor/foresight", "monitor/engine", "monitor/importers",
      "monitor/inspections", "monitor/repair", "monitor/platform", "store", "notify"}},
    {"tray/gui", {"tray/app", "monitor/model", "notify"}},
    {"tray/cli", {"tray/app", "monitor/model"}},
};

// Text and handles of Windows, for what stands in a windows/ folder anywhere.
const std::string windows_layer = "monitor/platform/windows";

bool both_are_of_windows(const std::string& file, const std::string& layer) {
  return layer == windows_layer && file.find("/windows/") != std::string::npos;
}

// Each outside library may be included below these folders only.
const std::vector<std::pair<std::regex, std::vector<std::string>>> library_homes = {
    {std::regex("^<asio"), {"monitor/net/", "monitor/probes/", "monitor/engine/", "tray/app/"}},
    {std::regex("^<openssl/"),
     {"monitor/net/", "monitor/platform/linux/", "monitor/platform/windows/chain_judge.cpp"}},
    {std::regex("^<(sqlite3|SQLiteCpp)"), {"store/"}},
    {std::regex("^<pugixml"), {"monitor/importers/"}},
    {std::regex("^<spdlog"), {"monitor/engine/", "monitor/repair/", "store/", "notify/", "tray/"}},
    {std::regex("^<nlohmann/"), {"tray/app/", "tray/cli/"}},
    {std::regex("^<simdjson"), {"tray/app/"}},
    {std::regex("^<CLI/"), {"tray/cli/"}},
    {std::regex("^<wx/"), {"tray/gui/"}},
    {std::regex("^<(windows|wincred|objbase|shlobj|dpapi|winreg|wtsapi32|powrprof|shellapi)\\.h",
                std::regex::icase),
     {"/windows/"}},
    {std::regex("^<(libsecret|glib|gio|gtk|gdk|atk|libnotify|libdbusmenu|X11|linux)[/.-]"),
     {"/linux/"}},
    {std::regex("^<(sys/|unistd\\.h|poll\\.h|arpa/|netinet/|netdb\\.h|pwd\\.h|signal\\.h)"),
     {"/linux/"}},
    {std::regex("^<fcntl\\.h"), {"/linux/", "/windows/"}},
};

// Of names that say nothing, in STYLE.
const std::regex empty_names("(^|_)(utils?|helpers?|managers?|misc|common|handlers?)(_|$)");

// Sizes in lines that STYLE asks for, and where a test stops saying so and fails.
constexpr std::size_t header_lines = 120;
constexpr std::size_t source_lines = 300;
constexpr std::size_t test_lines = 400;
constexpr std::size_t most_lines = 400;

struct Line {
  std::string file;
  std::size_t number;
  std::string text;
};

std::ostream& operator<<(std::ostream& out, const Line& line) {
  return out << line.file << ":" << line.number << ": " << line.text;
}

using Sources = std::map<std::string, std::vector<Line>>;

std::string layer_of(const std::string& file) {
  std::string best;
  for (const auto& [layer, allowed] : may_include) {
    if (file.starts_with(layer + "/") && layer.size() > best.size()) best = layer;
  }
  return best;
}

std::vector<Line> read_lines(const fs::path& path, const std::string& name) {
  std::vector<Line> lines;
  std::ifstream in(path);
  for (std::string text; std::getline(in, text);)
    lines.push_back({name, lines.size() + 1, text});
  return lines;
}

Sources read_sources(const std::vector<std::string>& folders) {
  const fs::path root = SOURCE_ROOT;
  Sources sources;
  for (const auto& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp") continue;
      const auto name = fs::relative(entry.path(), root).generic_string();
      sources[name] = read_lines(entry.path(), name);
    }
  }
  return sources;
}

const Sources& program_sources() {
  static const Sources sources = read_sources({"monitor", "store", "notify", "tray"});
  return sources;
}

void for_each_line(const std::function<void(const Line&)>& visit) {
  for (const auto& [file, lines] : program_sources()) {
    for (const auto& line : lines)
      visit(line);
  }
}

bool has_line(const std::vector<Line>& lines, const std::string& text) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const Line& line) { return line.text.find(text) != std::string::npos; });
}

std::size_t wanted_lines(const std::string& file) {
  if (file.starts_with("tests/")) return test_lines;
  return file.ends_with(".h") ? header_lines : source_lines;
}

TEST(Architecture, TheTopLevelHoldsOnlyItsRooms) {
  for (const auto& entry : fs::directory_iterator(SOURCE_ROOT)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with(".")) continue;
    EXPECT_THAT(top_level, Contains(name));
  }
}

TEST(Architecture, EveryFileHasALayer) {
  for (const auto& [file, lines] : program_sources())
    EXPECT_NE(layer_of(file), "") << file;
}

TEST(Architecture, IncludesPointTowardsTheModel) {
  const std::regex include("^\\s*#\\s*include\\s*\"([^\"]+)\"");
  for_each_line([&](const Line& line) {
    std::smatch match;
    if (!std::regex_search(line.text, match, include)) return;
    const auto from = layer_of(line.file);
    const auto to = layer_of(match[1]);
    ASSERT_FALSE(from.empty()) << line.file << " is in no layer";
    EXPECT_FALSE(to.empty()) << line << ": write the whole path";
    EXPECT_TRUE(to == from || may_include.at(from).contains(to) ||
                both_are_of_windows(line.file, to))
        << line << ": " << from << " may not know " << to;
  });
}

TEST(Architecture, LibrariesStayAtHome) {
  const std::regex include("^\\s*#\\s*include\\s*(<[^>]+>)");
  for_each_line([&](const Line& line) {
    std::smatch match;
    if (!std::regex_search(line.text, match, include)) return;
    const std::string header = match[1];
    for (const auto& [library, homes] : library_homes) {
      if (!std::regex_search(header, library)) continue;
      const bool at_home = std::any_of(homes.begin(), homes.end(), [&](const auto& home) {
        return line.file.starts_with(home) ||
               (home.starts_with("/") && line.file.find(home) != std::string::npos);
      });
      EXPECT_TRUE(at_home) << line << ": that library is not at home here";
    }
  });
}

TEST(Architecture, TheModelNeedsOnlyTheStandardLibraryAndExpected) {
  const std::regex include("^\\s*#\\s*include\\s*<([^>]+)>");
  const std::regex allowed("[a-z_]+|tl/expected\\.hpp");
  for_each_line([&](const Line& line) {
    std::smatch match;
    if (layer_of(line.file) != "monitor/model") return;
    if (!std::regex_search(line.text, match, include)) return;
    EXPECT_TRUE(std::regex_match(match[1].str(), allowed)) << line;
  });
}

TEST(Architecture, OnlyTheBuildChoosesThePlatform) {
  const std::regex conditional(
      "^\\s*#\\s*(if|ifdef|ifndef|elif)\\b.*"
      "(_WIN32|_MSC_VER|__MINGW|__linux__|__unix__|__APPLE__|__WX(MSW|GTK|OSX)__)");
  for_each_line(
      [&](const Line& line) { EXPECT_FALSE(std::regex_search(line.text, conditional)) << line; });
}

TEST(Architecture, EveryHeaderSaysWhatItIsFor) {
  for (const auto& [file, lines] : program_sources()) {
    if (!file.ends_with(".h")) continue;
    EXPECT_TRUE(has_line(lines, "///")) << file << " has no /// comment";
    EXPECT_TRUE(has_line(lines, "#pragma once")) << file;
    EXPECT_FALSE(has_line(lines, "using namespace")) << file;
  }
}

TEST(Architecture, FilesAreNamedAfterWhatTheyAre) {
  const std::regex plain("[a-z0-9_]+");
  for (const auto& [file, lines] : read_sources({"monitor", "store", "notify", "tray", "tests"})) {
    const auto stem = fs::path(file).stem().string();
    EXPECT_TRUE(std::regex_match(stem, plain)) << file;
    EXPECT_FALSE(std::regex_search(stem, empty_names)) << file << " says nothing";
  }
}

TEST(Architecture, FilesStaySmall) {
  for (const auto& [file, lines] : read_sources({"monitor", "store", "notify", "tray", "tests"})) {
    EXPECT_LE(lines.size(), most_lines) << file << ": look for the second subject";
    if (lines.size() > wanted_lines(file) && lines.size() <= most_lines)
      std::cout << "large: " << file << " has " << lines.size() << " lines, " << wanted_lines(file)
                << " are wanted at most\n";
  }
}

}  // namespace
