// Who signs a page, by its markup: people, else the organisation.
//
// What it is: gathers the names that JSON-LD, microdata, meta elements and rel=author links give, in this order, taking
// the first of them that names people. Lists are split, labels, roles, e-mail addresses and the outlet's name are left
// out. Organisations are kept apart: a page that nobody signs by name is signed by them. Agencies are the page's
// credit. Ownership: values own their strings; positions count in the page. Threads: pure. Fails: never; nobody is an
// empty list. Bounds: kMaxAuthors names. Facts: schema.org author, creator; the order is measured on the Fundus pages,
// docs/accuracy.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/page_declarations.h"
#include "source/schema_org.h"
#include "source/source.h"

namespace hearsay {

inline constexpr std::size_t kMaxAuthors = 50;

struct PageAuthors {
  std::vector<Value> people;
  std::vector<Value> organisations;  // the outlet, its staff, agencies
  std::optional<Value> agency;       // the first known agency among those who sign
};

// `sites`: folded names of the outlet and its domain.
[[nodiscard]] PageAuthors read_authors(const HtmlInput& page, const PageDeclarations& declarations, const Json& json,
                                       const SchemaArticle& schema, const std::vector<std::string>& sites);

// Whether a folded name is the outlet's: one of `sites`, or one of them with what outlets add ("online", "news").
[[nodiscard]] bool is_outlet(std::string_view folded, const std::vector<std::string>& sites);

// The bytes inside `source` that are read as `name`, where the text there is a list of names in a JSON string (`json`)
// or an attribute; nullopt where they are not together.
[[nodiscard]] std::optional<Span> name_in(const HtmlInput& page, Span source, std::string_view name, bool json);

}  // namespace hearsay
