#include "reading/finding.h"
namespace hearsay {
std::vector<Time> find_times(const Page&) { return {}; }
}  // namespace hearsay
