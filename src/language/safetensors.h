// Safetensors: the file format of tensors that Hugging Face's libraries write.
//
// What it is: eight bytes with the length of a JSON header, the header (name -> dtype, shape, place), the tensors'
// bytes. Ownership: names are copied; `bytes` are views into the input, which must outlive the file. Threads: read-only
// after parsing. Units: bytes; a shape counts elements. Fails: kMalformed, with the offset where there is one, on a
// header that is not what the format asks for, on a tensor that leaves the file, overlaps another or leaves a gap, or
// whose size is not that of its shape; kUnsupported on a dtype that is not listed here. Memory: a header of at most
// kMaxSafetensorsHeader bytes and kMaxTensors names. Facts: the format as documented with PyPI `safetensors`
// (Apache-2.0).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hearsay {

inline constexpr std::size_t kMaxSafetensorsHeader = std::size_t{16} << 20;
inline constexpr std::size_t kMaxTensors = 65536;

enum class TensorType : std::uint8_t { kI8, kU8, kF16, kBf16, kI32, kF32, kI64, kF64 };
[[nodiscard]] std::size_t size_of(TensorType type);

struct Tensor {
  TensorType type = TensorType::kF32;
  std::vector<std::uint64_t> shape;
  std::string_view bytes;  // little-endian, row-major; of any alignment

  [[nodiscard]] std::size_t count() const { return bytes.size() / size_of(type); }
};

class SafetensorsFile {
 public:
  [[nodiscard]] static Result<SafetensorsFile> parse(std::string_view bytes);

  // nullptr where there is none of that name.
  [[nodiscard]] const Tensor* find(std::string_view name) const;
  // By name, in byte order.
  [[nodiscard]] const std::map<std::string, Tensor, std::less<>>& tensors() const { return tensors_; }

 private:
  std::map<std::string, Tensor, std::less<>> tensors_;
};

// Elements of an F32 or F16 tensor as floats. Fails: kUnsupported for another type, kMalformed where one is not finite.
[[nodiscard]] Result<std::vector<float>> floats_of(const Tensor& tensor, std::string_view name);

}  // namespace hearsay
