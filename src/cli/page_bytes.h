// `hearsay show --source ID`: the very bytes of the captured page behind a cell, with where they stand.
//
// What it is: one row for each stretch of bytes: of a claim its content and the words of its chain, of a voice its
// mentions, of a part its text, of a document title, authors, dates, outlet and credit. Positions count in the capture
// (the page after the container's and HTTP's encodings, before its charset); for a page out of an archive the record's
// place in the archive file stands beside. Ownership: reads the ledger. Threads: one. Fails: an exit status, and on
// standard error why. Bytes that are no UTF-8 are shown as \xnn.
#pragma once

#include <string>

#include "cli/row_printer.h"
#include "cli/terminal.h"
#include "ledger/ledger.h"

namespace hearsay::cli {

// `id`: of anything that `explain` knows; or a part ("p:4") of `document`.
[[nodiscard]] int show_page_bytes(Console& console, const Ledger& ledger, const std::string& document,
                                  const std::string& id, const OutputOptions& output);

}  // namespace hearsay::cli
