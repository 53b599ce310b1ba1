#include "cli/help.h"

#include <algorithm>

#include "cli/display_width.h"

namespace hearsay::cli {

namespace {

constexpr std::size_t kMostColumns = 100;

constexpr std::string_view kIntroduction =
    "hearsay reads saved news pages and keeps the claim ledger: who says what, on whose word, how\n"
    "firmly, with which figures, and which pages are copies of one text. It gives no verdicts.\n";

void append_paragraphs(std::string& out, std::string_view text, std::size_t width, std::string_view indent) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    for (const auto line : wrapped(text.substr(0, end), width - indent.size())) {
      out.append(indent).append(line).append("\n");
    }
    text.remove_prefix(std::min(end + 2, text.size()));
    if (!text.empty()) out += "\n";
  }
}

// "  left            right, wrapped under itself"
void append_entry(std::string& out, std::string_view left, std::size_t left_width, std::string_view shown_left,
                  std::string_view right, std::size_t column, std::size_t width) {
  out += "  ";
  out += shown_left;
  std::size_t at = 2 + left_width;
  if (left.empty() || at + 2 > column) {
    out += "\n";
    at = 0;
  }
  bool first = true;
  for (const auto line : wrapped(right, std::max<std::size_t>(width - column, 20))) {
    if (!first) {
      out += "\n";
      at = 0;
    }
    out.append(column - at, ' ');
    out += line;
    first = false;
  }
  out += "\n";
}

std::string left_of(const OptionText& option) {
  std::string left;
  if (option.positional()) return option.metavar + (option.list ? "…" : "");
  if (option.flags.front().size() > 2) left += "    ";
  for (std::size_t i = 0; i < option.flags.size(); ++i) {
    if (i > 0) left += ", ";
    left += option.flags[i];
  }
  if (!option.metavar.empty()) left += " " + option.metavar;
  return left;
}

std::string right_of(const OptionText& option) {
  std::string right = option.description;
  if (!option.choices.empty()) {
    right += right.empty() ? "one of" : ":";
    for (std::size_t i = 0; i < option.choices.size(); ++i) right += (i == 0 ? " " : ", ") + option.choices[i];
    if (option.list) right += " (several: by commas)";
  }
  if (!option.environment.empty()) right += " [" + option.environment + "]";
  return right;
}

void append_examples(std::string& out, std::span<const Example> examples, const Style& style) {
  std::size_t widest = 0;
  for (const Example& example : examples) {
    const std::size_t width = display_width(example.command);
    if (width <= 50) widest = std::max(widest, width);
  }
  for (const Example& example : examples) {
    const std::size_t width = display_width(example.command);
    out += "  " + style.bold(example.command);
    if (!example.shows.empty()) {
      out += width > widest ? "\n  " + std::string(widest, ' ') : std::string(widest - width, ' ');
      out += "  " + style.dim(example.shows);
    }
    out += "\n";
  }
}

constexpr Example kFirstSteps[] = {
    {"hearsay read pages/", "read saved pages into ./case.hearsay"},
    {"hearsay origins", "how many texts and sources is this really?"},
    {"hearsay claims --voice ministry", "what the ministry says, on whose word"},
    {"hearsay explain c:7f3a2", "the words and bytes behind one claim"},
    {"hearsay annotate page.html | jq .claims", "one page as JSON, no case file"},
};

}  // namespace

std::string usage_of(const Verb& verb, const Options& options) {
  std::string usage = "hearsay " + std::string(verb.name) + " [OPTIONS]";
  for (const OptionText& option : options.described()) {
    if (!option.positional()) continue;
    const std::string word = option.metavar + (option.list ? "…" : "");
    usage += option.required ? " " + word : " [" + word + "]";
  }
  return usage;
}

std::string help_of(const Verb& verb, const Options& options, const Style& style, std::size_t width) {
  width = std::min(width, kMostColumns);
  std::string out = style.bold("hearsay " + std::string(verb.name)) + ": " + std::string(verb.summary) + "\n\n";
  out += style.bold("Usage") + "\n  " + usage_of(verb, options) + "\n\n";
  append_paragraphs(out, verb.description, width, "");
  if (!verb.examples.empty()) {
    out += "\n" + style.bold("Examples") + "\n";
    append_examples(out, verb.examples, style);
  }
  std::vector<std::string> groups;
  for (const OptionText& option : options.described()) {
    if (std::find(groups.begin(), groups.end(), option.group) == groups.end()) groups.push_back(option.group);
  }
  std::stable_partition(groups.begin(), groups.end(), [](const std::string& group) { return group != "Everywhere"; });
  std::size_t column = 0;
  for (const OptionText& option : options.described()) {
    const std::size_t left = display_width(left_of(option)) + 4;
    if (left <= 30) column = std::max(column, left);
  }
  for (const std::string& group : groups) {
    out += "\n" + style.bold(group) + "\n";
    for (const OptionText& option : options.described()) {
      if (option.group != group) continue;
      const std::string left = left_of(option);
      append_entry(out, left, display_width(left), left, right_of(option), column, width);
    }
  }
  return out;
}

std::string short_help(const Style& style) {
  std::string out(kIntroduction);
  out += "\n" + style.bold("Usage") + "\n  hearsay VERB [OPTIONS] …\n\n" + style.bold("First steps") + "\n";
  append_examples(out, kFirstSteps, style);
  out += "\n'hearsay --help' lists all verbs, 'hearsay VERB --help' explains one.\n";
  return out;
}

std::string full_help(const Style& style, std::size_t width) {
  width = std::min(width, kMostColumns);
  std::string out(kIntroduction);
  out += "\n" + style.bold("Usage") + "\n  hearsay VERB [OPTIONS] …\n";
  std::string_view group;
  for (const Verb& verb : verbs()) {
    if (verb.group != group) {
      group = verb.group;
      out += "\n" + style.bold(group) + "\n";
    }
    append_entry(out, verb.name, verb.name.size(), style.bold(verb.name), verb.summary, 14, width);
  }
  out += "\n" + style.bold("Not built yet") + "\n";
  std::string planned;
  for (const auto name : planned_verbs()) planned += (planned.empty() ? "" : " ") + std::string(name);
  append_paragraphs(out, planned, width, "  ");
  out += "\n" + style.bold("Everywhere") + "\n";
  append_entry(out, "-h, --help", 10, "-h, --help", "help, for hearsay or for a verb", 14, width);
  append_entry(out, "--version", 9, "--version", "the version of this program", 14, width);
  append_entry(out, "--color", 7, "--color", "auto, always or never; NO_COLOR is obeyed", 14, width);
  out += "\n" + style.bold("Exit status") + "\n";
  constexpr std::pair<std::string_view, std::string_view> kStatuses[] = {
      {"0", "done"},
      {"1", "the query found nothing"},
      {"2", "usage"},
      {"3", "some inputs unreadable, the rest done"},
      {"4", "verification failed"},
      {"5", "case file locked, or of a newer schema"},
      {"70", "internal fault"},
      {"130", "interrupted"}};
  for (const auto& [status, meaning] : kStatuses) append_entry(out, status, status.size(), status, meaning, 14, width);
  out += "\n" + style.bold("First steps") + "\n";
  append_examples(out, kFirstSteps, style);
  return out;
}

}  // namespace hearsay::cli
