// SPDX-License-Identifier: GPL-3.0-or-later
// One entry of a list of references and the three ways it is written: as text, as BibTeX and as
// RIS. Knows nothing of records; citation.h makes entries of them. Pure, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outturn::api {

/// A person, or (without given names) an organisation or a name that cannot be taken apart.
struct Author {
  std::string family;
  std::string given;
};

enum class ReferenceKind {
  kEntry,    ///< of a database that is published in editions
  kReport,   ///< by an organisation
  kArticle,  ///< in a journal
  kOther,
};

struct Reference {
  ReferenceKind kind = ReferenceKind::kOther;
  std::string key;  ///< for BibTeX: letters, digits, '-' and '.'
  std::vector<Author> authors;
  std::string title;
  std::string collection;  ///< what it is part of: a database, a journal
  std::string edition;     ///< of the collection
  std::string publisher;
  std::string date;  ///< a year, or an ISO date that may go on with a time; empty: not known
  std::string url;
  std::string locator;             ///< where in it
  std::string abstract;            ///< not in the text
  std::vector<std::string> notes;  ///< sentences
};

/// A name as sources print it: "Amina Ali", "Ali, Amina", "NEF Consulting". What may be a person is
/// taken apart; an organisation is told by its words.
Author author_of(std::string_view name);

/// One line in the manner of Harvard: who (year) title, collection, edition, date. Where. Notes.
std::string to_text(const Reference& reference);

/// One entry, ending in a newline. In UTF-8, as BibTeX since biber and all managers read it; what
/// TeX takes for commands is escaped, and braces always pair.
std::string to_bibtex(const Reference& reference);

/// One entry: lines of "TY  - value" that end in CR LF, the last of them "ER  - ". A value never
/// holds a line break.
std::string to_ris(const Reference& reference);

}  // namespace outturn::api
