#include "language/kernels.h"

#include <cstdlib>

#include "language/language.h"

namespace hearsay {

extern const Kernels kScalarKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvx512Kernels;
#endif

const Kernels* kernels_of(std::string_view isa) {
#if defined(__x86_64__)
  // The compiler's run-time library also asks the operating system whether it saves the wide registers.
  if (isa == "avx512" && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("fma")) return &kAvx512Kernels;
  if (isa == "avx2" && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return &kAvx2Kernels;
#endif
  return isa == "scalar" ? &kScalarKernels : nullptr;
}

namespace {

// The encoder's kernels (encoder_kernels.h) know more instruction sets; here they mean the one they build on.
std::string_view base_of(std::string_view isa) {
  if (isa == "avxvnni") return "avx2";
  if (isa == "avx512vnni" || isa == "amx") return "avx512";
  return isa;
}

const Kernels& choose() {
  if (const char* wish = std::getenv("HEARSAY_ISA")) {
    if (const Kernels* wished = kernels_of(base_of(wish))) return *wished;
  }
  for (const std::string_view isa : {"avx512", "avx2"}) {
    if (const Kernels* best = kernels_of(isa)) return *best;
  }
  return kScalarKernels;
}

}  // namespace

const Kernels& kernels() {
  static const Kernels& chosen = choose();
  return chosen;
}

std::string_view active_isa() { return kernels().isa; }

}  // namespace hearsay
