// The kernels one by one, for each instruction set of the machine: time and multiply-adds a second.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <new>
#include <numeric>
#include <random>
#include <vector>

#include "language/kernels.h"

namespace hearsay {
namespace {

struct Aligned {
  explicit Aligned(std::size_t n)
      : data(static_cast<float*>(::operator new[](n * sizeof(float), std::align_val_t{64}))) {
    std::mt19937 random(1);
    std::uniform_real_distribution<float> uniform(-1.0f, 1.0f);
    for (std::size_t i = 0; i < n; ++i) data[i] = uniform(random);
  }
  ~Aligned() { ::operator delete[](data, std::align_val_t{64}); }
  Aligned(const Aligned&) = delete;
  Aligned& operator=(const Aligned&) = delete;
  float* data;
};

void count_products(benchmark::State& state, double products) {
  state.counters["multiply-adds/s"] =
      benchmark::Counter(products * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

// One encoder layer: 288 -> 96 x 3 over a batch of rows.
void window_maxout(benchmark::State& state, const Kernels* table) {
  const std::size_t rows = static_cast<std::size_t>(state.range(0));
  const Aligned panels(96 * 3 * 288), bias(288), gain(96), shift(96), x((rows + 2) * 96), y((rows + 2) * 96);
  const MaxoutLayer layer{96, 3, 288, panels.data, bias.data, gain.data, shift.data};
  std::vector<std::uint32_t> index(rows);
  std::iota(index.begin(), index.end(), 1u);
  for (auto _ : state) {
    table->window_maxout(layer, x.data, index.data(), index.data(), rows, y.data);
    benchmark::ClobberMemory();
  }
  count_products(state, static_cast<double>(rows) * 96 * 3 * 288);
}

// The parser's lower layer: 64 -> 1024.
void lower(benchmark::State& state, const Kernels* table) {
  const std::size_t rows = static_cast<std::size_t>(state.range(0));
  const Aligned panels(1024 * 64), bias(1024), x(rows * 64), y(rows * 1024);
  const AffineLayer layer{1024, 64, panels.data, bias.data};
  for (auto _ : state) {
    table->affine(layer, x.data, 64, rows, y.data, 1024);
    benchmark::ClobberMemory();
  }
  count_products(state, static_cast<double>(rows) * 1024 * 64);
}

// One step of the parser: eight rows summed, maxout, 64 -> 112, best valid.
void parser_step(benchmark::State& state, const Kernels* table) {
  const Aligned rows(512 * 1024), bias(128), weights(64 * 112), upper_bias(112), hidden(64);
  std::vector<float> penalty(112, 0.0f);
  const MaxoutLayer lower_bias{64, 2, 0, nullptr, bias.data, nullptr, nullptr};
  const ScoreLayer upper{7, 64, weights.data, upper_bias.data};
  std::uint32_t token = 0, best = 0;
  for (auto _ : state) {
    const float* addends[8];
    for (std::uint32_t f = 0; f < 8; ++f) addends[f] = rows.data + ((token + f) % 512) * 1024 + f * 128;
    table->sum_maxout(lower_bias, addends, 8, nullptr, hidden.data);
    best += table->best_score(upper, hidden.data, penalty.data());
    ++token;
  }
  benchmark::DoNotOptimize(best);
}

// The first layer from the shares of three word types.
void first_layer(benchmark::State& state, const Kernels* table) {
  const std::size_t types = static_cast<std::size_t>(state.range(0));
  const Aligned entries(types * 960), bias(288), gain(96), shift(96), out(96);
  const MaxoutLayer layer{96, 3, 0, nullptr, bias.data, gain.data, shift.data};
  std::mt19937 random(2);
  for (auto _ : state) {
    const float* const centre = entries.data + random() % types * 960;
    const float* const addends[3] = {entries.data + random() % types * 960, centre + 288,
                                     entries.data + random() % types * 960 + 576};
    table->sum_maxout(layer, addends, 3, centre + 864, out.data);
    benchmark::ClobberMemory();
  }
}

void register_all() {
  for (const char* isa : {"avx512", "avx2", "scalar"}) {
    const Kernels* table = kernels_of(isa);
    if (table == nullptr) continue;
    const std::string suffix = std::string("/") + isa;
    for (const int rows : {8, 64, 512}) {
      benchmark::RegisterBenchmark(("window_maxout" + suffix).c_str(), window_maxout, table)->Arg(rows);
    }
    benchmark::RegisterBenchmark(("lower" + suffix).c_str(), lower, table)->Arg(64);
    benchmark::RegisterBenchmark(("parser_step" + suffix).c_str(), parser_step, table);
    benchmark::RegisterBenchmark(("first_layer" + suffix).c_str(), first_layer, table)->Arg(8192);
  }
}

}  // namespace
}  // namespace hearsay

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  hearsay::register_all();
  benchmark::RunSpecifiedBenchmarks();
}
