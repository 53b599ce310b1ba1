// The room's one way through: each finding looks at the page and at what was found before it.
#include "reading/chain_links.h"
#include "reading/finding.h"
#include "reading/vectors.h"
#include "source/part_language.h"

namespace hearsay {

std::vector<Span> analysable(const Document& document) {
  std::vector<Span> out;
  // Another language would only give noise; a page that does not say is taken for English.
  if (!is_read_language(document.language.code)) return out;
  const std::vector<std::string> languages = part_languages(document);
  for (std::size_t i = 0; i < document.parts.size(); ++i) {
    const Part& part = document.parts[i];
    if (!languages[i].empty()) continue;
    const bool wanted = part.region == Region::kMain || part.region == Region::kComments ||
                        part.kind == PartKind::kHeadline || part.kind == PartKind::kStandfirst;
    if (out.size() == kMaxAnalysedParts) break;
    if (wanted && !part.span.empty() && part.span.length() <= kMaxPartBytes) out.push_back(part.span);
  }
  return out;
}

Page page_of(const Document& document, const Analysis& analysis) {
  Page page{document, analysis, {}};
  page.part_of_unit.reserve(analysis.units.size());
  std::uint32_t part = 0;
  for (const Unit& unit : analysis.units) {
    while (part < document.parts.size() && document.parts[part].span != unit.span) ++part;
    page.part_of_unit.push_back(part);
  }
  return page;
}

Reading read(const Document& document, const Analysis& analysis, LearnedReader* reader) {
  const Page page = page_of(document, analysis);
  Reading out;
  const std::vector<Quotation> quotations = find_quotations(document);
  Encoding encoding;
  if (reader != nullptr) {
    std::vector<Span> ranges = analysable(document);
    std::size_t bytes = 0, count = 0;
    while (count < ranges.size() && (bytes += ranges[count].length()) <= kMaxEncodedBytes) ++count;
    ranges.resize(count);
    encoding = reader->encoder().encode(document.text, ranges);
  }
  out.attributions = find_attributions(page, quotations, reader != nullptr ? &encoding : nullptr, reader);
  add_running_voice(page, quotations, out.attributions);
  add_lone_quotations(page, quotations, out.attributions);
  mark_scare_quotes(page, quotations, out.attributions);
  Vectors vectors;
  if (reader != nullptr) vectors = {&encoding, reader->model().encoder().get(), reader->model().coreference()};
  out.voices = find_voices(page, quotations, out.attributions, reader != nullptr ? &vectors : nullptr);
  resolve_turns(page, quotations, out.voices, out.attributions);
  resolve_documents(page, quotations, out.voices, out.attributions);
  link_carriers(page, quotations, out.voices, out.attributions);
  out.claims = find_claims(page, quotations, out.voices, out.attributions);
  out.times = find_times(page);
  out.figures = find_figures(page, out.times);
  link_findings(page, out);
  assign_ids(document, out);
  return out;
}

}  // namespace hearsay
