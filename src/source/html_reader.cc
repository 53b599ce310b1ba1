#include "source/html_reader.h"

namespace hearsay {

std::string read_html(const DecodedSource&, const CharsetChoice&, Document&) { return {}; }

}  // namespace hearsay
