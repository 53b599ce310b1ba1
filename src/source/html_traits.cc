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

struct Index {
  std::array<Row, kWords.size()> rows{};
  Index() {
    rows = kWords;
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.word < b.word; });
  }
  [[nodiscard]] std::uint32_t find(std::string_view word) const {
    const auto at = std::lower_bound(rows.begin(), rows.end(), word,
                                     [](const Row& row, std::string_view w) { return row.word < w; });
    return at != rows.end() && at->word == word ? at->traits : 0;
  }
};

const Index& index() {
  static const Index kIndex;
  return kIndex;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// The words of one name (one class, or the id), and what they mean together.
class NameReader {
 public:
  std::uint32_t read(std::string_view class_name) {
    words_ = 0;
    std::size_t i = 0;
    while (i < class_name.size() && words_ < kMost) {
      while (i < class_name.size() && !ascii::is_alnum(class_name[i])) ++i;
      const std::size_t begin = i;
      while (i < class_name.size() && ascii::is_alnum(class_name[i])) {
        // camelCase begins a new word; "HTML" does not.
        if (i > begin && ascii::is_upper(class_name[i]) && !ascii::is_upper(class_name[i - 1])) break;
        ++i;
      }
      if (i == begin) break;
      std::string& word = word_[words_++];
      word.assign(class_name.substr(begin, i - begin));
      for (char& c : word) c = ascii::to_lower(c);
    }
    return meaning();
  }

 private:
  [[nodiscard]] bool has(std::initializer_list<std::string_view> list) const {
    for (std::size_t i = 0; i < words_; ++i) {
      if (is_one_of(word_[i], list)) return true;
    }
    return false;
  }

  [[nodiscard]] std::uint32_t meaning() const {
    std::uint32_t traits = 0;
    for (std::size_t i = 0; i < words_; ++i) traits |= index().find(word_[i]);
    const bool text = has({"body", "content", "contents", "text", "texte", "texto", "copy", "paragraph", "paragraphs"});
    if (text &&
        has({"article", "story", "post", "entry", "news", "artikel", "articulo", "nota", "noticia", "blog",
             "single"}) &&
        !has({"header", "footer", "sidebar", "meta", "after", "before", "below"})) {
      traits |= kTraitBody;
    }
    if (has({"most"}) && has({"read", "viewed", "popular", "commented", "shared", "emailed"})) traits |= kTraitRelated;
    if (has({"read", "see"}) && has({"more", "also", "next"})) traits |= kTraitRelated;
    if (has({"more"}) && has({"stories", "news", "articles", "posts", "from"})) traits |= kTraitRelated;
    if (has({"latest", "recent", "other", "next", "prev", "previous"}) &&
        has({"news", "posts", "stories", "articles", "post", "article", "comments"})) {
      traits |= kTraitRelated;
    }
    if (has({"about"}) && has({"author"})) traits |= kTraitBio;
    if ((traits & kTraitByline) && has({"box", "info", "description", "card", "bio", "about", "profile"}) &&
        has({"description", "bio", "about", "box"}))
      traits |= kTraitBio;
    if (has({"tag"}) && has({"list", "links", "cloud", "container"})) traits |= kTraitTags;
    if (has({"related", "link"}) && has({"links", "list"}) && has({"related"})) traits |= kTraitRelated;
    if (traits & (kTraitComment | kTraitComments)) {
      if (has({"count",    "counter",    "number",    "num",    "link",     "links",    "form",       "button",
               "btn",      "reply",      "respond",   "add",    "leave",    "write",    "icon",       "toggle",
               "policy",   "guidelines", "rules",     "meta",   "metadata", "author",   "date",       "time",
               "avatar",   "actions",    "action",    "footer", "header",   "no",       "closed",     "disabled",
               "template", "rating",     "vote",      "votes",  "notes",    "nav",      "navigation", "pagination",
               "sort",     "login",      "subscribe", "title",  "heading",  "awaiting", "info",       "options",
               "tools",    "likes",      "share",     "name",   "user",     "status",   "notice",     "load",
               "more",     "show",       "editor",    "input",  "textarea", "report"})) {
        // Something about comments, but none.
        const bool about = (traits & kTraitByline) || has({"author", "meta", "metadata", "date", "time", "header",
                                                           "name", "user", "avatar", "info"});
        traits &= ~(kTraitComment | kTraitComments);
        if (!about) traits |= kTraitForm;
        if (about && (traits & kTraitByline) == 0) traits |= kTraitDate;  // "comment-meta": who and when
      } else if (text || has({"message", "p"})) {
        traits |= kTraitCommentText;
        traits &= ~(kTraitComment | kTraitComments);
      } else if (has({"list", "container", "wrapper", "section", "area", "wrap", "block", "thread", "tree", "box",
                      "stream", "group", "holder"})) {
        traits |= kTraitComments;
        traits &= ~kTraitComment;
      }
      // Microdata and classes of an article call its date and title "comment" nowhere; its traits come from elsewhere.
      traits &= ~(kTraitPost | kTraitRelated);
    }
    if (traits & kTraitPost) {
      // "post-content" is a body, "post-meta" no post.
      if (words_ > 1 && !has({"item", "container", "wrapper", "wrap", "row", "single"})) traits &= ~kTraitPost;
    }
    if ((traits & kTraitHeadline) && words_ > 3) traits &= ~kTraitHeadline;
    return traits;
  }

  static constexpr std::size_t kMost = 12;
  std::string word_[kMost];
  std::size_t words_ = 0;
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
  thread_local NameReader reader;
  const auto begin = tree.attributes.begin() + node.first;
  for (auto attribute = begin; attribute != begin + node.count; ++attribute) {
    const std::string_view key = slice(tree.input.bytes, attribute->name);
    const std::string_view value = slice(tree.input.bytes, attribute->value).substr(0, kMaxTraitBytes);
    switch (key.size()) {
      case 2:
        if (ascii::iequals(key, "id")) {
          traits |= is_comment_id(value) ? static_cast<std::uint32_t>(kTraitComment) : reader.read(value);
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
            if (i > from) traits |= reader.read(value.substr(from, i - from));
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
        if (ascii::iequals(key, "data-component") || ascii::iequals(key, "data-testid")) traits |= reader.read(value);
        break;
      default:
        break;
    }
  }
  return traits;
}

}  // namespace hearsay
