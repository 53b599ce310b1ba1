// WARC: which records are pages, what their bodies unpack to, where they lie, and how reading goes on after damage;
// each archive plain, in gzip members and in zstd frames, from memory and from a pipe.
#include "source/warc.h"

#include <brotli/encode.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include <random>

#include "base/hash.h"
#include "source/http_message.h"
#include "source/testing/archives.h"

namespace hearsay {
namespace {

using namespace std::string_literals;
using testing::http;
using testing::kBehind;
using testing::page;
using testing::Pulled;
using testing::record;

std::string zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

std::string brotli(std::string_view bytes) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size()) + 64;
  std::string out(size, '\0');
  BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()),
                        &size, reinterpret_cast<std::uint8_t*>(out.data()));
  out.resize(size);
  return out;
}

std::string chunked(std::string_view bytes, std::size_t each) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += each) {
    const std::string_view chunk = bytes.substr(at, each);
    char line[32];
    std::snprintf(line, sizeof line, "%zX;note=\"x\"\r\n", chunk.size());
    out += line + std::string(chunk) + "\r\n";
  }
  return out + "0\r\n\r\n";
}

std::string packed(const std::vector<std::string>& records, WarcPacking packing) {
  std::string out;
  for (const std::string& r : records) {
    const std::string whole = r + std::string(kBehind);
    out += packing == WarcPacking::kPlain ? whole : packing == WarcPacking::kGzip ? testing::gzip(whole) : zstd(whole);
  }
  return out;
}

constexpr WarcPacking kPackings[] = {WarcPacking::kPlain, WarcPacking::kGzip, WarcPacking::kZstd};

Pulled pulled(std::string_view bytes, WarcPacking packing, std::size_t pipe = 0) {
  std::unique_ptr<ByteInput> input;
  if (pipe > 0) {
    input = std::make_unique<testing::PipeInput>(bytes, pipe);
  } else {
    input = std::make_unique<MemoryInput>(bytes);
  }
  WarcStream stream("a.warc", std::move(input), packing);
  return testing::pull_all(stream);
}

TEST(Warc, records_that_are_pages_come_in_order_with_their_place) {
  const std::string redirect = "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\nLocation: /\r\n\r\n<html>moved";
  const std::vector<std::string> records = {
      record("warcinfo", "", "software: x\r\n", "", "application/warc-fields"),
      record("request", "http://a.example/1", "GET / HTTP/1.1\r\n\r\n", "", "application/http; msgtype=request"),
      record("response", "http://a.example/1", http(page(1)), "WARC-Payload-Digest: sha1:ONE\r\n"),
      record("response", "http://a.example/1.png", http("\x89PNG....", "", "image/png"),
             "WARC-Payload-Digest: sha1:PIC\r\n"),
      record("response", "http://a.example/moved", redirect),
      record("response", "http://a.example/robots.txt", http("User-agent: *", "", "text/plain")),
      record("resource", "<http://a.example/2>", page(2), "", "text/html; charset=koi8-r"),
      record("resource", "urn:text:http://a.example/2", "extracted text", "", "text/plain"),
      record("conversion", "http://a.example/3", "The text of a page.", "", "text/plain"),
      record("metadata", "http://a.example/1", "via: x\r\n", "", "application/warc-fields"),
      record("revisit", "http://a.example/4", "", "WARC-Payload-Digest: sha1:ONE\r\n"),
      record("revisit", "http://a.example/5", http(""),
             "WARC-Payload-Digest: sha1:GONE\r\nWARC-Refers-To-Date: 2020-01-01T00:00:00Z\r\n"),
      record("revisit", "http://a.example/6.png", http("", "", "image/png"), "WARC-Payload-Digest: sha1:ALSO\r\n"),
      record("response", "http://a.example/pixel", http("0\r\n\r\n", "Transfer-Encoding: chunked\r\n")),
      record("response", "http://a.example/6", http(page(6), "", "application/octet-stream")),
      record("response", "http://a.example/7.bin", http("\1\2\3 binary", "", "application/octet-stream"))};
  for (const WarcPacking packing : kPackings) {
    const std::string archive = packed(records, packing);
    for (const std::size_t pipe : {0u, 1u, 7u, 4096u}) {
      const Pulled got = pulled(archive, packing, pipe);
      ASSERT_EQ(got.sources.size(), 4u);
      EXPECT_EQ(got.sources[0].bytes, page(1));
      EXPECT_EQ(got.sources[0].uri, "http://a.example/1");
      EXPECT_EQ(got.sources[0].captured_at, "2025-06-06T10:00:00Z");
      EXPECT_EQ(got.sources[0].stated_type, "text/html");
      EXPECT_EQ(got.sources[1].uri, "http://a.example/2");
      EXPECT_EQ(got.sources[1].stated_charset, "koi8-r");
      EXPECT_EQ(got.sources[2].bytes, "The text of a page.");
      EXPECT_EQ(got.sources[3].bytes, page(6));
      ASSERT_EQ(got.errors.size(), 1u);
      EXPECT_NE(got.errors[0].message.find("revisit of http://a.example/5"), std::string::npos)
          << got.errors[0].message;
      EXPECT_NE(got.errors[0].message.find("2020-01-01"), std::string::npos);
      for (const RawSource& source : got.sources) {
        EXPECT_TRUE(source.in_archive && source.warnings.empty());
        ASSERT_TRUE(source.archive);
        const std::string_view place = std::string_view(archive).substr(source.archive->offset, source.archive->length);
        EXPECT_EQ(to_hex(sha256(place)), source.archive->sha256);
        if (packing == WarcPacking::kPlain) {
          EXPECT_TRUE(place.starts_with("WARC/1.1") && !place.ends_with("\n"));
        } else {
          EXPECT_EQ(pulled(place, packing).sources.at(0).bytes, source.bytes);
        }
      }
    }
  }
}

TEST(Warc, bodies_are_unpacked_as_their_fields_say_and_as_they_are) {
  const std::string p = page(1);
  const std::string raw = testing::gzip(p, -15);
  struct Row {
    std::string fields, body;
    bool whole = true;
  };
  for (const Row& row :
       {Row{"", p}, Row{"Content-Encoding: gzip\r\n", testing::gzip(p)},
        Row{"Content-Encoding: x-gzip\r\n", testing::gzip(p)},
        Row{"Content-Encoding: deflate\r\n", testing::gzip(p, 15)}, Row{"Content-Encoding: deflate\r\n", raw},
        Row{"content-encoding: BR\r\n", brotli(p)}, Row{"Content-Encoding: zstd\r\n", zstd(p)},
        Row{"Content-Encoding: gzip, br\r\n", brotli(testing::gzip(p))},
        Row{"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunked(testing::gzip(p), 10)},
        Row{"Transfer-Encoding: gzip, chunked\r\n", chunked(testing::gzip(p), 33)},
        Row{"Content-Encoding: gzip\r\n", testing::gzip(p.substr(0, 20)) + testing::gzip(p.substr(20))},
        // Archives that undid a coding and kept its name.
        Row{"Content-Encoding: gzip\r\n", p}, Row{"Transfer-Encoding: chunked\r\n", p},
        Row{"Content-Encoding: br\r\n", p}, Row{"Content-Encoding: deflate\r\n", p},
        Row{"Content-Encoding: utf-8\r\n", p},
        Row{"Transfer-Encoding: chunked\r\n", chunked(p, 20).substr(0, 60), false},
        Row{"Content-Encoding: gzip\r\n", testing::gzip(p).substr(0, 60), false},
        Row{"Content-Encoding: gzip\r\n", "\x1F\x8B\x08\0junk"s, false}}) {
    const Pulled got = pulled(record("response", "http://a.example/", http(row.body, row.fields)), WarcPacking::kPlain);
    if (row.whole) {
      ASSERT_EQ(got.sources.size(), 1u) << row.fields;
      EXPECT_EQ(got.sources[0].bytes, p) << row.fields;
      EXPECT_TRUE(got.sources[0].warnings.empty()) << row.fields;
    } else if (!got.sources.empty()) {
      EXPECT_TRUE(p.starts_with(got.sources[0].bytes)) << row.fields;
      EXPECT_FALSE(got.sources[0].warnings.empty()) << row.fields;
    } else {
      EXPECT_EQ(got.errors.size(), 1u) << row.fields;
    }
  }
}

TEST(Warc, a_bomb_is_refused_and_the_next_record_read) {
  std::string zeros(std::size_t{kMaxSourceBytes} + 1, ' ');
  const std::string bomb = testing::gzip(zeros);
  zeros.clear();
  const std::string many = testing::gzip(testing::gzip(testing::gzip(testing::gzip(testing::gzip(page(1))))));
  const std::vector<std::string> records = {
      record("response", "http://a.example/bomb", http(bomb, "Content-Encoding: gzip\r\n")),
      record("response", "http://a.example/many", http(many, "Content-Encoding: gzip, gzip, gzip, gzip, gzip\r\n")),
      record("response", "http://a.example/1", http(page(1)))};
  const Pulled got = pulled(packed(records, WarcPacking::kGzip), WarcPacking::kGzip);
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_EQ(got.errors[0].code, ErrorCode::kTooLarge);
  ASSERT_EQ(got.sources.size(), 2u);
  EXPECT_FALSE(got.sources[0].warnings.empty());
  EXPECT_EQ(got.sources[1].bytes, page(1));
}

TEST(Warc, a_record_of_any_size_that_is_no_page_goes_by) {
  // What the header claims is skipped as it comes: 5 GB would do no more than 5 MB.
  const std::string video =
      record("response", "http://a.example/v.mp4", http(std::string(5'000'000, 'v'), "", "video/mp4"));
  const std::string large =
      record("response", "http://a.example/large", http("<html>"), "", "application/http", 5'000'000'000);
  const std::vector<std::string> records = {video, record("response", "http://a.example/1", http(page(1))), large,
                                            record("response", "http://a.example/2", http(page(2)))};
  for (const WarcPacking packing : kPackings) {
    const Pulled got = pulled(packed(records, packing), packing);
    ASSERT_GE(got.sources.size(), 2u);
    EXPECT_EQ(got.sources.front().bytes, page(1));
    EXPECT_EQ(got.sources.back().bytes, page(2));
    EXPECT_EQ(got.errors.size() + (got.sources.size() - 2), 1u);
  }
}

TEST(Warc, damage_is_named_with_its_offset_and_reading_goes_on) {
  std::vector<std::string> records;
  for (int i = 0; i < 9; ++i)
    records.push_back(record("response", "http://a.example/" + std::to_string(i), http(page(i))));
  struct Row {
    const char* what;
    std::function<void(std::string& archive, std::size_t begin, std::size_t length)> damage;  // of the fifth record
    bool plain_tells = true;
  };
  for (const Row& row : {
           Row{"a hole", [](std::string&a, std::size_t b, std::size_t n) { a.erase(b + n / 2, 60); }},
           Row{"zeros", [](std::string&a, std::size_t b, std::size_t n) { a.replace(b + n / 3, 50, 50, '\0'); }, false},
           Row{"no beginning", [](std::string&a, std::size_t b, std::size_t) { a.replace(b, 20, 20, 'x'); }},
           Row{"other bytes before it",
               [](std::string&a, std::size_t b, std::size_t) { a.insert(b, "other bytes\n"); }},
           Row{"the end cut off", [](std::string&a, std::size_t b, std::size_t n) { a.resize(b + n - 15); }},
       }) {
    for (const WarcPacking packing : kPackings) {
      std::string archive = packed({records.begin(), records.begin() + 4}, packing);
      const std::size_t begin = archive.size();
      std::string rest = packed({records.begin() + 4, records.end()}, packing);
      const std::size_t length = packed({records[4]}, packing).size();
      archive += rest;
      row.damage(archive, begin, length);
      for (const std::size_t pipe : {0u, 100u}) {
        const Pulled got = pulled(archive, packing, pipe);
        std::vector<std::string> uris;
        for (const RawSource& source : got.sources) uris.push_back(source.uri.substr(17));
        const std::string where = std::string(row.what) + " packing " + std::to_string(static_cast<int>(packing));
        EXPECT_EQ(std::vector<std::string>(uris.begin(), uris.begin() + 4),
                  (std::vector<std::string>{"0", "1", "2", "3"}));
        // In a pipe, what a damaged record has swallowed cannot be gone back to: one more may be lost.
        const std::vector<std::string> all = {"5", "6", "7", "8"};
        const long lost = pipe > 0 ? 1 : 0;
        if (std::string_view(row.what) != "the end cut off") {
          EXPECT_TRUE(std::equal(all.begin() + lost, all.end(), uris.end() - (4 - lost), uris.end())) << where;
        }
        std::vector<Error> told = got.errors;
        for (const RawSource& source : got.sources)
          told.insert(told.end(), source.warnings.begin(), source.warnings.end());
        if (packing == WarcPacking::kPlain && !row.plain_tells) continue;
        ASSERT_FALSE(told.empty()) << where;
        EXPECT_EQ(told[0].offset, begin) << where << ": " << told[0].message;
        EXPECT_LE(told.size(), 2u) << where;
      }
    }
  }
}

TEST(Warc, a_wrong_length_costs_no_other_record) {
  for (const long length : {0L, 10L, 150L, 400L, 100'000L, 1L << 40}) {
    std::vector<std::string> records;
    for (int i = 0; i < 5; ++i) {
      records.push_back(record("response", "http://a.example/" + std::to_string(i), http(page(i)), "",
                               "application/http; msgtype=response", i == 2 ? length : -1));
    }
    for (const WarcPacking packing : kPackings) {
      for (const std::size_t pipe : {0u, 50u}) {
        if (pipe > 0 && length > static_cast<long>(kMaxSourceBytes)) continue;  // what a pipe has passed is gone
        const Pulled got = pulled(packed(records, packing), packing, pipe);
        std::string uris;
        for (const RawSource& source : got.sources) uris += source.uri.substr(17);
        uris.erase(std::remove(uris.begin(), uris.end(), '2'), uris.end());
        EXPECT_EQ(uris, "0134") << length << " packing " << static_cast<int>(packing) << " pipe " << pipe;
        std::size_t told = got.errors.size();
        for (const RawSource& source : got.sources) told += source.warnings.size();
        EXPECT_GE(told, 1u) << length;
      }
    }
  }
}

TEST(Warc, several_records_in_a_member_are_read_and_have_no_place) {
  std::string all;
  for (int i = 0; i < 4; ++i)
    all += record("response", "http://a.example/" + std::to_string(i), http(page(i))) + std::string(kBehind);
  const Pulled got = pulled(testing::gzip(all), WarcPacking::kGzip);
  ASSERT_EQ(got.sources.size(), 4u);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(got.sources[static_cast<std::size_t>(i)].bytes, page(i));
    EXPECT_FALSE(got.sources[static_cast<std::size_t>(i)].archive);
  }
  EXPECT_TRUE(got.errors.empty());
}

TEST(Warc, digests_that_do_not_hold_and_records_cut_by_the_crawler_are_said) {
  // Digests of the block "x" by Python's hashlib and base64.
  const auto told = [](std::string_view digest) {
    return pulled(record("resource", "http://a.example/", "x", "WARC-Block-Digest: " + std::string(digest) + "\r\n",
                         "text/plain"),
                  WarcPacking::kPlain)
        .sources.at(0)
        .warnings.size();
  };
  EXPECT_EQ(told("sha1:CH3K3DWFFIUYJK5K7V6DWULFAN4FYIDS"), 0u);
  EXPECT_EQ(told("md5:no"), 0u);
  EXPECT_EQ(told("sha1:11f6ad8ec52a2984abaafd7c3b516503785c2072"), 0u);
  EXPECT_EQ(told("sha1:11f6ad8ec52a2984abaafd7c3b516503785c2073"), 1u);
  EXPECT_EQ(told("sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"), 0u);
  EXPECT_EQ(told("sha256:3d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"), 1u);
  const Pulled cut = pulled(record("resource", "http://a.example/", "x", "WARC-Truncated: length\r\n", "text/plain"),
                            WarcPacking::kPlain);
  EXPECT_EQ(cut.sources.at(0).warnings.size(), 1u);
}

TEST(Warc, a_dictionary_of_zstd_is_used) {
  // A raw dictionary: any bytes that records begin with.
  const std::string dictionary = record("response", "http://a.example/", http(page(0)));
  ZSTD_CCtx* context = ZSTD_createCCtx();
  std::string archive = "\x5D\x2A\x4D\x18"s;
  const auto size = static_cast<std::uint32_t>(dictionary.size());
  for (int i = 0; i < 4; ++i) archive += static_cast<char>(size >> 8 * i);
  archive += dictionary;
  for (int i = 0; i < 3; ++i) {
    const std::string whole =
        record("response", "http://a.example/" + std::to_string(i), http(page(i))) + std::string(kBehind);
    std::string frame(ZSTD_compressBound(whole.size()), '\0');
    frame.resize(ZSTD_compress_usingDict(context, frame.data(), frame.size(), whole.data(), whole.size(),
                                         dictionary.data(), dictionary.size(), 3));
    archive += frame;
  }
  ZSTD_freeCCtx(context);
  const Pulled got = pulled(archive, WarcPacking::kZstd);
  EXPECT_TRUE(got.errors.empty());
  ASSERT_EQ(got.sources.size(), 3u);
  EXPECT_EQ(got.sources[2].bytes, page(2));
}

TEST(Warc, hostile_bytes_end_in_linear_time) {
  std::string magic, claims, nested;
  for (int i = 0; i < 300'000; ++i) magic += "\x1F\x8B\x08\0\0\0\0\0\0\xFF\x01\0"s;
  for (int i = 0; i < 20'000; ++i)
    claims += record("response", "http://a.example/", http("x"), "", "application/http", 60'000'000) + "\r\n";
  for (int i = 0; i < 20'000; ++i)
    nested += record("response", "http://a.example/", http("x"), "", "application/http", 40'000) + "\r\n";
  // A body of many tiny members.
  std::string members;
  const std::string member = testing::gzip("x");
  for (int i = 0; i < 200'000; ++i) members += member;
  EXPECT_EQ(pulled(record("response", "u", http(members, "Content-Encoding: gzip\r\n")), WarcPacking::kPlain)
                .sources.at(0)
                .bytes,
            std::string(200'000, 'x'));
  EXPECT_GE(pulled(members, WarcPacking::kGzip).errors.size(), 1u);
  const Pulled a = pulled(testing::gzip(record("response", "u", http("x"))).substr(0, 60) + magic, WarcPacking::kGzip);
  EXPECT_FALSE(a.errors.empty());
  EXPECT_EQ(pulled(claims, WarcPacking::kPlain).errors.size() + pulled(claims, WarcPacking::kPlain).sources.size(),
            20'000u);
  EXPECT_GT(pulled(claims, WarcPacking::kPlain, 4096).sources.size(), 0u);
  EXPECT_GT(pulled(nested, WarcPacking::kPlain).sources.size(), 0u);
}

}  // namespace
}  // namespace hearsay
