// `hearsay man`: the manual pages in scdoc's format.
#include <memory>
#include <string>

#include "cli/man_page.h"
#include "cli/suggestion.h"
#include "cli/verb.h"

namespace hearsay::cli {
namespace {

struct ManOptions {
  std::string verb;
  std::string folder;
};

int write_page(Console& console, const std::string& path, const std::string& page) {
  OutputStream file(-1);
  Status written = file.redirect(path);
  if (written.ok()) {
    file.write(page);
    written = file.finish();
  }
  if (written.ok()) return kDone;
  console.error(written.error());
  return exit_status_of(written.error().code);
}

int man(Console& console, const ManOptions& options) {
  if (!options.folder.empty()) {
    int status = write_page(console, options.folder + "/hearsay.1.scd", main_page());
    for (const DeclaredVerb& declared : declared_verbs()) {
      if (status != kDone) return status;
      status = write_page(console, options.folder + "/hearsay-" + std::string(declared.verb->name) + ".1.scd",
                          verb_page(declared));
    }
    return status;
  }
  if (options.verb.empty()) {
    console.out.write(main_page());
    return kDone;
  }
  const Verb* verb = verb_named(options.verb);
  if (!verb) {
    std::vector<std::string_view> known;
    for (const Verb& other : verbs()) known.push_back(other.name);
    console.error("unknown verb '" + options.verb + "'" + did_you_mean(options.verb, known));
    return kUsage;
  }
  console.out.write(verb_page(declared(*verb)));
  return kDone;
}

Run declare(Options& options) {
  auto parsed = std::make_shared<ManOptions>();
  options.positional(parsed->verb, "VERB", "the verb; without it, hearsay(1)", false);
  options.file("--into", parsed->folder, "FOLDER", "write all pages there, as NAME.1.scd");
  return [parsed](Console& console) { return man(console, *parsed); };
}

}  // namespace

Verb man_verb() {
  return {"man",
          "Tools",
          "the manual pages, in scdoc's format",
          "Prints a manual page for scdoc(1). An installed hearsay has the finished pages: man hearsay, man "
          "hearsay-claims.",
          {{"hearsay man claims | scdoc | man -l -", "read one without installing"},
           {"hearsay man --into pages", "all of them"}},
          declare};
}

}  // namespace hearsay::cli
