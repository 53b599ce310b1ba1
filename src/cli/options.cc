#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "cli/suggestion.h"

namespace hearsay::cli {

namespace {

// In the contract, and not there yet: better said than called unknown.
constexpr std::string_view kPlannedOptions[] = {"--actors", "--fetch", "--dry-run"};

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const auto& word : words) {
    if (!out.empty()) out += between;
    out += word;
  }
  return out;
}

CLI::Validator one_of(std::vector<std::string> choices) {
  return {[choices = std::move(choices)](std::string& given) -> std::string {
            if (std::find(choices.begin(), choices.end(), given) != choices.end()) return "";
            const std::vector<std::string_view> known(choices.begin(), choices.end());
            const std::string meant = did_you_mean(given, known);
            return "'" + given + "' is not one of " + joined(choices, ", ") + meant;
          },
          "", "choice"};
}

CLI::Validator whole_number() {
  return {[](std::string& given) -> std::string {
            std::uint64_t number = 0;
            const auto [end, fault] = std::from_chars(given.data(), given.data() + given.size(), number);
            if (fault == std::errc() && end == given.data() + given.size()) return "";
            return "'" + given + "' is not a whole number";
          },
          "", "number"};
}

}  // namespace

struct Options::State {
  CLI::App app;
  std::vector<OptionText> described;
  std::string group = "Options";

  CLI::Option* note(CLI::Option* option, OptionText text) {
    for (const auto& name : option->get_snames()) text.flags.push_back("-" + name);
    for (const auto& name : option->get_lnames()) text.flags.push_back("--" + name);
    text.group = group;
    if (!text.environment.empty()) option->envname(text.environment);
    described.push_back(std::move(text));
    return option;
  }

  Error unexpected() {
    for (const std::string& word : app.remaining(true)) {
      if (word.empty() || word[0] != '-') {
        return {ErrorCode::kUsage, "unexpected argument '" + word + "'", ""};
      }
      const std::string flag = word.substr(0, word.find('='));
      if (std::find(std::begin(kPlannedOptions), std::end(kPlannedOptions), flag) != std::end(kPlannedOptions)) {
        return {ErrorCode::kUsage, "option '" + flag + "' is not built yet", ""};
      }
      std::vector<std::string_view> known;
      for (const auto& option : described) known.insert(known.end(), option.flags.begin(), option.flags.end());
      std::erase_if(known, [](std::string_view name) { return name.size() <= 2; });
      return {ErrorCode::kUsage, "unknown option '" + flag + "'" + did_you_mean(flag, known), ""};
    }
    return {ErrorCode::kUsage, "unexpected argument", ""};
  }

  Error missing() {
    for (const auto& option : described) {
      if (option.required) return {ErrorCode::kUsage, "needs " + option.metavar + ": " + option.description, ""};
    }
    return {ErrorCode::kUsage, "an argument is missing", ""};
  }
};

Options::Options() : state_(std::make_unique<State>()) {
  state_->app.set_help_flag("-h,--help", "show this help");
  OptionText help;
  help.flags = {"-h", "--help"};
  help.description = "show this help";
  help.group = "Everywhere";
  state_->described.push_back(std::move(help));
}
Options::~Options() = default;

void Options::group(std::string title) { state_->group = std::move(title); }

void Options::flag(const std::string& names, bool& value, std::string description) {
  OptionText text;
  text.description = std::move(description);
  state_->note(state_->app.add_flag(names, value), std::move(text));
}

void Options::text(const std::string& names, std::string& value, std::string metavar, std::string description,
                   std::string environment) {
  OptionText text;
  text.metavar = std::move(metavar);
  text.description = std::move(description);
  text.environment = std::move(environment);
  state_->note(state_->app.add_option(names, value)->take_last(), std::move(text));
}

void Options::file(const std::string& names, std::string& value, std::string metavar, std::string description,
                   std::string environment) {
  text(names, value, std::move(metavar), std::move(description), std::move(environment));
  state_->described.back().files = true;
}

void Options::choice(const std::string& names, std::string& value, std::string metavar, Choices choices,
                     std::string description, std::string environment) {
  OptionText text;
  text.metavar = std::move(metavar);
  text.description = std::move(description);
  text.choices = choices;
  text.environment = std::move(environment);
  state_->note(state_->app.add_option(names, value)->take_last()->check(one_of(std::move(choices))), std::move(text));
}

void Options::list(const std::string& names, std::vector<std::string>& value, std::string metavar, Choices choices,
                   std::string description) {
  OptionText text;
  text.metavar = std::move(metavar);
  text.description = std::move(description);
  text.choices = choices;
  text.list = true;
  CLI::Option* option = state_->app.add_option(names, value)->delimiter(',')->allow_extra_args(false);
  if (!choices.empty()) option->check(one_of(std::move(choices)));
  state_->note(option, std::move(text));
}

void Options::number(const std::string& names, std::optional<std::uint64_t>& value, std::string metavar,
                     std::string description, std::string environment) {
  OptionText text;
  text.metavar = std::move(metavar);
  text.description = std::move(description);
  text.environment = std::move(environment);
  state_->note(state_->app.add_option(names, value)->take_last()->check(whole_number()), std::move(text));
}

void Options::positional(std::string& value, std::string metavar, std::string description, bool required) {
  OptionText text;
  text.metavar = metavar;
  text.description = std::move(description);
  text.required = required;
  state_->note(state_->app.add_option(metavar, value)->required(required), std::move(text));
}

void Options::positional_choice(std::string& value, std::string metavar, Choices choices, std::string description,
                                bool required) {
  OptionText text;
  text.metavar = metavar;
  text.description = std::move(description);
  text.required = required;
  text.choices = choices;
  state_->note(state_->app.add_option(metavar, value)->required(required)->check(one_of(std::move(choices))),
               std::move(text));
}

void Options::positional_paths(std::vector<std::string>& value, std::string metavar, std::string description) {
  OptionText text;
  text.metavar = metavar;
  text.description = std::move(description);
  text.required = true;
  text.list = true;
  text.files = true;
  state_->note(state_->app.add_option(metavar, value)->required(), std::move(text));
}

void Options::positional_words(std::vector<std::string>& value, std::string metavar, std::string description) {
  OptionText text;
  text.metavar = metavar;
  text.description = std::move(description);
  text.list = true;
  state_->note(state_->app.add_option(metavar, value), std::move(text));
}

Result<Options::Outcome> Options::parse(const std::vector<std::string>& arguments) {
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
  try {
    state_->app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    return Outcome::kHelp;
  } catch (const CLI::ExtrasError&) {
    return state_->unexpected();
  } catch (const CLI::RequiredError&) {
    // An option that is unknown takes its value away from where it was meant: say that first.
    for (const std::string& word : state_->app.remaining(true)) {
      if (!word.empty() && word[0] == '-') return state_->unexpected();
    }
    return state_->missing();
  } catch (const CLI::ParseError& fault) {
    return Error{ErrorCode::kUsage, fault.what(), ""};
  }
  return Outcome::kRun;
}

const std::vector<OptionText>& Options::described() const { return state_->described; }

}  // namespace hearsay::cli
