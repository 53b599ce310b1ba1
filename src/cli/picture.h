// What a drawing of a document shows, the same for a terminal, HTML and SVG: which parts, which attributions in them
// and under which number, how their contents nest, and what the note of each says.
//
// What it is: contents are brackets below the text. A bracket's level is 1 where it holds no other, and one more than
// the highest it holds or crosses, so that outer brackets lie further from the words; those above kMostLevels have a
// note and no bracket. A part's text falls into stretches that are marked alike throughout.
// Ownership: views of the Document and the Reading, which must outlive it. Threads: pure. Units: bytes of the text.
// Cost: n log n in the ranges of the reading, times kMostLevels; depth of the input is never recursed on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reading/reading.h"
#include "source/source.h"

namespace hearsay::cli {

inline constexpr std::size_t kMostLevels = 9;
inline constexpr std::size_t kMostLinks = 8;  // of a chain that a note names; the middle of a longer one is left out

struct PictureChoice {
  bool boilerplate = false;
  Index claim = kNone;     // only what leads to this claim, in the parts where it stands
  std::int64_t part = -1;  // only this one, index in Document::parts
};

// One attribution of the drawing, or the words of a claim that the outlet or a reader makes itself.
struct Mark {
  Index attribution = kNone;
  Index voice = kNone;
  std::uint32_t number = 0;  // from 1, in text order; what the reader of the drawing sees
  std::uint32_t depth = 0;   // links around it
  Spans source, cue, content;
  std::vector<Index> claims;  // those it is the last link of
};

enum class Role : std::uint8_t { kPlain, kSource, kCue };

struct Bracket {
  std::uint32_t mark = 0;  // index in Picture::marks
  std::uint8_t level = 1;
  Span span;                          // inside one part
  bool begins = false, ends = false;  // it is the first, the last range of the content
};

struct Stretch {
  Span span;
  Role role = Role::kPlain;
  std::uint32_t mark = kNone;         // whose source or cue it is
  bool begins = false, ends = false;  // a range of the source or cue does here
  bool numbered = false;              // it is a cue's end: the mark's number goes behind it
  std::vector<std::uint32_t> within;  // indices in PartPicture::brackets, outermost first
};

struct PartPicture {
  std::size_t part = 0;  // index in Document::parts
  std::size_t levels = 0;
  std::vector<Bracket> brackets;     // by begin
  std::vector<Stretch> stretches;    // together the part's text
  std::vector<std::uint32_t> notes;  // marks that begin in this part, by number
};

// Words of a note, with the kind of voice they belong to ("": nobody's).
struct NotePiece {
  std::string text;
  std::string_view kind;
};

struct LegendEntry {
  std::string name;
  std::string_view kind;
  std::size_t claims = 0;
};

class Picture {
 public:
  Picture(const Document& document, const Reading& reading, const PictureChoice& choice);

  [[nodiscard]] const Document& document() const { return document_; }
  [[nodiscard]] const std::vector<Mark>& marks() const { return marks_; }
  [[nodiscard]] const std::vector<PartPicture>& parts() const { return parts_; }
  [[nodiscard]] std::size_t parts_left_out() const { return left_out_; }  // boilerplate

  [[nodiscard]] std::string_view kind_of(std::uint32_t mark) const;  // of its voice; "anonymous" for nobody
  // "◆ Reuters: report › ■ the ministry: deny · direct quote · source certain, outlet open · c:7f3a…", not yet escaped.
  [[nodiscard]] std::vector<NotePiece> note(std::uint32_t mark) const;
  [[nodiscard]] std::string note_text(std::uint32_t mark) const;
  // Who speaks, those with most claims first; of one claim or part only those in it.
  [[nodiscard]] std::vector<LegendEntry> legend() const;
  // "The Harbor Post · Ada Holm · 2031-05-01 · credits Reuters"
  [[nodiscard]] std::string byline() const;
  // The comment that a part is, or null.
  [[nodiscard]] const Comment* comment(std::size_t part) const;
  // "a reader", or the name and time under a comment.
  [[nodiscard]] static std::string commenter(const Comment& comment);

 private:
  void choose_parts(const PictureChoice& choice);
  void choose_marks(const PictureChoice& choice);
  void number_marks();
  void draw_part(PartPicture& picture, const std::vector<std::uint32_t>& marks) const;

  const Document& document_;
  const Reading& reading_;
  std::vector<Mark> marks_;
  std::vector<PartPicture> parts_;
  std::vector<const Comment*> comment_of_;
  std::size_t left_out_ = 0;
  bool whole_;  // no one claim or part
};

// "certain", "probably not", "open" … for FactBank's values.
[[nodiscard]] std::string_view words_of(Commitment commitment);

}  // namespace hearsay::cli
