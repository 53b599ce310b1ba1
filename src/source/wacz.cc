#include "source/wacz.h"

#include <rapidjson/document.h>
#include <zlib.h>

#include <algorithm>
#include <deque>
#include <map>
#include <vector>

#include "base/hash.h"
#include "source/ascii.h"
#include "source/decompression.h"
#include "source/warc.h"
#include "source/zip.h"

namespace hearsay {

namespace {

bool has_ending(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && ascii::iequals(name.substr(name.size() - ending.size()), ending);
}

std::optional<WarcPacking> warc_packing_of(std::string_view name) {
  if (has_ending(name, ".warc")) return WarcPacking::kPlain;
  if (has_ending(name, ".warc.gz")) return WarcPacking::kGzip;
  if (has_ending(name, ".warc.zst")) return WarcPacking::kZstd;
  return std::nullopt;
}

// A member's bytes, stored or deflated.
class MemberInput : public ByteInput {
 public:
  MemberInput(const std::string& path, const ZipMember& member, std::uint64_t data)
      : file_(path, data, member.packed), end_(data + member.packed) {
    if (!member.deflated) return;
    reader_.emplace(file_);
    decoded_.emplace(*reader_, Coding::kRawDeflate);
  }
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t got = decoded_ ? decoded_->read(to, size) : file_.read(to, size);
    if (got == 0) fault_ = file_.fault() ? file_.fault() : decoded_ ? decoded_->fault() : std::nullopt;
    return got;
  }
  bool seek(std::uint64_t offset) override { return !decoded_ && file_.seek(offset); }
  [[nodiscard]] std::optional<std::uint64_t> end() const override {
    return decoded_ ? std::nullopt : std::optional(end_);
  }

 private:
  FileInput file_;
  std::uint64_t end_;
  std::optional<ByteReader> reader_;
  std::optional<DecodedInput> decoded_;
};

// Checks what passes, as long as it passes in order.
struct Checks {
  Sha256Stream sha256;
  std::uint32_t crc = 0;
  std::uint64_t bytes = 0;
  bool want_sha256 = false;
  bool in_order = true;
};

class CheckedInput : public ByteInput {
 public:
  CheckedInput(std::unique_ptr<ByteInput> input, std::shared_ptr<Checks> checks)
      : input_(std::move(input)), checks_(std::move(checks)) {}
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t got = input_->read(to, std::min<std::size_t>(size, 1u << 30));
    if (got == 0) fault_ = input_->fault();
    if (checks_->in_order) {
      checks_->crc = static_cast<std::uint32_t>(
          ::crc32(checks_->crc, reinterpret_cast<const Bytef*>(to), static_cast<unsigned>(got)));
      if (checks_->want_sha256) checks_->sha256.add({to, got});
      checks_->bytes += got;
    }
    return got;
  }
  bool seek(std::uint64_t offset) override {
    checks_->in_order = false;
    return input_->seek(offset);
  }
  [[nodiscard]] std::optional<std::uint64_t> end() const override { return input_->end(); }

 private:
  std::unique_ptr<ByteInput> input_;
  std::shared_ptr<Checks> checks_;
};

using JsonDocument = rapidjson::Document;

bool parse_json(std::string_view text, JsonDocument& document) {
  document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  return !document.HasParseError();
}

std::string string_member(const rapidjson::Value& object, const char* name) {
  if (!object.IsObject()) return "";
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd() || !found->value.IsString()) return "";
  return {found->value.GetString(), found->value.GetStringLength()};
}

std::string without_fragment(std::string uri) {
  uri.resize(std::min(uri.find('#'), uri.size()));
  return uri;
}

class WaczStream : public RecordStream {
 public:
  WaczStream(std::string path, std::unique_ptr<ByteInput> input, ZipDirectory directory)
      : path_(std::move(path)), input_(std::move(input)), directory_(std::move(directory)) {
    for (Error& refused : directory_.refused) errors_.push_back(std::move(refused));
    read_data_package();
    read_page_lists();
  }

  std::optional<Result<PendingSource>> next() override {
    for (;;) {
      if (!errors_.empty()) {
        Error error = std::move(errors_.front());
        errors_.pop_front();
        return error;
      }
      if (warc_) {
        if (auto found = warc_->next()) {
          position_ = std::max(position_, warc_begin_ + (stored_ ? warc_->position() - warc_begin_ : 0));
          return found;
        }
        close_warc();
        continue;
      }
      if (ended_) return std::nullopt;
      open_next();
    }
  }
  [[nodiscard]] std::uint64_t position() const override { return position_; }

 private:
  void fail(ErrorCode code, std::uint64_t offset, std::string message) {
    errors_.push_back(Error{code, std::move(message), path_, offset});
  }

  // A small member's bytes; "" and an error where it cannot be read.
  std::string load(const ZipMember& member, std::size_t limit) {
    const auto data = zip_data_offset(*input_, member, path_);
    if (!data) {
      errors_.push_back(data.error());
      return "";
    }
    MemberInput bytes(path_, member, *data);
    ByteReader reader(bytes);
    std::string out;
    reader.read(out, limit);
    if (!reader.at_end()) {
      fail(ErrorCode::kTooLarge, member.header, member.name + " has more than " + std::to_string(limit) + " bytes");
      return "";
    }
    if (reader.fault()) {
      fail(ErrorCode::kMalformed, member.header, member.name + ": " + *reader.fault());
      return "";
    }
    return out;
  }

  void read_data_package() {
    for (const ZipMember& member : directory_.members) {
      if (member.name != "datapackage.json") continue;
      const std::string text = load(member, kMaxDataPackage);
      if (text.empty()) return;
      JsonDocument package;
      if (!parse_json(text, package) || !package.IsObject()) {
        fail(ErrorCode::kMalformed, member.header, "datapackage.json is no JSON object");
        return;
      }
      const rapidjson::Value& root = package;
      const auto resources = root.FindMember("resources");
      if (resources == root.MemberEnd() || !resources->value.IsArray()) return;
      for (const auto& resource : resources->value.GetArray()) {
        const std::string hash = string_member(resource, "hash");
        if (hash.starts_with("sha256:")) stated_[string_member(resource, "path")] = ascii::to_lower(hash.substr(7));
      }
      for (const auto& [name, hash] : stated_) {
        const bool there = std::any_of(directory_.members.begin(), directory_.members.end(),
                                       [&, &n = name](const ZipMember& m) { return m.name == n; });
        if (!there)
          fail(ErrorCode::kMalformed, member.header,
               "datapackage.json names " + name + ", which is not in the archive");
      }
    }
  }

  void read_page_lists() {
    for (const ZipMember& member : directory_.members) {
      if (!member.name.starts_with("pages/") || !member.name.ends_with(".jsonl")) continue;
      const auto data = zip_data_offset(*input_, member, path_);
      if (!data) {
        errors_.push_back(data.error());
        continue;
      }
      MemberInput bytes(path_, member, *data);
      ByteReader reader(bytes);
      std::string line;
      while (!reader.at_end() && pages_.size() < kMaxListedPages) {
        const std::string_view view = reader.peek(1);
        const std::size_t end = std::min(view.find('\n'), view.size());
        if (line.size() + end <= kMaxDataPackage) line += view.substr(0, end);
        reader.skip(std::min(end + 1, view.size()));
        if (end == view.size() && !reader.at_end()) continue;
        JsonDocument page;
        if (parse_json(line, page)) {
          const std::string url = string_member(page, "url");
          if (ascii::istarts_with(url, "http")) pages_.emplace(without_fragment(url), member.header);
        }
        line.clear();
      }
    }
  }

  void open_next() {
    while (member_ < directory_.members.size()) {
      const ZipMember& member = directory_.members[member_++];
      const auto packing = warc_packing_of(member.name);
      if (!packing) continue;
      const auto data = zip_data_offset(*input_, member, path_);
      if (!data) {
        errors_.push_back(data.error());
        return;
      }
      open_ = &member;
      stored_ = !member.deflated;
      warc_begin_ = *data;
      checks_ = std::make_shared<Checks>();
      const auto stated = stated_.find(member.name);
      checks_->want_sha256 = stated != stated_.end();
      warc_ = std::make_unique<WarcStream>(
          path_, std::make_unique<CheckedInput>(std::make_unique<MemberInput>(path_, member, *data), checks_), *packing,
          stored_ ? *data : 0, stored_ ? WarcPlace::kInFile : WarcPlace::kNowhere, passed_);
      return;
    }
    ended_ = true;
    for (const auto& [url, offset] : pages_) {
      if (!passed_->holds(url)) {
        fail(ErrorCode::kMalformed, offset, "a page is listed and not recorded: " + url);
      }
    }
  }

  void close_warc() {
    warc_.reset();
    position_ = std::max(position_, open_->header + open_->packed);
    if (!checks_->in_order || checks_->bytes < open_->size)
      return;  // what was not read in order is judged by its records
    if (checks_->crc != open_->crc) {
      fail(ErrorCode::kMalformed, open_->header, open_->name + " is not what its checksum says");
    } else if (checks_->want_sha256 && to_hex(checks_->sha256.finish()) != stated_.at(open_->name)) {
      fail(ErrorCode::kMalformed, open_->header, open_->name + " is not what datapackage.json says of it");
    }
  }

  std::string path_;
  std::unique_ptr<ByteInput> input_;
  ZipDirectory directory_;
  std::deque<Error> errors_;
  std::map<std::string, std::string> stated_;   // SHA-256 in hex, by member
  std::map<std::string, std::uint64_t> pages_;  // listed addresses, with the place of the list
  std::shared_ptr<WarcMemory> passed_ = std::make_shared<WarcMemory>();
  std::size_t member_ = 0;
  const ZipMember* open_ = nullptr;
  bool stored_ = true, ended_ = false;
  std::uint64_t warc_begin_ = 0, position_ = 0;
  std::shared_ptr<Checks> checks_;
  std::unique_ptr<WarcStream> warc_;
};

}  // namespace

Result<std::unique_ptr<RecordStream>> open_wacz(const std::string& path, std::unique_ptr<ByteInput> input) {
  auto directory = read_zip_directory(*input, path);
  if (!directory) return directory.error();
  const bool any = std::any_of(directory->members.begin(), directory->members.end(),
                               [](const ZipMember& m) { return warc_packing_of(m.name).has_value(); });
  if (!any && directory->refused.empty()) {
    return Error{ErrorCode::kUnsupported, "a ZIP archive without WARC files (DOCX, EPUB and their like are not read)",
                 path, 0};
  }
  return std::unique_ptr<RecordStream>(std::make_unique<WaczStream>(path, std::move(input), std::move(*directory)));
}

}  // namespace hearsay
