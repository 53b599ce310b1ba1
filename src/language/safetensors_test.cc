#include "language/safetensors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "language/half.h"

namespace hearsay {
namespace {

std::string file(const std::string& header, const std::string& payload) {
  const std::uint64_t size = header.size();
  std::string out(sizeof size, '\0');
  std::memcpy(out.data(), &size, sizeof size);
  return out + header + payload;
}

TEST(Safetensors, gives_tensors_with_their_type_shape_and_bytes) {
  const std::string bytes = file(
      R"({"__metadata__":{"format":"pt"},"b":{"dtype":"I8","shape":[2,3],"data_offsets":[8,14]},)"
      R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"none":{"dtype":"F16","shape":[0,7],"data_offsets":[14,14]},)"
      R"("one":{"dtype":"F16","shape":[],"data_offsets":[14,16]}})",
      std::string("\0\0\x80\x3f\0\0\0\xc0", 8) + "\x01\x02\x03\x04\x05\x06" + std::string("\x00\x3c", 2));
  const auto parsed = SafetensorsFile::parse(bytes);
  ASSERT_TRUE(parsed.ok()) << parsed.error().describe();
  ASSERT_EQ(parsed->tensors().size(), 4u);
  const Tensor* b = parsed->find("b");
  ASSERT_NE(b, nullptr);
  EXPECT_EQ(b->type, TensorType::kI8);
  EXPECT_EQ(b->shape, (std::vector<std::uint64_t>{2, 3}));
  EXPECT_EQ(b->bytes, "\x01\x02\x03\x04\x05\x06");
  EXPECT_EQ(floats_of(*parsed->find("a"), "a").value(), (std::vector<float>{1.0f, -2.0f}));
  EXPECT_EQ(floats_of(*parsed->find("one"), "one").value(), std::vector<float>{1.0f});
  EXPECT_EQ(parsed->find("none")->count(), 0u);
  EXPECT_EQ(parsed->find("c"), nullptr);
  EXPECT_EQ(floats_of(*b, "b").error().code, ErrorCode::kUnsupported);
}

TEST(Safetensors, refuses_numbers_that_are_not_finite) {
  const std::string bytes =
      file(R"({"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}})", std::string("\x00\x7c", 2));
  const auto parsed = SafetensorsFile::parse(bytes);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(floats_of(*parsed->find("a"), "a").error().code, ErrorCode::kMalformed);
}

struct Row {
  const char* what;
  std::string bytes;
  const char* message;
};

TEST(Safetensors, refuses_what_is_not_one) {
  const std::string eight(8, '\1');
  const auto tensor = [](const std::string& rest) { return R"({"a":{"dtype":"F32",)" + rest + "}}"; };
  const Row rows[] = {
      {"no bytes", "", "too short"},
      {"half a length", "\1\0\0", "too short"},
      {"a header that leaves the file", file("{}", "").substr(0, 9), "leaves the file"},
      {"a length of all ones", std::string(8, '\xff') + "{}", "leaves the file"},
      {"no JSON", file("{", ""), "no JSON"},
      {"bytes that are no UTF-8", file("{\"\xff\":1}", ""), "no JSON"},
      {"a list", file("[]", ""), "no JSON object"},
      {"nesting", file(std::string(100000, '['), ""), "no JSON"},
      {"a number", file(R"({"a":1})", ""), "no object"},
      {"no dtype", file(R"({"a":{"shape":[2],"data_offsets":[0,8]}})", eight), "no dtype"},
      {"no shape", file(tensor(R"("data_offsets":[0,8])"), eight), "no shape"},
      {"no offsets", file(tensor(R"("shape":[2])"), eight), "no data_offsets"},
      {"one offset", file(tensor(R"("shape":[2],"data_offsets":[8])"), eight), "no data_offsets"},
      {"a negative offset", file(tensor(R"("shape":[2],"data_offsets":[-8,0])"), eight), "no data_offsets"},
      {"a negative extent", file(tensor(R"("shape":[-2],"data_offsets":[0,8])"), eight), "shape"},
      {"another size", file(tensor(R"("shape":[3],"data_offsets":[0,8])"), eight), "do not fit"},
      {"a shape that overflows", file(tensor(R"("shape":[4294967296,4294967296],"data_offsets":[0,0])"), ""), "beyond"},
      {"an end outside", file(tensor(R"("shape":[4],"data_offsets":[0,16])"), eight), "outside"},
      {"an end before the begin", file(tensor(R"("shape":[2],"data_offsets":[8,0])"), eight), "outside"},
      {"a gap", file(tensor(R"("shape":[1],"data_offsets":[4,8])"), eight), "gap"},
      {"bytes after the last", file(tensor(R"("shape":[1],"data_offsets":[0,4])"), eight), "after the last"},
      {"an overlap",
       file(
           R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
           eight),
       "overlap"},
      {"a name twice",
       file(
           R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
           eight),
       "twice"},
      {"another dtype", file(R"({"a":{"dtype":"F4","shape":[1],"data_offsets":[0,8]}})", eight), "dtype F4"},
  };
  for (const Row& row : rows) {
    const auto parsed = SafetensorsFile::parse(row.bytes);
    ASSERT_FALSE(parsed.ok()) << row.what;
    EXPECT_NE(parsed.error().message.find(row.message), std::string::npos)
        << row.what << ": " << parsed.error().message;
  }
}

TEST(Half, every_half_comes_back) {
  for (std::uint32_t half = 0; half < 0x10000; ++half) {
    const float value = half_to_float(static_cast<std::uint16_t>(half));
    const std::uint32_t exponent = half >> 10 & 31, fraction = half & 1023;
    if (exponent == 31) {
      EXPECT_EQ(std::isnan(value), fraction != 0);
      EXPECT_EQ(std::isinf(value), fraction == 0);
      if (fraction != 0) continue;
    } else {
      const double magnitude =
          exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, static_cast<int>(exponent) - 25);
      ASSERT_EQ(value, static_cast<float>((half & 0x8000) != 0 ? -magnitude : magnitude)) << half;
    }
    ASSERT_EQ(float_to_half(value), half);
  }
}

TEST(Half, rounds_to_the_nearest_and_ties_to_even) {
  const std::pair<float, std::uint16_t> rows[] = {{1.0f + 0x1p-11f, 0x3c00},
                                                  {1.0f + 0x1p-11f + 0x1p-20f, 0x3c01},
                                                  {1.0f + 3 * 0x1p-11f, 0x3c02},
                                                  {65504.0f, 0x7bff},
                                                  {65519.9f, 0x7bff},
                                                  {65520.0f, 0x7c00},
                                                  {-1e30f, 0xfc00},
                                                  {0x1p-25f, 0x0000},
                                                  {0x1.8p-25f, 0x0001},
                                                  {3 * 0x1p-25f, 0x0002},
                                                  {-0.0f, 0x8000},
                                                  {0x1p-14f - 0x1p-26f, 0x0400},
                                                  {std::numeric_limits<float>::quiet_NaN(), 0x7e00}};
  for (const auto& [value, half] : rows) EXPECT_EQ(float_to_half(value), half) << value;
}

}  // namespace
}  // namespace hearsay
