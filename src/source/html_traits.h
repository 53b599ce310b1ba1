// What an element's class, id, role and microdata say it is for.
//
// What it is: names are cut into words ("articleBody__text-wrapper" → article, body, text, wrapper), words are looked
// up, and the traits of an element are the union. They are hints: html_body.h weighs them against how much text they
// cover. Ownership: plain values. Threads: pure. Fails: never. At most kMaxTraitBytes of an attribute are looked at.
// Facts: words seen on news pages of the WCXB development part; schema.org property names; WAI-ARIA roles.
#pragma once

#include <cstdint>

#include "source/html_tree.h"

namespace hearsay {

inline constexpr std::uint32_t kMaxTraitBytes = 400;

enum Trait : std::uint32_t {
  kTraitNavigation = 1u << 0,  // menus, breadcrumbs, pagers
  kTraitRelated = 1u << 1,     // other articles
  kTraitSocial = 1u << 2,      // share and follow
  kTraitSubscribe = 1u << 3,   // newsletters, paywalls, log-in
  kTraitAdvert = 1u << 4,
  kTraitFooter = 1u << 5,
  kTraitSidebar = 1u << 6,
  kTraitPopup = 1u << 7,  // consent, modals
  kTraitTags = 1u << 8,   // keyword lists
  kTraitBio = 1u << 9,    // about the author
  kTraitByline = 1u << 10,
  kTraitDate = 1u << 11,
  kTraitStandfirst = 1u << 12,
  kTraitCaption = 1u << 13,
  kTraitCredit = 1u << 14,
  kTraitBody = 1u << 15,      // the article's text by name
  kTraitComments = 1u << 16,  // holds reader comments
  kTraitComment = 1u << 17,   // is one
  kTraitCommentText = 1u << 18,
  kTraitForm = 1u << 19,  // comment forms, counters, buttons
  kTraitHidden = 1u << 20,
  kTraitHeadline = 1u << 21,
  kTraitPost = 1u << 22,  // one post of a thread
  kTraitUser = 1u << 23,  // a commenter's name
};

inline constexpr std::uint32_t kTraitsOff = kTraitNavigation | kTraitRelated | kTraitSocial | kTraitSubscribe |
                                            kTraitAdvert | kTraitFooter | kTraitSidebar | kTraitPopup | kTraitTags |
                                            kTraitBio | kTraitForm;

[[nodiscard]] std::uint32_t traits_of(const HtmlTree& tree, NodeIndex element);

}  // namespace hearsay
