// man/hearsay.scd as it was when the program was built.
#pragma once

#include <string_view>

namespace hearsay::cli {

extern const std::string_view kMainPageFrame;

}  // namespace hearsay::cli
