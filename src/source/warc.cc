// How reading goes on after damage. A plain file has one thread of bytes: where a record's length leads into nothing,
// the record's own bytes are searched for the beginning of the next, then those behind. A packed file has members: each
// is tried where the last one ended, and after damage wherever the magic number stands; a candidate counts if it
// unpacks to "WARC/". Bytes that are read again are counted (may_read_again), so that no file makes this quadratic.
#include "source/warc.h"

#include <utility>

#include "base/hash.h"
#include "source/ascii.h"
#include "source/decompression.h"
#include "source/file_kind.h"
#include "source/header_fields.h"
#include "source/http_message.h"
#include "source/warc_record.h"

namespace hearsay {

namespace {

// Places where a member might begin that are tried in one file.
constexpr std::size_t kMaxTrials = 100'000;

std::optional<std::uint64_t> number_of(std::string_view digits) {
  if (digits.empty() || digits.size() > 18) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : digits) {
    if (!ascii::is_digit(c)) return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

}  // namespace

void WarcMemory::pass(std::string_view text) {
  if (fingerprints_.size() < kMaxRevisited) fingerprints_.insert(Mixer().add(text).value());
}

bool WarcMemory::holds(std::string_view text) const { return fingerprints_.contains(Mixer().add(text).value()); }

class WarcStream::Reader {
 public:
  Reader(std::string path, std::unique_ptr<ByteInput> input, WarcPacking packing, std::uint64_t first, WarcPlace place,
         std::shared_ptr<WarcMemory> memory)
      : path_(std::move(path)),
        input_(std::move(input)),
        disk_(*input_, first),
        packing_(packing),
        place_(place),
        memory_(memory ? std::move(memory) : std::make_shared<WarcMemory>()) {}

  std::optional<Result<PendingSource>> next() {
    while (!ended_) {
      if (packing_ != WarcPacking::kPlain && !member_ && !open_member()) continue_or_end();
      if (fault_) return take_fault();
      if (ended_) break;
      if (packing_ != WarcPacking::kPlain && !member_) continue;
      std::optional<WarcRecord> record = read_record();
      if (record) {
        if (fault_) {
          // A page that is there in part: what is wrong with the record is said with it.
          record->warnings.push_back(std::move(*fault_));
          fault_.reset();
        }
        auto shared = std::make_shared<WarcRecord>(std::move(*record));
        return Result<PendingSource>(PendingSource{[shared] { return source_of(std::move(*shared)); }});
      }
      if (fault_) return take_fault();
    }
    return std::nullopt;
  }

  void go_to(std::uint64_t offset) {
    if (packing_ == WarcPacking::kZstd) skippable_frame();
    disk_.seek(offset);
  }
  [[nodiscard]] std::uint64_t position() const { return disk_.offset(); }

 private:
  struct Member {
    std::uint64_t begin = 0;
    std::unique_ptr<Sha256Stream> hash;
    std::unique_ptr<ByteInput> input;
    const DecodedInput* decoded = nullptr;  // `input`, where it is unpacked piece by piece

    [[nodiscard]] bool finished() const { return !decoded || decoded->finished(); }
    std::unique_ptr<ByteReader> reader;
    std::size_t records = 0;
  };

  Result<PendingSource> take_fault() {
    Error fault = std::move(*fault_);
    fault_.reset();
    return fault;
  }
  // Where unpacking broke, that is the reason for what is missing.
  void fail(ErrorCode code, std::uint64_t offset, std::string message) {
    if (fault_) return;
    if (member_ && member_->input->fault() && *member_->input->fault() != message) {
      message += " (" + *member_->input->fault() + ")";
    }
    fault_ = Error{code, std::move(message), path_, offset};
  }
  void continue_or_end() {
    if (disk_.at_end()) ended_ = true;
    if (ended_ && disk_.fault() && !fault_) {
      fail(ErrorCode::kUnreadable, disk_.offset(), *disk_.fault());
    }
  }

  // ---- members of packed files

  [[nodiscard]] bool magic_here(std::string_view bytes) const {
    return packing_ == WarcPacking::kGzip ? begins_as_gzip(bytes) : begins_as_zstd(bytes);
  }

  // False at the end of the file, and where nothing unpacks here (then `lost_` is set).
  bool open_member() {
    if (lost_ && !find_member()) return false;
    if (disk_.at_end()) return false;
    if (packing_ == WarcPacking::kZstd && skippable_frame()) return false;
    const std::uint64_t begin = disk_.offset();
    if (!magic_here(disk_.peek(18))) {
      if (disk_.peek(1).find_first_not_of('\0') == std::string_view::npos) {
        disk_.skip(disk_.peek(1).size());  // padding
        return false;
      }
      fail(ErrorCode::kMalformed, begin, "no compressed record begins here");
      lost_ = true;
      return false;
    }
    start_member(begin);
    return true;
  }

  void start_member(std::uint64_t begin) {
    member_ = std::make_unique<Member>();
    member_->begin = begin;
    member_->hash = std::make_unique<Sha256Stream>();
    if (packing_ == WarcPacking::kGzip) {
      const std::string_view packed = disk_.peek(WholeGzip::kMaxPacked);
      if (const auto whole = whole_gzip_.unpack(packed)) {
        member_->hash->add(packed.substr(0, whole->packed));
        disk_.skip(whole->packed);
        member_->input = std::make_unique<MemoryInput>(whole->bytes);
      }
    }
    if (!member_->input) {
      auto decoded = std::make_unique<DecodedInput>(
          disk_, packing_ == WarcPacking::kGzip ? Coding::kGzip : Coding::kZstd, member_->hash.get(), dictionary_);
      member_->decoded = decoded.get();
      member_->input = std::move(decoded);
    }
    member_->reader = std::make_unique<ByteReader>(*member_->input);
  }

  // Frames that hold no data; the first may hold the dictionary.
  bool skippable_frame() {
    const std::string_view head = disk_.peek(8);
    if (head.size() < 8 || (static_cast<unsigned char>(head[0]) & 0xF0) != 0x50 ||
        head.substr(1, 3) != "\x2A\x4D\x18") {
      return false;
    }
    std::uint32_t size = 0;
    for (int i = 3; i >= 0; --i) size = size << 8 | static_cast<unsigned char>(head[4 + static_cast<std::size_t>(i)]);
    const bool dictionary = disk_.offset() == 0 && head[0] == '\x5D';
    const std::uint64_t begin = disk_.offset();
    disk_.skip(8);
    if (dictionary && size <= kMaxWarcDictionary) {
      std::string content;
      disk_.read(content, size);
      if (begins_as_zstd(content)) {
        MemoryInput packed(content);
        ByteReader reader(packed);
        Unpacked unpacked = unpack(reader, Coding::kZstd, kMaxWarcDictionary);
        if (unpacked.fault || unpacked.too_large)
          fail(ErrorCode::kMalformed, begin, "the archive's dictionary is damaged");
        content = std::move(unpacked.bytes);
      }
      dictionary_ = std::move(content);
    } else if (dictionary) {
      fail(ErrorCode::kTooLarge, begin,
           "the archive's dictionary has more than " + std::to_string(kMaxWarcDictionary) + " bytes");
      disk_.pass(size);
    } else {
      disk_.pass(size);
    }
    return true;
  }

  // After damage: goes to the next place where a record unpacks. False at the end.
  bool find_member() {
    const std::string_view first = packing_ == WarcPacking::kGzip ? "\x1F\x8B\x08" : "\x28\xB5\x2F\xFD";
    for (;;) {
      const std::string_view view = disk_.peek(32u << 10);
      const std::size_t at = view.find(first);
      if (at == std::string_view::npos) {
        if (view.size() <= first.size()) {
          disk_.skip(view.size());
          return false;
        }
        disk_.skip(view.size() - first.size());
        continue;
      }
      disk_.skip(at);
      if (++trials_ > kMaxTrials) {
        fail(ErrorCode::kMalformed, disk_.offset(), "too much damage; the rest of the file is given up");
        ended_ = true;
        return false;
      }
      // Tried on what lies ahead, without taking it.
      MemoryInput ahead(disk_.peek(32u << 10));
      ByteReader reader(ahead);
      DecodedInput trial(reader, packing_ == WarcPacking::kGzip ? Coding::kGzip : Coding::kZstd, nullptr, dictionary_);
      char begin[5];
      std::size_t have = 0;
      while (have < sizeof begin) {
        const std::size_t got = trial.read(begin + have, sizeof begin - have);
        if (got == 0) break;
        have += got;
      }
      if (std::string_view(begin, have) == "WARC/") {
        lost_ = false;
        return true;
      }
      disk_.skip(1);
    }
  }

  // A member that ended badly: reading goes on behind its beginning, or where it broke if that was searched before.
  void abandon_member() {
    const std::uint64_t begin = member_->begin, broke_at = disk_.offset();
    member_.reset();
    lost_ = true;
    go_back_to(begin + 1, broke_at);
  }
  void go_back_to(std::uint64_t offset, std::uint64_t from) {
    if (may_read_again(from - offset) && disk_.seek(offset)) line_begins_ = true;
  }
  bool may_read_again(std::uint64_t bytes) {
    if (read_again_ + bytes > kMaxSourceBytes + 4 * disk_.offset()) return false;
    read_again_ += bytes;
    return true;
  }

  // The member's own end, after its records. Its checksum is told here.
  void close_member() {
    const std::uint64_t begin = member_->begin;
    if (member_->input->fault()) {
      fail(ErrorCode::kMalformed, begin, *member_->input->fault());
      abandon_member();
      return;
    }
    member_.reset();
    if (disk_.offset() == begin) lost_ = true;
  }

  // ---- records

  [[nodiscard]] ByteReader& reader() { return member_ ? *member_->reader : disk_; }
  // Where the record in hand lies on disk.
  [[nodiscard]] std::uint64_t place(std::uint64_t begin) const { return member_ ? member_->begin : begin; }

  // The next record if it holds a page. Faults are left in fault_.
  std::optional<WarcRecord> read_record() {
    ByteReader& in = reader();
    if (!member_ && lost_) {
      if (!pass_to_record([](std::string_view) {})) {
        continue_or_end();
        return std::nullopt;
      }
      lost_ = false;
    }
    skip_empty_lines(in);
    if (in.at_end()) {
      if (member_) {
        close_member();
      } else {
        continue_or_end();
      }
      return std::nullopt;
    }
    const std::uint64_t begin = in.offset();
    std::string_view view = in.peek(512);
    const std::size_t line = warc_version_line(view);
    std::optional<HeaderEnd> end;
    if (line > 0) {
      end = end_of_header(view.substr(line));
      if (!end) end = end_of_header((view = in.peek(kMaxWarcHeader)).substr(line));
    }
    if (!end) {
      fail(ErrorCode::kMalformed, place(begin),
           line == 0 ? "no WARC record begins here" : "the record's header does not end");
      in.skip(1);
      give_up_record();
      return std::nullopt;
    }
    WarcRecord record;
    record.path = path_;
    record.offset = place(begin);
    record.addressable = place_ == WarcPlace::kInFile;
    record.head = std::string(view.substr(0, line + end->all));
    in.skip(record.head.size());
    if (member_) ++member_->records;
    const HeaderFields fields = HeaderFields::parse(std::string_view(record.head).substr(line, end->header));
    const auto length = number_of(fields.get("content-length"));
    if (!length) {
      fail(ErrorCode::kMalformed, record.offset, "the record has no Content-Length");
      line_begins_ = true;
      give_up_record();
      return std::nullopt;
    }
    return read_block(in, fields, *length, std::move(record));
  }

  // The next record is searched for behind what was taken of this one.
  void give_up_record() {
    if (member_) {
      abandon_member();
    } else {
      lost_ = true;
    }
  }

  static void skip_empty_lines(ByteReader& in) {
    for (;;) {
      const std::string_view view = in.peek(1);
      std::size_t n = 0;
      while (n < view.size() && (view[n] == '\r' || view[n] == '\n')) ++n;
      in.skip(n);
      if (n == 0 || n < view.size()) return;
    }
  }

  std::optional<WarcRecord> read_block(ByteReader& in, const HeaderFields& fields, std::uint64_t length,
                                       WarcRecord record) {
    const std::uint64_t block_begin = in.offset();
    record.type = ascii::to_lower(fields.get("warc-type"));
    record.uri = without_brackets(fields.get("warc-target-uri"));
    const std::string_view date = fields.get("warc-date");
    if (!date.empty() && ascii::is_digit(date[0]) && date.size() < 40) record.date = std::string(date);
    record.block_digest = std::string(fields.get("warc-block-digest"));
    record.truncated = std::string(fields.get("warc-truncated"));
    const bool holds_page = choose(in, fields, length, record);
    if (!member_ && disk_.end() && length > *disk_.end() - std::min(block_begin, *disk_.end())) {
      return longer_than_file(std::move(record), holds_page, length);
    }
    std::uint64_t got = 0;
    if (holds_page && length > kMaxSourceBytes) {
      fail(ErrorCode::kTooLarge, record.offset,
           "a record of " + std::to_string(length) + " bytes; the limit is " + std::to_string(kMaxSourceBytes) + ": " +
               record.uri);
      got = in.pass(length);
    } else if (holds_page) {
      got = in.read(record.block, length);
    } else {
      got = in.pass(length);
    }
    const bool held = holds_page && length <= kMaxSourceBytes;
    if (got < length) return ended_early(in, std::move(record), held, block_begin, got, length);

    const std::string_view behind = in.peek(4);
    const std::size_t tail = behind.starts_with("\r\n\r\n") ? 4 : behind.starts_with("\n\n") ? 2 : 0;
    in.skip(tail);
    if (tail == 0 && !in.at_end()) {
      const std::string_view ahead = in.peek(kWarcVersionLine);
      const std::size_t line = std::min(ahead.find_first_not_of("\r\n"), ahead.size());
      if (line < ahead.size() && !begins_as_warc(ahead.substr(line))) {
        return wrong_length(in, std::move(record), held, block_begin);
      }
    }
    if (!member_) {
      record.length = record.head.size() + length;
      return held ? std::optional(std::move(record)) : std::nullopt;
    }
    return end_of_packed(in, std::move(record), held);
  }

  // The member usually ends with its one record: then the record can be addressed.
  std::optional<WarcRecord> end_of_packed(ByteReader& in, WarcRecord record, bool held) {
    skip_empty_lines(in);
    const bool last = in.at_end();
    if (last) {
      record.length = disk_.offset() - member_->begin;
      const bool alone = member_->records == 1 && member_->finished();
      if (held && alone) record.sha256 = to_hex(member_->hash->finish());
      record.addressable = record.addressable && alone;
      close_member();
    } else {
      record.addressable = false;
    }
    return held ? std::optional(std::move(record)) : std::nullopt;
  }

  // The block breaks off at the end of the file or member.
  std::optional<WarcRecord> ended_early(ByteReader& in, WarcRecord record, bool held, std::uint64_t block_begin,
                                        std::uint64_t got, std::uint64_t length) {
    std::string message =
        "the record ends after " + std::to_string(got) + " of its " + std::to_string(length) + " bytes";
    if (member_) {
      fail(ErrorCode::kMalformed, record.offset, std::move(message));
      record.addressable = false;
      abandon_member();
    } else {
      fail(ErrorCode::kMalformed, record.offset, std::move(message));
      // The length may be what is wrong: other records may lie in what it covered.
      record.addressable = false;
      if (held) {
        put_back_records(in, record);
      } else {
        lost_ = true;
        go_back_to(block_begin, in.offset());
      }
    }
    if (!held || record.block.empty()) return std::nullopt;
    return record;
  }

  // The length leads beyond the end of the file: the block goes as far as the next record.
  std::optional<WarcRecord> longer_than_file(WarcRecord record, bool holds_page, std::uint64_t length) {
    const std::uint64_t begin = disk_.offset();
    bool too_large = false;
    line_begins_ = true;
    const bool found = pass_to_record([&](std::string_view bytes) {
      too_large = too_large || record.block.size() + bytes.size() > kMaxSourceBytes;
      if (holds_page && !too_large) record.block += bytes;
    });
    fail(ErrorCode::kMalformed, record.offset,
         "the record ends after " + std::to_string(disk_.offset() - begin) + " of its " + std::to_string(length) +
             " bytes");
    lost_ = !found;
    record.addressable = false;
    while (record.block.ends_with('\n') || record.block.ends_with('\r')) record.block.pop_back();
    if (record.block.empty() || too_large) return std::nullopt;
    return record;
  }

  // Other bytes than a record's stand behind the block.
  std::optional<WarcRecord> wrong_length(ByteReader& in, WarcRecord record, bool held, std::uint64_t block_begin) {
    fail(ErrorCode::kMalformed, record.offset, "the record's Content-Length is wrong: no record follows it");
    record.addressable = false;
    if (member_) {
      abandon_member();
    } else {
      lost_ = true;
      if (held) {
        put_back_records(in, record);
      } else {
        go_back_to(block_begin, in.offset());
      }
    }
    if (!held) return std::nullopt;
    return record;
  }

  // Cuts the block where another record begins in it, and gives those bytes back to the reader.
  void put_back_records(ByteReader& in, WarcRecord& record) {
    std::size_t next = find_warc_record(record.block, 0);
    if (next == std::string::npos) {
      // Its beginning may be cut in two by the end of the block.
      const std::size_t tail = record.block.size() - std::min<std::size_t>(record.block.size(), kWarcVersionLine);
      const std::string seam =
          record.block.substr(tail) + std::string(in.peek(kWarcCandidate).substr(0, kWarcCandidate));
      next = find_warc_record(seam, 0);
      if (next != std::string::npos) next += tail;
      if (next >= record.block.size()) return;
    }
    if (!may_read_again(record.block.size() - next)) return;
    in.unread(std::string_view(record.block).substr(next));
    record.block.resize(next);
    while (record.block.ends_with('\n') || record.block.ends_with('\r')) record.block.pop_back();
    lost_ = false;
  }

  // In a plain file: goes to the next line that begins a record, and tells what it passes. False at the end.
  template <class F>
  bool pass_to_record(F passing) {
    bool line_begins = std::exchange(line_begins_, false);
    // Enough to tell a candidate at the end of what is in view.
    constexpr std::size_t kKeep = kWarcCandidate + kWarcVersionLine;
    for (;;) {
      const std::string_view view = disk_.peek(32u << 10);
      if (view.empty()) return false;
      std::size_t at = find_warc_record(view, 0);
      if (at == 0 && !line_begins) at = find_warc_record(view, 1);
      const bool found = at != std::string_view::npos;
      const std::size_t go = found ? at : view.size() > kKeep ? view.size() - kKeep : view.size();
      if (go > 0) line_begins = view[go - 1] == '\n';
      passing(view.substr(0, go));
      disk_.skip(go);
      if (found) return true;
    }
  }

  // ---- which records hold a page

  bool choose(ByteReader& in, const HeaderFields& fields, std::uint64_t length, WarcRecord& record) {
    const std::string content_type = std::string(fields.get("content-type"));
    const std::string media_type = media_type_of(content_type);
    if (record.type == "revisit") {
      note_revisit(in, fields, length, record);
      return false;
    }
    if (record.type == "continuation") {
      fail(ErrorCode::kUnsupported, record.offset, "a segment of a record cut in several; segments are not joined");
      return false;
    }
    if (record.type != "response" && record.type != "resource" && record.type != "conversion") return false;
    if (record.type != "conversion") {
      if (const auto digest = fields.get("warc-payload-digest"); !digest.empty()) memory_->pass(digest);
      memory_->pass(record.uri);
    }
    if (is_crawlers_own(record.uri)) return false;
    if (length == 0) {
      if (record.type == "response") fail(ErrorCode::kMalformed, record.offset, "an empty record: " + record.uri);
      return false;
    }
    record.http = record.type == "response" && (media_type == "application/http" || media_type.empty());
    if (!record.http) {
      record.stated_type = content_type;
      const Readable readable = readable_type(media_type);
      if (readable != Readable::kUnknown) return readable == Readable::kYes;
      return begins_as_html(in.peek(512).substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(length, 512))));
    }
    const std::optional<HttpHead> head = head_of(in, length);
    if (!head) {
      fail(ErrorCode::kMalformed, record.offset, "no HTTP response in this record");
      return false;
    }
    if (head->status < 200 || head->status > 299) return false;
    if (length <= head->size) return false;  // an answer without a body
    const auto begins_with = [&](std::size_t size) {
      const std::size_t near = static_cast<std::size_t>(std::min<std::uint64_t>(length, head->size + size));
      const std::string_view view = in.peek(near).substr(0, near);
      return http_body(head->fields, view.substr(std::min(head->size, view.size())), size);
    };
    const Readable readable = readable_type(media_type_of(head->fields.get("content-type")));
    if (readable == Readable::kUnknown) return begins_as_html(begins_with(4096).bytes);
    // Pixels and answers of scripts call themselves HTML and hold nothing.
    constexpr std::size_t kTiny = 64;
    if (length - head->size <= kTiny) {
      const HttpBody body = begins_with(kTiny);
      if (body.bytes.empty() && !body.fault) return false;
    }
    return readable == Readable::kYes;
  }

  static std::optional<HttpHead> head_of(ByteReader& in, std::uint64_t length) {
    for (const std::size_t reach : {std::size_t{4096}, kMaxHttpHead}) {
      const std::size_t near = static_cast<std::size_t>(std::min<std::uint64_t>(length, reach));
      if (auto head = http_head(in.peek(near).substr(0, near))) return head;
      if (length <= reach) break;
    }
    return std::nullopt;
  }

  void note_revisit(ByteReader& in, const HeaderFields& fields, std::uint64_t length, const WarcRecord& record) {
    const std::string_view digest = fields.get("warc-payload-digest");
    const std::string refers = without_brackets(fields.get("warc-refers-to-target-uri"));
    if (!digest.empty() && memory_->holds(digest)) return;
    if (memory_->holds(refers.empty() ? record.uri : refers)) return;
    if (length > 0) {
      if (const auto head = head_of(in, length)) {
        const bool error_page = head->status >= 400 || (head->status >= 300 && head->status != 304);
        if (error_page || readable_type(media_type_of(head->fields.get("content-type"))) == Readable::kNo) return;
      }
    }
    std::string where = refers.empty() ? "" : refers;
    if (const auto when = fields.get("warc-refers-to-date"); !when.empty()) {
      where += (where.empty() ? "" : " of ") + std::string(when);
    }
    fail(ErrorCode::kUnsupported, record.offset,
         "a revisit of " + record.uri + ": its page stands in another record, not in this file" +
             (where.empty() ? "" : " (" + where + ")"));
  }

  std::string path_;
  std::unique_ptr<ByteInput> input_;
  ByteReader disk_;
  WarcPacking packing_;
  std::string dictionary_;
  WholeGzip whole_gzip_;
  std::unique_ptr<Member> member_;
  std::optional<Error> fault_;
  bool lost_ = false;         // the next record must be searched for
  bool line_begins_ = false;  // and may begin right here
  bool ended_ = false;
  std::uint64_t read_again_ = 0;  // bytes
  std::size_t trials_ = 0;
  WarcPlace place_;
  std::shared_ptr<WarcMemory> memory_;
};

WarcStream::WarcStream(std::string path, std::unique_ptr<ByteInput> input, WarcPacking packing, std::uint64_t first,
                       WarcPlace place, std::shared_ptr<WarcMemory> memory)
    : reader_(std::make_unique<Reader>(std::move(path), std::move(input), packing, first, place, std::move(memory))) {}
WarcStream::~WarcStream() = default;
std::optional<Result<PendingSource>> WarcStream::next() { return reader_->next(); }
void WarcStream::go_to(std::uint64_t offset) { reader_->go_to(offset); }
std::uint64_t WarcStream::position() const { return reader_->position(); }

}  // namespace hearsay
