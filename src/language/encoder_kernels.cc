#include "language/encoder_kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <array>
#include <cstdlib>

#include "language/encoder.h"

namespace hearsay {

extern const EncoderKernels kScalarEncoderKernels;
#if defined(__x86_64__)
extern const EncoderKernels kAvx2EncoderKernels;
extern const EncoderKernels kAvxVnniEncoderKernels;
extern const EncoderKernels kAvx512EncoderKernels;
extern const EncoderKernels kAvx512VnniEncoderKernels;
extern const EncoderKernels kAmxEncoderKernels;
#endif

namespace {

#if defined(__x86_64__)

// What the compiler's run-time library has no name for, or not in all versions.
struct CpuidBits {
  bool avx_vnni = false;
  bool amx_int8 = false;
};

CpuidBits cpuid_bits() {
  CpuidBits out;
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
  if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) == 0) return out;
  const unsigned deepest = eax;
  out.amx_int8 = (edx >> 24 & 1) != 0 && (edx >> 25 & 1) != 0;  // AMX-TILE and AMX-INT8
  if (deepest >= 1 && __get_cpuid_count(7, 1, &eax, &ebx, &ecx, &edx) != 0) out.avx_vnni = (eax >> 4 & 1) != 0;
  return out;
}

// Linux saves the tile registers, 8 KB of them, only for a process that asks (Documentation/arch/x86/xstate.rst).
bool tiles_permitted() {
#if defined(__linux__)
  constexpr int kRequestPermission = 0x1023, kTileData = 18;
  static const bool permitted = syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
  return permitted;
#else
  return false;
#endif
}

const EncoderKernels* x86_kernels_of(std::string_view isa) {
  // The compiler's run-time library also asks the operating system whether it saves the wide registers.
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
  static const CpuidBits bits = cpuid_bits();
  if (isa == "avx2" && avx2) return &kAvx2EncoderKernels;
  if (isa == "avxvnni" && avx2 && bits.avx_vnni) return &kAvxVnniEncoderKernels;
  if (isa == "avx512" && avx512) return &kAvx512EncoderKernels;
  if (isa == "avx512vnni" && avx512 && __builtin_cpu_supports("avx512vnni")) return &kAvx512VnniEncoderKernels;
  if (isa == "amx" && avx512 && bits.amx_int8 && tiles_permitted()) return &kAmxEncoderKernels;
  return nullptr;
}

#endif

// From the plainest to the best.
constexpr std::array<std::string_view, 6> kOrder = {"scalar", "avx2", "avxvnni", "avx512", "avx512vnni", "amx"};

// The best that the machine has, up to what is wished for; an unknown wish is none.
const EncoderKernels& choose() {
  const char* wish = std::getenv("HEARSAY_ISA");
  const auto* limit = wish == nullptr ? kOrder.end() : std::find(kOrder.begin(), kOrder.end(), wish);
  for (const auto* isa = limit == kOrder.end() ? limit : limit + 1; isa != kOrder.begin();) {
    if (const EncoderKernels* best = encoder_kernels_of(*--isa)) return *best;
  }
  return kScalarEncoderKernels;
}

}  // namespace

const EncoderKernels* encoder_kernels_of(std::string_view isa) {
  if (isa == "scalar") return &kScalarEncoderKernels;
#if defined(__x86_64__)
  return x86_kernels_of(isa);
#else
  return nullptr;
#endif
}

const EncoderKernels& encoder_kernels() {
  static const EncoderKernels& chosen = choose();
  return chosen;
}

bool pairs_fit(const EncoderMatrix& matrix) {
  const std::int8_t *w = matrix.panels, *const end = w + std::size_t{matrix.outputs} * matrix.inputs;
  int most = 0, least = 0;
  for (; w < end; w += 2) {
    most = std::max(most, std::max<int>(w[0], 0) + std::max<int>(w[1], 0));
    least = std::min(least, std::min<int>(w[0], 0) + std::min<int>(w[1], 0));
  }
  return most <= kMostPairSum && -least <= kMostPairSum;
}

std::string_view active_encoder_isa() { return encoder_kernels().isa; }

}  // namespace hearsay
