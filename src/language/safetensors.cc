#include "language/safetensors.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

#include "language/half.h"
#include "language/spacy_components.h"

namespace hearsay {

namespace {

struct Named {
  std::string_view name;
  TensorType type;
};
constexpr Named kTypes[] = {{"I8", TensorType::kI8},     {"U8", TensorType::kU8},   {"F16", TensorType::kF16},
                            {"BF16", TensorType::kBf16}, {"I32", TensorType::kI32}, {"F32", TensorType::kF32},
                            {"I64", TensorType::kI64},   {"F64", TensorType::kF64}};
constexpr std::size_t kSizes[] = {1, 1, 2, 2, 4, 4, 8, 8};

Error malformed(std::string message, std::optional<std::uint64_t> offset = {}) {
  return {ErrorCode::kMalformed, "not a safetensors file: " + std::move(message), "", offset};
}

std::string_view text_of(const rapidjson::Value& value) { return {value.GetString(), value.GetStringLength()}; }

Result<Tensor> tensor_of(std::string_view name, const rapidjson::Value& entry, std::string_view payload) {
  const auto wrong = [&](const char* what) { return malformed("tensor '" + std::string(name) + "': " + what); };
  if (!entry.IsObject()) return wrong("no object");
  const rapidjson::Value *type = json_member(entry, "dtype"), *shape = json_member(entry, "shape"),
                         *place = json_member(entry, "data_offsets");
  if (type == nullptr || !type->IsString()) return wrong("no dtype");
  if (shape == nullptr || !shape->IsArray()) return wrong("no shape");
  if (place == nullptr || !place->IsArray() || place->Size() != 2 || !(*place)[0].IsUint64() ||
      !(*place)[1].IsUint64()) {
    return wrong("no data_offsets");
  }
  Tensor out;
  const auto* known =
      std::find_if(std::begin(kTypes), std::end(kTypes), [&](const Named& t) { return t.name == text_of(*type); });
  if (known == std::end(kTypes)) {
    return Error{ErrorCode::kUnsupported, "tensor '" + std::string(name) + "' has dtype " + std::string(text_of(*type)),
                 ""};
  }
  out.type = known->type;
  std::uint64_t size = size_of(out.type);
  for (const rapidjson::Value& extent : shape->GetArray()) {
    if (!extent.IsUint64()) return wrong("a shape that is no list of numbers");
    out.shape.push_back(extent.GetUint64());
    if (__builtin_mul_overflow(size, out.shape.back(), &size)) return wrong("a shape beyond all memory");
  }
  const std::uint64_t begin = (*place)[0].GetUint64(), end = (*place)[1].GetUint64();
  if (begin > end || end > payload.size()) return wrong("data_offsets outside the file");
  if (end - begin != size) return wrong("data_offsets that do not fit its shape");
  out.bytes = payload.substr(begin, size);
  return out;
}

}  // namespace

std::size_t size_of(TensorType type) { return kSizes[static_cast<std::size_t>(type)]; }

Result<SafetensorsFile> SafetensorsFile::parse(std::string_view bytes) {
  std::uint64_t header_size = 0;
  if (bytes.size() < sizeof header_size) return malformed("too short", bytes.size());
  std::memcpy(&header_size, bytes.data(), sizeof header_size);
  if (header_size > bytes.size() - sizeof header_size) return malformed("the header leaves the file", 0);
  if (header_size > kMaxSafetensorsHeader) return Error{ErrorCode::kTooLarge, "the header is too large", "", 0};
  const std::string_view header = bytes.substr(sizeof header_size, header_size);
  const std::string_view payload = bytes.substr(sizeof header_size + header_size);
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(header.data(), header.size());
  if (json.HasParseError()) return malformed("the header is no JSON", sizeof header_size + json.GetErrorOffset());
  if (!json.IsObject()) return malformed("the header is no JSON object", sizeof header_size);
  if (json.MemberCount() > kMaxTensors) return Error{ErrorCode::kTooLarge, "too many tensors", "", 0};
  SafetensorsFile out;
  std::vector<std::string_view> places;
  for (rapidjson::SizeType i = 0; i < json.MemberCount(); ++i) {  // the iterators' comparison is ambiguous in C++20
    const auto& member = *(json.MemberBegin() + static_cast<std::ptrdiff_t>(i));
    const std::string_view name = text_of(member.name);
    if (name == "__metadata__") continue;
    Result<Tensor> tensor = tensor_of(name, member.value, payload);
    if (!tensor) return tensor.error();
    places.push_back(tensor->bytes);
    if (!out.tensors_.emplace(name, std::move(*tensor)).second) {
      return malformed("tensor '" + std::string(name) + "' occurs twice");
    }
  }
  // The tensors follow each other without gaps, from the first byte to the last.
  std::sort(places.begin(), places.end(), [](std::string_view a, std::string_view b) {
    return a.data() != b.data() ? a.data() < b.data() : a.size() < b.size();
  });
  const char* expected = payload.data();
  for (const std::string_view place : places) {
    if (place.data() != expected) {
      return malformed("tensors that overlap or leave a gap", static_cast<std::uint64_t>(place.data() - bytes.data()));
    }
    expected += place.size();
  }
  if (expected != payload.data() + payload.size()) return malformed("bytes after the last tensor");
  return out;
}

const Tensor* SafetensorsFile::find(std::string_view name) const {
  const auto it = tensors_.find(name);
  return it == tensors_.end() ? nullptr : &it->second;
}

Result<std::vector<float>> floats_of(const Tensor& tensor, std::string_view name) {
  std::vector<float> out(tensor.count());
  if (tensor.type == TensorType::kF32) {
    std::memcpy(out.data(), tensor.bytes.data(), tensor.bytes.size());
  } else if (tensor.type == TensorType::kF16) {
    for (std::size_t i = 0; i < out.size(); ++i) {
      std::uint16_t half = 0;
      std::memcpy(&half, tensor.bytes.data() + i * sizeof half, sizeof half);
      out[i] = half_to_float(half);
    }
  } else {
    return Error{ErrorCode::kUnsupported, "tensor '" + std::string(name) + "' is neither F32 nor F16", ""};
  }
  for (const float x : out) {
    if (!std::isfinite(x)) {
      return Error{ErrorCode::kMalformed, "tensor '" + std::string(name) + "' has a number that is not finite", ""};
    }
  }
  return out;
}

}  // namespace hearsay
