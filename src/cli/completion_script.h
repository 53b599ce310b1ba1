// Completion scripts for bash, zsh and fish, made from the verbs and their options.
// Ownership: strings. Threads: pure. What is completed: verbs, options, values of a fixed set, files; not names and
// ids, which would need the case file.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/verb.h"

namespace hearsay::cli {

// A verb with its options as they are declared.
struct DeclaredVerb {
  const Verb* verb = nullptr;
  std::vector<OptionText> options;
};
[[nodiscard]] std::vector<DeclaredVerb> declared_verbs();
[[nodiscard]] DeclaredVerb declared(const Verb& verb);
void declare_everywhere(Options& options, std::string& color);  // what each verb takes beside its own

[[nodiscard]] std::string bash_completion(const std::vector<DeclaredVerb>& verbs);
[[nodiscard]] std::string zsh_completion(const std::vector<DeclaredVerb>& verbs);
[[nodiscard]] std::string fish_completion(const std::vector<DeclaredVerb>& verbs);

}  // namespace hearsay::cli
