// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the index plan of a record; contract in plan.h.
#include "schema/index/plan.h"

#include <algorithm>
#include <limits>
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

/// Each value once, and with it every broader value up to the top.
std::vector<std::string> with_broader(std::string_view vocabulary_name,
                                      const std::vector<std::string>& values) {
  const auto& vocabulary = evidence::vocabulary(vocabulary_name);
  std::vector<std::string> out;
  for (const std::string& value : values) {
    for (std::string id = value; !id.empty();) {
      if (std::find(out.begin(), out.end(), id) != out.end()) break;
      out.push_back(id);
      const evidence::Term* term = vocabulary.find(id);
      id = term == nullptr ? std::string() : term->broader;
    }
  }
  return out;
}

/// The documents the figures were read from, the first one first. What those documents cite in turn
/// is searched as words but is no filter.
std::vector<std::string> figure_sources(const Record& record) {
  std::vector<std::string> sources{record.sources.front().id};
  const auto add = [&](const std::string& id) {
    if (std::find(sources.begin(), sources.end(), id) == sources.end()) sources.push_back(id);
  };
  for (const auto& finding : record.findings) add(finding.source);
  for (const auto& appraisal : record.appraisals) add(appraisal.source);
  return sources;
}

std::vector<std::string> filter_values(const Record& record, FacetId facet) {
  switch (facet) {
    case FacetId::kOutcome:
      return with_broader("outcome", evidence::outcomes_of(record));
    case FacetId::kSetting:
      return with_broader("setting", record.settings);
    case FacetId::kGroup:
      return record.population ? with_broader("group", record.population->groups)
                               : std::vector<std::string>{};
    case FacetId::kDesign:
      return {record.evidence.design};
    case FacetId::kType:
      return {record.type};
    case FacetId::kCountry: {
      std::vector<std::string> countries;
      for (const auto& place : record.places) countries.push_back(place.country);
      return with_broader("country", countries);
    }
    case FacetId::kSource:
      return figure_sources(record);
  }
  return {};
}

/// An end that is not reported is open. What is known by its upper end alone is ordered after every
/// ratio above 0: nothing says that it is any.
Span ratio_span(const evidence::HeadlineRatio& ratio) {
  constexpr double kOpen = std::numeric_limits<double>::max();
  if (ratio.central_reported || (ratio.low && ratio.high))
    return {std::min(ratio.low.value_or(ratio.central), ratio.central), ratio.central,
            std::max(ratio.high.value_or(ratio.central), ratio.central)};
  if (ratio.high) return {-kOpen, std::min(0.0, *ratio.high), *ratio.high};
  return {*ratio.low, *ratio.low, kOpen};
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
  for (std::size_t facet = 0; facet < kFacetCount; ++facet)
    out.filters[facet] = filter_values(record, static_cast<FacetId>(facet));
  if (const auto ratio = evidence::headline_ratio(record)) {
    out.ratio = ratio_span(*ratio);
  }
  out.title_key = base::lower(base::clip(record.title, 120));
  return out;
}

std::string filter_term(std::size_t facet, std::string_view value) {
  std::string term{kFilterPrefix, static_cast<char>('A' + facet)};
  term += value;
  return term;
}

}  // namespace outturn::index
