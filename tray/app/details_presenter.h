#pragma once

#include "tray/app/desk.h"
#include "tray/app/local_time.h"
#include "tray/app/sign.h"

#include <string>
#include <vector>

namespace tray {

/// One finding in plain words. Absent parts are empty.
struct FindingView {
  Sign sign = Sign::information;
  std::string title;
  std::string explanation;
  std::string basis;     ///< what a forecast rests on, a sentence
  std::string advice;    ///< what to do, in order
  std::string evidence;  ///< the measured values, for whoever is asked to help

  bool operator==(const FindingView&) const = default;
};

/// One rung of the ladder.
struct StepView {
  Sign sign = Sign::skipped;
  std::string name;    ///< "Answers as Remote Desktop"
  std::string detail;  ///< what was seen, or why it failed; may be empty
  std::string time;    ///< "12 ms"; empty where the step was skipped

  bool operator==(const StepView&) const = default;
};

/// A name and its value, side by side.
struct LabelledText {
  std::string label;
  std::string value;

  bool operator==(const LabelledText&) const = default;
};

/// A certificate as a card.
struct CertificateView {
  Sign sign = Sign::ready;
  std::string heading;   ///< "Certificate", "Certificate of the gateway"
  std::string subject;   ///< whom it was made for, without the "CN="
  std::string validity;  ///< "Ends on 3 December 2026, in 9 days"
  std::vector<LabelledText> rows;

  bool operator==(const CertificateView&) const = default;
};

/// What a look at a target gave: for the details and for the add dialog.
struct DetailsView {
  Sign sign = Sign::unknown;
  std::string name;
  std::string headline;  ///< "A connection started now would work."
  std::string address;   ///< "build-07.example.com through gw.example.com"
  std::string timing;    ///< "Looked 2 minutes ago, in 41 ms. The same since yesterday, 14:05."
  std::string forecast;  ///< what is foreseen, a sentence or two
  std::string forecast_basis;         ///< what that rests on, where no finding says it
  std::vector<FindingView> findings;  ///< most severe first
  std::vector<StepView> steps;
  std::vector<CertificateView> certificates;

  bool operator==(const DetailsView&) const = default;
};

DetailsView present_details(const TargetStatus& status, const Viewpoint& view);
/// The same for a look at something that is not saved.
DetailsView present_check(const monitor::Check& check, const Viewpoint& view);
/// Everything in it as plain text, to be pasted into a message.
std::string as_text(const DetailsView& details);

/// "12 ms", "0.4 ms", "3.2 s".
std::string duration_text(monitor::Millis length);

}  // namespace tray
