// MIME: transfer encodings and header words as Python's quopri, base64 and email.header read them; trees of parts;
// which of them are read; hostile messages.
#include "source/mime.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "source/mail.h"
#include "source/testing/archives.h"

namespace hearsay {
namespace {

std::string body_of(std::string_view encoding, std::string_view body) {
  const std::string message = "Content-Transfer-Encoding: " + std::string(encoding) + "\r\n\r\n" + std::string(body);
  const auto entities = parse_mime(message);
  return decoded_body(message, entities.at(0));
}

TEST(Mime, transfer_encodings) {
  struct Row {
    std::string_view encoding, body, text;
  };
  for (const Row& row :
       {Row{"quoted-printable", "caf=C3=A9 =3D=\r\n no", "caf\xC3\xA9 = no"},
        Row{"quoted-printable", "trailing  \r\nblanks=20 \r\n", "trailing\r\nblanks \r\n"},
        Row{"Quoted-Printable", "bad =ZZ and =4", "bad =ZZ and =4"},
        Row{"quoted-printable", "soft= \t\r\nbreak=\nagain=", "softbreakagain"},
        Row{"quoted-printable", "=e2=80=9cno=e2=80=9d", "“no”"},
        Row{"base64", "VGhlIGJy\r\naWRnZQ==\r\n", "The bridge"}, Row{"BASE64", "VGhl*IGJyaWRnZQ", "The bridge"},
        Row{"7bit", "as =20 it is", "as =20 it is"}, Row{"binary", "\x80\xFF", "\x80\xFF"}}) {
    EXPECT_EQ(body_of(row.encoding, row.body), row.text) << row.encoding << ": " << row.body;
  }
  const std::string unknown = "Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\n";
  EXPECT_FALSE(known_transfer_encoding(parse_mime(unknown).at(0)));
}

TEST(Mime, header_words) {
  struct Row {
    std::string_view header, text;
  };
  for (const Row& row :
       {Row{"plain text", "plain text"}, Row{"=?utf-8?q?D=C3=A9p=C3=AAche_du?= matin", "Dépêche du matin"},
        Row{"=?UTF-8?B?4oCccGllcuKAnQ==?=", "“pier”"}, Row{"=?iso-8859-1?Q?caf=E9?= =?utf-8?q?_=E2=80=93?=", "café –"},
        Row{"a =?koi8-r?B?0NLJ18XU?= b", "a привет b"}, Row{"=?utf-8*en?q?x?=", "x"}, Row{"=?no-such?q?x?= ok", "x ok"},
        Row{"=?utf-8?q?unfinished", "=?utf-8?q?unfinished"}, Row{"raw caf\xE9", "raw café"},
        Row{"raw caf\xC3\xA9", "raw café"}, Row{"", ""}, Row{"=?", "=?"}, Row{"=??q?x?=", "x"}}) {
    EXPECT_EQ(decoded_words(row.header), row.text) << row.header;
  }
}

TEST(Mime, parameters) {
  struct Row {
    std::string_view value, name, text;
  };
  for (const Row& row : {Row{"text/html; charset=\"utf-8\"", "charset", "utf-8"},
                         Row{"text/html;CharSet = koi8-r ; x=y", "charset", "koi8-r"},
                         Row{"text/html; charset='latin1'", "charset", "latin1"},
                         Row{"a/b; x=\"a;\\\"b\"; y=2", "x", "a;\"b"}, Row{"a/b; x=\"a;\\\"b\"; y=2", "y", "2"},
                         Row{"a/b; x*0=\"one\"; x*1=two", "x", "onetwo"}, Row{"a/b; x*=utf-8'en'name", "x", "name"},
                         Row{"a/b", "x", ""}, Row{"a/b; x", "x", ""}, Row{"a/b; x=\"open", "x", "open"}}) {
    EXPECT_EQ(parameter_of(row.value, row.name), row.text) << row.value;
  }
}

constexpr std::string_view kTree =
    "From: Ann <ann@post.example>\r\nSubject: one\r\nMessage-ID: <one@x>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\npreamble\r\n"
    "--b\r\nContent-Type: multipart/alternative;\r\n boundary=bb\r\n\r\n"
    "--bb\r\n\r\nplain\r\n"
    "--bb\r\nContent-Type: multipart/related; boundary=r; start=\"<root>\"\r\n\r\n"
    "--r\r\nContent-Type: text/html\r\nContent-ID: <frame>\r\n\r\n<p>frame\r\n"
    "--r\r\nContent-Type: text/html\r\nContent-ID: <root>\r\n\r\n<p>root\r\n--r--\r\n"
    "--bb--\r\n"
    "--b\r\nContent-Type: image/png\r\n\r\nPNG\r\n"
    "--b \r\nContent-Type: message/rfc822\r\n\r\nSubject: two\r\nFrom: bob@post.example\r\n\r\nthe second\r\n--not a "
    "boundary\r\n"
    "--b--\r\nepilogue\r\n";

TEST(Mime, parts_of_a_message) {
  std::string tree;
  for (const MimeEntity& e : parse_mime(kTree)) {
    tree += std::to_string(e.parent) + " " + e.media_type + (e.leaf ? "=" + decoded_body(kTree, e) : "") + "\n";
  }
  EXPECT_EQ(
      tree,
      "-1 multipart/mixed\n0 multipart/alternative\n1 text/plain=plain\n1 multipart/related\n3 text/html=<p>frame\n"
      "3 text/html=<p>root\n0 image/png=PNG\n0 message/rfc822\n7 text/plain=the second\r\n--not a boundary\n");
}

TEST(Mail, the_best_alternative_and_the_root_are_read_and_messages_inside) {
  MailStream stream("a.eml", std::make_unique<MemoryInput>(kTree), true);
  const auto got = testing::pull_all(stream);
  ASSERT_EQ(got.sources.size(), 2u);
  EXPECT_EQ(got.sources[0].bytes, "<p>root");
  EXPECT_EQ(got.sources[0].stated.title, "one");
  EXPECT_EQ(got.sources[0].stated.authors, std::vector<std::string>{"Ann"});
  EXPECT_EQ(got.sources[0].uri, "mid:one@x");
  EXPECT_EQ(got.sources[1].bytes, "the second\r\n--not a boundary");
  EXPECT_EQ(got.sources[1].stated.title, "two");
  EXPECT_EQ(got.sources[1].stated.authors, std::vector<std::string>{"bob@post.example"});
  for (const RawSource& source : got.sources) {
    ASSERT_TRUE(source.archive);
    const std::string_view part = kTree.substr(source.archive->offset, source.archive->length);
    EXPECT_EQ(to_hex(sha256(part)), source.archive->sha256);
    const auto alone = source_of_mime_part(part, "a.eml", source.archive->offset);
    ASSERT_TRUE(alone.ok());
    EXPECT_EQ(alone->bytes, source.bytes);
  }
}

TEST(Mail, what_cannot_be_read_is_said) {
  struct Row {
    std::string message, words;
  };
  for (const Row& row :
       {Row{"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nPNG", "no text or HTML"},
        Row{"Subject: x\r\nContent-Transfer-Encoding: x-uue\r\n\r\nbegin", "x-uue"},
        Row{"Subject: x\r\n\r\n  \r\n", "no text or HTML"}}) {
    MailStream stream("a.eml", std::make_unique<MemoryInput>(row.message), true);
    const auto got = testing::pull_all(stream);
    EXPECT_TRUE(got.sources.empty());
    ASSERT_EQ(got.errors.size(), 1u);
    EXPECT_NE(got.errors[0].message.find(row.words), std::string::npos) << got.errors[0].message;
  }
}

TEST(Mime, hostile_messages_end) {
  std::string deep, wide = "Content-Type: multipart/mixed; boundary=-\r\n\r\n", lines;
  for (int i = 0; i < 2'000; ++i) {
    deep +=
        "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" + std::to_string(i) + "\r\n";
  }
  for (int i = 0; i < 200'000; ++i) wide += "---\r\n\r\nx\r\n";
  for (int i = 0; i < 200'000; ++i) lines += "X: y\r\n z\r\n";
  std::string nested;
  for (int i = 0; i < 20'000; ++i) nested += "Content-Type: message/rfc822\r\n\r\n";
  for (const std::string& message :
       {deep, wide, lines, nested, wide + deep, std::string("Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n"),
        std::string("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x"), std::string()}) {
    const auto entities = parse_mime(message);
    EXPECT_GE(entities.size(), 1u);
    EXPECT_LE(entities.size(), kMaxMimeParts);
    for (std::size_t i = 0; i < entities.size(); ++i) {
      EXPECT_LE(entities[i].begin, entities[i].body);
      EXPECT_LE(entities[i].body, entities[i].end);
      EXPECT_LE(entities[i].end, message.size());
      EXPECT_LT(entities[i].parent, static_cast<std::int32_t>(i));
    }
    MailStream stream("a.eml", std::make_unique<MemoryInput>(message), true);
    (void)testing::pull_all(stream);
  }
}

}  // namespace
}  // namespace hearsay
