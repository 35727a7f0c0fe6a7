// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the compiled-in vocabularies once and answers look-ups.
#include "schema/evidence/vocabulary.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "schema/base/files.h"
#include "schema/base/text.h"
#include "schema/evidence/embedded.h"

namespace outturn::evidence {
namespace {

constexpr std::string_view kSchemaFile = "record.schema.json";

Vocabulary read_vocabulary(std::string_view text) {
  const auto json = nlohmann::json::parse(text);
  std::vector<Term> terms;
  for (const auto& entry : json.at("terms")) {
    terms.push_back({entry.at("id"), entry.at("label"),
                     entry.value("synonyms", std::vector<std::string>{}),
                     entry.value("broader", std::string{}), entry.value("good", std::string{})});
  }
  return {json.at("name"), json.at("label"), json.at("description"), std::move(terms)};
}

std::vector<Vocabulary> read_all() {
  std::vector<Vocabulary> all;
  for (const auto& [name, text] : embedded_files())
    if (name != kSchemaFile) all.push_back(read_vocabulary(text));
  return all;
}

}  // namespace

Vocabulary::Vocabulary(std::string name, std::string label, std::string description,
                       std::vector<Term> terms)
    : name_(std::move(name)),
      label_(std::move(label)),
      description_(std::move(description)),
      terms_(std::move(terms)) {
  // Views into the terms stay good: a moved vector keeps its elements where they are.
  for (std::size_t i = 0; i < terms_.size(); ++i) by_id_.emplace(terms_[i].id, i);
}

const Term* Vocabulary::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &terms_[found->second];
}

const Term* Vocabulary::find_in_either_case(std::string_view id) const {
  if (const Term* term = find(id)) return term;
  const std::string wanted = base::lower(id);
  const auto found = std::find_if(terms_.begin(), terms_.end(),
                                  [&](const Term& term) { return base::lower(term.id) == wanted; });
  return found == terms_.end() ? nullptr : &*found;
}

std::string_view Vocabulary::label_of(std::string_view id) const {
  const Term* term = find(id);
  return term == nullptr ? id : std::string_view(term->label);
}

std::string Vocabulary::nearest(std::string_view word) const {
  constexpr std::size_t kLongestWord = 64;
  if (word.size() > kLongestWord) return {};
  const std::string wanted = base::lower(word);
  const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  std::size_t best = limit + 1;
  std::string nearest_id;
  const auto consider = [&](const std::string& spelling, const std::string& id) {
    const std::size_t distance = base::edit_distance(wanted, base::lower(spelling), limit);
    if (distance < best) {
      best = distance;
      nearest_id = id;
    }
  };
  for (const Term& term : terms_) {
    consider(term.id, term.id);
    consider(term.label, term.id);
    for (const std::string& synonym : term.synonyms) consider(synonym, term.id);
  }
  return nearest_id;
}

const std::vector<Vocabulary>& vocabularies() {
  static const std::vector<Vocabulary> kAll = read_all();
  return kAll;
}

const std::string& vocabularies_digest() {
  static const std::string kDigest = [] {
    std::string all;
    for (const auto& [name, text] : embedded_files())
      if (name != kSchemaFile) all += text;
    return base::sha256(all);
  }();
  return kDigest;
}

const Vocabulary& vocabulary(std::string_view name) {
  for (const Vocabulary& one : vocabularies())
    if (one.name() == name) return one;
  throw std::logic_error("no vocabulary named " + std::string(name));
}

}  // namespace outturn::evidence
