// "Fix my connection" against the system's own Credential Manager and registry: planned, applied
// and undone by the program, which must leave all as it was.

#include "monitor/platform/windows/wide_text.h"
#include "tests/fakes/program_run.h"
#include "tests/windows/kept_sign_ins.h"
#include "tests/windows/own_branch.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <windows.h>

#include <wincred.h>

#include <map>
#include <string>

namespace {

using monitor::to_utf8;
using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::Key;
using testing::Not;
using tests::run_rdpready;

// A name that is not asked of any server, on a port where nobody is.
const std::string target = "pc.localhost:9";

class FixOnWindows : public testing::Test {
 protected:
  using Kept = std::map<std::string, std::string>;

  void SetUp() override {
    tests::clear_sign_ins();
    tests::keep_sign_in(L"TERMSRV/pc.localhost");
    tests::keep_sign_in(L"TERMSRV/pc");             // another spelling
    tests::keep_sign_in(L"TERMSRV/pc.localhost.");  // a stray dot
    tests::keep_sign_in(L"TERMSRV/pc.localhost", CRED_TYPE_DOMAIN_PASSWORD);
    tests::keep_sign_in(L"TERMSRV/other.example");
    const std::string hash(20, '\x5a');
    servers_.write("CertHash", REG_BINARY, hash.data(), hash.size());
    const std::wstring hint = L"EXAMPLE\\me";
    servers_.write("UsernameHint", REG_SZ, hint.c_str(), (hint.size() + 1) * sizeof(wchar_t));
    devices_.write_number("pc.localhost", 0x4C);
  }

  void TearDown() override { tests::clear_sign_ins(); }

  /// Every entry and value with all that it holds.
  Kept everything() const {
    Kept all;
    tests::for_each_sign_in([&](const CREDENTIALW& one) {
      all[to_utf8(one.TargetName) + ' ' + std::to_string(one.Type)] =
          to_utf8(one.UserName) + ' ' + std::to_string(one.Persist) + ' ' +
          std::to_string(one.Flags) + ' ' +
          std::string(reinterpret_cast<const char*>(one.CredentialBlob), one.CredentialBlobSize);
    });
    for (const auto* name : {"CertHash", "UsernameHint"})
      all[name] =
          value(L"Software\\Microsoft\\Terminal Server Client\\Servers\\pc.localhost", name);
    all["devices"] =
        value(L"Software\\Microsoft\\Terminal Server Client\\LocalDevices", "pc.localhost");
    return all;
  }

  static std::string value(const wchar_t* key, const std::string& name) {
    std::string bytes(256, '\0');
    DWORD type = 0;
    auto size = static_cast<DWORD>(bytes.size());
    if (RegGetValueW(HKEY_CURRENT_USER, key, monitor::to_wide(name).c_str(), RRF_RT_ANY, &type,
                     bytes.data(), &size) != ERROR_SUCCESS)
      return "none";
    return std::to_string(type) + ' ' + bytes.substr(0, size);
  }

  json document(const std::string& words) const {
    const auto run = run_rdpready(data_, words + " --json");
    EXPECT_THAT(run.out, Not(HasSubstr("MarkerPassword")));
    return json::parse(run.out);
  }

  tests::TemporaryFolder data_;
  tests::OwnBranch servers_{HKEY_CURRENT_USER,
                            "Software\\Microsoft\\Terminal Server Client\\Servers\\pc.localhost"};
  tests::OwnBranch devices_{HKEY_CURRENT_USER,
                            "Software\\Microsoft\\Terminal Server Client\\LocalDevices"};
};

TEST_F(FixOnWindows, PlansWithoutChangingAnything) {
  const auto before = everything();

  const auto document = this->document("fix " + target + " --plan");

  EXPECT_EQ(everything(), before);
  std::vector<std::string> codes;
  for (const auto& finding : document["diagnosis"])
    codes.push_back(finding["code"]);
  EXPECT_THAT(codes, Contains("credential.malformed"));
  EXPECT_THAT(codes, Contains("credential.duplicate"));
  for (const auto& step : document["plan"])
    EXPECT_EQ(step["state"], "planned");
}

TEST_F(FixOnWindows, NeverProposesToRemoveWhatItCannotPutBack) {
  const auto document = this->document("fix " + target + " --plan");

  bool seen = false;
  for (const auto& step : document["plan"]) {
    if (step["where"] != "this_computer" || step["reversible"] == true) continue;
    if (step["remedy"] == "this_computer.flush_resolver") continue;
    seen = true;
    EXPECT_EQ(step["default"], false);
    EXPECT_THAT(step["detail"].get<std::string>(), HasSubstr("asked for it the next time"));
  }
  EXPECT_TRUE(seen);
}

TEST_F(FixOnWindows, LeavesAUserNameThatStandsForThisComputerToTheUser) {
  tests::clear_sign_ins();
  tests::keep_sign_in(L"TERMSRV/pc.localhost", CRED_TYPE_GENERIC, L".\\me");

  const auto document = this->document("fix " + target + " --plan");

  bool seen = false;
  for (const auto& step : document["plan"]) {
    if (step["why"].get<std::string>().find("stands for one computer") == std::string::npos)
      continue;
    seen = true;
    EXPECT_THAT(step["why"].get<std::string>(), HasSubstr("not sure"));
    EXPECT_EQ(step["default"], false);
  }
  EXPECT_TRUE(seen);
}

TEST_F(FixOnWindows, RemovesWhatIsDamagedAndDoubledAndPutsItBack) {
  const auto before = everything();

  const auto document = this->document("fix " + target + " --yes");

  const auto after = everything();
  EXPECT_THAT(after, Not(Contains(Key("TERMSRV/pc.localhost. 1"))));
  EXPECT_THAT(after, Not(Contains(Key("TERMSRV/pc 1"))));
  EXPECT_THAT(after, Contains(Key("TERMSRV/pc.localhost 1")));
  EXPECT_THAT(after, Contains(Key("TERMSRV/pc.localhost 2")));
  EXPECT_THAT(after, Contains(Key("TERMSRV/other.example 1")));
  ASSERT_TRUE(document["undo_id"].is_number());

  const auto id = std::to_string(document["undo_id"].get<int>());
  EXPECT_EQ(run_rdpready(data_, "undo " + id).exit_code, 0);
  EXPECT_EQ(everything(), before);
}

TEST_F(FixOnWindows, ClearsAllTracesOnlyWhenToldAndPutsThemBack) {
  CredDeleteW(L"TERMSRV/pc.localhost", CRED_TYPE_DOMAIN_PASSWORD, 0);
  const auto before = everything();

  const auto document = this->document("fix " + target + " --full-clean --yes");

  const auto after = everything();
  EXPECT_EQ(after.at("CertHash"), "none");
  EXPECT_EQ(after.at("UsernameHint"), "none");
  EXPECT_EQ(after.at("devices"), "none");
  EXPECT_THAT(after, Not(Contains(Key("TERMSRV/pc.localhost 1"))));
  EXPECT_THAT(after, Contains(Key("TERMSRV/other.example 1")));

  const auto id = std::to_string(document["undo_id"].get<int>());
  EXPECT_EQ(run_rdpready(data_, "undo " + id).exit_code, 0);
  EXPECT_EQ(everything(), before);
}

TEST_F(FixOnWindows, PutsBackOneStepAlone) {
  const auto document = this->document("fix " + target + " --yes");
  const auto& plan = document["plan"];
  std::string number;
  for (const auto& step : plan) {
    if (step["title"].get<std::string>().find("pc.localhost.") != std::string::npos &&
        step["state"] == "applied")
      number = step["id"];
  }
  ASSERT_FALSE(number.empty()) << plan;

  const auto id = std::to_string(document["undo_id"].get<int>());
  EXPECT_EQ(run_rdpready(data_, "undo " + id + " --step " + number).exit_code, 0);

  EXPECT_THAT(everything(), Contains(Key("TERMSRV/pc.localhost. 1")));
  EXPECT_THAT(everything(), Not(Contains(Key("TERMSRV/pc 1"))));
}

}  // namespace
