#include "reading/proper_names.h"

namespace hearsay {

std::vector<ProperName> find_proper_names(const Page& page) {
  std::vector<ProperName> out;
  for (const Entity& e : page.analysis.entities) {
    if (e.label != EntityLabel::PERSON && e.label != EntityLabel::ORG && e.label != EntityLabel::GPE) continue;
    out.push_back({e.tokens, e.label, true});
  }
  return out;
}

}  // namespace hearsay
