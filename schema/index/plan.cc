// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the index plan of a record; contract in plan.h.
#include "schema/index/plan.h"

#include <array>
#include <set>

#include "schema/base/text.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::index {
namespace {

using evidence::Record;

/// Gathers words for one field, piece by piece. A full stop keeps phrases from running across
/// pieces.
class Words {
 public:
  void add(std::string_view words) {
    if (words.empty()) return;
    if (!text_.empty()) text_ += ". ";
    text_ += words;
  }
  void add_if(const std::optional<std::string>& words) {
    if (words) add(*words);
  }
  void add(const std::vector<std::string>& list) {
    for (const std::string& words : list) add(words);
  }
  /// A list under its heading: who asks for "lessons" means what stands there.
  void add_section(std::string_view heading, const std::vector<std::string>& list) {
    if (list.empty()) return;
    add(heading);
    add(list);
  }
  /// A term's label and synonyms, and those of its broader term.
  void add_term(const evidence::Vocabulary& vocabulary, std::string_view id) {
    for (const evidence::Term* term = vocabulary.find(id); term != nullptr;
         term = term->broader.empty() ? nullptr : vocabulary.find(term->broader)) {
      add(term->label);
      add(term->synonyms);
    }
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string programme_words(const Record& record) {
  Words words;
  if (record.programme) {
    words.add(record.programme->name);
    words.add(record.programme->aliases);
    words.add_if(record.programme->developer);
  }
  return words.take();
}

std::string outcome_words(const Record& record) {
  Words words;
  for (const std::string& outcome : evidence::outcomes_of(record))
    words.add_term(evidence::vocabulary("outcome"), outcome);
  std::set<std::string> results;
  for (const auto& finding : record.findings) {
    words.add_if(finding.measure);
    results.insert(finding.result);
  }
  for (const std::string& result : results) words.add_term(evidence::vocabulary("result"), result);
  return words.take();
}

std::string population_words(const Record& record) {
  Words words;
  if (record.population) {
    words.add_if(record.population->description);
    for (const std::string& group : record.population->groups)
      words.add_term(evidence::vocabulary("group"), group);
  }
  return words.take();
}

std::string place_words(const Record& record) {
  Words words;
  for (const auto& place : record.places) {
    words.add_if(place.area);
    words.add_term(evidence::vocabulary("country"), place.country);
  }
  return words.take();
}

std::string practice_words(const Record& record) {
  Words words;
  for (const std::string& setting : record.settings)
    words.add_term(evidence::vocabulary("setting"), setting);
  words.add_term(evidence::vocabulary("type"), record.type);
  words.add_term(evidence::vocabulary("design"), record.evidence.design);
  if (record.delivery) {
    words.add_if(record.delivery->format);
    words.add(record.delivery->deliverers);
    words.add_if(record.delivery->intensity);
    words.add_if(record.delivery->duration);
  }
  if (record.organisations) {
    words.add_if(record.organisations->commissioner);
    words.add_if(record.organisations->deliverer);
    words.add_if(record.organisations->evaluator);
  }
  if (record.implementation) {
    words.add_section("Requirements", record.implementation->requirements);
    words.add_section("Enablers", record.implementation->enablers);
    words.add_section("Barriers", record.implementation->barriers);
    words.add_section("Lessons learned", record.implementation->lessons);
  }
  return words.take();
}

std::string source_words(const Record& record) {
  Words words;
  for (const auto& source : record.sources) {
    words.add(source.title);
    words.add(source.authors);
    words.add_if(source.publisher);
  }
  return words.take();
}

/// The kinds of its appraisals, each once.
std::string appraisal_words(const Record& record) {
  std::set<std::string> kinds;
  for (const auto& appraisal : record.appraisals) kinds.insert(appraisal.kind);
  Words words;
  for (const std::string& kind : kinds) words.add_term(evidence::vocabulary("kind"), kind);
  return words.take();
}

}  // namespace

Plan plan(const Record& record) {
  // In the order of kTextFields.
  const std::array<std::string, kTextFields.size()> words{
      record.title,           programme_words(record),  record.summary,
      outcome_words(record),  population_words(record), place_words(record),
      practice_words(record), source_words(record),     appraisal_words(record)};
  Plan out;
  for (std::size_t field = 0; field < words.size(); ++field)
    if (!words[field].empty()) out.texts.push_back({field, words[field]});
  return out;
}

}  // namespace outturn::index
