// A `model` file of thinc, as spaCy's components are saved: named nodes with dimensions, attributes and parameters.
//
// What it is: the file lists the nodes of a breadth-first walk without saying who is whose child; the tree has to be
// known. ModelTree builds the tree that an architecture should have, ThincModel reads a file and matches it node by
// node, so that a model of another shape is refused and parameters are taken from the right node. Ownership: a
// ThincModel owns its numbers. Threads: values. Fails: kModel, naming the node; kMalformed from msgpack. Facts:
// thinc 8.3 model.py (to_bytes, walk), layers/{chain,concatenate,with_array,residual}.py; srsly/_msgpack_numpy.py.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hearsay {

// A tree of layers by name. Combinators name themselves after their children, as thinc does.
class ModelTree {
 public:
  using Node = std::uint32_t;
  [[nodiscard]] Node leaf(std::string name) { return add(std::move(name), {}); }
  [[nodiscard]] Node named(std::string name, std::vector<Node> children) {
    return add(std::move(name), std::move(children));
  }
  [[nodiscard]] Node chain(std::vector<Node> children) { return add(joined(children, ">>"), children); }
  [[nodiscard]] Node concatenate(std::vector<Node> children) { return add(joined(children, "|"), children); }
  [[nodiscard]] Node with_array(Node child) { return add("with_array(" + name(child) + ")", {child}); }
  [[nodiscard]] Node residual(Node child) { return add("residual(" + name(child) + ")", {child}); }

  [[nodiscard]] const std::string& name(Node node) const { return nodes_[node].name; }
  // The nodes of a breadth-first walk from `root`.
  [[nodiscard]] std::vector<Node> walk(Node root) const;

 private:
  struct Layer {
    std::string name;
    std::vector<Node> children;
  };
  [[nodiscard]] Node add(std::string name, std::vector<Node> children);
  [[nodiscard]] std::string joined(const std::vector<Node>& children, std::string_view operator_name) const;
  std::vector<Layer> nodes_;
};

struct ThincArray {
  std::vector<std::uint32_t> shape;
  std::vector<float> values;
};

class ThincModel {
 public:
  // Reads `bytes`; `path` is for messages only.
  [[nodiscard]] static Result<ThincModel> parse(std::string_view bytes, const std::string& path);

  [[nodiscard]] std::size_t size() const { return layers_.size(); }
  [[nodiscard]] const std::string& name(std::size_t i) const { return layers_[i].name; }

  // Binds the nodes of the tree to the file's; fails unless the walk has the same names. Needed before the calls below.
  [[nodiscard]] Status match(const ModelTree& tree, ModelTree::Node root);

  // A parameter of a node of the tree, of exactly this shape. The values are moved out.
  [[nodiscard]] Result<std::vector<float>> take(ModelTree::Node node, const std::string& parameter,
                                                const std::vector<std::uint32_t>& shape);
  // A dimension, an attribute that is a number or a list of strings.
  [[nodiscard]] Result<std::uint32_t> dimension(ModelTree::Node node, const std::string& dimension_name) const;
  [[nodiscard]] Result<std::int64_t> number(ModelTree::Node node, const std::string& attribute) const;
  [[nodiscard]] Result<std::vector<std::string>> strings(ModelTree::Node node, const std::string& attribute) const;

 private:
  struct Layer {
    std::string name;
    std::map<std::string, std::optional<std::int64_t>> dimensions;
    std::map<std::string, std::string> attributes;  // msgpack documents
    std::map<std::string, ThincArray> parameters;
  };
  ThincModel() = default;
  [[nodiscard]] Error error(std::string message) const;
  [[nodiscard]] const Layer& at(ModelTree::Node node) const { return layers_[index_of_.at(node)]; }

  std::string path_;
  std::vector<Layer> layers_;
  std::map<ModelTree::Node, std::size_t> index_of_;
};

}  // namespace hearsay
