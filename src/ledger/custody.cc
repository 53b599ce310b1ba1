#include "ledger/custody.h"

#include <array>
#include <ctime>

#include "base/hash.h"

namespace hearsay {

namespace {

// The columns in the order in which they are hashed. Part of the format: do not reorder.
constexpr std::string_view kColumns =
    "number, at, who, action, arguments, program, model, model_sha256, document, path, input, output, previous";
constexpr int kColumnCount = 13;
constexpr int kActionColumn = 3;
constexpr int kDocumentColumn = 8;
constexpr int kPathColumn = 9;
constexpr int kPreviousColumn = 12;
constexpr std::string_view kNoRow = "0000000000000000000000000000000000000000000000000000000000000000";

// The clock, which custody alone may read.
std::string now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  const std::size_t n = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return {text, n};
}

// Each field with its length before it, so that no two rows hash alike.
std::string hash_of(const std::array<std::string, kColumnCount>& fields) {
  std::string bytes;
  for (const std::string& field : fields) bytes += std::to_string(field.size()) + ':' + field;
  return to_hex(sha256(bytes));
}

std::string json_list(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) {
    if (out.size() > 1) out += ',';
    append_json_string(out, item);
  }
  return out + ']';
}

}  // namespace

Status append_custody(const std::shared_ptr<Database>& database, const ReadRun& run, const CustodyEntry& entry) {
  auto last = Statement::prepare(database, "SELECT number, hash FROM custody ORDER BY number DESC LIMIT 1");
  if (!last) return last.error();
  auto any = last->step();
  if (!any) return any.error();
  const std::int64_t number = *any ? last->integer(0) + 1 : 1;
  std::array<std::string, kColumnCount> fields{std::to_string(number),
                                               now(),
                                               run.who,
                                               std::string(entry.action),
                                               json_list(run.arguments),
                                               run.program,
                                               run.model,
                                               run.model_sha256,
                                               entry.document,
                                               entry.path,
                                               entry.input,
                                               entry.output,
                                               *any ? last->text(1) : std::string(kNoRow)};
  last->reset();
  auto insert = Statement::prepare(
      database, "INSERT INTO custody(" + std::string(kColumns) + ", hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  if (!insert) return insert.error();
  insert->bind(1, number);
  for (int i = 1; i < kColumnCount; ++i) insert->bind(i + 1, fields[static_cast<std::size_t>(i)]);
  insert->bind(kColumnCount + 1, hash_of(fields));
  return insert->execute();
}

Result<CustodyCheck> check_custody(const std::shared_ptr<Database>& database) {
  CustodyCheck check;
  auto rows = Statement::prepare(database, "SELECT " + std::string(kColumns) + ", hash FROM custody ORDER BY number");
  if (!rows) return rows.error();
  std::string previous(kNoRow);
  for (;;) {
    auto more = rows->step();
    if (!more) return more.error();
    if (!*more) return check;
    ++check.rows;
    std::array<std::string, kColumnCount> fields;
    for (int i = 0; i < kColumnCount; ++i) fields[static_cast<std::size_t>(i)] = rows->text(i);
    const std::string hash = rows->text(kColumnCount);
    std::string wrong;
    if (hash_of(fields) != hash) {
      wrong = "its fields do not have its hash";
    } else if (fields[kPreviousColumn] != previous) {
      wrong = "it does not follow the row before it";
    } else if (fields[0] != std::to_string(check.rows)) {
      wrong = "it should be row " + std::to_string(check.rows);
    }
    if (!wrong.empty()) {
      Finding finding;
      finding.kind = Finding::Kind::kCustodyBroken;
      finding.document = fields[kDocumentColumn];
      finding.path = fields[kPathColumn];
      finding.message = "custody row " + fields[0] + " (" + fields[kActionColumn] + "): " + wrong;
      check.findings.push_back(std::move(finding));
    }
    previous = hash;
  }
}

}  // namespace hearsay
