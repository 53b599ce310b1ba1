// A unit's tokens are rows of one array. spaCy puts `depth` zero rows before and after each unit (with_array(pad =
// receptive field)) and lets them take part: after the first layer they hold what bias, layer norm and neighbours make
// of them, and tokens at the edge see that. Three observations make this cheap.
//
//  * A row after layer l is a function of the input rows at most l away. So a padding row further than l from any token
//    is the same in every unit: padding_[l], made once. The nearer ones are computed.
//  * To get a token after the last layer, D, one needs rows up to D - l beyond it after layer l, and no more. So of
//    padding rows at a distance q, layer l computes those with q <= min(l, D - l): for depth 4 eight rows a unit
//    instead of the sixteen (four rows, four layers) of the plain way.
//  * The same holds where a long unit is cut into stretches: the rows up to D - l beyond the cut are real tokens there.
//
// The first layer is W [x(i-1); x(i); x(i+1)] = A x(i-1) + B x(i) + C x(i+1), and x depends on the word type alone. The
// three products are kept with the type, and the layer becomes two additions. Whether a type was in the cache cannot
// show in the result: the products are always formed first, then added in this order.
#include "language/tok2vec.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "language/panels.h"

namespace hearsay {

namespace {

constexpr std::size_t kHashes = 4;  // rows that each id picks from a table

constexpr std::uint64_t rotated(std::uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }

constexpr std::uint64_t finished(std::uint64_t h) {
  h ^= h >> 33;
  h *= 0xff51afd7ed558ccdULL;
  h ^= h >> 33;
  h *= 0xc4ceb9fe1a85ec53ULL;
  return h ^ (h >> 33);
}

struct Hash4 {
  std::uint32_t h[kHashes];
};

// MurmurHash3_x64_128 of the id's eight bytes, as four words (thinc's Ops.hash).
constexpr Hash4 hash_id(std::uint64_t id, std::uint32_t seed) {
  std::uint64_t h1 = rotated(id * 0x87c37b91114253d5ULL, 31) * 0x4cf5ad432745937fULL;
  h1 ^= seed;
  h1 ^= 8;
  std::uint64_t h2 = std::uint64_t{seed} ^ 8;
  h1 += h2;
  h2 += h1;
  h1 = finished(h1);
  h2 = finished(h2);
  h1 += h2;
  h2 += h1;
  return {{static_cast<std::uint32_t>(h1), static_cast<std::uint32_t>(h1 >> 32), static_cast<std::uint32_t>(h2),
           static_cast<std::uint32_t>(h2 >> 32)}};
}

// thinc's own test vectors would need thinc; these come from it once, and hold the constants above in place.
static_assert(hash_id(7425985699627899538ULL, 8).h[0] == 2332737498u);
static_assert(hash_id(7425985699627899538ULL, 8).h[3] == 1973209364u);

std::uint64_t id_of(const WordType& type, bool space_after, Attribute attribute) {
  switch (attribute) {
    case Attribute::kNorm:
      return type.norm;
    case Attribute::kPrefix:
      return type.prefix;
    case Attribute::kSuffix:
      return type.suffix;
    case Attribute::kShape:
      return type.shape;
    case Attribute::kSpacy:
      return space_after ? 1 : 0;
    case Attribute::kIsSpace:
      return type.is_space ? 1 : 0;
    case Attribute::kOrth:
      return type.orth;
    case Attribute::kLower:
      break;  // refused by from()
  }
  return 0;
}

// Entries of word types lie all over the cache of types, which the second-level cache does not hold.
void prefetch(const float* from, std::size_t floats) {
  for (std::size_t i = 0; i < floats; i += 16) __builtin_prefetch(from + i);
}

struct Shape {
  std::uint32_t width;
  std::uint32_t mix_pieces;
  std::uint32_t columns;
  std::uint32_t static_rows;
  std::uint32_t depth;
  std::uint32_t pieces;
};

struct PackedColumn {
  std::uint32_t attribute;
  std::uint32_t seed;
  std::uint32_t rows;
};

// rows[i] times a matrix, `outputs` floats each, with what the kernels do. No bias.
std::vector<float> product(std::uint32_t outputs, std::uint32_t inputs,
                           const std::function<float(std::uint32_t, std::uint32_t)>& weight, const float* rows,
                           std::uint32_t count) {
  const std::vector<float> panels = affine_panels(outputs, inputs, weight);
  const std::uint32_t padded = rounded_up(outputs, 2 * kGroup);
  const std::vector<float> zero(padded, 0.0f);
  std::vector<float> wide(std::size_t{count} * padded);
  kernels().affine({padded, inputs, panels.data(), zero.data()}, rows, inputs, count, wide.data(), padded);
  if (padded == outputs) return wide;
  std::vector<float> out(std::size_t{count} * outputs);
  for (std::size_t i = 0; i < count; ++i) std::copy_n(wide.data() + i * padded, outputs, out.data() + i * outputs);
  return out;
}

// Rows of `inputs` floats times the share of W that belongs to inputs [first, first + inputs): [row][group][piece][16].
std::vector<float> folded(const MaxoutWeights& mix, std::uint32_t first, std::uint32_t inputs, const float* rows,
                          std::uint32_t count) {
  std::vector<std::uint32_t> row_at(mix.bias.size());  // place in [group][piece][16] -> row of W
  for (std::uint32_t o = 0; o < mix.outputs; ++o) {
    for (std::uint32_t p = 0; p < mix.pieces; ++p) row_at[piece_place(o, p, mix.pieces)] = o * mix.pieces + p;
  }
  return product(
      static_cast<std::uint32_t>(row_at.size()), inputs,
      [&](std::uint32_t at, std::uint32_t k) { return mix.weights[std::size_t{row_at[at]} * mix.inputs + first + k]; },
      rows, count);
}

}  // namespace

void Tok2Vec::append(PackWriter& pack, const std::string& name, const EncoderWeights& weights,
                     const VectorWeights& vectors) {
  const std::uint32_t width = weights.width;
  const bool has_static = !weights.static_projection.empty();
  const MaxoutWeights& first = weights.layers.front();
  const Shape shape{width,
                    weights.mix.pieces,
                    static_cast<std::uint32_t>(weights.columns.size()),
                    has_static ? vectors.rows : 0,
                    static_cast<std::uint32_t>(weights.layers.size()),
                    first.pieces};
  pack.add_array(name + ".shape", std::vector<Shape>{shape});

  std::vector<PackedColumn> columns;
  std::vector<float> tables;
  for (std::uint32_t c = 0; c < weights.columns.size(); ++c) {
    const HashColumn& column = weights.columns[c];
    columns.push_back({static_cast<std::uint32_t>(column.attribute), column.seed, column.rows});
    const std::vector<float> table = folded(weights.mix, c * width, width, column.table.data(), column.rows);
    tables.insert(tables.end(), table.begin(), table.end());
  }
  pack.add_array(name + ".columns", columns);
  pack.add_array(name + ".tables", tables);

  if (has_static) {
    const std::vector<float> projected = product(
        width, vectors.width,
        [&](std::uint32_t o, std::uint32_t k) { return weights.static_projection[std::size_t{o} * vectors.width + k]; },
        vectors.data.data(), vectors.rows);
    pack.add_array(name + ".static", folded(weights.mix, shape.columns * width, width, projected.data(), vectors.rows));
  }
  append_maxout(pack, name + ".mix", weights.mix, false);

  const std::uint32_t places = width * first.pieces;
  std::vector<std::uint32_t> row_at(places);  // place in [group][piece][16] -> row of W
  for (std::uint32_t o = 0; o < width; ++o) {
    for (std::uint32_t p = 0; p < first.pieces; ++p) row_at[piece_place(o, p, first.pieces)] = o * first.pieces + p;
  }
  append_affine(
      pack, name + ".shares", 3 * places, width,
      [&](std::uint32_t o, std::uint32_t k) {
        return first.weights[std::size_t{row_at[o % places]} * first.inputs + o / places * width + k];
      },
      std::vector<float>(std::size_t{3} * places, 0.0f));
  for (std::size_t l = 0; l < weights.layers.size(); ++l) {
    append_maxout(pack, name + ".layer" + std::to_string(l), weights.layers[l], l > 0);
  }
}

Result<Tok2Vec> Tok2Vec::from(const PackReader& pack, const std::string& name) {
  const auto wrong = [&](std::string_view what) {
    return Error{ErrorCode::kModel, "the pack's " + name + " has " + std::string(what), "", {}};
  };
  const auto shapes = pack.array<Shape>(name + ".shape", 1);
  if (!shapes) return shapes.error();
  const Shape shape = shapes->front();
  if (shape.width == 0 || shape.width % kGroup != 0 || shape.width > kMaxSumOutputs || shape.columns == 0 ||
      shape.columns > 16 || shape.depth == 0 || shape.depth > 16 || (shape.pieces != 2 && shape.pieces != 3) ||
      (shape.mix_pieces != 2 && shape.mix_pieces != 3) || shape.width * shape.pieces % (2 * kGroup) != 0) {
    return wrong("a shape that the kernels lack");
  }
  Tok2Vec out;
  out.width_ = shape.width;
  out.row_ = shape.width * shape.mix_pieces;
  out.sides_ = 3 * shape.width * shape.pieces;

  const auto columns = pack.array<PackedColumn>(name + ".columns", shape.columns);
  if (!columns) return columns.error();
  std::uint64_t rows = 0;
  for (const PackedColumn& column : *columns) {
    if (column.attribute >= static_cast<std::uint32_t>(Attribute::kLower)) return wrong("an attribute it cannot embed");
    if (column.rows == 0) return wrong("a hash table without rows");
    rows += column.rows;
  }
  const auto tables = pack.array<float>(name + ".tables", rows * out.row_);
  if (!tables) return tables.error();
  const float* table = tables->data();
  for (const PackedColumn& column : *columns) {
    out.columns_.push_back({static_cast<Attribute>(column.attribute), column.seed, column.rows, table});
    table += std::size_t{column.rows} * out.row_;
    out.uses_space_ |= out.columns_.back().attribute == Attribute::kSpacy;
  }
  if (shape.static_rows > 0) {
    const auto rows_of = pack.array<float>(name + ".static", std::uint64_t{shape.static_rows} * out.row_);
    if (!rows_of) return rows_of.error();
    out.static_rows_ = rows_of->data();
    out.static_count_ = shape.static_rows;
  }
  const auto mix = maxout_from(pack, name + ".mix", shape.width, shape.mix_pieces, 0, false);
  if (!mix) return mix.error();
  out.mix_ = *mix;
  const auto shares = affine_from(pack, name + ".shares", out.sides_, shape.width);
  if (!shares) return shares.error();
  out.shares_ = *shares;
  for (std::uint32_t l = 0; l < shape.depth; ++l) {
    const auto layer =
        maxout_from(pack, name + ".layer" + std::to_string(l), shape.width, shape.pieces, 3 * shape.width, l > 0);
    if (!layer) return layer.error();
    out.layers_.push_back(*layer);
  }

  out.padding_.assign(std::size_t{shape.depth} * shape.width, 0.0f);
  const std::vector<float> nothing(out.sides_, 0.0f);
  const float* const addends[3] = {nothing.data(), nothing.data(), nothing.data()};
  kernels().sum_maxout(out.layers_[0], addends, 3, nothing.data(), out.padding_.data());
  std::vector<float> three(std::size_t{3} * shape.width);
  for (std::uint32_t l = 1; l < shape.depth; ++l) {
    for (int i = 0; i < 3; ++i) {
      std::copy_n(out.padding_.data() + (l - 1) * shape.width, shape.width, three.data() + i * shape.width);
    }
    const std::uint32_t centre = 1, row = l;
    kernels().window_maxout(out.layers_[l], three.data(), &centre, &row, 1, out.padding_.data());
  }
  return out;
}

// Writes the type's embedding to the last `width` floats of its entry.
void Tok2Vec::embed(const WordType& type, bool space_after, float* vector) const {
  const float* addends[16 * kHashes + 1];
  std::size_t count = 0;
  for (const Column& column : columns_) {
    const Hash4 hash = hash_id(id_of(type, space_after, column.attribute), column.seed);
    for (const std::uint32_t h : hash.h) addends[count++] = column.table + std::size_t{h % column.rows} * row_;
  }
  if (type.vector_row < static_count_) addends[count++] = static_rows_ + std::size_t{type.vector_row} * row_;
  kernels().sum_maxout(mix_, addends, count, nullptr, vector);
}

// Points row_entries_ at the entry of each row of each stretch (depth rows beyond it on both sides), making those that
// are missing.
void Tok2Vec::look_up(std::span<const RawToken> tokens, std::span<const WordType> types,
                      std::span<const Stretch> stretches, Tok2VecScratch& s) const {
  const std::int64_t depth = static_cast<std::int64_t>(layers_.size());
  std::size_t rows = 0;
  for (const Stretch& stretch : stretches) rows += stretch.end - stretch.begin + 2 * layers_.size();
  s.make_room(rows);
  if (s.entry_of_.size() < types.size() * 2) s.entry_of_.resize(types.size() * 2, 0);
  s.row_entries_.clear();
  s.new_entries_.clear();
  s.new_vectors_.clear();
  for (const Stretch& stretch : stretches) {
    for (std::int64_t t = std::int64_t{stretch.begin} - depth; t < std::int64_t{stretch.end} + depth; ++t) {
      if (t < stretch.unit_begin || t >= stretch.unit_end) {
        s.row_entries_.push_back(s.zero_entry_.data());
        continue;
      }
      const RawToken& token = tokens[static_cast<std::size_t>(t)];
      const bool space = uses_space_ && token.space_after;
      std::uint32_t& place = s.entry_of_[token.type * 2 + (space ? 1 : 0)];
      if (place == 0) {
        const std::uint32_t e = s.unused_.back();
        s.unused_.pop_back();
        s.key_of_[e] = token.type * 2 + (space ? 1 : 0);
        place = e + 1;
        s.new_vectors_.resize(s.new_vectors_.size() + width_);
        embed(types[token.type], space, s.new_vectors_.data() + s.new_entries_.size() * width_);
        s.new_entries_.push_back(e);
      }
      s.recently_[place - 1] = 1;
      s.row_entries_.push_back(s.entry(place - 1));
    }
  }
  // The shares of the new types, some at a time so that they are still in the cache when they are put in their places.
  constexpr std::size_t kAtOnce = 32;
  for (std::size_t i = 0; i < s.new_entries_.size(); i += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, s.new_entries_.size() - i);
    s.new_shares_.resize(count * sides_);
    kernels().affine(shares_, s.new_vectors_.data() + i * width_, width_, count, s.new_shares_.data(), sides_);
    for (std::size_t j = 0; j < count; ++j) {
      float* entry = s.entry(s.new_entries_[i + j]);
      std::memcpy(entry, s.new_shares_.data() + j * sides_, sides_ * sizeof(float));
      std::memcpy(entry + sides_, s.new_vectors_.data() + (i + j) * width_, width_ * sizeof(float));
    }
  }
}

void Tok2Vec::run(std::span<const RawToken> tokens, std::span<const WordType> types, std::span<const Stretch> stretches,
                  Tok2VecScratch& s, float* out) const {
  look_up(tokens, types, stretches, s);
  const std::uint32_t depth = static_cast<std::uint32_t>(layers_.size());
  const std::size_t share = sides_ / 3;
  for (std::vector<float>& rows : s.rows_) {
    if (rows.size() < s.row_entries_.size() * width_) rows.resize(s.row_entries_.size() * width_);
  }
  for (std::uint32_t level = 1; level <= depth; ++level) {
    const float* const before = s.rows_[level % 2].data();
    float* const after = level == depth ? out : s.rows_[(level + 1) % 2].data();
    const float* const padding = padding_.data() + (level - 1) * width_;
    const std::uint32_t beyond = depth - level;
    s.in_rows_.clear();
    s.out_rows_.clear();
    std::uint32_t first = depth;  // row of the stretch's first token
    std::uint32_t written = 0;
    const auto want = [&](std::uint32_t row, std::uint32_t padding_distance) {
      if (padding_distance <= level) {  // 0: a token
        s.in_rows_.push_back(row);
        s.out_rows_.push_back(level == depth ? written++ : row);
      } else {
        std::memcpy(after + std::size_t{row} * width_, padding, width_ * sizeof(float));
      }
    };
    for (const Stretch& stretch : stretches) {
      const std::uint32_t count = stretch.end - stretch.begin;
      const std::uint32_t before_it = stretch.begin - stretch.unit_begin;
      const std::uint32_t behind_it = stretch.unit_end - stretch.end;
      for (std::uint32_t q = beyond; q >= 1; --q) want(first - q, q > before_it ? q - before_it : 0);
      for (std::uint32_t i = 0; i < count; ++i) want(first + i, 0);
      for (std::uint32_t q = 1; q <= beyond; ++q) want(first + count - 1 + q, q > behind_it ? q - behind_it : 0);
      first += count + 2 * depth;
    }
    if (level == 1) {
      for (std::size_t i = 0; i < s.in_rows_.size(); ++i) {
        const std::uint32_t row = s.in_rows_[i];
        if (i + 1 < s.in_rows_.size()) {
          const std::uint32_t next = s.in_rows_[i + 1];
          prefetch(s.row_entries_[next] + share, share);
          prefetch(s.row_entries_[next + 1] + 2 * share, share + width_);
        }
        const float* const addends[3] = {s.row_entries_[row - 1], s.row_entries_[row] + share,
                                         s.row_entries_[row + 1] + 2 * share};
        kernels().sum_maxout(layers_[0], addends, 3, s.row_entries_[row] + sides_,
                             after + std::size_t{s.out_rows_[i]} * width_);
      }
    } else {
      kernels().window_maxout(layers_[level - 1], before, s.in_rows_.data(), s.out_rows_.data(), s.in_rows_.size(),
                              after);
    }
  }
}

Tok2VecScratch::Block Tok2VecScratch::allocate(std::size_t floats) {
  return Block(static_cast<float*>(::operator new[](floats * sizeof(float), std::align_val_t{64})));
}

Tok2VecScratch::Tok2VecScratch(const Tok2Vec& tok2vec)
    : stride_(tok2vec.sides_ + tok2vec.width_),
      entries_(allocate(kCachedTypes * stride_)),  // pages that no type needs are never touched
      key_of_(kCachedTypes),
      recently_(kCachedTypes, 0),
      zero_entry_(stride_, 0.0f) {
  forget();
}

void Tok2VecScratch::forget() {
  std::fill(entry_of_.begin(), entry_of_.end(), 0);
  std::fill(recently_.begin(), recently_.end(), 0);
  unused_.clear();
  for (std::uint32_t i = kCachedTypes; i > 0; --i) unused_.push_back(i - 1);
}

// Types unused since the last sweep go; if that is not enough, all go. Nothing is in use between two calls of run().
void Tok2VecScratch::make_room(std::size_t wanted) {
  if (unused_.size() >= wanted) return;
  std::vector<bool> is_unused(kCachedTypes, false);
  for (const std::uint32_t e : unused_) is_unused[e] = true;
  for (std::uint32_t i = kCachedTypes; i > 0; --i) {
    const std::uint32_t e = i - 1;
    if (!is_unused[e] && recently_[e] == 0) {
      entry_of_[key_of_[e]] = 0;
      unused_.push_back(e);
    }
    recently_[e] = 0;
  }
  if (unused_.size() < wanted) forget();
}

}  // namespace hearsay
