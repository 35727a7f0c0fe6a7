// SPDX-License-Identifier: GPL-3.0-or-later
// Names taken apart, and an entry written three ways; contracts in reference.h. RIS as in the
// Reference Manager specification of 2001 and 2011: two letters, two spaces, a hyphen, a space.
#include "server/api/reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <span>

#include "schema/base/text.h"
#include "server/render/format.h"

namespace outturn::api {
namespace {

/// Words that no person is called by. Lower case.
constexpr std::array<std::string_view, 48> kOrganisationWords{
    "academy",       "agency",     "alliance",    "and",       "association", "associates",
    "authority",     "board",      "bureau",      "centre",    "center",      "charity",
    "clearinghouse", "college",    "commission",  "committee", "consortium",  "consulting",
    "council",       "department", "et",          "for",       "foundation",  "fund",
    "government",    "group",      "hospital",    "inc",       "institute",   "laboratory",
    "limited",       "llp",        "ltd",         "ministry",  "network",     "of",
    "office",        "partners",   "partnership", "programme", "project",     "research",
    "school",        "service",    "services",    "society",   "trust",       "university"};

/// Small words that belong to a family name.
constexpr std::array<std::string_view, 17> kParticles{"af",  "al",  "bin", "da",  "de", "del",
                                                      "den", "der", "di",  "dos", "du", "la",
                                                      "le",  "ten", "ter", "van", "von"};

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::string_view kDoi = "doi.org/";
constexpr std::size_t kMostNamed = 6;  ///< authors in a text; of more the first is named

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = base::trim(text)).empty()) {
    const auto end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

bool is_one_of(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// "NEF", "RAND": at least two letters, all of them capitals.
bool is_acronym(std::string_view word) {
  return word.size() > 1 && std::all_of(word.begin(), word.end(), is_capital);
}

bool is_organisation(const std::vector<std::string_view>& words) {
  constexpr std::size_t kMostWords = 5;
  if (words.size() < 2 || words.size() > kMostWords || is_acronym(words.front())) return true;
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    while (!word.empty() && std::ispunct(static_cast<unsigned char>(word.back())) != 0)
      word.remove_suffix(1);
    return word.empty() || std::any_of(word.begin(), word.end(), is_digit) ||
           is_one_of(kOrganisationWords, base::lower(word));
  });
}

std::string joined(std::span<const std::string_view> words) {
  return fmt::format("{}", fmt::join(words, " "));
}

/// "Amina Jane" becomes "A. J."; initials stay as they are.
std::string initials(std::string_view given) {
  if (given.find('.') != std::string_view::npos) return std::string(given);
  std::string out;
  for (const std::string_view word : words_of(given)) {
    std::size_t length = 1;  // of the first character, which may have an accent
    while (length < word.size() && (static_cast<unsigned char>(word[length]) & 0xC0U) == 0x80U)
      ++length;
    if (!out.empty()) out += ' ';
    if (is_acronym(word)) {
      for (const char letter : word) out += fmt::format("{}.", letter);
    } else {
      out += std::string(word.substr(0, length)) + '.';
    }
  }
  return out;
}

std::string credit(const Author& author) {
  if (author.given.empty()) return author.family;
  return fmt::format("{}, {}", author.family, initials(author.given));
}

std::string credit(const std::vector<Author>& authors) {
  if (authors.empty()) return {};
  if (authors.size() > kMostNamed) return credit(authors.front()) + " et al.";
  std::vector<std::string> names;
  for (const Author& author : authors) names.push_back(credit(author));
  return render::list_text(names);
}

std::string inverted(const Author& author) {
  return author.given.empty() ? author.family : author.family + ", " + author.given;
}

std::string year_of(const Reference& reference) { return reference.date.substr(0, 4); }

/// {"2026", "11", "22"} of a date that goes down to the day.
std::optional<std::array<std::string, 3>> day_of(const std::string& date) {
  if (date.size() < 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  return std::array{date.substr(0, 4), date.substr(5, 2), date.substr(8, 2)};
}

/// "Outturn evidence base, release 2026-11-22.1, 22 November 2026".
std::string where_published(const Reference& reference) {
  std::string text = reference.collection;
  if (!reference.edition.empty()) text += ", " + reference.edition;
  if (day_of(reference.date)) text += ", " + render::date_text(reference.date);
  return text;
}

std::string doi_of(std::string_view url) {
  const auto at = url.find(kDoi);
  return at == std::string_view::npos ? std::string() : std::string(url.substr(at + kDoi.size()));
}

/// A sentence's end, where it has none.
void stop(std::string& text) {
  if (!text.empty() && text.back() != '.' && text.back() != '?' && text.back() != '!') text += '.';
}

/// For the inside of a field. Braces are spelt out: BibTeX counts those behind a backslash too.
std::string tex(std::string_view value) {
  std::string out;
  for (const char c : base::printable(value)) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '{':
        out += "\\textbraceleft{}";
        break;
      case '}':
        out += "\\textbraceright{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '%':
      case '&':
      case '#':
      case '_':
      case '$':
        out += '\\';
        [[fallthrough]];
      default:
        out += c;
    }
  }
  return out;
}

/// An address is read as it stands; only what would end its field is encoded.
std::string tex_url(std::string_view url) {
  std::string out;
  for (const char c : base::printable(url)) {
    if (c == '{' || c == '}' || c == '\\' || c == ' ')
      out += base::percent_encode(std::string_view(&c, 1));
    else
      out += c;
  }
  return out;
}

std::string tex_authors(const std::vector<Author>& authors) {
  std::string out;
  for (const Author& author : authors) {
    if (!out.empty()) out += " and ";
    out += author.given.empty() ? "{" + tex(author.family) + "}" : tex(inverted(author));
  }
  return out;
}

struct KindRow {
  std::string_view bibtex;
  std::string_view ris;
};

KindRow row_of(ReferenceKind kind) {
  switch (kind) {
    case ReferenceKind::kEntry:
      return {"misc", "DATA"};
    case ReferenceKind::kReport:
      return {"techreport", "RPRT"};
    case ReferenceKind::kArticle:
      return {"article", "JOUR"};
    case ReferenceKind::kOther:
      break;
  }
  return {"misc", "GEN"};
}

std::string one_line(const std::vector<std::string>& notes) {
  return fmt::format("{}", fmt::join(notes, " "));
}

class RisLines {
 public:
  void add(std::string_view tag, std::string_view value) {
    const std::string line(base::printable(value));
    const std::string_view text = base::trim(line);
    if (!text.empty()) text_ += fmt::format("{}  - {}\r\n", tag, text);
  }
  /// Names and titles of periodicals may hold no asterisk.
  void add_name(std::string_view tag, std::string value) {
    std::replace(value.begin(), value.end(), '*', ' ');
    add(tag, value);
  }
  std::string take() {
    text_ += "ER  - \r\n";
    return std::move(text_);
  }

 private:
  std::string text_;
};

}  // namespace

Author author_of(std::string_view name) {
  const std::vector<std::string_view> words = words_of(name);
  if (is_organisation(words)) return {std::string(base::trim(name)), ""};
  const auto comma = name.find(',');
  if (comma != std::string_view::npos) {
    if (name.find(',', comma + 1) != std::string_view::npos)
      return {std::string(base::trim(name)), ""};
    return {std::string(base::trim(name.substr(0, comma))),
            std::string(base::trim(name.substr(comma + 1)))};
  }
  const std::span all(words);
  // "Olds DL", as lists in medicine have it.
  if (is_acronym(words.back()) && words.back().size() <= 3)
    return {joined(all.first(words.size() - 1)), std::string(words.back())};
  std::size_t family = words.size() - 1;
  while (family > 1 && is_small(words[family - 1].front()) &&
         is_one_of(kParticles, words[family - 1]))
    --family;
  return {joined(all.subspan(family)), joined(all.first(family))};
}

std::string to_text(const Reference& reference) {
  const bool part = !reference.collection.empty();
  std::string text = credit(reference.authors);
  if (!text.empty()) text += ' ';
  text += fmt::format("({}) ", reference.date.empty() ? "no date" : year_of(reference));
  text += part ? fmt::format("\u2018{}\u2019, {}", reference.title, where_published(reference))
               : reference.title;
  if (!reference.publisher.empty() && reference.publisher != credit(reference.authors)) {
    stop(text);
    text += ' ' + reference.publisher;
  }
  if (!reference.locator.empty()) text += ", " + reference.locator;
  stop(text);
  if (!reference.url.empty()) text += fmt::format(" Available at: <{}>.", reference.url);
  for (const std::string& note : reference.notes) {
    text += ' ' + note;
    stop(text);
  }
  return base::printable(text);
}

std::string to_bibtex(const Reference& reference) {
  std::string out = fmt::format("@{}{{{}", row_of(reference.kind).bibtex, reference.key);
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += fmt::format(",\n  {} = {{{}}}", name, value);
  };
  add("author", tex_authors(reference.authors));
  add("title", "{" + tex(reference.title) + "}");
  if (reference.kind == ReferenceKind::kArticle)
    add("journal", tex(reference.collection));
  else
    add("howpublished", tex(where_published(reference)));
  add(reference.kind == ReferenceKind::kReport ? "institution" : "publisher",
      tex(reference.publisher));
  add("year", tex(year_of(reference)));
  if (const auto day = day_of(reference.date)) {
    const auto month = base::parse_count((*day)[1]).value_or(0);
    if (month >= 1 && month <= kMonths.size())
      out += fmt::format(",\n  month = {}", kMonths[month - 1]);
  }
  add("doi", tex_url(doi_of(reference.url)));
  add("url", tex_url(reference.url));
  std::vector<std::string> notes = reference.notes;
  if (!reference.locator.empty()) notes.insert(notes.begin(), reference.locator + ".");
  add("note", tex(one_line(notes)));
  return out + "\n}\n";
}

std::string to_ris(const Reference& reference) {
  RisLines lines;
  lines.add("TY", row_of(reference.kind).ris);
  for (const Author& author : reference.authors) lines.add_name("AU", inverted(author));
  lines.add("TI", reference.title);
  lines.add_name("T2", reference.collection);
  lines.add("ET", reference.edition);
  lines.add("PB", reference.publisher);
  lines.add("PY", year_of(reference));
  if (const auto day = day_of(reference.date))
    lines.add("DA", fmt::format("{}/{}/{}/", (*day)[0], (*day)[1], (*day)[2]));
  lines.add("AB", reference.abstract);
  lines.add("DO", doi_of(reference.url));
  lines.add("UR", reference.url);
  lines.add("N1", reference.locator);
  for (const std::string& note : reference.notes) lines.add("N1", note);
  lines.add("ID", reference.key);
  return lines.take();
}

}  // namespace outturn::api
