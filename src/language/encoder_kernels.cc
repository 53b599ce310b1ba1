#include "language/encoder_kernels.h"

#include <array>
#include <cstdlib>

#include "language/encoder.h"

namespace hearsay {

extern const EncoderKernels kScalarEncoderKernels;

namespace {

// From the best to the plainest.
constexpr std::array<std::string_view, 6> kPreferred = {"amx", "avx512vnni", "avxvnni", "avx512", "avx2", "scalar"};

const EncoderKernels& choose() {
  if (const char* wish = std::getenv("HEARSAY_ISA")) {
    if (const EncoderKernels* wished = encoder_kernels_of(wish)) return *wished;
  }
  for (const std::string_view isa : kPreferred) {
    if (const EncoderKernels* best = encoder_kernels_of(isa)) return *best;
  }
  return kScalarEncoderKernels;
}

}  // namespace

const EncoderKernels* encoder_kernels_of(std::string_view isa) {
  return isa == "scalar" ? &kScalarEncoderKernels : nullptr;
}

const EncoderKernels& encoder_kernels() {
  static const EncoderKernels& chosen = choose();
  return chosen;
}

std::string_view active_encoder_isa() { return encoder_kernels().isa; }

}  // namespace hearsay
