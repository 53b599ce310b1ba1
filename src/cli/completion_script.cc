#include "cli/completion_script.h"

#include <algorithm>

namespace hearsay::cli {

namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between = " ") {
  std::string out;
  for (const auto& word : words) {
    if (!out.empty()) out += between;
    out += word;
  }
  return out;
}

// Inside single quotes of a POSIX shell.
std::string shell_quoted(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out;
}

// The first clause is enough beside a completion.
std::string_view brief(std::string_view description) { return description.substr(0, description.find_first_of(";:(")); }

std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : shell_quoted(brief(text))) {
    if (c == '[' || c == ']' || c == ':') out += '\\';
    out += c;
  }
  return out;
}

std::string fish_text(std::string_view text) {
  std::string out;
  for (const char c : brief(text)) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

const OptionText* first_positional(const DeclaredVerb& verb) {
  const auto it =
      std::find_if(verb.options.begin(), verb.options.end(), [](const OptionText& o) { return o.positional(); });
  return it == verb.options.end() ? nullptr : &*it;
}

std::string zsh_action(const OptionText& option) {
  if (!option.choices.empty()) {
    const std::string values = joined(option.choices);
    return option.list ? "_values -s , " + option.metavar + " " + values : "(" + values + ")";
  }
  return option.files ? "_files" : " ";
}

}  // namespace

void declare_everywhere(Options& options, std::string& color) {
  options.group("Everywhere");
  options.choice("--color", color, "WHEN", {"auto", "always", "never"}, "colour the output");
}

DeclaredVerb declared(const Verb& verb) {
  Options options;
  std::string color;
  const Run run = verb.declare(options);  // keeps the variables alive
  declare_everywhere(options, color);
  return {&verb, options.described()};
}

std::vector<DeclaredVerb> declared_verbs() {
  std::vector<DeclaredVerb> all;
  for (const Verb& verb : verbs()) all.push_back(declared(verb));
  return all;
}

std::string bash_completion(const std::vector<DeclaredVerb>& all) {
  std::string names;
  for (const auto& declared : all) names += (names.empty() ? "" : " ") + std::string(declared.verb->name);
  std::string out =
      "# bash completion for hearsay; made by 'hearsay completion bash'\n"
      "_hearsay() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb= words= values= list= files= i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    [[ ${COMP_WORDS[i]} != -* ]] && { verb=${COMP_WORDS[i]}; break; }\n"
      "  done\n"
      "  COMPREPLY=()\n"
      "  if [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
      "  if [[ $cur == = ]]; then prev=${COMP_WORDS[COMP_CWORD-1]}; cur=; fi\n"
      "  case $verb in\n"
      "    '') COMPREPLY=($(compgen -W '" +
      names +
      " help --help --version --color' -- \"$cur\")); return ;;\n"
      "    help) COMPREPLY=($(compgen -W '" +
      names + "' -- \"$cur\")); return ;;\n";
  for (const auto& declared : all) {
    out += "    " + std::string(declared.verb->name) + ")\n";
    std::string flags, valued;
    for (const OptionText& option : declared.options) {
      if (option.positional()) continue;
      flags += (flags.empty() ? "" : " ") + joined(option.flags);
      if (option.metavar.empty()) continue;
      valued += "        " + joined(option.flags, "|") + ") ";
      if (!option.choices.empty()) {
        valued += "values='" + joined(option.choices) + "'" + (option.list ? " list=1" : "");
      } else {
        valued += option.files ? "files=1" : "return";
      }
      valued += " ;;\n";
    }
    out += "      words='" + flags + "'\n";
    out += "      case $prev in\n" + valued;
    const OptionText* positional = first_positional(declared);
    if (positional && !positional->choices.empty()) {
      out += "        *) [[ $cur != -* ]] && values='" + joined(positional->choices) + "' ;;\n";
    } else if (positional && positional->files) {
      out += "        *) [[ $cur != -* ]] && files=1 ;;\n";
    }
    out += "      esac ;;\n";
  }
  out +=
      "  esac\n"
      "  if [[ $files ]]; then\n"
      "    compopt -o filenames 2>/dev/null\n"
      "    mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
      "  elif [[ $values && $list && $cur == *,* ]]; then\n"
      "    COMPREPLY=($(compgen -P \"${cur%,*},\" -W \"$values\" -- \"${cur##*,}\"))\n"
      "  elif [[ $values ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$values\" -- \"$cur\"))\n"
      "  else\n"
      "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
      "  fi\n"
      "}\n"
      "complete -F _hearsay hearsay\n";
  return out;
}

std::string zsh_completion(const std::vector<DeclaredVerb>& all) {
  std::string out =
      "#compdef hearsay\n"
      "# zsh completion for hearsay; made by 'hearsay completion zsh'\n"
      "_hearsay() {\n"
      "  local -a verbs\n"
      "  verbs=(\n";
  for (const auto& declared : all) {
    out += "    '" + std::string(declared.verb->name) + ":" + zsh_text(declared.verb->summary) + "'\n";
  }
  out +=
      "    'help:explain a verb'\n"
      "  )\n"
      "  if (( CURRENT == 2 )); then\n"
      "    _describe -t verbs verb verbs\n"
      "    _arguments '(-h --help)'{-h,--help}'[help]' '--version[the version]'\n"
      "    return\n"
      "  fi\n"
      "  local verb=$words[2]\n"
      "  shift words\n"
      "  (( CURRENT-- ))\n"
      "  case $verb in\n"
      "    help) _describe -t verbs verb verbs ;;\n";
  for (const auto& declared : all) {
    out += "    " + std::string(declared.verb->name) + ")\n      _arguments -s";
    for (const OptionText& option : declared.options) {
      out += " \\\n        ";
      if (option.positional()) {
        out += "'" + std::string(option.list ? "*" : "") + ":" + option.metavar + ":" + zsh_action(option) + "'";
        continue;
      }
      const std::string value = option.metavar.empty() ? "" : ":" + option.metavar + ":" + zsh_action(option);
      const auto name = [&](const std::string& flag) {
        return flag + (option.metavar.empty() ? "" : flag.size() > 2 ? "=" : "+");
      };
      const std::string rest = "[" + zsh_text(option.description) + "]" + value + "'";
      const std::string again = option.list ? "*" : "";
      if (option.flags.size() == 1) {
        out += "'" + again + name(option.flags[0]) + rest;
      } else {
        std::vector<std::string> named;
        for (const auto& flag : option.flags) named.push_back(name(flag));
        out += "'(" + joined(option.flags) + ")'{" + joined(named, ",") + "}'" + rest;
      }
    }
    out += " ;;\n";
  }
  out +=
      "  esac\n"
      "}\n"
      "if [[ $funcstack[1] == _hearsay ]]; then _hearsay \"$@\"; else compdef _hearsay hearsay; fi\n";
  return out;
}

std::string fish_completion(const std::vector<DeclaredVerb>& all) {
  std::string names;
  for (const auto& declared : all) names += (names.empty() ? "" : " ") + std::string(declared.verb->name);
  std::string out =
      "# fish completion for hearsay; made by 'hearsay completion fish'\n"
      "complete -c hearsay -f\n"
      "complete -c hearsay -n __fish_use_subcommand -s h -l help -d 'help'\n"
      "complete -c hearsay -n __fish_use_subcommand -l version -d 'the version'\n"
      "complete -c hearsay -n __fish_use_subcommand -a help -d 'explain a verb'\n"
      "complete -c hearsay -n '__fish_seen_subcommand_from help' -a '" +
      names + "'\n";
  for (const auto& declared : all) {
    const std::string verb(declared.verb->name);
    out +=
        "complete -c hearsay -n __fish_use_subcommand -a " + verb + " -d '" + fish_text(declared.verb->summary) + "'\n";
    const std::string seen = "complete -c hearsay -n '__fish_seen_subcommand_from " + verb + "'";
    for (const OptionText& option : declared.options) {
      out += seen;
      for (const auto& flag : option.flags) {
        out += flag.size() > 2 ? " -l " + flag.substr(2) : " -s " + flag.substr(1);
      }
      if (option.positional()) {
        out += !option.choices.empty() ? " -a '" + joined(option.choices) + "'" : option.files ? " -F" : "";
      } else if (!option.choices.empty()) {
        out += " -x -a '" + joined(option.choices) + "'";
      } else if (!option.metavar.empty()) {
        out += option.files ? " -r -F" : " -x";
      }
      out += " -d '" + fish_text(option.description) + "'\n";
    }
  }
  return out;
}

}  // namespace hearsay::cli
