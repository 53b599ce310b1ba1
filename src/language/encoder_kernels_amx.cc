// Compiled with -mamx-tile -mamx-int8 -mavx512f -mavx512bw -mfma; runs only where CPUID has them and the kernel lets
// the process use the tile registers.
//
// tdpbssd multiplies a tile of 16 rows by 64 inputs with one of 64 inputs by 16 outputs, signed bytes both. Two row
// tiles and two groups of outputs make four tiles of sums, so each tile that is loaded is used twice. Rows come in
// blocks of 32; those past the end are whatever lies in the scratch memory, and their sums are not looked at.
#include "language/encoder_lanes_avx512.h"

namespace hearsay {

namespace {

// Tiles: 0 1 2 3 sums, [row tile][group]; 4 5 rows; 6 7 weights.
struct alignas(64) TileConfig {
  std::uint8_t palette = 1;
  std::uint8_t start_row = 0;
  std::uint8_t reserved[14] = {};
  std::uint16_t row_bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
  std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};
static_assert(sizeof(TileConfig) == 64);

struct AmxProduct {
  struct Session {
    Session() {
      const TileConfig config;
      _tile_loadconfig(&config);
    }
    ~Session() { _tile_release(); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
  };
  using Activation = std::int8_t;
  static constexpr std::size_t kBlockRows = 64;
  static constexpr bool kAddsPairs = false;
  static constexpr std::size_t kTile = 16;
  static constexpr std::size_t kRows = 2 * kTile;
  static constexpr std::size_t kStep = 64;    // inputs of a tile
  static constexpr std::size_t kDepth = 512;  // inputs at a time

  static HEARSAY_INLINE void put(Activation* to, const Avx512 (&x)[4]) { _mm512_storeu_si512(to, Avx512::bytes(x)); }

  // Depth by depth, so that a pair of groups' weights stay in the first-level cache while the blocks of rows use them.
  template <class Epilogue>
  static HEARSAY_INLINE void product(const EncoderMatrix& m, const Activation* q, std::size_t count,
                                     const Epilogue& epilogue) {
    const std::size_t n = m.inputs;
    alignas(64) std::int32_t sums[kBlockRows / kRows][kRows][2 * kLanes];
    for (std::size_t o = 0; o < m.outputs; o += 2 * kLanes) {
      const auto even = epilogue.at(o), odd = epilogue.at(o + kLanes);
      for (std::size_t k = 0; k < n; k += kDepth) {
        const std::size_t depth = n - k < kDepth ? n - k : kDepth;
        for (std::size_t row = 0; row < count; row += kRows) {
          auto& block = sums[row / kRows];
          multiply(q + row * n + k, m.panels + o * n + k * kLanes, n, depth, k == 0, block);
          if (k + depth < n) continue;
          const std::size_t rows = count - row < kRows ? count - row : kRows;
          for (std::size_t r = 0; r < rows; ++r) {
            even(row + r, Avx512::of_sums(block[r]));
            odd(row + r, Avx512::of_sums(block[r] + kLanes));
          }
        }
      }
    }
  }

 private:
  // Sums of 32 rows with two groups of outputs over `depth` of n inputs, begun or gone on with.
  static HEARSAY_INLINE void multiply(const Activation* x0, const std::int8_t* w0, std::size_t n, std::size_t depth,
                                      bool begin, std::int32_t (&sums)[kRows][2 * kLanes]) {
    constexpr std::size_t kStride = 2 * kLanes * sizeof(std::int32_t);
    const Activation* x1 = x0 + kTile * n;
    const std::int8_t* w1 = w0 + kLanes * n;
    if (begin) {
      _tile_zero(0);
      _tile_zero(1);
      _tile_zero(2);
      _tile_zero(3);
    } else {
      _tile_loadd(0, sums[0], kStride);
      _tile_loadd(1, sums[0] + kLanes, kStride);
      _tile_loadd(2, sums[kTile], kStride);
      _tile_loadd(3, sums[kTile] + kLanes, kStride);
    }
    for (std::size_t k = 0; k < depth; k += kStep) {
      _tile_loadd(4, x0 + k, n);
      _tile_loadd(6, w0 + k * kLanes, kStep);
      _tile_dpbssd(0, 4, 6);
      _tile_loadd(7, w1 + k * kLanes, kStep);
      _tile_dpbssd(1, 4, 7);
      _tile_loadd(5, x1 + k, n);
      _tile_dpbssd(2, 5, 6);
      _tile_dpbssd(3, 5, 7);
    }
    _tile_stored(0, sums[0], kStride);
    _tile_stored(1, sums[0] + kLanes, kStride);
    _tile_stored(2, sums[kTile], kStride);
    _tile_stored(3, sums[kTile] + kLanes, kStride);
  }
};

}  // namespace

extern const EncoderKernels kAmxEncoderKernels;
const EncoderKernels kAmxEncoderKernels = Transformer<Avx512, AmxProduct>::table("amx");

}  // namespace hearsay
