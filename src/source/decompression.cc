#include "source/decompression.h"

#include <brotli/decode.h>
#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>

namespace hearsay {

struct DecodedInput::State {
  z_stream zlib = {};
  bool zlib_open = false;
  BrotliDecoderState* brotli = nullptr;
  ZSTD_DCtx* zstd = nullptr;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (zlib_open) inflateEnd(&zlib);
    if (brotli) BrotliDecoderDestroyInstance(brotli);
    if (zstd) ZSTD_freeDCtx(zstd);
  }
};

DecodedInput::DecodedInput(ByteReader& from, Coding coding, Sha256Stream* tap, std::string_view dictionary)
    : from_(from), coding_(coding), tap_(tap), state_(std::make_unique<State>()) {
  bool open = false;
  switch (coding) {
    case Coding::kGzip:
    case Coding::kZlib:
    case Coding::kRawDeflate: {
      const int bits = coding == Coding::kGzip ? 16 + MAX_WBITS : coding == Coding::kZlib ? MAX_WBITS : -MAX_WBITS;
      open = state_->zlib_open = inflateInit2(&state_->zlib, bits) == Z_OK;
      break;
    }
    case Coding::kBrotli:
      state_->brotli = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
      open = state_->brotli != nullptr;
      break;
    case Coding::kZstd:
      state_->zstd = ZSTD_createDCtx();
      open = state_->zstd != nullptr;
      if (open) {
        ZSTD_DCtx_setParameter(state_->zstd, ZSTD_d_windowLogMax, kMaxZstdWindowLog);
        if (!dictionary.empty()) {
          const std::size_t loaded = ZSTD_DCtx_loadDictionary(state_->zstd, dictionary.data(), dictionary.size());
          if (ZSTD_isError(loaded)) fault_ = std::string("zstd dictionary: ") + ZSTD_getErrorName(loaded);
        }
      }
      break;
  }
  if (!open) fault_ = "no memory to unpack";
}

DecodedInput::~DecodedInput() = default;

std::size_t DecodedInput::read(char* to, std::size_t size) {
  size = std::min<std::size_t>(size, std::numeric_limits<unsigned>::max());
  while (!finished_ && !fault_ && size > 0) {
    // No input left is no end yet: a decoder may still hold output.
    const std::string_view in = from_.peek(1);
    std::size_t used = 0, made = 0;
    const Step step = this->step(in, used, to, size, made);
    if (tap_) tap_->add(in.substr(0, used));
    from_.skip(used);
    if (step == Step::kEnd) finished_ = true;
    if (step == Step::kFault && !fault_) fault_ = "damaged compressed data";
    if (made > 0) return made;
    if (step == Step::kMore && used == 0) {
      fault_ = from_.fault() ? *from_.fault() : in.empty() ? "compressed data ends early" : "damaged compressed data";
    }
  }
  return 0;
}

DecodedInput::Step DecodedInput::step(std::string_view in, std::size_t& used, char* to, std::size_t size,
                                      std::size_t& made) {
  in = in.substr(0, std::numeric_limits<unsigned>::max());
  if (coding_ == Coding::kBrotli) return step_brotli(in, used, to, size, made);
  if (coding_ == Coding::kZstd) return step_zstd(in, used, to, size, made);
  return step_zlib(in, used, to, size, made);
}

DecodedInput::Step DecodedInput::step_zlib(std::string_view in, std::size_t& used, char* to, std::size_t size,
                                           std::size_t& made) {
  z_stream& z = state_->zlib;
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
  z.avail_in = static_cast<unsigned>(in.size());
  z.next_out = reinterpret_cast<Bytef*>(to);
  z.avail_out = static_cast<unsigned>(size);
  const int code = inflate(&z, Z_NO_FLUSH);
  used = in.size() - z.avail_in;
  made = size - z.avail_out;
  if (code == Z_STREAM_END) return Step::kEnd;
  if (code == Z_OK || code == Z_BUF_ERROR) return Step::kMore;
  fault_ = std::string("damaged compressed data") + (z.msg ? std::string(" (") + z.msg + ")" : "");
  return Step::kFault;
}

DecodedInput::Step DecodedInput::step_brotli(std::string_view in, std::size_t& used, char* to, std::size_t size,
                                             std::size_t& made) {
  std::size_t in_left = in.size(), out_left = size;
  auto next_in = reinterpret_cast<const std::uint8_t*>(in.data());
  auto next_out = reinterpret_cast<std::uint8_t*>(to);
  const BrotliDecoderResult result =
      BrotliDecoderDecompressStream(state_->brotli, &in_left, &next_in, &out_left, &next_out, nullptr);
  used = in.size() - in_left;
  made = size - out_left;
  if (result == BROTLI_DECODER_RESULT_SUCCESS) return Step::kEnd;
  return result == BROTLI_DECODER_RESULT_ERROR ? Step::kFault : Step::kMore;
}

DecodedInput::Step DecodedInput::step_zstd(std::string_view in, std::size_t& used, char* to, std::size_t size,
                                           std::size_t& made) {
  ZSTD_inBuffer input{in.data(), in.size(), 0};
  ZSTD_outBuffer output{to, size, 0};
  const std::size_t left = ZSTD_decompressStream(state_->zstd, &output, &input);
  used = input.pos;
  made = output.pos;
  if (ZSTD_isError(left)) {
    fault_ = std::string("damaged compressed data (") + ZSTD_getErrorName(left) + ")";
    return Step::kFault;
  }
  return left == 0 ? Step::kEnd : Step::kMore;
}

namespace {

// What follows the last member of gzip: padding is nothing, anything else is odd. gzip(1) says so and goes on.
enum class Behind : std::uint8_t { kMember, kNothing, kJunk };
Behind behind_member(ByteReader& from, Coding coding) {
  const std::string_view view = from.peek(10);
  if (view.empty()) return Behind::kNothing;
  if (coding == Coding::kGzip ? begins_as_gzip(view) : begins_as_zstd(view)) return Behind::kMember;
  return view.find_first_not_of('\0') == std::string_view::npos ? Behind::kNothing : Behind::kJunk;
}

}  // namespace

struct WholeGzip::State {
  libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
  std::unique_ptr<char[]> bytes{new char[kMaxBytes]};  // not cleared: pages that nobody fills cost nothing

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { libdeflate_free_decompressor(decompressor); }
};

WholeGzip::WholeGzip() : state_(std::make_unique<State>()) {}
WholeGzip::~WholeGzip() = default;

std::optional<WholeGzip::Member> WholeGzip::unpack(std::string_view packed) {
  std::size_t used = 0, made = 0;
  if (!state_->decompressor ||
      libdeflate_gzip_decompress_ex(state_->decompressor, packed.data(), packed.size(), state_->bytes.get(), kMaxBytes,
                                    &used, &made) != LIBDEFLATE_SUCCESS) {
    return std::nullopt;
  }
  return Member{{state_->bytes.get(), made}, used};
}

UnpackedInput::UnpackedInput(std::unique_ptr<ByteInput> packed, Coding coding)
    : packed_(std::move(packed)), reader_(*packed_), coding_(coding) {}

std::size_t UnpackedInput::read(char* to, std::size_t size) {
  while (!fault_) {
    if (!member_) {
      const Behind behind = behind_member(reader_, coding_);
      if (behind == Behind::kNothing && !first_) return 0;
      if (behind == Behind::kJunk && !first_) {
        fault_ = "other data behind the compressed data";
        return 0;
      }
      first_ = false;
      member_ = std::make_unique<DecodedInput>(reader_, coding_);
    }
    if (const std::size_t got = member_->read(to, size); got > 0 || size == 0) return got;
    if (member_->fault()) fault_ = member_->fault();
    member_.reset();
  }
  return 0;
}

Unpacked unpack(ByteReader& from, Coding coding, std::uint64_t limit) {
  Unpacked out;
  const bool members = coding == Coding::kGzip || coding == Coding::kZstd;
  WholeGzip whole;
  std::string piece;
  for (bool first = true; first || (members && !from.at_end()); first = false) {
    if (!first) {
      const Behind behind = behind_member(from, coding);
      if (behind == Behind::kJunk) out.fault = "other data behind the compressed data";
      if (behind != Behind::kMember) return out;
    }
    if (coding == Coding::kGzip) {
      const auto member = whole.unpack(from.peek(WholeGzip::kMaxPacked));
      if (member && out.bytes.size() + member->bytes.size() <= limit) {
        out.bytes += member->bytes;
        from.skip(member->packed);
        continue;
      }
    }
    DecodedInput decoded(from, coding);
    piece.resize(64u << 10);
    for (;;) {
      const std::size_t got = decoded.read(piece.data(), piece.size());
      if (got == 0) break;
      if (out.bytes.size() + got > limit) {
        out.bytes.append(piece, 0, static_cast<std::size_t>(limit - out.bytes.size()));
        out.too_large = true;
        return out;
      }
      out.bytes.append(piece, 0, got);
    }
    if (decoded.fault()) {
      out.fault = decoded.fault();
      return out;
    }
  }
  return out;
}

bool begins_as_gzip(std::string_view bytes) {
  return bytes.size() >= 3 && bytes.starts_with("\x1F\x8B\x08") &&
         (bytes.size() < 4 || (static_cast<unsigned char>(bytes[3]) & 0xE0) == 0);
}

bool begins_as_zstd(std::string_view bytes) {
  if (bytes.size() < 4) return false;
  return bytes.starts_with("\x28\xB5\x2F\xFD") ||
         ((static_cast<unsigned char>(bytes[0]) & 0xF0) == 0x50 && bytes.substr(1, 3) == "\x2A\x4D\x18");
}

bool begins_as_zlib(std::string_view bytes) {
  if (bytes.size() < 2) return false;
  const auto a = static_cast<unsigned char>(bytes[0]), b = static_cast<unsigned char>(bytes[1]);
  return (a & 0x0F) == 8 && a <= 0x78 && (a * 256 + b) % 31 == 0;
}

}  // namespace hearsay
