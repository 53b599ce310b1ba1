// Labels: the closed sets of part-of-speech, tag, dependency and entity names of the English pipelines (spaCy 3.8).
// As enums, so that a rule that misspells one does not compile. Threads: pure. The packer refuses a model that has a
// label these lists lack, so a newer model fails loudly instead of being misread. Names are spaCy's own.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hearsay {

// name(x) gives spaCy's spelling; the X-macros keep enum and spelling in one place. Order is part of the pack format:
// append only.
#define HEARSAY_POS(X)                                                                                          \
  X(None, "") X(ADJ, "ADJ") X(ADP, "ADP") X(ADV, "ADV") X(AUX, "AUX") X(CCONJ, "CCONJ") X(CONJ, "CONJ")          \
  X(DET, "DET") X(INTJ, "INTJ") X(NOUN, "NOUN") X(NUM, "NUM") X(PART, "PART") X(PRON, "PRON") X(PROPN, "PROPN") \
  X(PUNCT, "PUNCT") X(SCONJ, "SCONJ") X(SYM, "SYM") X(VERB, "VERB") X(X, "X") X(SPACE, "SPACE")

#define HEARSAY_TAG(X)                                                                                             \
  X(None, "") X(Dollar, "$") X(CloseQuote, "''") X(Comma, ",") X(LRB, "-LRB-") X(RRB, "-RRB-") X(Period, ".")        \
  X(Colon, ":") X(ADD, "ADD") X(AFX, "AFX") X(CC, "CC") X(CD, "CD") X(DT, "DT") X(EX, "EX") X(FW, "FW")             \
  X(HYPH, "HYPH") X(IN, "IN") X(JJ, "JJ") X(JJR, "JJR") X(JJS, "JJS") X(LS, "LS") X(MD, "MD") X(NFP, "NFP")         \
  X(NN, "NN") X(NNP, "NNP") X(NNPS, "NNPS") X(NNS, "NNS") X(PDT, "PDT") X(POS, "POS") X(PRP, "PRP")                 \
  X(PRPS, "PRP$") X(RB, "RB") X(RBR, "RBR") X(RBS, "RBS") X(RP, "RP") X(SYM, "SYM") X(TO, "TO") X(UH, "UH")         \
  X(VB, "VB") X(VBD, "VBD") X(VBG, "VBG") X(VBN, "VBN") X(VBP, "VBP") X(VBZ, "VBZ") X(WDT, "WDT") X(WP, "WP")       \
  X(WPS, "WP$") X(WRB, "WRB") X(XX, "XX") X(SP, "_SP") X(OpenQuote, "``")

#define HEARSAY_DEP(X)                                                                                              \
  X(None, "") X(ROOT, "ROOT") X(acl, "acl") X(acomp, "acomp") X(advcl, "advcl") X(advmod, "advmod") X(agent, "agent") \
  X(amod, "amod") X(appos, "appos") X(attr, "attr") X(aux, "aux") X(auxpass, "auxpass") X(case_, "case") X(cc, "cc")  \
  X(ccomp, "ccomp") X(compound, "compound") X(conj, "conj") X(csubj, "csubj") X(csubjpass, "csubjpass")               \
  X(dative, "dative") X(dep, "dep") X(det, "det") X(dobj, "dobj") X(expl, "expl") X(intj, "intj") X(mark, "mark")     \
  X(meta, "meta") X(neg, "neg") X(nmod, "nmod") X(npadvmod, "npadvmod") X(nsubj, "nsubj") X(nsubjpass, "nsubjpass")   \
  X(nummod, "nummod") X(oprd, "oprd") X(parataxis, "parataxis") X(pcomp, "pcomp") X(pobj, "pobj") X(poss, "poss")     \
  X(preconj, "preconj") X(predet, "predet") X(prep, "prep") X(prt, "prt") X(punct, "punct") X(quantmod, "quantmod")   \
  X(relcl, "relcl") X(xcomp, "xcomp")

#define HEARSAY_ENTITY(X)                                                                                           \
  X(None, "") X(CARDINAL, "CARDINAL") X(DATE, "DATE") X(EVENT, "EVENT") X(FAC, "FAC") X(GPE, "GPE")                    \
  X(LANGUAGE, "LANGUAGE") X(LAW, "LAW") X(LOC, "LOC") X(MONEY, "MONEY") X(NORP, "NORP") X(ORDINAL, "ORDINAL")          \
  X(ORG, "ORG") X(PERCENT, "PERCENT") X(PERSON, "PERSON") X(PRODUCT, "PRODUCT") X(QUANTITY, "QUANTITY")                \
  X(TIME, "TIME") X(WORK_OF_ART, "WORK_OF_ART")

#define HEARSAY_ENUMERATOR(id, text) id,
#define HEARSAY_LABEL_ENUM(Type, LIST)                            \
  enum class Type : std::uint8_t { LIST(HEARSAY_ENUMERATOR) };    \
  [[nodiscard]] std::string_view name(Type label);

HEARSAY_LABEL_ENUM(Pos, HEARSAY_POS)
HEARSAY_LABEL_ENUM(Tag, HEARSAY_TAG)
HEARSAY_LABEL_ENUM(Dep, HEARSAY_DEP)
HEARSAY_LABEL_ENUM(EntityLabel, HEARSAY_ENTITY)

#undef HEARSAY_LABEL_ENUM
#undef HEARSAY_ENUMERATOR

// nullopt where the name is none of the set.
[[nodiscard]] std::optional<Pos> pos_of(std::string_view name);
[[nodiscard]] std::optional<Tag> tag_of(std::string_view name);
[[nodiscard]] std::optional<Dep> dep_of(std::string_view name);
[[nodiscard]] std::optional<EntityLabel> entity_label_of(std::string_view name);

}  // namespace hearsay
