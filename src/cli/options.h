// The options of one verb: declared once, then parsed, shown by --help, printed in the man page and completed by
// shells. What it is: CLI11 behind a door of our own, so that a verb's file says what it takes and nothing else
// compiles CLI11. Ownership: keeps references to the variables that it fills; they must outlive it. Threads: one.
// Fails: parse() gives kUsage with a message that names the option and, where one is near, the one that was meant.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hearsay::cli {

struct OptionText {
  std::vector<std::string> flags;  // "-o" "--output"; empty for a positional
  std::string metavar;             // "FILE"; "" for a flag without value
  std::string description;
  std::vector<std::string> choices;
  std::string group;  // heading it stands under
  bool list = false;  // may be given more than once
  bool required = false;
  bool files = false;       // its value names a file or folder
  std::string environment;  // variable that stands in for it

  [[nodiscard]] bool positional() const { return flags.empty(); }
};

class Options {
 public:
  using Choices = std::vector<std::string>;

  Options();
  ~Options();
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;

  // Options declared from here on stand under this heading.
  void group(std::string title);

  // `names` as in "-o,--output". A default is what the variable holds.
  void flag(const std::string& names, bool& value, std::string description);
  void text(const std::string& names, std::string& value, std::string metavar, std::string description,
            std::string environment = "");
  void file(const std::string& names, std::string& value, std::string metavar, std::string description,
            std::string environment = "");
  void choice(const std::string& names, std::string& value, std::string metavar, Choices choices,
              std::string description, std::string environment = "");
  // Several values, by commas or by repeating; `choices` may be empty.
  void list(const std::string& names, std::vector<std::string>& value, std::string metavar, Choices choices,
            std::string description);
  void number(const std::string& names, std::optional<std::uint64_t>& value, std::string metavar,
              std::string description, std::string environment = "");
  void positional(std::string& value, std::string metavar, std::string description, bool required);
  void positional_choice(std::string& value, std::string metavar, Choices choices, std::string description,
                         bool required);
  void positional_paths(std::vector<std::string>& value, std::string metavar, std::string description);
  void positional_words(std::vector<std::string>& value, std::string metavar, std::string description);

  enum class Outcome : std::uint8_t { kRun, kHelp };
  [[nodiscard]] Result<Outcome> parse(const std::vector<std::string>& arguments);

  [[nodiscard]] const std::vector<OptionText>& described() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hearsay::cli
