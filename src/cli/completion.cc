// `hearsay completion SHELL`: the completion script of a shell.
#include <memory>
#include <string>

#include "cli/completion_script.h"
#include "cli/verb.h"

namespace hearsay::cli {
namespace {

Run declare(Options& options) {
  auto shell = std::make_shared<std::string>();
  options.positional_choice(*shell, "SHELL", {"bash", "zsh", "fish"}, "the shell to complete for", true);
  return [shell](Console& console) -> int {
    const auto all = declared_verbs();
    console.out.write(*shell == "bash"  ? bash_completion(all)
                      : *shell == "zsh" ? zsh_completion(all)
                                        : fish_completion(all));
    return kDone;
  };
}

}  // namespace

Verb completion_verb() {
  return {
      "completion",
      "Tools",
      "completions for bash, zsh and fish",
      "Prints a script that completes verbs, options, their values and file names. An installed hearsay has them in "
      "place.",
      {{"source <(hearsay completion bash)", "in ~/.bashrc"},
       {"hearsay completion zsh > ~/.zfunc/_hearsay", "a folder of $fpath"},
       {"hearsay completion fish > ~/.config/fish/completions/hearsay.fish", ""}},
      declare};
}

}  // namespace hearsay::cli
