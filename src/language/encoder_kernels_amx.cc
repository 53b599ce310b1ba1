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
  static constexpr std::size_t kTile = 16;

  static HEARSAY_INLINE void put(Activation* to, Avx512 x) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm512_cvtepi32_epi8(x.rounded()));
  }

  template <class Epilogue>
  static HEARSAY_INLINE void product(const EncoderMatrix& m, const Activation* q, std::size_t count,
                                     const Epilogue& epilogue) {
    const std::size_t n = m.inputs;
    alignas(64) std::int32_t sums[2][2][kTile][kLanes];
    for (std::size_t o = 0; o < m.outputs; o += 2 * kLanes) {
      const decltype(epilogue.at(o)) groups[2] = {epilogue.at(o), epilogue.at(o + kLanes)};
      const std::int8_t *w0 = m.panels + o * n, *w1 = w0 + kLanes * n;
      for (std::size_t row = 0; row < count; row += 2 * kTile) {
        const Activation *x0 = q + row * n, *x1 = x0 + kTile * n;
        _tile_zero(0);
        _tile_zero(1);
        _tile_zero(2);
        _tile_zero(3);
        for (std::size_t k = 0; k < n; k += 64) {
          _tile_loadd(4, x0 + k, n);
          _tile_loadd(6, w0 + k * kLanes, 64);
          _tile_dpbssd(0, 4, 6);
          _tile_loadd(7, w1 + k * kLanes, 64);
          _tile_dpbssd(1, 4, 7);
          _tile_loadd(5, x1 + k, n);
          _tile_dpbssd(2, 5, 6);
          _tile_dpbssd(3, 5, 7);
        }
        _tile_stored(0, sums[0][0], 64);
        _tile_stored(1, sums[0][1], 64);
        _tile_stored(2, sums[1][0], 64);
        _tile_stored(3, sums[1][1], 64);
        const std::size_t rows = count - row < 2 * kTile ? count - row : 2 * kTile;
        for (std::size_t r = 0; r < rows; ++r) {
          unrolled<2>(
              [&](auto g) { groups[g](row + r, Avx512::of_sums(_mm512_load_si512(sums[r / kTile][g][r % kTile]))); });
        }
      }
    }
  }
};

}  // namespace

extern const EncoderKernels kAmxEncoderKernels;
const EncoderKernels kAmxEncoderKernels = Transformer<Avx512, AmxProduct>::table("amx");

}  // namespace hearsay
