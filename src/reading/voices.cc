#include "reading/finding.h"
namespace hearsay {
std::vector<Voice> find_voices(const Page& page, const std::vector<Quotation>&, std::vector<Attribution>&) {
  Voice outlet;
  outlet.kind = VoiceKind::kOutlet;
  if (page.document.outlet) outlet.name = page.document.outlet->value;
  return {outlet};
}
}  // namespace hearsay
