#include "cli/html_picture.h"

#include "cli/display_width.h"
#include "cli/markup.h"
#include "cli/row_printer.h"
#include "cli/terminal.h"

namespace hearsay::cli {

namespace {

// Okabe and Ito's palette, darkened on white and lightened on black to a contrast of 4.5 and more.
constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--paper:#fff;--ink:#1c1c1c;--soft:#5c5c5c;--rule:#d4d4d4;--mark:#fff3bf;
--outlet:#865900;--agency:#b04500;--government:#00629b;--person:#9b3d73;--organization:#00694c;--document:#4a5a8c;
--anonymous:#5c5c5c}
@media (prefers-color-scheme:dark){:root{--paper:#161616;--ink:#e4e4e4;--soft:#a0a0a0;--rule:#3c3c3c;--mark:#4a4014;
--outlet:#e6b04d;--agency:#f08a4b;--government:#6bb8ec;--person:#dd92bd;--organization:#3fc39b;--document:#a3b4e8;
--anonymous:#a8a8a8}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:70rem;padding:1.5rem;background:var(--paper);color:var(--ink);
font:1.0625rem/1.6 Georgia,"Times New Roman",serif}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .3rem}
h2{font:600 .9rem/1.4 system-ui,sans-serif;margin:2rem 0 .4rem;border-top:1px solid var(--rule);padding-top:.8rem}
.small,.voices,.key,.notes,.kind,.who,footer{font:.8125rem/1.45 system-ui,sans-serif;color:var(--soft)}
.small{margin:.1rem 0;overflow-wrap:anywhere}
.k-outlet,.k-media,.k-author{--v:var(--outlet)}.k-agency{--v:var(--agency)}
.k-government,.k-military{--v:var(--government)}.k-person{--v:var(--person)}
.k-organization,.k-group{--v:var(--organization)}.k-document,.k-poll{--v:var(--document)}
.k-anonymous,.k-reader{--v:var(--anonymous)}
.voices{list-style:none;margin:.3rem 0;padding:0;display:flex;flex-wrap:wrap;gap:.1rem 1.1rem}
.v{color:var(--v);font-weight:600}
.part{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,23rem);gap:0 2rem;margin:0 0 1.1rem}
.part>div{min-width:0;overflow-wrap:anywhere}
.part p{margin:0;white-space:pre-line;line-height:calc(1.6em + var(--levels,0)*.25em)}
.kind{display:block;letter-spacing:.03em}
.headline p{font-size:1.35rem;font-weight:700}.heading p{font-weight:700}.standfirst p{font-style:italic}
.quote p{border-left:3px solid var(--rule);padding-left:.8rem}.list_item p::before{content:"– ";color:var(--soft)}
.caption p,.credit p,.byline p,.dateline p,.table p,.boilerplate p{font-size:.95rem}
.comment{margin-left:calc(var(--level,0)*1.5rem)}
.s{color:var(--v);font-weight:700}.s::before{content:attr(data-shape)"\202f"}.s.more::before{content:none}
.q{border:1px solid var(--v);border-radius:.25em;padding:0 .15em}
.c{border-bottom:2px solid var(--v);background:color-mix(in srgb,var(--v) 7%,transparent);-webkit-box-decoration-break:slice}
.c.b::before{content:"‹";color:var(--v);font-weight:700}.c.e::after{content:"›";color:var(--v);font-weight:700}
.l1{padding-bottom:0}.l2{padding-bottom:.25em}.l3{padding-bottom:.5em}.l4{padding-bottom:.75em}.l5{padding-bottom:1em}
.l6{padding-bottom:1.25em}.l7{padding-bottom:1.5em}.l8{padding-bottom:1.75em}.l9{padding-bottom:2em}
.m{font:600 .68em/1 system-ui,sans-serif;vertical-align:super;color:var(--v);text-decoration:none;padding:0 .1em}
.m:focus-visible,.notes li:focus-visible{outline:2px solid var(--v)}
.notes{margin:.3rem 0 0;padding:0 0 0 2.2rem}
.notes li{padding:.05rem .3rem;border-left:3px solid var(--v);margin-bottom:.15rem;overflow-wrap:anywhere;scroll-margin-top:6rem}
.notes li::marker{color:var(--v);font-weight:600}.notes li:target{background:var(--mark)}
footer{margin-top:2rem;border-top:1px solid var(--rule);padding-top:.6rem}
@media (max-width:52rem){.part{grid-template-columns:minmax(0,1fr)}}
@media print{html{font-size:9.5pt}body{max-width:none;padding:0}.notes li{break-inside:avoid}.part{break-inside:auto}
.m{text-decoration:none}h2{break-after:avoid}}
)css";

// What a class name may hold of strings that the program itself gives; a guard, not a need.
std::string_view kind_class(std::string_view kind) { return kind.empty() ? "anonymous" : kind; }

class Page {
 public:
  Page(const Picture& picture, std::string_view read_by)
      : picture_(picture), d_(picture.document()), read_by_(read_by) {}

  std::string write() {
    head();
    heading();
    legend();
    out_ += "<main>\n";
    bool comments = false;
    for (const PartPicture& part : picture_.parts()) {
      if (d_.parts[part.part].region == Region::kComments && !comments) {
        comments = true;
        out_ += "</main>\n<section aria-label=\"Comments\">\n<h2>Comments</h2>\n";
      }
      section(part);
    }
    out_ += comments ? "</section>\n" : "</main>\n";
    foot();
    return std::move(out_);
  }

 private:
  void text(std::string_view words) { append_escaped(out_, words); }
  void number(std::size_t n) { out_ += std::to_string(n); }

  void head() {
    out_ += "<!DOCTYPE html>\n<html lang=\"";
    text(d_.language.code.empty() ? "und" : d_.language.code);
    out_ +=
        "\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>Who says what: ";
    text(d_.title ? printable(d_.title->value) : d_.id);
    out_ += "</title>\n<style>";
    out_ += kStyle;
    // Pointing at a note marks its words, pointing at words marks the notes of all they lie in: the chain.
    for (const Mark& mark : picture_.marks()) {
      if (mark.number == 0) continue;
      const std::string n = std::to_string(mark.number);
      out_ += "body:has(#n" + n + ":hover,#n" + n + ":target,.m" + n + ":focus) .a" + n + ",body:has(.a" + n +
              ":hover,.m" + n + ":focus) #n" + n + "{background:var(--mark)}\n";
    }
    out_ += "</style>\n</head>\n<body>\n";
  }

  void heading() {
    out_ += "<header>\n<h1>";
    text(d_.title ? printable(d_.title->value) : d_.id);
    out_ += "</h1>\n";
    const std::string byline = picture_.byline();
    if (!byline.empty()) line(byline);
    line(printable(d_.path) + (d_.captured_at.empty() ? "" : ", captured " + printable(d_.captured_at)));
    line(d_.id + ", sha256 " + d_.sha256);
    out_ += "</header>\n";
  }
  void line(std::string_view words) {
    out_ += "<p class=\"small\">";
    text(words);
    out_ += "</p>\n";
  }

  void legend() {
    const auto entries = picture_.legend();
    if (!entries.empty()) {
      out_ += "<section aria-label=\"Voices\">\n<ul class=\"voices\">\n";
      for (const LegendEntry& entry : entries) {
        out_ += "<li><span class=\"v k-";
        out_ += kind_class(entry.kind);
        out_ += "\"><span aria-hidden=\"true\">";
        out_ += shape_of_voice(entry.kind);
        out_ += "</span> <bdi>";
        text(entry.name);
        out_ += "</bdi></span> ";
        text(entry.kind);
        out_ += ", " + counted(entry.claims, "claim") + "</li>\n";
      }
      out_ += "</ul>\n</section>\n";
    }
    out_ +=
        "<p class=\"key\">How to read: <span class=\"s k-person\" data-shape=\"●\">who speaks</span>, "
        "<span class=\"q k-person\">the words that say so</span><sup>number of the note</sup>, "
        "<span class=\"c k-person l1 b e\">what is said</span>; lines below one another are chains, the outermost "
        "lowest. Colour and shape are the kind of voice.</p>\n";
  }

  void section(const PartPicture& picture) {
    const Part& part = d_.parts[picture.part];
    const Comment* comment = picture_.comment(picture.part);
    out_ += comment != nullptr ? "<article class=\"part comment " : "<section class=\"part ";
    out_ += name(part.kind);
    if (part.region == Region::kBoilerplate) out_ += " boilerplate";
    out_ += "\" style=\"--levels:";
    number(picture.levels);
    if (comment != nullptr) {
      out_ += ";--level:";
      number(std::min<std::size_t>(part.level, 8));
    }
    out_ += "\">\n<div>";
    if (comment != nullptr) {
      out_ += "<span class=\"who k-reader\"><span class=\"v\">";
      out_ += shape_of_voice("reader");
      out_ += " <bdi>";
      text(Picture::commenter(*comment));
      out_ += "</bdi></span></span>";
    } else if (part.kind != PartKind::kParagraph) {
      out_ += "<span class=\"kind\">";
      out_ += name(part.kind);
      if (part.region == Region::kBoilerplate) out_ += ", boilerplate";
      out_ += "</span>";
    }
    out_ += "<p>";
    words(picture);
    out_ += "</p></div>\n<div>";
    notes(picture);
    out_ += comment != nullptr ? "</div>\n</article>\n" : "</div>\n</section>\n";
  }

  void link_to(std::uint32_t mark) {
    const std::string n = std::to_string(picture_.marks()[mark].number);
    out_ += "<a class=\"m m" + n + " k-";
    out_ += kind_class(picture_.kind_of(mark));
    out_ += "\" href=\"#n" + n + "\" aria-label=\"note " + n + "\">" + n + "</a>";
  }

  void open(const PartPicture& picture, const Stretch& stretch, std::uint32_t b) {
    const Bracket& bracket = picture.brackets[b];
    const Mark& mark = picture_.marks()[bracket.mark];
    // Where nobody's words point to the note, the content does.
    const bool starts = stretch.span.begin == bracket.span.begin;
    out_ += "<span class=\"c l";
    number(bracket.level);
    out_ += " a";
    number(mark.number);
    out_ += " k-";
    out_ += kind_class(picture_.kind_of(bracket.mark));
    if (bracket.begins && starts) out_ += " b";
    if (bracket.ends && ends_before_reopening(picture, stretch, b)) out_ += " e";
    out_ += "\" title=\"";
    text(picture_.note_text(bracket.mark));
    out_ += "\">";
    if (bracket.begins && starts && mark.cue.empty()) link_to(bracket.mark);
  }
  // Whether the span opened at `stretch` reaches the bracket's end: no outer one opens or closes in between.
  static bool ends_before_reopening(const PartPicture& picture, const Stretch& stretch, std::uint32_t b) {
    const auto first = static_cast<std::size_t>(&stretch - picture.stretches.data());
    const auto place =
        static_cast<std::size_t>(std::find(stretch.within.begin(), stretch.within.end(), b) - stretch.within.begin());
    for (std::size_t i = first; i < picture.stretches.size(); ++i) {
      const Stretch& next = picture.stretches[i];
      if (next.within.size() <= place ||
          !std::equal(next.within.begin(), next.within.begin() + static_cast<std::ptrdiff_t>(place) + 1,
                      stretch.within.begin())) {
        return false;
      }
      if (next.span.end >= picture.brackets[b].span.end) return true;
    }
    return false;
  }

  // Contents as nested elements; where brackets cross, the inner one is closed and opened again.
  void words(const PartPicture& picture) {
    std::vector<std::uint32_t> open_now;
    const std::string_view all = d_.text;
    for (const Stretch& stretch : picture.stretches) {
      std::size_t same = 0;
      while (same < open_now.size() && same < stretch.within.size() && open_now[same] == stretch.within[same]) ++same;
      for (std::size_t i = open_now.size(); i > same; --i) out_ += "</span>";
      open_now.resize(same);
      for (std::size_t i = same; i < stretch.within.size(); ++i) {
        open(picture, stretch, stretch.within[i]);
        open_now.push_back(stretch.within[i]);
      }
      const std::string_view piece = all.substr(stretch.span.begin, stretch.span.length());
      if (stretch.role == Role::kPlain) {
        text(piece);
        continue;
      }
      const std::string_view kind = kind_class(picture_.kind_of(stretch.mark));
      out_ += stretch.role == Role::kCue ? "<span class=\"q k-" : "<span class=\"s k-";
      out_ += kind;
      out_ += " a";
      number(picture_.marks()[stretch.mark].number);
      if (stretch.role == Role::kSource) {
        if (!stretch.begins) out_ += " more";
        out_ += "\" data-shape=\"";
        out_ += shape_of_voice(kind);
      }
      out_ += "\" title=\"";
      text(picture_.note_text(stretch.mark));
      out_ += "\">";
      text(piece);
      out_ += "</span>";
      if (stretch.numbered) link_to(stretch.mark);
    }
    for (std::size_t i = open_now.size(); i > 0; --i) out_ += "</span>";
  }

  void notes(const PartPicture& picture) {
    if (picture.notes.empty()) return;
    out_ += "<ol class=\"notes\">\n";
    for (const std::uint32_t m : picture.notes) {
      const std::string n = std::to_string(picture_.marks()[m].number);
      out_ += "<li id=\"n" + n + "\" value=\"" + n + "\" class=\"k-";
      out_ += kind_class(picture_.kind_of(m));
      out_ += "\">";
      for (const NotePiece& piece : picture_.note(m)) {
        if (piece.kind.empty()) {
          text(piece.text);
          continue;
        }
        out_ += "<bdi class=\"v k-";
        out_ += piece.kind;
        out_ += "\">";
        text(piece.text);
        out_ += "</bdi>";
      }
      out_ += "</li>\n";
    }
    out_ += "</ol>";
  }

  void foot() {
    out_ += "<footer>\n";
    if (picture_.parts_left_out() > 0) {
      out_ += "<p>" + counted(picture_.parts_left_out(), "part") + " of boilerplate left out.</p>\n";
    }
    out_ += "<p>Extracted by machine, not a finding. Read by ";
    text(printable(read_by_));
    out_ += ".</p>\n</footer>\n</body>\n</html>\n";
  }

  const Picture& picture_;
  const Document& d_;
  std::string_view read_by_;
  std::string out_;
};

}  // namespace

std::string html_of(const Picture& picture, std::string_view read_by) { return Page(picture, read_by).write(); }

}  // namespace hearsay::cli
