// The program: finds the verb, lets it parse its options and run, and turns what happens into an exit status.
#include <csignal>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "cli/completion_script.h"
#include "cli/help.h"
#include "cli/suggestion.h"
#include "cli/verb.h"

namespace hearsay::cli {
namespace {

int usage_fault(Console& console, const std::string& reason, std::string_view verb) {
  console.error(reason);
  console.note("Try 'hearsay " + std::string(verb) + (verb.empty() ? "" : " ") + "--help'.");
  return kUsage;
}

int finish(Console& console, int status) {
  const Status written = console.out.finish();
  if (!written.ok()) {
    console.error(written.error());
    return kInternalFault;
  }
  return status;
}

int say(Console& console, const std::string& text) {
  console.out.write(text);
  return finish(console, kDone);
}

int unknown_verb(Console& console, const std::string& name) {
  for (const auto planned : planned_verbs()) {
    if (planned == name) {
      console.error("'" + name + "' is not built yet; 'hearsay --help' lists what is");
      return kUsage;
    }
  }
  std::vector<std::string_view> known;
  for (const Verb& verb : verbs()) known.push_back(verb.name);
  std::string reason = "unknown verb '" + name + "'" + did_you_mean(name, known);
  if (name.find_first_of("./") != std::string::npos) reason += "; to read files: hearsay read " + name;
  return usage_fault(console, reason, "");
}

int run_verb(Console& console, const Verb& verb, const std::vector<std::string>& arguments, std::string color) {
  Options options;
  const Run run = verb.declare(options);
  declare_everywhere(options, color);
  const auto outcome = options.parse(arguments);
  if (!outcome.ok()) return usage_fault(console, std::string(verb.name) + ": " + outcome.error().message, verb.name);
  console.set_color(color == "always" ? ColorMode::kAlways : color == "never" ? ColorMode::kNever : ColorMode::kAuto);
  if (*outcome == Options::Outcome::kHelp) {
    return say(console, help_of(verb, options, console.style(), console.width()));
  }
  return finish(console, run(console));
}

int run_program(Console& console, std::vector<std::string> arguments) {
  std::string color = "auto";
  std::size_t i = 0;
  for (; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--version" || word == "-V") return say(console, "hearsay " + std::string(kVersion) + "\n");
    if (word == "--help" || word == "-h") return say(console, full_help(console.style(), console.width()));
    if (word == "--color" && i + 1 < arguments.size()) {
      color = arguments[++i];
    } else if (word.starts_with("--color=")) {
      color = word.substr(8);
    } else if (!word.empty() && word[0] == '-') {
      constexpr std::string_view kKnown[] = {"--help", "--version", "--color"};
      return usage_fault(console, "unknown option '" + word + "' before the verb" + did_you_mean(word, kKnown), "");
    } else {
      break;
    }
  }
  if (color != "auto" && color != "always" && color != "never") {
    return usage_fault(console, "--color: '" + color + "' is not one of auto, always, never", "");
  }
  if (i == arguments.size()) return say(console, short_help(console.style()));
  std::string name = arguments[i];
  arguments.erase(arguments.begin(), arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  if (name == "help") {
    if (arguments.empty()) return say(console, full_help(console.style(), console.width()));
    name = arguments.front();
    arguments = {"--help"};
  }
  const Verb* verb = verb_named(name);
  return verb ? run_verb(console, *verb, arguments, color) : unknown_verb(console, name);
}

}  // namespace
}  // namespace hearsay::cli

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is no fault: writes see EPIPE
  hearsay::cli::Console console;
  try {
    return hearsay::cli::run_program(console, {argv + 1, argv + argc});
  } catch (const std::bad_alloc&) {
    console.error("out of memory");
  } catch (const std::exception& fault) {
    console.error(std::string("internal fault: ") + fault.what());
  }
  return hearsay::cli::kInternalFault;
}
