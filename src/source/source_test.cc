// The door: charsets, kinds of file, hostile input, and the map on every example page.
#include "source/source.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "base/utf8.h"
#include "source/charset.h"
#include "source/document_invariants.h"
#include "source/testing/archives.h"

namespace hearsay {
namespace {

using namespace std::string_literals;

Result<Document> read(std::string bytes, std::string path) {
  return read_document({std::move(path), std::move(bytes)}, {});
}

TEST(Charsets, choice) {
  struct Row {
    std::string bytes;
    std::string_view charset, unsupported;
  };
  for (const Row& row : {
           Row{"\xEF\xBB\xBFx", "utf-8", ""},
           Row{"\xFF\xFEx\0y\0"s, "utf-16le", ""},
           Row{"\xFE\xFF\0x"s, "utf-16be", ""},
           Row{"<meta charset=latin1>caf\xE9", "windows-1252", ""},
           Row{"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>\x93q\x94", "windows-1252", ""},
           Row{"<?xml version='1.0' encoding='windows-1252'?>\xE9", "windows-1252", ""},
           Row{"caf\xE9", "windows-1252", ""},
           Row{"caf\xC3\xA9", "utf-8", ""},
           Row{"<meta charset=latin1>caf\xC3\xA9", "utf-8", ""},  // the header that said so is lost
           Row{"<meta charset=utf-8>caf\xC3\xA9 \xFF", "utf-8", ""},
           Row{"<!-- <meta charset=latin1> --><meta charset=utf-8>\xC3\xA9", "utf-8", ""},
       }) {
    const CharsetChoice choice = choose_charset(row.bytes, true);
    EXPECT_EQ(name(choice.charset), row.charset) << row.bytes;
    EXPECT_EQ(choice.unsupported, row.unsupported) << row.bytes;
  }
}

TEST(Charsets, every_byte_of_windows_1252_has_its_character) {
  // The five bytes the code page leaves out are C1 controls; the rest below 0xA0 are the typographer's.
  std::string bytes;
  for (int b = 0x80; b < 0x100; ++b) bytes += static_cast<char>(b);
  DecodedSource decoded;
  decode(bytes, {Charset::kWindows1252, 0, ""}, decoded);
  EXPECT_EQ(count_code_points(decoded.text), 128u);
  EXPECT_TRUE(decoded.text.starts_with("€\xC2\x81‚ƒ„…†‡ˆ‰Š‹Œ\xC2\x8DŽ\xC2\x8F\xC2\x90‘’“”•–—˜™š›œ\xC2\x9DžŸ\xC2\xA0¡"));
  EXPECT_TRUE(decoded.text.ends_with("üýþÿ"));
  EXPECT_TRUE(decoded.runs.empty());
}

TEST(Charsets, utf16_keeps_a_run_for_each_ascii_letter) {
  const auto document = read(
      "\xFF\xFE"
      "A\0\x1C\x20"
      "b\0\x1D\x20.\0"s,
      "a.txt");
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->text, "A“b”.");
  EXPECT_EQ(broken_invariant(*document), "");
  EXPECT_EQ(document->map.size(), 3u);
  EXPECT_EQ(*source_range(*document, {1, 4}), (Span{3, 6}));
}

TEST(Charsets, ill_formed_bytes_are_named_and_kept_apart) {
  const auto document = read("Good text, \xED\xA0\x80 then more text.", "a.txt");
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(broken_invariant(*document), "");
  ASSERT_EQ(document->warnings.size(), document->charset == "utf-8" ? 1u : 0u);
}

TEST(Map, ranges_take_the_gap_around_decoded_text) {
  const auto document = read("<p>Tom &amp; <b>Ann</b> said &#8220;no&#8221;.</p>", "a.html");
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->text, "Tom & Ann said “no”.");
  EXPECT_EQ(broken_invariant(*document), "");
  const auto source_of = [&](std::string_view words) {
    const std::size_t at = document->text.find(words);
    const Span span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
    return std::string(slice(document->bytes, *source_range(*document, span)));
  };
  EXPECT_EQ(source_of("Tom"), "Tom");
  EXPECT_EQ(source_of("& Ann"), "&amp; <b>Ann");
  EXPECT_EQ(source_of("“no”"), "&#8220;no&#8221;");
  EXPECT_EQ(source_pieces(*document, {4, 9}).size(), 2u);  // "& " and "Ann": the tag between is no text
}

TEST(Map, holds_on_every_example) {
  std::size_t pages = 0;
  const auto paths = list_sources(HEARSAY_SOURCE_DIR "/examples");
  ASSERT_TRUE(paths.ok());
  for (const std::string& path : *paths) {
    auto stream = SourceStream::open(path, {});
    ASSERT_TRUE(stream.ok());
    auto source = stream->next();
    ASSERT_TRUE(source && source->ok());
    EXPECT_FALSE(stream->next());
    auto loaded = (*source)->load();
    ASSERT_TRUE(loaded.ok());
    const auto document = read_document(std::move(*loaded), {});
    if (!document.ok()) continue;
    ++pages;
    EXPECT_EQ(broken_invariant(*document), "") << path;
  }
  EXPECT_GE(pages, 10u);
}

TEST(Map, holds_on_random_pages) {
  // Pieces that meet in every order: tags, references, broken bytes, odd blanks.
  constexpr std::string_view kPieces[] = {"<p>",
                                          "</p>",
                                          "<b>",
                                          "</b>",
                                          "<br>",
                                          "&amp;",
                                          "&nbsp;",
                                          "&#8220;",
                                          " ",
                                          "\n",
                                          "\r\n",
                                          "word",
                                          "Word, more words.",
                                          "\xE9",
                                          "\xC3\xA9",
                                          "\xED\xA0\x80",
                                          "\xC2\xA0",
                                          "\xE2\x80\x8B",
                                          "<li>",
                                          "<ul>",
                                          "</ul>",
                                          "<td>",
                                          "<table>",
                                          "<div class=comment id=comment-1>",
                                          "</div>",
                                          "<h1>",
                                          "</h1>",
                                          "<pre>",
                                          "</pre>",
                                          "<script>x</script>",
                                          "<div hidden>",
                                          "<title>",
                                          "</title>",
                                          "<cite>Ann says:</cite>",
                                          "&lt",
                                          "<",
                                          ">",
                                          "\"",
                                          "LUSAKA (AP) - ",
                                          "\0"};
  std::mt19937 dice(7);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    const int n = static_cast<int>(dice() % 40);
    for (int i = 0; i < n; ++i) bytes += kPieces[dice() % std::size(kPieces)];
    for (const char* path : {"a.html", "a.txt"}) {
      const auto document = read(bytes, path);
      if (document.ok()) {
        ASSERT_EQ(broken_invariant(*document), "") << path << ": " << bytes;
      }
    }
  }
}

TEST(Hostile, what_is_refused_says_why) {
  struct Row {
    std::string bytes;
    ErrorCode code;
  };
  for (const Row& row :
       {Row{"", ErrorCode::kMalformed}, Row{"%PDF-1.7 x", ErrorCode::kUnsupported},
        Row{"\x1F\x8B\x08", ErrorCode::kUnsupported}, Row{std::string(1000, '\0'), ErrorCode::kMalformed},
        Row{"WARC/1.0\r\n", ErrorCode::kUnsupported}}) {
    const auto document = read(row.bytes, "x");
    ASSERT_FALSE(document.ok());
    EXPECT_EQ(document.error().code, row.code);
    EXPECT_EQ(document.error().path, "x");
    EXPECT_TRUE(document.error().offset.has_value());
    EXPECT_FALSE(document.error().message.empty());
  }
  EXPECT_FALSE(SourceStream::open("/no/such/file", {}).ok());
  EXPECT_FALSE(list_sources("/no/such/folder").ok());
}

TEST(Hostile, what_is_odd_is_read) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  std::string replies = "<html>";
  for (int i = 0; i < 2'000; ++i)
    replies += "<li class=comment id=comment-" + std::to_string(i) + "><cite>A</cite><p>Said so, at length.</p>";
  std::string json = "<html><script type='application/ld+json'>";
  for (int i = 0; i < 100'000; ++i) json += "[";
  std::string lines;
  for (int i = 0; i < 1'000'000; ++i) lines += "a\n\n";
  const std::string line(10'000'000, 'x');
  for (const auto& [bytes, path] :
       std::initializer_list<std::pair<std::string, std::string>>{{deep + "text", "deep.html"},
                                                                  {replies, "replies.html"},
                                                                  {json + "</script><p>text</p>", "json.html"},
                                                                  {lines, "lines.txt"},
                                                                  {line, "line.txt"},
                                                                  {"<p>" + line, "line.html"},
                                                                  {"a\0b"s, "nul.txt"},
                                                                  {"<p>a\0b"s, "nul.html"},
                                                                  {"\xED\xA0\xBD", "surrogate.txt"},
                                                                  {"   \n", "blank.txt"},
                                                                  {"<", "lt.html"}}) {
    const auto document = read(bytes, path);
    ASSERT_TRUE(document.ok()) << path;
    EXPECT_EQ(broken_invariant(*document), "") << path;
  }
}

TEST(Listing, folders_are_walked_in_order_without_side_files) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(::testing::TempDir()) / "hearsay_listing";
  fs::remove_all(folder);
  fs::create_directories(folder / "sub");
  fs::create_directories(folder / "b_files");
  for (const char* file : {"b.html", "a.txt", "picture.png", ".hidden", "sub/c.html", "b_files/frame.html", "data.json",
                           "data.json.gz", "index.cdx.gz", "z.warc.gz"}) {
    std::ofstream(folder / file) << "x";
  }
  const auto found = list_sources(folder.string());
  ASSERT_TRUE(found.ok());
  std::vector<std::string> names;
  for (const std::string& path : *found) names.push_back(fs::relative(path, folder).string());
  EXPECT_EQ(names, (std::vector<std::string>{"a.txt", "b.html", "sub/c.html", "z.warc.gz"}));
  fs::remove_all(folder);
}

// Archives as files: all records, each read again by its place, and told when its bytes have changed.
TEST(Streams, each_record_is_read_again_from_its_place_in_the_file) {
  using testing::http;
  using testing::kBehind;
  using testing::page;
  using testing::record;
  const std::string dictionary = record("response", "http://a.example/", http(page(0)));
  std::string warc, gzip, zstd = "\x5D\x2A\x4D\x18"s, lines;
  for (int i = 0; i < 4; ++i) zstd += static_cast<char>(dictionary.size() >> 8 * i);
  zstd += dictionary;
  ZSTD_CCtx* context = ZSTD_createCCtx();
  for (int i = 0; i < 5; ++i) {
    const std::string whole =
        record("response", "http://a.example/" + std::to_string(i), http(page(i))) + std::string(kBehind);
    warc += whole;
    gzip += testing::gzip(whole);
    std::string frame(ZSTD_compressBound(whole.size()), '\0');
    frame.resize(ZSTD_compress_usingDict(context, frame.data(), frame.size(), whole.data(), whole.size(),
                                         dictionary.data(), dictionary.size(), 3));
    zstd += frame;
    lines += "{\"html\":\"" + page(i) + "\"}\n";
  }
  ZSTD_freeCCtx(context);
  const std::string mail =
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n" +
      page(0) + "\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+Tm8u\r\n--b--\r\n";
  struct Row {
    const char* name;
    std::string bytes;
    std::size_t records;
  };
  for (const Row& row : {Row{"a.warc", warc, 5}, Row{"a.warc.gz", gzip, 5}, Row{"a.warc.zst", zstd, 5},
                         Row{"a.jsonl", lines, 5}, Row{"a.mht", mail, 2}}) {
    const std::string path = ::testing::TempDir() + "/" + row.name;
    const auto write = [&](const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; };
    write(row.bytes);
    auto stream = SourceStream::open(path, {});
    ASSERT_TRUE(stream.ok()) << row.name;
    const testing::Pulled got = testing::pull_all(*stream);
    EXPECT_TRUE(got.errors.empty()) << row.name;
    ASSERT_EQ(got.sources.size(), row.records) << row.name;
    for (const RawSource& source : got.sources) {
      ASSERT_TRUE(source.archive) << row.name;
      const auto again = load_record(path, *source.archive, {});
      ASSERT_TRUE(again.ok()) << row.name << ": " << again.error().describe();
      EXPECT_EQ(again->bytes, source.bytes) << row.name;
      EXPECT_TRUE(again->warnings.empty()) << row.name;
    }
    // A changed byte is told, or the record cannot be read any more.
    std::string changed = row.bytes;
    const ArchiveLocator last = *got.sources.back().archive;
    changed[last.offset + last.length - 9] = static_cast<char>(changed[last.offset + last.length - 9] ^ 2);
    write(changed);
    const auto told = [&] {
      const auto again = load_record(path, last, {});
      return !again.ok() || !again->warnings.empty();
    };
    EXPECT_TRUE(told()) << row.name;
    write(row.bytes.substr(0, last.offset + 3));
    EXPECT_TRUE(told()) << row.name;
    std::filesystem::remove(path);
  }
}

TEST(Options, fill_only_what_the_page_does_not_say) {
  const auto document =
      read_document({"a.txt", "Nothing is said here about dates or papers."}, {"", "2025-06-06", "The Gull"});
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->published->value, "2025-06-06");
  EXPECT_EQ(document->outlet->value, "The Gull");
  EXPECT_EQ(document->outlet->from, "option");
}

}  // namespace
}  // namespace hearsay
