#include "source/comment_words.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "source/ascii.h"
#include "source/comment_times.h"

namespace hearsay {

namespace {

using Words = std::string_view;

// Buttons that answer, quote or report.
constexpr auto kReplyButtons = std::to_array<Words>({
    "reply",
    "report",
    "quote",
    "reply quote",
    "log in to reply",
    "login to reply",
    "sign in to reply",
    "reply with quote",
    "quote reply",
    "reply to this",
    "reply to this comment",
    "report abuse",
    "report comment",
    "report post",
    "flag",
    "mark as spam",
    "add to quote",
    "permalink",
    "parent",
    "link to post",
    "antworten",
    "zitieren",
    "melden",
    "beitrag melden",
    "kommentar melden",
    "répondre",
    "signaler",
    "citer",
    "responder",
    "denunciar",
    "citar",
    "reportar",
    "rispondi",
    "segnala",
    "cita",
    "svar",
    "svara",
    "anmeld",
    "odpowiedz",
    "zgłoś",
    "cytuj",
    "beantwoorden",
    "reageer",
    "ответить",
    "vastaa",
});

// Other lines of a frame.
constexpr auto kFrame = std::to_array<Words>({
    "comment",
    "your comment",
    "kommentar",
    "ihr kommentar",
    "dein kommentar",
    "commentaire",
    "votre commentaire",
    "comentario",
    "commento",
    "like",
    "likes",
    "dislike",
    "share",
    "share this post",
    "link",
    "link to comment",
    "share on other sites",
    "edit",
    "delete",
    "top",
    "back to top",
    "up",
    "down",
    "save",
    "upvote",
    "downvote",
    "vote up",
    "vote down",
    "recommend",
    "follow",
    "show more",
    "show less",
    "see more",
    "see less",
    "load more",
    "read more",
    "expand",
    "collapse",
    "click to expand",
    "click to expand...",
    "click to collapse...",
    "view replies",
    "hide replies",
    "show replies",
    "remove",
    "moderate",
    "cancel reply",
    "copy link",
    "vote",
    "votes",
    "points",
    "thanks",
    "thread starter",
    "topic starter",
    "discussion starter",
    "original poster",
    "op",
    "author",
    "new member",
    "member",
    "full member",
    "senior member",
    "junior member",
    "registered",
    "registered user",
    "guest",
    "offline",
    "online",
    "gefällt mir",
    "teilen",
    "j'aime",
    "partager",
    "me gusta",
    "compartir",
    "loading...",
    "pm",
    "email",
    "www",
    "profile",
    "website",
    "toggle quote",
    "quote:",
    "says:",
    "said:",
    "wrote:",
    "advertisement",
    "image",
    "attachments",
});

// How frame lines begin. A sentence seldom does, and only short lines are asked.
constexpr auto kFrameStarts = std::to_array<Words>({
    "reply to ",
    "in reply to",
    "replying to ",
    "log in",
    "login to",
    "sign in",
    "your comment is awaiting",
    "last edited",
    "last modified",
    "edited by",
    "edited on",
    "this post has been edited",
    "this post was edited",
    "reactions:",
    "likes:",
    "liked by",
    "reaction score",
    "posts:",
    "joined:",
    "join date:",
    "registered:",
    "location:",
    "messages:",
    "thanked:",
    "member since",
    "quote from:",
    "zuletzt bearbeitet",
    "zuletzt geändert",
    "re: ",
    "advertisement -",
    "logged",
    "this comment has been removed",
    "this comment was removed",
    "comment removed",
    "comment deleted",
    "this comment has been deleted",
    "post deleted",
    "moderated:",
    "« reply",
    "posted in ",
    "view profile",
    "view all replies",
    "share this comment",
    "current visitors",
});

constexpr auto kFrameEnds = std::to_array<Words>({
    " ago",         " says:",     " says",        " wrote:",
    " said...",     " said:",     " likes",       " like",
    " likes this",  " like this", " replies",     " reply",
    " votes",       " points",    " upvotes",     " people found this helpful",
    " posts",       " reactions", " schrieb:",    " a écrit :",
    " a écrit:",    " dijo...",   " hat gesagt…", " found this helpful",
    " gefällt das",
});

template <std::size_t N>
bool is_one_of(Words text, const std::array<Words, N>& list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

constexpr auto kNameHeads = std::to_array<Words>({
    "posted by",
    "written by",
    "submitted by",
    "comment by",
    "reply by",
    "answered by",
    "asked by",
    "started by",
    "originally posted by",
    "by",
    "from",
    "author:",
    "name:",
    "user:",
    "kommentar von",
    "geschrieben von",
    "verfasst von",
    "beitrag von",
    "von",
    "posté par",
    "publié par",
    "écrit par",
    "rédigé par",
    "par",
    "escrito por",
    "publicado por",
    "enviado por",
    "por",
    "scritto da",
    "inviato da",
    "da",
    "geplaatst door",
    "door",
    "skrevet av",
    "skrevet af",
    "av",
    "af",
    "dodane przez",
    "dodał",
    "przez",
    "re:",
    "@",
    "»",
    "›",
    "|",
    "-",
    "–",
    "—",
    "•",
    "·",
    ",",
    ":",
});

// Verbs that end a line before somebody's words.
constexpr auto kSaid = std::to_array<Words>({
    "says",     "said",    "wrote", "writes",   "replied",    "commented",    "answered",   "posted",  "asked",
    "schreibt", "schrieb", "sagt",  "sagte",    "meint",      "kommentierte", "antwortete", "dit",     "a dit",
    "a écrit",  "dice",    "dijo",  "escribió", "disse",      "scrive",       "ha scritto", "skriver", "skrev",
    "zegt",     "schreef", "pisze", "napisał",  "napisał(a)", "hat gesagt",
});

// What stands between a name and a date.
constexpr auto kBeforeDate = std::to_array<Words>({
    "on",       "at",         "am",        "um",       "le",       "el",       "em",       "il",     "op",
    "den",      "dnia",       "vor",       "il y a",   "hace",     "há",       "mon",      "tue",    "wed",
    "thu",      "fri",        "sat",       "sun",      "mo",       "di",       "mi",       "do",     "fr",
    "sa",       "so",         "lundi",     "mardi",    "mercredi", "jeudi",    "vendredi", "samedi", "dimanche",
    "monday",   "tuesday",    "wednesday", "thursday", "friday",   "saturday", "sunday",   "montag", "dienstag",
    "mittwoch", "donnerstag", "freitag",   "samstag",  "sonntag",  "lun",      "mar",      "mer",    "jeu",
    "ven",      "sam",        "dim",       "a",        "il",       "alle",     "kl",
});

constexpr auto kTailMarks = std::to_array<Words>(
    {",", ":", ".", ";", "|", "»", "›", "-", "–", "—", "•", "·", "…", "...", "(", "[", "/", "\xC2\xA0", ">>", "*"});

// Labels of times and places.
constexpr auto kNoNames = std::to_array<Words>({
    "posted",
    "published",
    "updated",
    "edited",
    "joined",
    "registered",
    "asked",
    "answered",
    "modified",
    "today",
    "yesterday",
    "created",
    "location",
    "post",
    "comment",
    "date",
    "time",
    "viewed",
    "last edited",
    "last post",
    "started",
    "heute",
    "gestern",
    "reported",
    "erstellt",
    "datum",
    "publié",
    "publicado",
    "veröffentlicht",
    "closed",
    "uhr",
    "pm",
    "am",
    "et",
    "gmt",
    "utc",
    "edt",
    "est",
    "pst",
    "pdt",
    "bst",
    "cet",
    "community",
    "premium",
    "staff",
    "moderator",
    "admin",
    "administrator",
    "vip",
    "verified",
    "volume",
    "issue",
    "photo",
    "page",
    "views",
    "replies",
});

// Parts of names of what holds somebody's words.
constexpr auto kSaidNames = std::to_array<Words>(
    {"post-body",    "postbody",        "post_body",       "postmsg",        "post-content", "post_content",
     "reply-body",   "message-body",    "message-content", "messagecontent", "post_message", "postcontent",
     "comment-body", "comment-content", "comment-text",    "commenttext",    "commentbody",  "msgtext",
     "messagetext",  "usercontent",     "user-content",    "comment-body"});

bool is_blank(char c) { return ascii::is_space(c); }

bool has_letter(Words text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80; });
}

bool ends_word_at(Words text, std::size_t at) {
  return at >= text.size() || !(ascii::is_alnum(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80);
}

}  // namespace

namespace {

// "Antworten Melden", "Save Share": buttons side by side.
bool is_row_of_buttons(Words low) {
  std::size_t words = 0;
  while (!low.empty()) {
    const std::size_t end = std::min(low.find_first_of(" \n\t|"), low.size());
    const Words word = low.substr(0, end);
    if (!word.empty() && !is_one_of(word, kReplyButtons) && !is_one_of(word, kFrame)) return false;
    words += !word.empty();
    low.remove_prefix(std::min(end + 1, low.size()));
  }
  return words >= 2;
}

}  // namespace

bool is_reply_button(std::string_view line) {
  line = ascii::trim(line);
  return line.size() <= 40 && is_one_of(ascii::to_lower(line), kReplyButtons);
}

bool is_comment_frame(std::string_view line) {
  line = ascii::trim(line);
  if (line.size() > 160) return false;
  const std::string low = ascii::to_lower(line);
  for (const Words start : kFrameStarts) {
    if (low.starts_with(start)) return true;
  }
  // "Edited January 29 by Ann"
  if (low.starts_with("edited ") && low.size() <= 120 && time_in(low)) return true;
  if (line.size() > 60) return false;
  if (is_one_of(low, kReplyButtons) || is_one_of(low, kFrame) || is_row_of_buttons(low)) return true;
  for (const Words end : kFrameEnds) {
    if (low.ends_with(end) && low.size() <= 40) return true;
  }
  // "12", "+3", "#4": counters.
  return !has_letter(low);
}

bool names_what_is_said(std::string_view class_name) {
  // One pass: of each small letter, the low five bits of what may be second.
  static constexpr std::array<std::uint32_t, 128> kSeconds = [] {
    std::array<std::uint32_t, 128> out{};
    for (const Words name : kSaidNames) out[static_cast<unsigned char>(name[0])] |= 1u << (name[1] & 31);
    return out;
  }();
  for (std::size_t i = 0; i + 1 < class_name.size(); ++i) {
    const auto first = static_cast<unsigned char>(ascii::to_lower(class_name[i]));
    if (first >= 128 || (kSeconds[first] >> (class_name[i + 1] & 31) & 1) == 0) continue;
    const Words rest = class_name.substr(i);
    if (std::any_of(kSaidNames.begin(), kSaidNames.end(), [&](Words w) { return ascii::istarts_with(rest, w); }))
      return true;
  }
  return false;
}

std::optional<Span> commenter_in(std::string_view line) {
  if (line.size() > 200) return std::nullopt;
  std::size_t begin = 0, end = line.size();
  const std::optional<Span> when = time_in(line);
  if (when) {
    if (has_letter(line.substr(0, when->begin))) {
      end = when->begin;
    } else {
      begin = when->end;
      // "3 May 2024 at 10:30, Ann said"
      const std::size_t comma = line.find(',', begin);
      if (comma != Words::npos) begin = comma + 1;
    }
  }
  for (bool again = true; again;) {
    again = false;
    while (begin < end && is_blank(line[begin])) ++begin;
    while (begin < end && is_blank(line[end - 1])) --end;
    const Words rest = line.substr(begin, end - begin);
    for (const Words head : kNameHeads) {
      if (!ascii::istarts_with(rest, head)) continue;
      if (ascii::is_letter(head.back()) && !ends_word_at(rest, head.size())) continue;
      // "Da Silva", "Af Klint".
      if (head.size() == 2 && head != "by" && ascii::is_letter(head[0]) && !when) continue;
      if (head.size() >= rest.size()) return std::nullopt;
      begin += head.size();
      again = true;
      break;
    }
    if (again) continue;
    for (const Words mark : kTailMarks) {
      // "Nils B." keeps its full stop.
      const bool initial = mark == "." && rest.size() > 2 && ascii::is_letter(rest[rest.size() - 2]) &&
                           !ascii::is_alnum(rest[rest.size() - 3]);
      if (rest.size() > mark.size() && rest.ends_with(mark) && !initial) {
        end -= mark.size();
        again = true;
        break;
      }
    }
    if (again) continue;
    const auto take_tail = [&](Words tail) {
      if (rest.size() <= tail.size() + 1 || !ascii::iequals(rest.substr(rest.size() - tail.size()), tail)) return false;
      const char before = rest[rest.size() - tail.size() - 1];
      if (!is_blank(before) && before != ',' && before != '|' && before != '-' && before != '\xA0') return false;
      end -= tail.size();
      return true;
    };
    again = std::any_of(kSaid.begin(), kSaid.end(), take_tail) ||
            (when && end <= when->begin && std::any_of(kBeforeDate.begin(), kBeforeDate.end(), take_tail));
  }
  const Words name = line.substr(begin, end - begin);
  if (name.empty() || name.size() > 60 || is_comment_frame(name)) return std::nullopt;
  if (!has_letter(name) || is_one_of(ascii::to_lower(name), kNoNames)) return std::nullopt;
  if (std::count(name.begin(), name.end(), ' ') > 5 || name.find(". ") != Words::npos ||
      name.find('\n') != Words::npos || name.find('?') != Words::npos || name.find("://") != Words::npos)
    return std::nullopt;
  return Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace hearsay
