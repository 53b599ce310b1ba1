#include "source/html_traits.h"

#include <algorithm>
#include <array>

#include "source/ascii.h"

namespace hearsay {

namespace {

struct Row {
  std::string_view word;
  std::uint32_t traits;
};

// Single words.
constexpr auto kWords = std::to_array<Row>({
    {"nav", kTraitNavigation},
    {"navbar", kTraitNavigation},
    {"navigation", kTraitNavigation},
    {"menu", kTraitNavigation},
    {"submenu", kTraitNavigation},
    {"breadcrumb", kTraitNavigation},
    {"breadcrumbs", kTraitNavigation},
    {"masthead", kTraitNavigation},
    {"topbar", kTraitNavigation},
    {"toolbar", kTraitNavigation},
    {"pagination", kTraitNavigation},
    {"pager", kTraitNavigation},
    {"paging", kTraitNavigation},
    {"toc", kTraitNavigation},
    {"tabs", kTraitNavigation},
    {"skip", kTraitNavigation},
    {"offcanvas", kTraitNavigation},
    {"sitemap", kTraitNavigation},
    {"searchform", kTraitNavigation},
    {"related", kTraitRelated},
    {"relacionadas", kTraitRelated},
    {"recommend", kTraitRelated},
    {"recommended", kTraitRelated},
    {"recommendation", kTraitRelated},
    {"recommendations", kTraitRelated},
    {"recirc", kTraitRelated},
    {"recirculation", kTraitRelated},
    {"readmore", kTraitRelated},
    {"teaser", kTraitRelated},
    {"teasers", kTraitRelated},
    {"promo", kTraitRelated},
    {"promos", kTraitRelated},
    {"promotion", kTraitRelated},
    {"trending", kTraitRelated},
    {"popular", kTraitRelated},
    {"mostread", kTraitRelated},
    {"outbrain", kTraitRelated},
    {"taboola", kTraitRelated},
    {"similar", kTraitRelated},
    {"upnext", kTraitRelated},
    {"crosslinks", kTraitRelated},
    {"inlinepromo", kTraitRelated},
    {"readnext", kTraitRelated},
    {"moreon", kTraitRelated},
    {"carousel", kTraitRelated},
    {"linkbox", kTraitRelated},
    {"ticker", kTraitRelated},
    {"headlines", kTraitRelated},
    {"share", kTraitSocial},
    {"sharing", kTraitSocial},
    {"sharebar", kTraitSocial},
    {"social", kTraitSocial},
    {"addthis", kTraitSocial},
    {"sharedaddy", kTraitSocial},
    {"sharethis", kTraitSocial},
    {"follow", kTraitSocial},
    {"addtoany", kTraitSocial},
    {"socials", kTraitSocial},
    {"newsletter", kTraitSubscribe},
    {"newsletters", kTraitSubscribe},
    {"subscribe", kTraitSubscribe},
    {"subscription", kTraitSubscribe},
    {"signup", kTraitSubscribe},
    {"paywall", kTraitSubscribe},
    {"login", kTraitSubscribe},
    {"signin", kTraitSubscribe},
    {"regwall", kTraitSubscribe},
    {"piano", kTraitSubscribe},
    {"donate", kTraitSubscribe},
    {"donation", kTraitSubscribe},
    {"abo", kTraitSubscribe},
    {"ad", kTraitAdvert},
    {"ads", kTraitAdvert},
    {"advert", kTraitAdvert},
    {"adverts", kTraitAdvert},
    {"advertisement", kTraitAdvert},
    {"advertising", kTraitAdvert},
    {"sponsor", kTraitAdvert},
    {"sponsored", kTraitAdvert},
    {"sponsors", kTraitAdvert},
    {"banner", kTraitAdvert},
    {"adsbygoogle", kTraitAdvert},
    {"dfp", kTraitAdvert},
    {"adslot", kTraitAdvert},
    {"anzeige", kTraitAdvert},
    {"publicidad", kTraitAdvert},
    {"footer", kTraitFooter},
    {"colophon", kTraitFooter},
    {"copyright", kTraitFooter},
    {"imprint", kTraitFooter},
    {"legal", kTraitFooter},
    {"disclaimer", kTraitFooter},
    {"sidebar", kTraitSidebar},
    {"aside", kTraitSidebar},
    {"rail", kTraitSidebar},
    {"infobox", kTraitSidebar},
    {"factbox", kTraitSidebar},
    {"modal", kTraitPopup},
    {"popup", kTraitPopup},
    {"overlay", kTraitPopup},
    {"cookie", kTraitPopup},
    {"cookies", kTraitPopup},
    {"consent", kTraitPopup},
    {"gdpr", kTraitPopup},
    {"tooltip", kTraitPopup},
    {"lightbox", kTraitPopup},
    {"toast", kTraitPopup},
    {"tags", kTraitTags},
    {"taglist", kTraitTags},
    {"topics", kTraitTags},
    {"keywords", kTraitTags},
    {"categories", kTraitTags},
    {"tagcloud", kTraitTags},
    {"hashtags", kTraitTags},
    {"bio", kTraitBio},
    {"authorbox", kTraitBio},
    {"biography", kTraitBio},
    {"authorbio", kTraitBio},
    {"byline", kTraitByline},
    {"bylines", kTraitByline},
    {"author", kTraitByline},
    {"authors", kTraitByline},
    {"autor", kTraitByline},
    {"autores", kTraitByline},
    {"writer", kTraitByline},
    {"contributors", kTraitByline},
    {"contributor", kTraitByline},
    {"vcard", kTraitByline},
    {"date", kTraitDate},
    {"datetime", kTraitDate},
    {"time", kTraitDate},
    {"timestamp", kTraitDate},
    {"published", kTraitDate},
    {"pubdate", kTraitDate},
    {"dateline", kTraitDate},
    {"updated", kTraitDate},
    {"fecha", kTraitDate},
    {"datum", kTraitDate},
    {"readtime", kTraitDate},
    {"standfirst", kTraitStandfirst},
    {"dek", kTraitStandfirst},
    {"deck", kTraitStandfirst},
    {"subtitle", kTraitStandfirst},
    {"subheadline", kTraitStandfirst},
    {"subhead", kTraitStandfirst},
    {"subheading", kTraitStandfirst},
    {"summary", kTraitStandfirst},
    {"lede", kTraitStandfirst},
    {"intro", kTraitStandfirst},
    {"introduction", kTraitStandfirst},
    {"excerpt", kTraitStandfirst},
    {"chapeau", kTraitStandfirst},
    {"vorspann", kTraitStandfirst},
    {"bajada", kTraitStandfirst},
    {"sommario", kTraitStandfirst},
    {"abstract", kTraitStandfirst},
    {"ingress", kTraitStandfirst},
    {"teasertext", kTraitStandfirst},
    {"entradilla", kTraitStandfirst},
    {"occhiello", kTraitStandfirst},
    {"caption", kTraitCaption},
    {"figcaption", kTraitCaption},
    {"captions", kTraitCaption},
    {"photocredit", kTraitCaption},
    {"wp-caption-text", kTraitCaption},
    {"legende", kTraitCaption},
    {"bildunterschrift", kTraitCaption},
    {"imagecaption", kTraitCaption},
    {"agency", kTraitCredit},
    {"articlebody", kTraitBody},
    {"storybody", kTraitBody},
    {"entrycontent", kTraitBody},
    {"postbody", kTraitBody},
    {"articletext", kTraitBody},
    {"articlecontent", kTraitBody},
    {"storytext", kTraitBody},
    {"storycontent", kTraitBody},
    {"fulltext", kTraitBody},
    {"headline", kTraitHeadline},
    {"title", kTraitHeadline},
    {"comments", kTraitComments},
    {"commentlist", kTraitComments},
    {"commentarea", kTraitComments},
    {"kommentare", kTraitComments},
    {"comentarios", kTraitComments},
    {"commentaires", kTraitComments},
    {"disqus", kTraitComments},
    {"responses", kTraitComments},
    {"discussion", kTraitComments},
    {"leserbriefe", kTraitComments},
    {"postings", kTraitComments},
    {"commentsection", kTraitComments},
    {"commentslist", kTraitComments},
    {"commentcontainer", kTraitComments},
    {"livefyre", kTraitComments},
    {"replies", kTraitComments},
    {"comment", kTraitComment},
    {"kommentar", kTraitComment},
    {"usercomment", kTraitComment},
    {"posting", kTraitComment},
    {"leserbrief", kTraitComment},
    {"commentitem", kTraitComment},
    {"comentario", kTraitComment},
    {"commentaire", kTraitComment},
    {"commentbody", kTraitCommentText},
    {"commenttext", kTraitCommentText},
    {"commentcontent", kTraitCommentText},
    {"commentmessage", kTraitCommentText},
    {"respond", kTraitForm},
    {"commentform", kTraitForm},
    {"screenreader", kTraitForm},
    {"disclosure", kTraitAdvert},
    {"nocomments", kTraitForm},
    {"commentcount", kTraitForm},
    {"username", kTraitUser},
    {"nickname", kTraitUser},
    {"fn", kTraitUser},
    {"commenter", kTraitUser},
    {"user", kTraitUser},
    {"displayname", kTraitUser},
    {"screenname", kTraitUser},
    {"name", kTraitUser},
    {"poster", kTraitUser},
    {"commentauthor", kTraitUser | kTraitByline},
    {"commentmeta", kTraitDate},
    {"commentmetadata", kTraitDate},
    {"nick", kTraitUser},
    {"post", kTraitPost},
    {"message", kTraitPost},
    {"reply", kTraitPost},
});

// Groups of words that mean something together; a word may be in several.
enum WordSet : std::uint32_t {
  kSetText = 1u << 0,
  kSetArticle = 1u << 1,
  kSetAround = 1u << 2,
  kSetMost = 1u << 3,
  kSetRanked = 1u << 4,
  kSetRead = 1u << 5,
  kSetAlso = 1u << 6,
  kSetMore = 1u << 7,
  kSetMoreOf = 1u << 8,
  kSetLatest = 1u << 9,
  kSetPieces = 1u << 10,
  kSetAbout = 1u << 11,
  kSetAuthor = 1u << 12,
  kSetProfile = 1u << 13,
  kSetTag = 1u << 14,
  kSetTagList = 1u << 15,
  kSetRelated = 1u << 16,
  kSetLinks = 1u << 17,
  kSetNoComment = 1u << 18,
  kSetWhoAndWhen = 1u << 19,
  kSetMessage = 1u << 20,
  kSetHolder = 1u << 21,
  kSetItem = 1u << 22
};

struct SetRow {
  std::uint32_t set;
  std::string_view words;  // with blanks between
};

constexpr auto kSets = std::to_array<SetRow>({
    {kSetText, "body content contents text texte texto copy paragraph paragraphs"},
    {kSetArticle, "article story post entry news artikel articulo nota noticia blog single"},
    {kSetAround, "header footer sidebar meta after before below"},
    {kSetMost, "most"},
    {kSetRanked, "read viewed popular commented shared emailed"},
    {kSetRead, "read see"},
    {kSetAlso, "more also next"},
    {kSetMore, "more"},
    {kSetMoreOf, "stories news articles posts from"},
    {kSetLatest, "latest recent other next prev previous"},
    {kSetPieces, "news posts stories articles post article comments"},
    {kSetAbout, "about"},
    {kSetAuthor, "author"},
    {kSetProfile, "description bio about box"},
    {kSetTag, "tag"},
    {kSetTagList, "list links cloud container"},
    {kSetRelated, "related"},
    {kSetLinks, "links list"},
    {kSetNoComment,
     "count counter number num link links form button btn reply respond add leave write icon toggle policy guidelines "
     "rules meta metadata author date time avatar actions action footer header no closed disabled template rating vote "
     "votes notes nav navigation pagination sort login subscribe title heading awaiting info options tools likes share "
     "name user status notice load more show editor input textarea report"},
    {kSetWhoAndWhen, "author meta metadata date time header name user avatar info"},
    {kSetMessage, "message p"},
    {kSetHolder, "list container wrapper section area wrap block thread tree box stream group holder"},
    {kSetItem, "item container wrapper wrap row single"},
});

struct Meaning {
  std::uint32_t traits = 0, sets = 0;
};

constexpr std::uint32_t kHashStart = 2166136261u;
constexpr std::uint32_t hash_step(std::uint32_t h, char c) { return (h ^ static_cast<unsigned char>(c)) * 16777619u; }

// All words with what they mean; open addressing, a quarter full.
class Words {
 public:
  Words() {
    for (const Row& row : kWords) entry(row.word).meaning.traits |= row.traits;
    for (const SetRow& row : kSets) {
      std::string_view rest = row.words;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        entry(rest.substr(0, end)).meaning.sets |= row.set;
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }
  [[nodiscard]] Meaning find(std::string_view word, std::uint32_t hash) const {
    for (std::size_t at = slot(hash);; at = (at + 1) % kSlots) {
      const Entry& e = entries_[at];
      if (e.word.empty()) return {};
      if (e.word == word) return e.meaning;
    }
  }

 private:
  struct Entry {
    std::string_view word;
    Meaning meaning;
  };
  static constexpr std::size_t kSlots = 2048;
  static std::size_t slot(std::uint32_t hash) { return (hash ^ (hash >> 13)) % kSlots; }
  Entry& entry(std::string_view word) {
    std::uint32_t hash = kHashStart;
    for (const char c : word) hash = hash_step(hash, c);
    std::size_t at = slot(hash);
    while (!entries_[at].word.empty() && entries_[at].word != word) at = (at + 1) % kSlots;
    entries_[at].word = word;
    return entries_[at];
  }
  std::array<Entry, kSlots> entries_{};
};

const Words& known_words() {
  static const Words kKnown;
  return kKnown;
}

// The words of one name (one class, or the id), and what they mean together.
class NameReader {
 public:
  static std::uint32_t read(std::string_view class_name) {
    const Words& known = known_words();
    Meaning all;
    std::size_t words = 0, i = 0;
    char word[kLongest];
    while (i < class_name.size() && words < kMost) {
      while (i < class_name.size() && !ascii::is_alnum(class_name[i])) ++i;
      const std::size_t begin = i;
      std::uint32_t hash = kHashStart;
      while (i < class_name.size() && ascii::is_alnum(class_name[i])) {
        // camelCase begins a new word; "HTML" does not.
        if (i > begin && ascii::is_upper(class_name[i]) && !ascii::is_upper(class_name[i - 1])) break;
        const char c = ascii::to_lower(class_name[i]);
        if (i - begin < kLongest) word[i - begin] = c;
        hash = hash_step(hash, c);
        ++i;
      }
      if (i == begin) break;
      ++words;
      if (i - begin > kLongest) continue;
      const Meaning meaning = known.find({word, i - begin}, hash);
      all.traits |= meaning.traits;
      all.sets |= meaning.sets;
    }
    return together(all, words);
  }

 private:
  static std::uint32_t together(const Meaning& all, std::size_t words) {
    std::uint32_t traits = all.traits;
    if (words == 0 || (traits == 0 && all.sets == 0)) return 0;
    const auto has = [&](std::uint32_t set) { return (all.sets & set) != 0; };
    const bool text = has(kSetText);
    if (text && has(kSetArticle) && !has(kSetAround)) traits |= kTraitBody;
    if (has(kSetMost) && has(kSetRanked)) traits |= kTraitRelated;
    if (has(kSetRead) && has(kSetAlso)) traits |= kTraitRelated;
    if (has(kSetMore) && has(kSetMoreOf)) traits |= kTraitRelated;
    if (has(kSetLatest) && has(kSetPieces)) traits |= kTraitRelated;
    if (has(kSetAbout) && has(kSetAuthor)) traits |= kTraitBio;
    if ((traits & kTraitByline) && has(kSetProfile)) traits |= kTraitBio;
    if (has(kSetTag) && has(kSetTagList)) traits |= kTraitTags;
    if (has(kSetRelated) && has(kSetLinks)) traits |= kTraitRelated;
    if (traits & (kTraitComment | kTraitComments)) {
      if (has(kSetNoComment)) {
        // Something about comments, but none.
        const bool about = (traits & kTraitByline) || has(kSetWhoAndWhen);
        traits &= ~(kTraitComment | kTraitComments);
        if (!about) traits |= kTraitForm;
        if (about && (traits & kTraitByline) == 0) traits |= kTraitDate;  // "comment-meta": who and when
      } else if (text || has(kSetMessage)) {
        traits |= kTraitCommentText;
        traits &= ~(kTraitComment | kTraitComments);
      } else if (has(kSetHolder)) {
        traits |= kTraitComments;
        traits &= ~kTraitComment;
      }
      // Microdata and classes of an article call its date and title "comment" nowhere; its traits come from elsewhere.
      traits &= ~(kTraitPost | kTraitRelated);
    }
    // "post-content" is a body, "post-meta" no post.
    if ((traits & kTraitPost) && words > 1 && !has(kSetItem)) traits &= ~kTraitPost;
    if ((traits & kTraitHeadline) && words > 3) traits &= ~kTraitHeadline;
    return traits;
  }

  static constexpr std::size_t kMost = 12;     // words of a name that are looked at
  static constexpr std::size_t kLongest = 24;  // no word of the table is longer
};

// "comment-123", "div-comment-123", "c123"?: ids of single comments as WordPress and its kin write them.
bool is_comment_id(std::string_view id) {
  for (const std::string_view prefix : {"div-", "li-", "article-"}) {
    if (id.starts_with(prefix)) id.remove_prefix(prefix.size());
  }
  for (const std::string_view prefix : {"comment-", "comment_", "comment", "kommentar-", "kommentar"}) {
    if (!ascii::istarts_with(id, prefix)) continue;
    id.remove_prefix(prefix.size());
    return !id.empty() && std::all_of(id.begin(), id.end(), ascii::is_digit);
  }
  return false;
}

}  // namespace

std::uint32_t traits_of(const HtmlTree& tree, NodeIndex element) {
  const HtmlNode& node = tree[element];
  std::uint32_t traits = 0;
  if (node.count == 0) return 0;
  const auto begin = tree.attributes.begin() + node.first;
  for (auto attribute = begin; attribute != begin + node.count; ++attribute) {
    const std::string_view key = slice(tree.input.bytes, attribute->name);
    const std::string_view value = slice(tree.input.bytes, attribute->value).substr(0, kMaxTraitBytes);
    switch (key.size()) {
      case 2:
        if (ascii::iequals(key, "id")) {
          traits |= is_comment_id(value) ? static_cast<std::uint32_t>(kTraitComment) : NameReader::read(value);
        }
        break;
      case 4:
        if (ascii::iequals(key, "role")) {
          if (value == "navigation" || value == "menu" || value == "search") traits |= kTraitNavigation;
          if (value == "contentinfo") traits |= kTraitFooter;
          if (value == "complementary") traits |= kTraitSidebar;
          if (value == "dialog" || value == "alertdialog") traits |= kTraitPopup;
        }
        break;
      case 5:
        if (ascii::iequals(key, "class")) {
          std::size_t i = 0;
          while (i < value.size()) {
            while (i < value.size() && ascii::is_space(value[i])) ++i;
            const std::size_t from = i;
            while (i < value.size() && !ascii::is_space(value[i])) ++i;
            if (i > from) traits |= NameReader::read(value.substr(from, i - from));
          }
        } else if (ascii::iequals(key, "style") && value.find("none") != std::string_view::npos) {
          const std::size_t at = ascii::ifind(value, "display");
          if (at != std::string_view::npos) {
            std::string_view rest = ascii::trim(value.substr(at + 7));
            if (rest.starts_with(':') && ascii::istarts_with(ascii::trim(rest.substr(1)), "none"))
              traits |= kTraitHidden;
          }
        }
        break;
      case 6:
        if (ascii::iequals(key, "hidden") && !ascii::iequals(value, "until-found")) traits |= kTraitHidden;
        break;
      case 8:
        if (ascii::iequals(key, "itemprop")) {
          if (value == "articleBody" || value == "reviewBody") traits |= kTraitBody;
          if (value == "author" || value == "creator") traits |= kTraitByline;
          if (value == "datePublished" || value == "dateModified" || value == "dateCreated") traits |= kTraitDate;
          if (value == "caption") traits |= kTraitCaption;
          if (value == "headline" || value == "name") traits |= kTraitHeadline;
          if (value == "comment") traits |= kTraitComment;
          if (value == "description" || value == "alternativeHeadline") traits |= kTraitStandfirst;
          if (value == "publisher") traits |= kTraitFooter;
        } else if (ascii::iequals(key, "itemtype")) {
          if (value.ends_with("/Comment") || value.ends_with("/UserComments") || value.ends_with("/Answer"))
            traits |= kTraitComment;
          if (value.ends_with("/WPSideBar")) traits |= kTraitSidebar;
          if (value.ends_with("/WPFooter")) traits |= kTraitFooter;
          if (value.ends_with("/SiteNavigationElement") || value.ends_with("/BreadcrumbList"))
            traits |= kTraitNavigation;
        }
        break;
      case 11:
        if (ascii::iequals(key, "aria-hidden") && value == "true") traits |= kTraitHidden;
        break;
      case 14:
        if (ascii::iequals(key, "data-component") || ascii::iequals(key, "data-testid"))
          traits |= NameReader::read(value);
        break;
      default:
        break;
    }
  }
  return traits;
}

}  // namespace hearsay
