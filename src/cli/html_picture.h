// A picture as one HTML page that needs nothing else: no network, no script.
// What it is: the text with sources (shape and bold), cues (boxed) and contents (‹ › and lines below, inner ones nearer
// to the words), the notes beside it, numbered as in the text. Pointing at words or at a note marks its other half by
// CSS alone; everything is also there without pointing, in print, without colour and for screen readers. A policy in
// the page forbids it to load or run anything, whatever the text says.
// Ownership: a string. Threads: pure. Cost: linear in the picture. Limits: none; nesting as the picture has it.
#pragma once

#include <string>
#include <string_view>

#include "cli/picture.h"

namespace hearsay::cli {

// `read_by`: the program and model that made the reading.
[[nodiscard]] std::string html_of(const Picture& picture, std::string_view read_by);

}  // namespace hearsay::cli
