#include "support/spacy_tsv.h"

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace hearsay::testing {
namespace {

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto tab = line.find('\t');
    out.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return out;
    line.remove_prefix(tab + 1);
  }
}

std::string unescaped(std::string_view field) {
  std::string out;
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] != '\\' || i + 1 == field.size()) {
      out += field[i];
      continue;
    }
    const char c = field[++i];
    out += c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
  }
  return out;
}

bool number(std::string_view field, std::uint32_t& out) {
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), out);
  return error == std::errc{} && end == field.data() + field.size();
}

void add_part(Document& document, Span span) {
  Part part;
  part.id = "p:" + std::to_string(document.parts.size());
  part.kind = PartKind::kParagraph;
  part.region = Region::kMain;
  part.span = span;
  document.parts.push_back(part);
}

Document plain(std::string path, std::string text) {
  Document document;
  document.path = std::move(path);
  document.media_type = "text/plain";
  document.charset = "utf-8";
  document.bytes = text;
  document.language = {"en", 1.0};
  document.map.push_back({0, 0, static_cast<std::uint32_t>(text.size())});
  document.text = std::move(text);
  return document;
}

}  // namespace

std::optional<SpacyTsv> SpacyTsv::load(const std::string& path, std::string& error) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    error = path + ": cannot be opened";
    return std::nullopt;
  }
  SpacyTsv out;
  out.strings_ = std::make_shared<std::vector<std::string>>();
  std::map<std::string, std::size_t, std::less<>> known;
  std::vector<std::vector<std::string>> lines;
  std::string line;
  // Strings are pooled first, so that the views below stay valid.
  while (std::getline(in, line)) {
    std::vector<std::string> fields;
    for (const auto f : fields_of(line)) fields.push_back(unescaped(f));
    lines.push_back(std::move(fields));
  }
  for (auto& fields : lines) {
    if (fields[0] != "T" || fields.size() != 13) continue;
    for (const int i : {7, 8, 9}) known.emplace(fields[i], 0);
  }
  for (auto& [text, index] : known) {
    index = out.strings_->size();
    out.strings_->push_back(text);
  }
  UnitRows* unit = nullptr;
  for (std::size_t n = 0; n < lines.size(); ++n) {
    const auto& f = lines[n];
    const auto refuse = [&](const char* why) {
      error = path + ":" + std::to_string(n + 1) + ": " + why;
      return std::nullopt;
    };
    if (f[0] == "U" && f.size() == 2) {
      unit = &out.units_[f[1]];
      *unit = {};
    } else if (f[0] == "T" && f.size() == 13 && unit != nullptr) {
      Row row{};
      const auto tag = tag_of(f[3]);
      const auto pos = pos_of(f[4]);
      const auto dep = dep_of(f[5]);
      if (!tag || !pos || !dep) return refuse("an unknown label");
      if (!number(f[1], row.begin) || !number(f[2], row.end) || !number(f[6], row.head)) return refuse("no number");
      row.tag = *tag, row.pos = *pos, row.dep = *dep;
      row.lemma = (*out.strings_)[known.find(f[7])->second];
      row.lower = (*out.strings_)[known.find(f[8])->second];
      row.morph = (*out.strings_)[known.find(f[9])->second];
      if (f[10] != "O") {
        const auto label = entity_label_of(std::string_view(f[10]).substr(2));
        if (!label) return refuse("an unknown entity label");
        row.entity = *label;
        row.entity_begin = f[10][0] == 'B';
      }
      row.sentence_start = f[11] == "1";
      row.space_after = f[12] == "1";
      unit->tokens.push_back(row);
    } else if (f[0] == "N" && f.size() == 4 && unit != nullptr) {
      NounChunk chunk;
      if (!number(f[1], chunk.tokens.begin) || !number(f[2], chunk.tokens.end) || !number(f[3], chunk.root))
        return refuse("no number");
      unit->chunks.push_back(chunk);
    } else {
      return refuse("no such record");
    }
  }
  return out;
}

std::optional<Analysis> SpacyTsv::analysis(std::string_view text, const std::vector<Span>& units,
                                           std::string& missing) const {
  Analysis out;
  out.text = text;
  out.storage = strings_;
  for (const Span span : units) {
    const auto found = units_.find(slice(text, span));
    if (found == units_.end()) {
      missing = slice(text, span);
      if (const char* path = std::getenv("HEARSAY_MISSING_SENTENCES"))
        std::ofstream(path, std::ios::app) << missing << "\n";
      return std::nullopt;
    }
    const auto first = static_cast<std::uint32_t>(out.tokens.size());
    const auto first_sentence = static_cast<std::uint32_t>(out.sentences.size());
    for (const Row& row : found->second.tokens) {
      const auto i = static_cast<std::uint32_t>(out.tokens.size());
      Token t;
      t.span = {span.begin + row.begin, span.begin + row.end};
      t.text = slice(text, t.span);
      t.lower = row.lower, t.lemma = row.lemma, t.morph = row.morph;
      t.tag = row.tag, t.pos = row.pos, t.dep = row.dep, t.entity = row.entity;
      t.entity_begin = row.entity_begin, t.sentence_start = row.sentence_start, t.space_after = row.space_after;
      t.head = first + row.head;
      t.left_edge = t.right_edge = i;
      if (t.sentence_start || i == first) {
        if (i != first) out.sentences.back().end = i;
        out.sentences.push_back({i, i});
      }
      t.sentence = static_cast<std::uint32_t>(out.sentences.size() - 1);
      if (row.entity_begin)
        out.entities.push_back({{i, i + 1}, t.span, row.entity});
      else if (row.entity != EntityLabel::None && !out.entities.empty()) {
        out.entities.back().tokens.end = i + 1;
        out.entities.back().span.end = t.span.end;
      }
      out.tokens.push_back(t);
    }
    const auto end = static_cast<std::uint32_t>(out.tokens.size());
    if (end > first) out.sentences.back().end = end;
    // Edges: pass children's up to their heads until nothing changes; each pass handles any order of heads.
    for (bool changed = true; changed;) {
      changed = false;
      for (std::uint32_t i = first; i < end; ++i) {
        Token& head = out.tokens[out.tokens[i].head];
        const Token& t = out.tokens[i];
        if (t.left_edge < head.left_edge) head.left_edge = t.left_edge, changed = true;
        if (t.right_edge > head.right_edge) head.right_edge = t.right_edge, changed = true;
      }
    }
    for (NounChunk chunk : found->second.chunks) {
      chunk.tokens.begin += first, chunk.tokens.end += first, chunk.root += first;
      out.noun_chunks.push_back(chunk);
    }
    out.units.push_back({span, {first, end}, {first_sentence, static_cast<std::uint32_t>(out.sentences.size())}});
  }
  return out;
}

Document document_of(const std::vector<std::string>& paragraphs) {
  std::string text;
  std::vector<Span> spans;
  for (const std::string& p : paragraphs) {
    if (!text.empty()) text += "\n\n";
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += p;
    spans.push_back({begin, static_cast<std::uint32_t>(text.size())});
  }
  Document document = plain("test.txt", std::move(text));
  for (const Span s : spans) add_part(document, s);
  return document;
}

Document document_of_lines(std::string path, std::string text) {
  Document document = plain(std::move(path), std::move(text));
  const std::string_view all = document.text;
  for (std::size_t begin = 0; begin <= all.size();) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    const auto line = all.substr(begin, end - begin);
    bool blank = true;  // as Python's str.strip() sees it, which spacy_dump.py uses; other blanks do not matter here
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line.compare(i, 2, "\xC2\xA0") == 0)
        ++i;
      else if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r' && line[i] != '\f' && line[i] != '\v')
        blank = false;
    }
    if (!blank) add_part(document, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end + 1;
  }
  return document;
}

}  // namespace hearsay::testing
