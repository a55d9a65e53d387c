#include "tests/fakes/alerting_office.h"

#include "tests/fakes/sample_checks.h"

#include <utility>

namespace tests {

using monitor::CertificateFacts;
using monitor::Check;
using monitor::TargetId;
using std::chrono::days;
using std::chrono::minutes;

void AlertingOffice::start(int computers, bool online) {
  if (at_ == monitor::SysTime{}) at_ = sample_now();
  const auto told = policy_ ? policy_->told() : std::vector<notify::Told>();
  policy_.emplace(told);
  policy_->set_rules(rules_);
  reasoning_.emplace();
  reasoning_->set_rules({});
  std::vector<monitor::FindingChange> open;
  for (const auto& row : told) {
    if (row.open) open.push_back(notify::change_of(row));
  }
  reasoning_->restore(std::move(open));
  std::vector<monitor::Target> targets;
  for (int id = 1; id <= computers; ++id)
    targets.push_back(target(id));
  reasoning_->set_targets(targets);
  policy_->set_targets(targets);
  move(online);
}

void AlertingOffice::move(bool online) {
  monitor::Situation situation;
  situation.online = online;
  situation.network = online ? "home" : "";
  hear(reasoning_->set_situation(situation, at_, now_).told);
}

void AlertingOffice::see(int id, Check check) {
  check.target = target(id);
  check.at = at_;
  const auto last = last_.find(id);
  check.findings = judge_.judge(check, last == last_.end() ? nullptr : &last->second);
  last_.insert_or_assign(id, check);
  reasoning_->understand(check, reasoning_->moves());
  hear(reasoning_->take(check, now_));
}

void AlertingOffice::see(int id, const CertificateFacts& facts) {
  auto check = healthy_check(facts.not_after);
  check.certificate = facts;
  see(id, std::move(check));
}

void AlertingOffice::pass(minutes span) {
  for (; span > span.zero(); span -= minutes{1}) {
    at_ += minutes{1};
    now_ += minutes{1};
    hear(reasoning_->settle(now_));
    for (const auto& alert : policy_->due_reminders(at_))
      note(alert);
  }
}

std::vector<std::string> AlertingOffice::watch(const std::vector<CertificateFacts>& shown) {
  for (int round = 0; round < 4; ++round) {
    int id = 0;
    for (const auto& facts : shown)
      see(++id, facts);
    pass(minutes{5});
  }
  return told();
}

std::vector<std::string> AlertingOffice::told() {
  return std::exchange(told_, {});
}

CertificateFacts AlertingOffice::issued(char which, days left, monitor::Trust trust) {
  auto facts = *healthy_check(sample_now() + left).certificate;
  facts.not_before = facts.not_after - days{365};
  facts.self_signed = false;
  facts.issuer = "CN=Example Issuing CA";
  facts.trust = trust;
  facts.name_matches = true;
  facts.sha256 = std::string(64, which);
  return facts;
}

monitor::Target AlertingOffice::target(int id) const {
  auto made = healthy_check(sample_now()).target;
  made.id = TargetId{id};
  made.name = "pc" + std::to_string(id);
  made.endpoint.host = made.name + ".example.com";
  made.authentication_level = level_;
  return made;
}

void AlertingOffice::note(const notify::Alert& alert) {
  auto text = std::string(to_text(alert.kind)) + ' ' + alert.code;
  if (alert.targets.size() > 1) text += " x" + std::to_string(alert.targets.size());
  if (alert.text.find("taken back") != alert.text.npos) text += ", taken back";
  told_.push_back(std::move(text));
}

void AlertingOffice::hear(const std::vector<monitor::FindingChange>& changes) {
  for (const auto& change : changes) {
    if (const auto alert = policy_->consider(change, at_)) note(*alert);
  }
}

}  // namespace tests
