#include "source/json_lines.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <array>
#include <vector>

#include "base/hash.h"
#include "source/ascii.h"

namespace hearsay {

namespace {

enum class Field : std::uint8_t { kHtml, kText, kUrl, kTitle, kAuthors, kPublished, kOutlet, kCaptured, kOther };

struct FieldName {
  std::string_view name;
  Field field;
};

// Of one field's names, those that come first count more.
constexpr auto kFields = std::to_array<FieldName>({
    {"html", Field::kHtml},
    {"raw_html", Field::kHtml},
    {"text", Field::kText},
    {"body", Field::kText},
    {"content", Field::kText},
    {"maintext", Field::kText},
    {"article", Field::kText},
    {"url", Field::kUrl},
    {"uri", Field::kUrl},
    {"link", Field::kUrl},
    {"title", Field::kTitle},
    {"headline", Field::kTitle},
    {"authors", Field::kAuthors},
    {"author", Field::kAuthors},
    {"byline", Field::kAuthors},
    {"published", Field::kPublished},
    {"date", Field::kPublished},
    {"published_at", Field::kPublished},
    {"date_publish", Field::kPublished},
    {"publish_date", Field::kPublished},
    {"pub_date", Field::kPublished},
    {"created_at", Field::kPublished},
    {"timestamp", Field::kPublished},
    {"outlet", Field::kOutlet},
    {"publisher", Field::kOutlet},
    {"site_name", Field::kOutlet},
    {"source", Field::kOutlet},
    {"captured_at", Field::kCaptured},
    {"crawled_at", Field::kCaptured},
    {"date_download", Field::kCaptured},
});

// Keeps the strings of the outermost object's known fields. Depth 1 is inside that object.
class LineHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, LineHandler> {
 public:
  struct Found {
    std::vector<std::string> values;
    std::size_t rank = kFields.size();
  };

  bool StartObject() { return open(false); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool StartArray() { return open(true); }
  bool EndArray(rapidjson::SizeType) { return close(); }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    const std::string_view key(text, size);
    if (depth_ == 1) {
      rank_ = kFields.size();
      for (std::size_t i = 0; i < kFields.size(); ++i) {
        if (kFields[i].name == key) rank_ = i;
      }
    }
    name_key_ = depth_ == (in_list_ ? 3u : 2u) && key == "name";
    return true;
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    if (depth_ == 0) no_object_ = true;
    if (rank_ == kFields.size()) return true;
    Found& found = found_[static_cast<std::size_t>(kFields[rank_].field)];
    const bool author = kFields[rank_].field == Field::kAuthors;
    const bool listed = author && ((in_list_ && depth_ == 2) || (depth_ > 1 && name_key_));
    if (depth_ != 1 && !listed) return true;
    if (size == 0 || rank_ > found.rank) return true;
    if (rank_ < found.rank || !listed) found.values.clear();
    found.rank = rank_;
    constexpr std::size_t kMaxAuthors = 20;
    if (found.values.size() < kMaxAuthors) found.values.emplace_back(text, size);
    return true;
  }
  bool RawNumber(const char*, rapidjson::SizeType, bool) { return Default(); }
  bool Default() {
    if (depth_ == 0) no_object_ = true;
    return true;
  }

  [[nodiscard]] bool object() const { return !no_object_; }
  [[nodiscard]] bool too_deep() const { return too_deep_; }
  [[nodiscard]] std::string take(Field field) {
    Found& found = found_[static_cast<std::size_t>(field)];
    return found.values.empty() ? "" : std::move(found.values.front());
  }
  [[nodiscard]] std::vector<std::string> take_all(Field field) {
    return std::move(found_[static_cast<std::size_t>(field)].values);
  }

 private:
  bool open(bool list) {
    if (depth_ == 0 && list) no_object_ = true;
    if (depth_ == 1) in_list_ = list;
    too_deep_ = ++depth_ > kMaxJsonDepth;
    return !too_deep_;
  }
  bool close() {
    --depth_;
    if (depth_ == 1) rank_ = kFields.size();
    return true;
  }

  std::array<Found, static_cast<std::size_t>(Field::kOther)> found_;
  std::size_t depth_ = 0, rank_ = kFields.size();
  bool in_list_ = false, name_key_ = false, no_object_ = false, too_deep_ = false;
};

rapidjson::ParseResult parse(std::string_view line, LineHandler& handler) {
  rapidjson::MemoryStream stream(line.data(), line.size());
  rapidjson::Reader reader;
  return reader.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag>(stream, handler);
}

// The line with each surrogate escape that has no pair written as \ufffd.
std::string with_paired_surrogates(std::string_view line) {
  const auto escape_at = [&](std::size_t at) -> int {
    if (line.substr(at, 2) != "\\u" || at + 6 > line.size()) return -1;
    int value = 0;
    for (const char c : line.substr(at + 2, 4)) {
      const int digit = ascii::is_digit(c) ? c - '0' : ascii::to_lower(c) - 'a' + 10;
      if (digit < 0 || digit > 15) return -1;
      value = value * 16 + digit;
    }
    return value;
  };
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] != '\\') {
      out += line[at++];
      continue;
    }
    const int unit = escape_at(at);
    if (unit < 0xD800 || unit > 0xDFFF) {
      const std::size_t length = unit < 0 ? 2 : 6;
      out += line.substr(at, length);
      at += length;
      continue;
    }
    const int next = unit < 0xDC00 ? escape_at(at + 6) : -1;
    if (next >= 0xDC00 && next <= 0xDFFF) {
      out += line.substr(at, 12);
      at += 12;
    } else {
      out += "\\ufffd";
      at += 6;
    }
  }
  return out;
}

}  // namespace

Result<RawSource> source_of_json_line(std::string_view line, const std::string& path, std::uint64_t offset,
                                      bool addressable) {
  const auto malformed = [&](std::string why, std::uint64_t at) {
    return Error{ErrorCode::kMalformed, std::move(why), path, offset + at};
  };
  RawSource source;
  source.path = path;
  source.in_archive = true;
  std::string repaired;
  if (line.find("\\ud") != std::string_view::npos || line.find("\\uD") != std::string_view::npos) {
    repaired = with_paired_surrogates(line);
    if (repaired != line) {
      source.warnings.push_back(malformed("half a surrogate pair in this line; read as U+FFFD", 0));
    }
  }
  LineHandler handler;
  const rapidjson::ParseResult parsed = parse(repaired.empty() ? line : std::string_view(repaired), handler);
  if (!parsed) {
    if (handler.too_deep()) return malformed("this line's JSON is too deep", parsed.Offset());
    return malformed(std::string("no JSON: ") + rapidjson::GetParseError_En(parsed.Code()), parsed.Offset());
  }
  if (!handler.object()) return malformed("this line is no JSON object", 0);
  source.bytes = handler.take(Field::kHtml);
  source.stated_type = "text/html";
  if (source.bytes.empty()) {
    source.bytes = handler.take(Field::kText);
    source.stated_type = "text/plain";
  }
  if (source.bytes.empty()) return malformed("this line has no field `text` or `html`", 0);
  source.stated_charset = "utf-8";
  source.uri = handler.take(Field::kUrl);
  source.captured_at = handler.take(Field::kCaptured);
  source.stated.title = handler.take(Field::kTitle);
  source.stated.outlet = handler.take(Field::kOutlet);
  source.stated.published = handler.take(Field::kPublished);
  source.stated.authors = handler.take_all(Field::kAuthors);
  source.stated.from = "jsonl";
  if (addressable) source.archive = ArchiveLocator{offset, line.size(), to_hex(sha256(line))};
  return source;
}

JsonLinesStream::JsonLinesStream(std::string path, std::unique_ptr<ByteInput> input, bool addressable)
    : path_(std::move(path)), input_(std::move(input)), reader_(*input_), addressable_(addressable) {}

std::optional<Result<PendingSource>> JsonLinesStream::next() {
  while (!ended_) {
    if (reader_.offset() == 0 && reader_.peek(3).starts_with("\xEF\xBB\xBF")) reader_.skip(3);
    if (reader_.at_end()) {
      ended_ = true;
      if (reader_.fault()) return Error{ErrorCode::kUnreadable, *reader_.fault(), path_, reader_.offset()};
      break;
    }
    const std::uint64_t offset = reader_.offset();
    auto line = std::make_shared<std::string>();
    bool too_large = false;
    for (;;) {
      const std::string_view view = reader_.peek(1);
      const std::size_t end = std::min(view.find('\n'), view.size());
      too_large = too_large || line->size() + end > kMaxSourceBytes;
      if (!too_large) line->append(view.substr(0, end));
      const bool ends = end < view.size() || view.empty();
      reader_.skip(std::min(end + 1, view.size()));
      if (ends) break;
    }
    if (too_large) {
      return Error{ErrorCode::kTooLarge, "a line of more than " + std::to_string(kMaxSourceBytes) + " bytes", path_,
                   offset};
    }
    if (line->ends_with('\r')) line->pop_back();
    if (ascii::trim(*line).empty()) continue;
    return Result<PendingSource>(PendingSource{[line, path = path_, offset, addressable = addressable_] {
      return source_of_json_line(*line, path, offset, addressable);
    }});
  }
  return std::nullopt;
}

}  // namespace hearsay
