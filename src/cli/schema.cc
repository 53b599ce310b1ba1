// `hearsay schema`: the case file's tables.
#include "cli/verb.h"
#include "ledger/ledger.h"

namespace hearsay::cli {
namespace {

Run declare(Options&) {
  return [](Console& console) -> int {
    console.out.write(schema_sql());
    return kDone;
  };
}

}  // namespace

Verb schema_verb() {
  return {"schema",
          "Tools",
          "the tables of a case file, as SQL",
          "Prints the tables of a case file with what each column means. Column names are the field names of the JSON.",
          {{"hearsay schema | less", "to read"}, {"hearsay schema | grep 'CREATE TABLE'", "the tables' names"}},
          declare};
}

}  // namespace hearsay::cli
