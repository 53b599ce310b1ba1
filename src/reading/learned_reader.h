// The learned reader: our fine-tuned encoder with its heads, which finds sources, cues and contents.
//
// What it is: ReaderModel is the mapped pack with the heads' weights, one for all threads; LearnedReader is one
// thread's way through it (it owns scratch memory). read() in reading.h takes one, or none for the rules alone.
// Ownership: a LearnedReader keeps its model alive. Fails: opening a pack (missing, damaged, of another version).
#pragma once

#include <memory>
#include <string>

#include "language/encoder.h"
#include "reading/coreference_scorer.h"
#include "reading/reader_heads.h"

namespace hearsay {

class ReaderModel {
 public:
  // A pack made by `hearsay-pack --reader`.
  [[nodiscard]] static Result<std::shared_ptr<const ReaderModel>> open(const std::string& path);

  [[nodiscard]] const std::shared_ptr<const EncoderModel>& encoder() const { return encoder_; }
  [[nodiscard]] const ReaderHeads& heads() const { return heads_; }
  // nullptr: a pack without them.
  [[nodiscard]] const CoreferenceHeads* coreference() const { return coreference_.get(); }

 private:
  ReaderModel(std::shared_ptr<const EncoderModel> encoder, ReaderHeads heads,
              std::shared_ptr<const CoreferenceHeads> coreference)
      : encoder_(std::move(encoder)), heads_(std::move(heads)), coreference_(std::move(coreference)) {}
  std::shared_ptr<const EncoderModel> encoder_;
  ReaderHeads heads_;
  std::shared_ptr<const CoreferenceHeads> coreference_;
};

class LearnedReader {
 public:
  explicit LearnedReader(std::shared_ptr<const ReaderModel> model)
      : model_(std::move(model)), encoder_(model_->encoder()) {}

  [[nodiscard]] const ReaderModel& model() const { return *model_; }
  [[nodiscard]] Encoder& encoder() { return encoder_; }

 private:
  std::shared_ptr<const ReaderModel> model_;
  Encoder encoder_;
};

}  // namespace hearsay
