// Ctrl-C (SIGINT) and SIGTERM as a wish to stop soon. The first sets a flag that the work looks at between documents;
// the second ends the program at once, which the case file survives.
#pragma once

namespace hearsay::cli {

void catch_interrupts();
[[nodiscard]] bool interrupted();

}  // namespace hearsay::cli
