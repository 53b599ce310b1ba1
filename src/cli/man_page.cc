#include "cli/man_page.h"

#include "cli/help.h"
#include "cli/main_page_frame.h"

namespace hearsay::cli {

namespace {

// Text in which scdoc finds nothing to format.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool special = c == '_' || c == '*' || c == '\\' || c == '`' || c == '<' || c == '~' || c == '[' ||
                         c == ']' || (i == 0 && (c == '#' || c == '-' || c == '.' || c == '|' || c == '+'));
    if (special) out += '\\';
    out += c;
  }
  return out;
}

std::string entry(const OptionText& option) {
  std::string out;
  if (option.positional()) {
    out += "_" + escaped(option.metavar) + "_" + (option.list ? "…" : "");
  } else {
    for (std::size_t i = 0; i < option.flags.size(); ++i) out += (i > 0 ? ", *" : "*") + escaped(option.flags[i]) + "*";
    if (!option.metavar.empty()) out += " _" + escaped(option.metavar) + "_";
  }
  out += "\n\t" + escaped(option.description);
  if (!option.choices.empty()) {
    std::string values;
    for (const auto& choice : option.choices) values += (values.empty() ? "" : ", ") + escaped(choice);
    out += (option.description.empty() ? "" : ": ") + values + ".";
    if (option.list) out += " Several are given by commas or by repeating the option.";
  } else {
    out += ".";
  }
  if (!option.environment.empty()) out += " *" + escaped(option.environment) + "* in the environment stands in for it.";
  return out + "\n\n";
}

}  // namespace

std::string main_page() {
  std::string verbs_text;
  std::string_view group;
  for (const Verb& verb : verbs()) {
    if (verb.group != group) {
      group = verb.group;
      verbs_text += "## " + std::string(group) + "\n\n";
    }
    verbs_text += "*hearsay-" + std::string(verb.name) + "*(1)\n\t" + escaped(verb.summary) + ".\n\n";
  }
  verbs_text += "Not built yet:";
  for (const auto name : planned_verbs()) verbs_text += " " + std::string(name);
  verbs_text += ".\n";
  std::string page(kMainPageFrame);
  constexpr std::string_view kMark = "@VERBS@\n";
  const std::size_t at = page.find(kMark);
  if (at != std::string::npos) page.replace(at, kMark.size(), verbs_text);
  return page;
}

std::string verb_page(const DeclaredVerb& declared) {
  const Verb& verb = *declared.verb;
  const std::string name(verb.name);
  std::string out = "hearsay-" + name + "(1)\n\n# NAME\n\nhearsay-" + name + " - " + escaped(verb.summary) + "\n\n";
  out += "# SYNOPSIS\n\n*hearsay " + name + "* \\[OPTIONS\\]";
  for (const OptionText& option : declared.options) {
    if (!option.positional()) continue;
    const std::string word = "_" + option.metavar + "_" + (option.list ? "…" : "");
    out += option.required ? " " + word : " \\[" + word + "\\]";
  }
  out += "\n\n# DESCRIPTION\n\n" + escaped(verb.description) + "\n\n";
  std::vector<std::string> groups;
  for (const OptionText& option : declared.options) {
    if (option.group == "Everywhere") continue;
    bool known = false;
    for (const auto& group : groups) known = known || group == option.group;
    if (!known) groups.push_back(option.group);
  }
  groups.emplace_back("Everywhere");
  for (const auto& group : groups) {
    std::string title;
    for (const char c : group) title += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    out += "# " + title + "\n\n";
    for (const OptionText& option : declared.options) {
      if (option.group == group) out += entry(option);
    }
  }
  out += "# EXAMPLES\n\n";
  for (const Example& example : verb.examples) {
    if (!example.shows.empty()) out += escaped(example.shows) + ":\n\n";
    out += "```\n" + std::string(example.command) + "\n```\n\n";
  }
  out += "# EXIT STATUS\n\nAs *hearsay*(1) lists them.\n\n# SEE ALSO\n\n*hearsay*(1)\n";
  return out;
}

}  // namespace hearsay::cli
