// g++ 12 miscompiles some expressions with co_await in them, without a warning: objects are
// destroyed twice. Only AddressSanitizer sees it, and only where a test happens to pass. So these
// tests read the sources and keep the forms out, and with them what STYLE forbids of coroutines.

#include <gmock/gmock.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

// What a dead temporary can hide behind. A plain reference or a span to write into binds to none.
const std::regex may_dangle("^const\\b.*&|&&|\\bstring_view\\b|\\bspan<const\\b");

// Collaborators that outlive every look, and pointers that share: safe all the same.
const std::regex lasting("^const\\s+((\\w+::)*(Probe|Clock|Ladder)\\s*&|std::shared_ptr<)");

/// One forbidden form: where it is and what it is.
struct Complaint {
  std::size_t line;
  std::string what;
};

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::size_t skip_to(std::string_view text, std::size_t from, std::string_view end) {
  const auto at = text.find(end, from);
  return at == std::string_view::npos ? text.size() : at + end.size();
}

std::size_t skip_quoted(std::string_view text, std::size_t from) {
  std::size_t at = from + 1;
  while (at < text.size() && text[at] != text[from])
    at += text[at] == '\\' ? 2 : 1;
  return std::min(at + 1, text.size());
}

std::size_t skip_raw_string(std::string_view text, std::size_t from) {
  const auto open = text.find('(', from);
  if (open == std::string_view::npos) return text.size();
  return skip_to(text, open, ")" + std::string(text.substr(from + 2, open - from - 2)) + "\"");
}

/// The end of the comment or literal that begins at `at`; `at` itself if none does.
std::size_t end_of_dead_text(std::string_view text, std::size_t at) {
  const auto rest = text.substr(at);
  if (rest.starts_with("//")) return std::min(text.find('\n', at), text.size());
  if (rest.starts_with("/*")) return skip_to(text, at + 2, "*/");
  if (rest.starts_with("R\"")) return skip_raw_string(text, at);
  const bool digit_separator = rest[0] == '\'' && at > 0 && is_word(text[at - 1]);
  if (rest[0] == '"' || (rest[0] == '\'' && !digit_separator)) return skip_quoted(text, at);
  return at;
}

/// The text with comments and the insides of literals blanked; every line keeps its number.
std::string only_code(std::string_view text) {
  std::string code(text);
  for (std::size_t at = 0; at < code.size();) {
    const auto end = end_of_dead_text(text, at);
    for (auto i = at; i < end; ++i)
      if (code[i] != '\n') code[i] = ' ';
    at = std::max(end, at + 1);
  }
  return code;
}

/// Where the bracket that is open at `from` closes; with `separators`, also where one of those
/// ends the expression before.
std::size_t closing(std::string_view code, std::size_t from, std::string_view separators = "") {
  int depth = 0;
  for (auto at = from; at < code.size(); ++at) {
    const auto is_one_of = [&](std::string_view set) { return set.find(code[at]) != set.npos; };
    if (is_one_of("([{")) ++depth;
    if (is_one_of(")]}") && --depth < 0) return at;
    if (depth == 0 && is_one_of(separators)) return at;
  }
  return code.size();
}

std::string_view before(std::string_view code, std::size_t at) {
  const auto last = code.substr(0, at).find_last_not_of(" \n");
  return code.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// Whether a lambda with captures begins at this '['.
bool begins_capturing_lambda(std::string_view code, std::size_t at) {
  const auto left = before(code, at);
  const bool after_return = left.ends_with("return");
  const bool subscript = !left.empty() && (is_word(left.back()) || left.ends_with(')') ||
                                           left.ends_with(']') || left.ends_with('['));
  if (subscript && !after_return) return false;
  if (code.substr(at + 1).starts_with('[')) return false;  // an attribute
  const auto captures = code.substr(at + 1, closing(code, at + 1) - at - 1);
  return captures.find_first_not_of(" \n") != std::string_view::npos;
}

/// Names of structs without a constructor of their own: braces make them member by member.
std::set<std::string> aggregates_in(const std::string& code) {
  std::set<std::string> names;
  const std::regex head("\\bstruct\\s+(\\w+)\\s*(:[^;{}()]*)?\\{");
  for (std::sregex_iterator found(code.begin(), code.end(), head), end; found != end; ++found) {
    const std::string name = (*found)[1];
    const auto open = static_cast<std::size_t>(found->position() + found->length());
    const auto body = code.substr(open, closing(code, open) - open);
    const std::regex constructor("(^|[^~\\w])" + name + "\\s*\\(");
    if (!std::regex_search(body, constructor)) names.insert(name);
  }
  return names;
}

/// Looks through one file's code and collects complaints.
class Lint {
 public:
  Lint(std::string_view text, std::set<std::string> aggregates)
      : code_(only_code(text)), aggregates_(std::move(aggregates)) {
    aggregates_.merge(aggregates_in(code_));
    check_operands();
    check_lambdas();
    check_parameters();
  }

  std::vector<Complaint> complaints() && { return std::move(complaints_); }

 private:
  void complain(std::size_t at, std::string what) {
    const auto end = code_.begin() + static_cast<std::ptrdiff_t>(at);
    complaints_.push_back(
        {1 + static_cast<std::size_t>(std::count(code_.begin(), end, '\n')), std::move(what)});
  }

  void check_operands() {
    constexpr std::string_view keyword = "co_await";
    for (auto at = code_.find(keyword); at != code_.npos; at = code_.find(keyword, at + 1)) {
      const auto end = closing(code_, at, ";,");
      check_operand(at, end);
      check_choice(at);
    }
  }

  void check_choice(std::size_t at) {
    const auto left = before(code_, at);
    const auto statement = left.substr(std::min(left.find_last_of(";{}") + 1, left.size()));
    const bool second = left.ends_with(':') && statement.find('?') != statement.npos;
    if (left.ends_with('?') || second)
      complain(at, "co_await as one side of ?: destroys the result twice: use if");
  }

  void check_operand(std::size_t from, std::size_t to) {
    for (auto at = from; at < to; ++at)
      if (code_[at] == '[' && begins_capturing_lambda(code_, at))
        complain(at, "a capturing lambda as a temporary of co_await: name it and move it in");
    const std::string operand = code_.substr(from, to - from);
    if (std::regex_search(operand, std::regex("\\bfunction\\s*<[^;]*>\\s*[({]")))
      complain(from, "a std::function as a temporary of co_await: name it and move it in");
    if (std::regex_search(operand, std::regex("[(,{]\\s*\\{")))
      complain(from, "braces as an argument of co_await: name the value and move it in");
    const std::regex made("\\b(\\w+)\\s*\\{|\\b([A-Z]\\w+)\\s*\\(");
    for (std::sregex_iterator it(operand.begin(), operand.end(), made), end; it != end; ++it)
      if (aggregates_.contains((*it)[1].str() + (*it)[2].str()))
        complain(from, "an aggregate as a temporary of co_await: name it and move it in");
  }

  void check_lambdas() {
    for (auto at = code_.find('['); at != code_.npos; at = code_.find('[', at + 1)) {
      if (!begins_capturing_lambda(code_, at)) continue;
      const auto open = code_.find('{', at);
      if (open == code_.npos) continue;
      const auto head = code_.substr(at, open - at);
      const auto body = code_.substr(open, closing(code_, open + 1) - open);
      const std::regex suspends("\\bco_(await|return|yield)\\b");
      if (head.find("awaitable<") != head.npos || std::regex_search(body, suspends))
        complain(at, "a coroutine with captures: make it a function that takes values");
    }
  }

  void check_parameters() {
    const std::regex head("\\bawaitable<[\\w:<>,\\s*&]*>\\s+[\\w:]+\\s*\\(");
    for (std::sregex_iterator it(code_.begin(), code_.end(), head), end; it != end; ++it)
      check_parameter_list(static_cast<std::size_t>(it->position() + it->length()));
  }

  void check_parameter_list(std::size_t from) {
    for (auto at = from; at < code_.size(); ++at) {
      const auto end = closing(code_, at, ",");
      auto parameter = code_.substr(at, end - at);
      parameter.erase(0, parameter.find_first_not_of(" \n"));
      const auto callable = std::regex_replace(parameter, std::regex("function<.*>"), "function");
      if (std::regex_search(callable, may_dangle) && !std::regex_search(callable, lasting))
        complain(at, "a coroutine that takes '" + parameter + "': take a value");
      if (code_.substr(end, 1) != ",") return;
      at = end;
    }
  }

  std::string code_;
  std::set<std::string> aggregates_;
  std::vector<Complaint> complaints_;
};

std::vector<Complaint> lint(std::string_view text, const std::set<std::string>& aggregates) {
  return Lint(text, aggregates).complaints();
}

std::string complaints_about(const std::string& text) {
  std::string all;
  for (const auto& complaint : lint(text, {"Options"}))
    all += std::to_string(complaint.line) + ": " + complaint.what + "\n";
  return all;
}

std::string whole_file(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::vector<fs::path> sources() {
  std::vector<fs::path> files;
  for (const auto* folder : {"monitor", "store", "notify", "tray", "tests"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_ROOT) / folder))
      if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp")
        files.push_back(entry.path());
  return files;
}

TEST(CoroutineLint, FindsNothingInTheSources) {
  std::set<std::string> aggregates;
  for (const auto& file : sources())
    if (file.extension() == ".h") aggregates.merge(aggregates_in(only_code(whole_file(file))));

  for (const auto& file : sources())
    for (const auto& complaint : lint(whole_file(file), aggregates))
      ADD_FAILURE() << fs::relative(file, SOURCE_ROOT).string() << ":" << complaint.line << ": "
                    << complaint.what;
}

TEST(CoroutineLint, FindsCapturingLambdasInAnOperand) {
  for (const auto* text : {
           "void f() {\n  co_await run([this] { return 1; });\n}",
           "void f() {\n  co_await run(1, [=](int n) { return n + k; });\n}",
           "void f() {\n  int n = 3 + co_await run(std::move(a), [&a] { return 1; });\n}",
           "void f() {\n  co_await asio::co_spawn(e, [t]() { return g(t); }, use_awaitable);\n}",
           "void f() {\n  co_await run(std::function<int()>([t] { return t; }));\n}",
       })
    EXPECT_THAT(complaints_about(text), HasSubstr("2: a capturing lambda")) << text;
}

TEST(CoroutineLint, FindsFunctionObjectsMadeInAnOperand) {
  EXPECT_THAT(complaints_about("co_await run(std::function<void(int)>(f));"),
              HasSubstr("1: a std::function"));
  EXPECT_THAT(complaints_about("co_await run(std::function<int()>{f});"),
              HasSubstr("1: a std::function"));
}

TEST(CoroutineLint, FindsAggregatesMadeInAnOperand) {
  for (const auto* text : {
           "co_await dial(Options{a, 5});",
           "co_await dial(monitor::Options{});",
           "co_await Options{}.dial(a);",
           "co_await dial(a, Options(a, 5));",
           "struct Local { int a; std::string b; };\nco_await dial(Local{1, b});",
       })
    EXPECT_THAT(complaints_about(text), HasSubstr("an aggregate")) << text;
  EXPECT_THAT(complaints_about("co_await dial({.host = h, .limit = l});"), HasSubstr("braces"));
  EXPECT_THAT(complaints_about("co_await dial(a, {b, c});"), HasSubstr("braces"));
}

TEST(CoroutineLint, FindsAChoiceThatWaits) {
  for (const auto* text : {
           "auto seen = due ? co_await climb(rung) : skipped(rung);",
           "auto seen = done ? skipped(rung)\n                 : co_await climb(rung);",
       })
    EXPECT_THAT(complaints_about(text), HasSubstr("one side of ?:")) << text;
  EXPECT_THAT(complaints_about("switch (n) {\n  case 1:\n    co_await climb(rung);\n}"), IsEmpty());
}

TEST(CoroutineLint, FindsCoroutinesWithCaptures) {
  for (const auto* text : {
           "co_spawn(e, [this]() -> asio::awaitable<void> { return go(); }, detached);",
           "auto f = [t] { co_return t; };",
           "auto f = [&](int n) -> awaitable<int> { co_await wait(n); co_return n; };",
       })
    EXPECT_THAT(complaints_about(text), HasSubstr("a coroutine with captures")) << text;
}

TEST(CoroutineLint, FindsReferencesThatMayNotLast) {
  for (const auto* text : {
           "asio::awaitable<void> look(const std::string& host);",
           "asio::awaitable<Result<int>> Dialer::dial(Endpoint e, std::string_view host) {",
           "awaitable<void> send(int a,\n    std::span<const std::byte> bytes) {",
           "asio::awaitable<void> take(Target&& target);",
       })
    EXPECT_THAT(complaints_about(text), HasSubstr("take a value")) << text;
}

TEST(CoroutineLint, AllowsWhatIsSafe) {
  for (const auto* text : {
           "auto f = [t] { return t; };\nco_await run(std::move(f));",
           "co_await within(limit, timer.async_wait(use_awaitable));",
           "co_await run([] { return 1; });",
           "co_await send(bytes[0], std::string(40, 'x'));",
           "auto [error, count] = co_await socket.async_read_some(buffer, done);",
           "struct Made { explicit Made(int); };\nco_await dial(Made(1));",
           "if (co_await dial(a) > 0) { options = Options{a}; }",
           "// co_await run([t] { return t; });\nauto s = \"co_await run({.a = 1})\";",
           "asio::awaitable<Observation> observe(Look& look, const Probe& rung) const;",
           "asio::awaitable<std::size_t> read_some(std::span<std::uint8_t> room);",
           "asio::awaitable<void> look(Target target, Millis limit,\n"
           "    std::shared_ptr<const Check> before, std::function<void(const Check&)> done);",
           "co_spawn(e, look(target), [this](std::exception_ptr e) { end(e); });",
           "if (const int n = 1'000; n > 0) { co_await run(n); }",
       })
    EXPECT_THAT(complaints_about(text), IsEmpty()) << text;
}

}  // namespace
