#include "reading/finding.h"
namespace hearsay {
std::vector<Claim> find_claims(const Page&, const std::vector<Quotation>&, const std::vector<Voice>&,
                               const std::vector<Attribution>&) {
  return {};
}
}  // namespace hearsay
