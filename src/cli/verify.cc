// `hearsay verify`: does everything in the case file still hold?
#include <memory>
#include <string>
#include <utility>

#include "cli/case_file.h"
#include "cli/row_printer.h"
#include "cli/verb.h"
#include "ledger/ledger.h"

namespace hearsay::cli {
namespace {

struct VerifyOptions {
  std::string case_path;
  OutputOptions output;
  bool quiet = false;
};

Row row_of(const Finding& finding) {
  std::string claims = "[";
  for (const auto& claim : finding.claims) {
    if (claims.size() > 1) claims += ",";
    append_json_string(claims, claim);
  }
  const auto text_or_null = [](const std::string& text) { return text.empty() ? Cell::null() : Cell::of(text); };
  return {Cell::of(std::string(name(finding.kind))),
          text_or_null(finding.document),
          text_or_null(finding.path),
          finding.offset ? Cell::of(static_cast<std::int64_t>(*finding.offset)) : Cell::null(),
          Cell::of(finding.message),
          Cell::of(static_cast<std::int64_t>(finding.claims.size())),
          Cell::json(claims + "]")};
}

// For a person: what is wrong where, then the claims that rest on it.
void print_finding(Console& console, const Finding& finding) {
  Error where;
  where.path = finding.path;
  where.offset = finding.offset;
  where.message = std::string(name(finding.kind)) + ": " + finding.message;
  console.error(where);
}

int verify(Console& console, const VerifyOptions& options) {
  int status = kDone;
  auto ledger = open_case(console, options.case_path, status);
  if (!ledger) return status;
  const auto report = ledger->verify([&](std::uint64_t done, std::uint64_t all) {
    if (!options.quiet) console.progress("verifying " + with_commas(done) + "/" + with_commas(all) + " documents");
  });
  console.end_progress();
  if (!report.ok()) {
    console.error(report.error());
    return report.error().code == ErrorCode::kMalformed ? kVerificationFailed : exit_status_of_case(report.error());
  }
  std::size_t next = 0;
  Cursor cursor({{"finding"}, {"document"}, {"path"}, {"offset"}, {"message", true, true}, {"hits", false}, {"claims"}},
                [&](Row& row) -> Result<bool> {
                  if (next == report->findings.size()) return false;
                  row = row_of(report->findings[next++]);
                  return true;
                });
  const auto format = prepare_output(console, options.output);
  if (!format.ok()) {
    console.error(format.error());
    return kUsage;
  }
  std::uint64_t hit = 0;
  for (const Finding& finding : report->findings) hit += finding.claims.size();
  if (!report->findings.empty() || *format == Format::kJson || *format == Format::kCsv || *format == Format::kTsv) {
    if (report->findings.empty()) {
      console.out.write(*format == Format::kJson ? "[]\n" : "");
    } else if (const int printed = print_rows(console, cursor, *format, options.output.fields, {"finding"});
               printed != kDone) {
      return printed;
    }
  }
  console.out.flush();
  if (*format != Format::kTable) {
    for (const Finding& finding : report->findings) print_finding(console, finding);
  }
  if (!options.quiet) {
    console.note("hearsay: verified " + counted(report->captures, "capture") + " (" + with_commas(report->bytes) +
                 " bytes), " + counted(report->spans, "span") + ", " + counted(report->claims, "claim") + ", " +
                 counted(report->custody_rows, "custody row") + "; " + counted(report->reread, "text") +
                 " derived again from the bytes");
    std::string files = "hearsay: " + counted(report->files_seen, "file") + " on disk compared";
    if (report->files_gone > 0) files += ", " + with_commas(report->files_gone) + " no longer there";
    files += report->findings.empty()
                 ? "; everything holds"
                 : "; " + counted(report->findings.size(), "finding") + ", " + counted(hit, "claim") + " hit";
    console.note(files);
  }
  if (!report->findings.empty()) return kVerificationFailed;
  return report->captures == 0 ? kFoundNothing : kDone;
}

Run declare(Options& options) {
  auto parsed = std::make_shared<VerifyOptions>();
  declare_case(options, parsed->case_path);
  declare_output(options, parsed->output);
  options.flag("-q,--quiet", parsed->quiet, "no progress and no closing summary");
  return [parsed](Console& console) { return verify(console, *parsed); };
}

}  // namespace

Verb verify_verb() {
  return {
      "verify",
      "Check",
      "hash the bytes again and derive every span again",
      "Hashes each capture, compares it with the file on disk where that is still there, reads its text again, derives "
      "every span and its words again, and walks the chain of custody. Prints one finding a line and ends with status "
      "4 "
      "if anything differs, naming the claims that rest on the changed bytes. A file that is gone is counted and is no "
      "finding: the case file holds its bytes.",
      {{"hearsay verify", "the case in this folder"},
       {"hearsay verify --json | jq '.[].claims'", "which claims are hit"},
       {"hearsay verify --quiet && echo intact", "in a script"}},
      declare};
}

}  // namespace hearsay::cli
