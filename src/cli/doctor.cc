// `hearsay doctor`: what this installation stands on, and whether it is all there.
#include <sqlite3.h>
#include <sys/stat.h>
#include <unicode/uversion.h>

#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/case_file.h"
#include "cli/model_file.h"
#include "cli/ordered_parallel.h"
#include "cli/row_printer.h"
#include "cli/verb.h"
#include "language/language.h"
#include "ledger/ledger.h"
#include "source/source.h"

namespace hearsay::cli {
namespace {

struct DoctorOptions {
  std::string case_path;
  OutputOptions output;
};

class Checks {
 public:
  void fine(std::string what, std::string detail) { add(std::move(what), "ok", std::move(detail)); }
  void absent(std::string what, std::string detail) { add(std::move(what), "none", std::move(detail)); }
  void wrong(std::string what, std::string detail, int status) {
    add(std::move(what), "wrong", std::move(detail));
    if (status_ == kDone) status_ = status;
  }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] int status() const { return status_; }

 private:
  void add(std::string what, std::string state, std::string detail) {
    rows_.push_back({Cell::of(std::move(what)), Cell::of(std::move(state)), Cell::of(std::move(detail))});
  }
  std::vector<Row> rows_;
  int status_ = kDone;
};

void check_model(Checks& checks) {
  const auto found = find_model();
  if (!found.ok()) {
    checks.wrong("model", found.error().message, kUsage);
    return;
  }
  const auto model = open_model();
  if (!model.ok()) {
    checks.wrong("model", model.error().describe(), kUsage);
    return;
  }
  checks.fine("model", std::string((*model)->name()) + " " + std::string((*model)->version()) + ", " + found->path);
  checks.fine("model sha256", std::string((*model)->sha256()));
  const auto reader = open_reader();
  if (!reader.ok()) {
    checks.wrong("reader", reader.error().describe(), kUsage);
    return;
  }
  checks.fine("reader", find_reader().path);
  checks.fine("reader sha256", std::string((*reader)->encoder()->sha256()));
}

void check_case(Checks& checks, const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) {
    checks.absent("case file", path + " is not there yet; 'hearsay read PATH…' makes it");
    return;
  }
  const auto ledger = Ledger::open(path, {});
  if (!ledger.ok()) {
    checks.wrong("case file", ledger.error().describe(), exit_status_of_case(ledger.error()));
    return;
  }
  const auto stats = ledger->stats();
  if (!stats.ok()) {
    checks.wrong("case file", stats.error().describe(), exit_status_of_case(stats.error()));
    return;
  }
  checks.fine("case file", path + ", schema " + std::to_string(stats->schema) + ", " + with_commas(stats->file_bytes) +
                               " bytes, of these " + with_commas(stats->capture_bytes) + " captures");
  std::string rows;
  for (const auto& [table, count] : stats->rows) {
    if (count > 0) rows += (rows.empty() ? "" : ", ") + with_commas(count) + " " + table;
  }
  if (!rows.empty()) checks.fine("case rows", rows);
  for (const auto& reader : stats->readers) {
    checks.fine("read by", reader.program + " with " + (reader.model.empty() ? "no model" : reader.model) + ": " +
                               counted(reader.documents, "document"));
  }
}

int doctor(Console& console, const DoctorOptions& options) {
  Checks checks;
  checks.fine("program", "hearsay " + std::string(kVersion) + ", " + program_folder());
  check_model(checks);
  checks.fine("kernels", std::string(active_isa()) + " (HEARSAY_ISA)");
  checks.fine("threads", counted(std::max(1u, std::thread::hardware_concurrency()), "core"));
  checks.fine("sqlite", sqlite3_libversion());
  checks.fine("icu", U_ICU_VERSION);
  checks.fine("limits", "a source " + with_commas(kMaxSourceBytes >> 20) + " MiB; a part that is analysed " +
                            with_commas(kMaxPartBytes >> 10) + " KiB; sources in flight " +
                            with_commas(kBudgetBytes >> 20) + " MiB or one larger");
  check_case(checks, options.case_path);
  std::size_t next = 0;
  Cursor cursor({{"check"}, {"state"}, {"detail", true, true}}, [&](Row& row) -> Result<bool> {
    if (next == checks.rows().size()) return false;
    row = checks.rows()[next++];
    return true;
  });
  const int printed = print_rows(console, cursor, options.output, {"check"});
  return printed == kDone ? checks.status() : printed;
}

Run declare(Options& options) {
  auto parsed = std::make_shared<DoctorOptions>();
  declare_case(options, parsed->case_path);
  declare_output(options, parsed->output);
  return [parsed](Console& console) { return doctor(console, *parsed); };
}

}  // namespace

Verb doctor_verb() {
  return {
      "doctor",
      "Tools",
      "what this installation stands on, and whether it is all there",
      "Checks the language model, the kernels this machine can run, the libraries, the limits and the case file. Ends "
      "with status 0 if everything needed is there, else 2 (model, case file) or 5 (case file of a newer schema).",
      {{"hearsay doctor", ""}, {"HEARSAY_MODEL=sm hearsay doctor", "the small model"}},
      declare};
}

}  // namespace hearsay::cli
