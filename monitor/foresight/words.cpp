#include "monitor/foresight/words.h"

#include "monitor/model/sentences.h"
#include "monitor/model/time_text.h"

#include <cmath>

namespace monitor {

namespace {

constexpr std::size_t longest = 200;
// Where several have it, their names come before that.
constexpr std::size_t longest_with_names = 180;

std::string whole(double value) {
  return std::to_string(std::llround(value));
}

std::string days_count(double days) {
  const auto count = std::llround(days);
  if (count == 0) return "less than a day";
  return std::to_string(count) + (count == 1 ? " day" : " days");
}

/// "1 second", "34 seconds".
std::string seconds_text(double seconds) {
  const auto count = std::llround(std::abs(seconds));
  return std::to_string(count) + (count == 1 ? " second" : " seconds");
}

/// "800 ms", "25 s".
std::string answer_text(double ms) {
  constexpr double some_seconds_ms = 3000;
  return ms < some_seconds_ms ? whole(ms) + " ms" : whole(ms / 1000) + " s";
}

std::string in_time(SysTime from, SysTime to) {
  return span_text(std::chrono::duration_cast<std::chrono::seconds>(to - from));
}

/// "09:10", or "yesterday 17:20", or "12 March" with the hour for what is longer ago.
std::string when_text(const LocalMoment& then, const LocalMoment& now) {
  if (then.day == now.day) return clock_text(then.minute);
  if (then.day == now.day - 1) return "yesterday " + clock_text(then.minute);
  const auto day = day_text(SysTime{std::chrono::days{then.day}});
  return day.substr(0, day.rfind(' ')) + ", " + clock_text(then.minute);
}

/// " ends on 1 August 2026, in 9 days. "; in its last day the hour, by the clock on the wall.
std::string ends_when(const Ending& ending) {
  const auto left = ending.ends - ending.now;
  if (left >= std::chrono::hours{24})
    return " ends on " + day_text(ending.ends, ending.utc_offset) + ", in " +
           in_time(ending.now, ending.ends) + ". ";
  const auto end = local_moment(ending.ends, ending.utc_offset);
  const bool today = end.day == local_moment(ending.now, ending.utc_offset).day;
  return (today ? " ends today at " : " ends tomorrow at ") + clock_text(end.minute) + ". ";
}

std::string named(const std::string& network) {
  constexpr std::size_t longest_name = 40;
  return "The network " +
         (network.size() <= longest_name ? network : std::string("that you are on"));
}

bool varies(const RenewalHabit& habit) {
  const auto least = std::max(habit.latest_days, 1.0);
  return habit.earliest_days >= std::max(1.5 * least, least + 1);
}

/// "about 10 days", or "5 to 20 days".
std::string lead_text(const RenewalHabit& habit) {
  if (varies(habit))
    return whole(std::max(habit.latest_days, 1.0)) + " to " + days_count(habit.earliest_days);
  return "about " + days_count(std::max(habit.usual_days, 1.0));
}

struct Difference {
  std::string_view word;  ///< of Renewals
  std::string_view said;
};

// What says most to who has to decide comes first.
constexpr Difference differences[] = {
    {"computer", "is from another computer"}, {"issuer", "has another issuer"},
    {"name", "is for another name"},          {"trust", "is not trusted"},
    {"key", "has another kind of key"},       {"time", "came long before its time"},
    {"first day", "was made long ago"},       {"length", "lasts much longer"},
};

/// Whoever made the certificate chose it: nothing but a name is repeated.
bool is_plain(const std::string& name) {
  constexpr auto usual = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_*";
  return !name.empty() && name.find_first_not_of(usual) == std::string::npos;
}

/// "is from the computer PC"; as it stands in the list where the name is not known.
std::string said_of(const Difference& difference, const Bearer& bearer) {
  if (difference.word == "computer" && is_plain(bearer.computer))
    return "is from the computer " + bearer.computer;
  if (difference.word == "name" && is_plain(bearer.name)) return "is for the name " + bearer.name;
  return std::string(difference.said);
}

/// The first two of them: "has another issuer and is for another name".
std::string said_of(const std::string& differs, const Bearer& bearer) {
  constexpr int most = 2;
  std::string text;
  int said = 0;
  for (const auto& one : differences) {
    if (said == most ||
        (", " + differs + ',').find(" " + std::string(one.word) + ',') == std::string::npos)
      continue;
    text.append(said == 0 ? "" : " and ").append(said_of(one, bearer));
    ++said;
  }
  return text.empty() ? "is not like the one before" : text;
}

}  // namespace

std::string since_text(const LocalMoment& since, const LocalMoment& now,
                       const std::string& explanation) {
  const auto front = "Since " + when_text(since, now) + ". ";
  for (const auto& shorter : shorter_and_shorter(explanation)) {
    if (characters(front + shorter) <= longest) return front + shorter;
  }
  return explanation;
}

std::string not_back_text(int up_minute, int usual_minute) {
  auto text = "It is normally up by " + clock_text(up_minute) + " and is not yet";
  if (usual_minute >= up_minute) text += "; you usually connect at " + clock_text(usual_minute);
  return text + ". Ask someone near it or your IT support to see whether it is on.";
}

std::string usually_off_text(int up_minute) {
  std::string text =
      "In past weeks it could not be reached around this time either, probably for "
      "sleep, backups or restarts.";
  if (up_minute >= 0) text += " It is normally up by " + clock_text(up_minute) + '.';
  return text;
}

std::string no_way_here_text() {
  return "The network says that there is no way to it, though it has answered here without a VPN "
         "before. Ask someone near it or your IT support to see whether it is on.";
}

std::string port_blocked_text(const std::string& network) {
  return named(network) +
         " probably blocks the Remote Desktop port: nothing answers there, while other things do. "
         "Connect the VPN, use a gateway, or try another network.";
}

std::string all_silent_text(const std::string& network) {
  return named(network) +
         " probably blocks Remote Desktop: all are silent since you came to it. Sign in there if "
         "it asks you to, else use the VPN, a gateway or another network.";
}

std::string site_silent_text(const std::string& vpn) {
  constexpr std::size_t longest_name = 24;
  if (vpn.empty())
    return "They went silent together: their site may have lost power or its line. If it needs a "
           "VPN, connect that first; else ask your IT support.";
  return "They went silent together: the VPN" +
         (vpn.size() <= longest_name ? ' ' + vpn : std::string()) +
         " may carry nothing. Disconnect it and connect it again; if that does not help, ask your "
         "IT support.";
}

std::string flapping_text(const Spells::Burst& burst, const LocalMoment& since,
                          const LocalMoment& now) {
  return "It failed " + std::to_string(burst.spells) + " times since " + when_text(since, now) +
         (burst.brief ? ", mostly for a moment" : "") +
         ". Expect interruptions; save your work often and tell your IT support.";
}

std::string basis_of(const Spells::Burst& burst) {
  const auto per_day = burst.usual_per_day;
  const auto usual = per_day >= 0.95
                         ? "about " + whole(per_day) + " times a working day"
                         : "about once in " + whole(1 / std::max(per_day, 0.005)) + " working days";
  return std::to_string(burst.spells) + " interruptions, where it had " + usual + " before.";
}

std::string drift_text(const DriftForecast& forecast, std::chrono::seconds utc_offset) {
  const auto ahead = forecast.now_s > 0 ? "ahead" : "behind";
  return "The remote clock is " + seconds_text(forecast.now_s) + ' ' + ahead + " and moves " +
         seconds_text(std::max(1.0, std::abs(forecast.per_day_s))) +
         " a day. Past five minutes, about " + day_text(forecast.crosses, utc_offset) +
         ", signing in fails. Ask its administrator to set it.";
}

std::string basis_of(const DriftForecast& forecast, std::chrono::seconds utc_offset) {
  return std::to_string(forecast.samples) + " readings over " +
         days_count(static_cast<double>(forecast.span.count())) + ", " +
         seconds_text(forecast.per_day_s) + " a day; five minutes between " +
         day_text(forecast.earliest, utc_offset) + " and " + day_text(forecast.latest, utc_offset) +
         ".";
}

std::string slowing_text(const SlowForecast& forecast, std::chrono::seconds utc_offset) {
  auto text = "It now takes " + whole(forecast.times) + " times as long to answer as usual (" +
              answer_text(forecast.now_ms) + ", usually " + answer_text(forecast.usual_ms) +
              "), and more each day. ";
  if (forecast.fails_at)
    text += "It may stop about " + day_text(*forecast.fails_at, utc_offset) + ". ";
  return text + "Tell your IT support.";
}

std::string basis_of(const SlowForecast& forecast, std::chrono::seconds utc_offset) {
  const auto percent = [](double factor) { return whole((factor - 1) * 100) + " %"; };
  auto text = "Daily medians over " + days_count(forecast.days) + " grew " +
              percent(forecast.per_day) + " a day (95 %: " + percent(forecast.low) + " to " +
              percent(forecast.high) + ")";
  if (forecast.fails_at)
    text += "; too slow to use between " + day_text(forecast.earliest(), utc_offset) + " and " +
            day_text(forecast.latest(), utc_offset);
  return text + '.';
}

std::string overdue_text(const std::string& owner, const RenewalHabit& habit,
                         const Ending& ending) {
  // Once is no habit.
  const bool once = !habit.borrowed && habit.renewals < 2;
  const auto who = habit.borrowed          ? "Others of its kind renew "
                   : once || varies(habit) ? "It was renewed "
                                           : "It was always renewed ";
  return owner + ends_when(ending) + who + lead_text(habit) +
         (once ? " ahead last time" : " ahead") +
         "; not this time. Ask the administrator to renew it before then.";
}

std::string basis_of(const RenewalHabit& habit) {
  return std::to_string(habit.renewals) + (habit.renewals == 1 ? " renewal" : " renewals") +
         " seen, " + days_count(habit.latest_days) + " to " + days_count(habit.earliest_days) +
         " ahead.";
}

std::string ending_text(const std::string& owner, bool by_itself, bool self_signed,
                        const Ending& ending) {
  const auto text = owner + ends_when(ending);
  if (by_itself && self_signed)
    return text +
           "Windows normally renews this one itself and has not yet. Ask the administrator to "
           "look.";
  if (by_itself)
    return text +
           "It is normally renewed automatically and has not been yet. Ask the administrator "
           "to look.";
  return text + "Then connecting will fail or warn: ask the administrator to renew it before then.";
}

std::string changed_text(const std::string& owner, const std::string& differs,
                         const Bearer& bearer) {
  auto text = owner + " is new, but not by a renewal: it " + said_of(differs, bearer) +
              ". Before you type a password, ask your IT support whether it was replaced.";
  return characters(text) <= longest_with_names || bearer == Bearer()
             ? text
             : changed_text(owner, differs, {});
}

std::string refused_change_text(const std::string& owner, const std::string& differs,
                                const Bearer& bearer) {
  auto text = "Connections are refused. " + owner + " is new, but not by a renewal: it " +
              said_of(differs, bearer) + ". Ask your IT support whether it was replaced.";
  return characters(text) <= longest_with_names || bearer == Bearer()
             ? text
             : refused_change_text(owner, differs, {});
}

}  // namespace monitor
