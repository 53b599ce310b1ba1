// The sources of a file, whatever it is: the door's SourceStream over the streams of each container.
#include <limits>

#include "base/hash.h"
#include "source/byte_reader.h"
#include "source/container.h"
#include "source/decompression.h"
#include "source/json_lines.h"
#include "source/mail.h"
#include "source/record_stream.h"
#include "source/wacz.h"
#include "source/warc.h"

namespace hearsay {

namespace {

Coding coding_of(Packing packing) { return packing == Packing::kGzip ? Coding::kGzip : Coding::kZstd; }

Error too_large(const std::string& path) {
  return Error{ErrorCode::kTooLarge, "more than " + std::to_string(kMaxSourceBytes) + " bytes", path, kMaxSourceBytes};
}

// An input whose first bytes were looked at.
class HeadInput : public ByteInput {
 public:
  HeadInput(std::string head, std::unique_ptr<ByteInput> rest) : head_(std::move(head)), rest_(std::move(rest)) {}
  std::size_t read(char* to, std::size_t size) override {
    if (at_ < head_.size()) {
      const std::size_t n = head_.copy(to, size, at_);
      at_ += n;
      return n;
    }
    const std::size_t got = rest_->read(to, size);
    if (got == 0) fault_ = rest_->fault();
    return got;
  }
  bool seek(std::uint64_t offset) override {
    if (!rest_->seek(offset)) return false;
    at_ = head_.size();
    return true;
  }
  [[nodiscard]] std::optional<std::uint64_t> end() const override { return rest_->end(); }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteInput> rest_;
};

// Reads a page's file, unpacked.
Result<RawSource> load_page(ByteInput& input, const std::string& path, Packing packing) {
  RawSource source;
  source.path = path;
  if (input.end() && *input.end() > kMaxSourceBytes) {
    return Error{ErrorCode::kTooLarge,
                 std::to_string(*input.end()) + " bytes; the limit is " + std::to_string(kMaxSourceBytes), path,
                 kMaxSourceBytes};
  }
  ByteReader reader(input);
  if (packing == Packing::kNone) {
    if (input.end()) source.bytes.reserve(static_cast<std::size_t>(*input.end()));
    reader.read(source.bytes, kMaxSourceBytes);
    if (!reader.at_end()) return too_large(path);
  } else {
    Unpacked unpacked = unpack(reader, coding_of(packing), kMaxSourceBytes);
    if (unpacked.too_large) {
      return Error{ErrorCode::kTooLarge, "unpacks to more than " + std::to_string(kMaxSourceBytes) + " bytes", path,
                   reader.offset()};
    }
    source.bytes = std::move(unpacked.bytes);
    if (unpacked.fault && !reader.fault()) {
      Error fault{ErrorCode::kMalformed, *unpacked.fault, path, reader.offset()};
      if (source.bytes.empty()) return fault;
      source.warnings.push_back(std::move(fault));
    }
  }
  if (reader.fault()) return Error{ErrorCode::kUnreadable, *reader.fault(), path, reader.offset()};
  return source;
}

// A file that is one page.
class PageStream : public RecordStream {
 public:
  PageStream(std::string path, std::unique_ptr<ByteInput> input, Packing packing)
      : path_(std::move(path)), input_(std::move(input)), packing_(packing) {}

  std::optional<Result<PendingSource>> next() override {
    if (done_) return std::nullopt;
    done_ = true;
    size_ = input_->end().value_or(0);
    // The file stays open until it is loaded, so that it is the one that was looked at.
    std::shared_ptr<ByteInput> input = std::move(input_);
    return Result<PendingSource>(
        PendingSource{[input, path = path_, packing = packing_] { return load_page(*input, path, packing); }});
  }
  [[nodiscard]] std::uint64_t position() const override { return size_; }

 private:
  std::string path_;
  std::unique_ptr<ByteInput> input_;
  Packing packing_;
  bool done_ = false;
  std::uint64_t size_ = 0;
};

std::unique_ptr<ByteInput> unpacked(std::unique_ptr<ByteInput> input, Packing packing) {
  if (packing == Packing::kNone) return input;
  return std::make_unique<UnpackedInput>(std::move(input), coding_of(packing));
}

// The page in a record's bytes, which tell by themselves what they are, but for lines and parts: there the file does.
Result<RawSource> record_of(std::string_view bytes, const std::string& path, const ArchiveLocator& at,
                            const ReadOptions& options) {
  const WarcPacking packing = begins_as_gzip(bytes)   ? WarcPacking::kGzip
                              : begins_as_zstd(bytes) ? WarcPacking::kZstd
                                                      : WarcPacking::kPlain;
  if (packing != WarcPacking::kPlain || begins_as_warc(bytes)) {
    std::unique_ptr<WarcStream> stream;
    if (packing == WarcPacking::kZstd) {
      // The dictionary stands at the beginning of the file.
      stream = std::make_unique<WarcStream>(path, std::make_unique<FileInput>(path), packing);
      stream->go_to(at.offset);
    } else {
      stream = std::make_unique<WarcStream>(path, std::make_unique<MemoryInput>(bytes, at.offset), packing, at.offset);
    }
    auto found = stream->next();
    if (!found) return Error{ErrorCode::kMalformed, "no page in this record", path, at.offset};
    if (!*found) return found->error();
    return (*found)->load();
  }
  FileInput file(path);
  ByteReader reader(file);
  const std::string_view head = reader.peek(kHeadBytes);
  switch (form_of(head.substr(0, kHeadBytes), path, options.as).container) {
    case Container::kMime:
      return source_of_mime_part(bytes, path, at.offset);
    case Container::kJsonLines:
      return source_of_json_line(bytes, path, at.offset, true);
    default:
      return Error{ErrorCode::kMalformed, "no record begins here", path, at.offset};
  }
}

}  // namespace

SourceStream::SourceStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
SourceStream::SourceStream(SourceStream&&) noexcept = default;
SourceStream& SourceStream::operator=(SourceStream&&) noexcept = default;
SourceStream::~SourceStream() = default;

Result<SourceStream> SourceStream::open(const std::string& path, const ReadOptions& options) {
  auto input = std::make_unique<FileInput>(path);
  std::string head;
  if (!input->fault()) {
    ByteReader reader(*input);
    head = reader.peek(kHeadBytes);
  }
  if (input->fault()) return Error{ErrorCode::kUnreadable, *input->fault(), path, {}};
  const FileForm form = form_of(std::string_view(head).substr(0, kHeadBytes), path, options.as);
  std::unique_ptr<ByteInput> whole = std::make_unique<HeadInput>(std::move(head), std::move(input));
  auto state = std::make_unique<State>();
  switch (form.container) {
    case Container::kWarc: {
      const WarcPacking packing = form.packing == Packing::kGzip   ? WarcPacking::kGzip
                                  : form.packing == Packing::kZstd ? WarcPacking::kZstd
                                                                   : WarcPacking::kPlain;
      state->records = std::make_unique<WarcStream>(path, std::move(whole), packing);
      break;
    }
    case Container::kPage:
      state->records = std::make_unique<PageStream>(path, std::move(whole), form.packing);
      break;
    case Container::kZip: {
      if (form.packing != Packing::kNone) {
        return Error{ErrorCode::kUnsupported, "a ZIP archive inside another file; unpack it first", path, 0};
      }
      auto records = open_wacz(path, std::move(whole));
      if (!records) return records.error();
      state->records = std::move(*records);
      break;
    }
    case Container::kMime:
      state->records =
          std::make_unique<MailStream>(path, unpacked(std::move(whole), form.packing), form.packing == Packing::kNone);
      break;
    case Container::kJsonLines:
      state->records = std::make_unique<JsonLinesStream>(path, unpacked(std::move(whole), form.packing),
                                                         form.packing == Packing::kNone);
      break;
  }
  return SourceStream(std::move(state));
}

std::optional<Result<PendingSource>> SourceStream::next() { return state_->records->next(); }

std::uint64_t SourceStream::position() const { return state_->records->position(); }

Result<RawSource> load_record(const std::string& path, const ArchiveLocator& at, const ReadOptions& options) {
  // A packed record is hardly larger than what it holds; header and codings add a little.
  constexpr std::uint64_t kMaxRecord = kMaxSourceBytes + (1u << 20);
  const auto gone = [&](std::string why) { return Error{ErrorCode::kMalformed, std::move(why), path, at.offset}; };
  if (at.length > kMaxRecord) return gone("a record of " + std::to_string(at.length) + " bytes is none of ours");
  FileInput file(path, at.offset, at.length);
  std::string bytes;
  if (!file.fault()) {
    ByteReader reader(file, at.offset);
    reader.read(bytes, at.length);
  }
  if (file.fault()) return Error{ErrorCode::kUnreadable, *file.fault(), path, at.offset};
  auto source = record_of(bytes, path, at, options);
  if (source && to_hex(sha256(bytes)) != at.sha256) {
    source->warnings.push_back(
        Error{ErrorCode::kNotFound, "the record here is no longer the one that was read", path, at.offset});
  }
  return source;
}

}  // namespace hearsay
