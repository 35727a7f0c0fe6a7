// SPDX-License-Identifier: GPL-3.0-or-later
// The vocabularies: the words a record may use for outcomes, settings, designs and the like, with
// the labels people read and the synonyms they type. Data in vocab/*.json, compiled in.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace outturn::evidence {

struct Term {
  std::string id;
  std::string label;
  std::vector<std::string> synonyms;
  std::string broader;  ///< id of the broader term, empty at the top
  std::string good;  ///< outcomes: which way is usually good, a term of "better"; empty elsewhere
};

class Vocabulary {
 public:
  Vocabulary(std::string name, std::string label, std::string description, std::vector<Term> terms);

  const std::string& name() const { return name_; }
  const std::string& label() const { return label_; }
  const std::string& description() const { return description_; }
  const std::vector<Term>& terms() const { return terms_; }

  /// The term, or null where the vocabulary does not hold it. Lives as long as the program.
  const Term* find(std::string_view id) const;

  /// As find(), where "gb" may stand for "GB".
  const Term* find_in_either_case(std::string_view id) const;

  /// The label of a term; the id itself where the vocabulary does not hold it.
  std::string_view label_of(std::string_view id) const;

  /// The id nearest in spelling to a word (by id, label or synonym), empty where nothing is near.
  std::string nearest(std::string_view word) const;

 private:
  std::string name_;
  std::string label_;
  std::string description_;
  std::vector<Term> terms_;
  std::unordered_map<std::string_view, std::size_t> by_id_;
};

/// All vocabularies, in a fixed order. Built once; safe to read from any thread.
const std::vector<Vocabulary>& vocabularies();

/// SHA-256 over all vocabularies: changes with any term, label or synonym.
const std::string& vocabularies_digest();

/// The vocabulary of that name; it must exist (a name is code, not input).
const Vocabulary& vocabulary(std::string_view name);

}  // namespace outturn::evidence
