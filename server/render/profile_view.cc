// SPDX-License-Identifier: GPL-3.0-or-later
// What a record says in words; see profile_view.h.
#include "server/render/profile_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "schema/evidence/derive.h"
#include "server/render/finding_view.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using evidence::Record;
using nlohmann::json;

/// Collects the facts of one heading.
class Group {
 public:
  explicit Group(std::string heading) : heading_(std::move(heading)), facts_(json::array()) {}

  void add(const char* term, const std::string& fact) {
    if (!fact.empty()) facts_.push_back({{"term", term}, {"fact", fact}});
  }
  void add(const char* term, const std::optional<std::string>& fact) {
    add(term, fact.value_or(""));
  }

  void move_to(json& groups) {
    if (!facts_.empty()) groups.push_back({{"group", heading_}, {"facts", std::move(facts_)}});
  }

 private:
  std::string heading_;
  json facts_;
};

/// A list as it runs within a sentence: all but the first item begin small.
std::string running_list(std::vector<std::string> items) {
  for (std::size_t i = 1; i < items.size(); ++i) items[i] = mid_sentence(items[i]);
  return list_text(items);
}

std::string labels(std::string_view vocabulary, const std::vector<std::string>& ids) {
  std::vector<std::string> words;
  for (const std::string& id : ids) words.push_back(label(vocabulary, id));
  return running_list(std::move(words));
}

Group who_and_where(const Record& record) {
  Group group("Who and where");
  if (record.population) {
    const evidence::Population& people = *record.population;
    group.add("People", people.description);
    group.add("Groups", labels("group", people.groups));
    group.add("Ages", sentence_case(ages_text(people)));
    if (people.targeting) group.add("Offered to", label("targeting", *people.targeting));
  }
  group.add("Setting", labels("setting", record.settings));
  group.add("Place", places_text(record));
  std::vector<std::string> codes;
  for (const evidence::Place& place : record.places)
    if (place.gss_code) codes.push_back(*place.gss_code);
  group.add("ONS area code", list_text(codes));
  group.add("Period", sentence_case(period_text(record.period)));
  if (record.status) group.add("Status", label("status", *record.status));
  return group;
}

Group delivery(const Record& record) {
  Group group("How it is delivered");
  if (record.delivery) {
    group.add("Format", record.delivery->format);
    group.add("Delivered by", sentence_case(running_list(record.delivery->deliverers)));
    group.add("Intensity", record.delivery->intensity);
    group.add("Duration", record.delivery->duration);
  }
  if (record.programme) {
    group.add("Programme", record.programme->name);
    group.add("Also known as", list_text(record.programme->aliases));
    group.add("Developer", record.programme->developer);
  }
  if (record.organisations) {
    group.add("Commissioned by", record.organisations->commissioner);
    group.add("Run by", record.organisations->deliverer);
    group.add("Evaluated by", record.organisations->evaluator);
  }
  return group;
}

Group evidence_group(const Record& record) {
  Group group("How it is known");
  group.add("Design", label("design", record.evidence.design));
  const auto level = record.evidence.maryland;
  group.add("Maryland level", level ? fmt::format("{} of 5", *level) : "Not reported");
  if (record.evidence.sample_size) {
    const auto size = static_cast<std::size_t>(*record.evidence.sample_size);
    group.add("Sample", plural(size, "person", "people"));
  }
  for (const evidence::Rating& rating : record.evidence.ratings) {
    std::string text = fmt::format("{}: {}", label("scale", rating.scale), rating.value);
    if (rating.source) text += fmt::format(" [{}]", source_number(record, *rating.source));
    if (rating.locator) text += ", " + *rating.locator;
    group.add("Rating", text);
  }
  group.add("Note", record.evidence.note);
  return group;
}

Group curation(const Record& record) {
  Group group("About this record");
  group.add("Identifier", record.id);
  group.add("Type", label("type", record.type));
  group.add("Added", date_text(record.curation.added));
  if (record.curation.checked) group.add("Checked", date_text(*record.curation.checked));
  if (record.curation.process)
    group.add("How it came in", label("process", *record.curation.process));
  group.add("Note", record.curation.note);
  group.add("Replaces", list_text(record.supersedes));
  return group;
}

void add_list(json& lists, const char* heading, const std::vector<std::string>& items) {
  if (items.empty()) return;
  json view = json::array();
  for (const std::string& item : items) view.push_back({{"item", item}});
  lists.push_back({{"heading", heading}, {"items", std::move(view)}});
}

}  // namespace

json profile_groups(const Record& record) {
  json groups = json::array();
  who_and_where(record).move_to(groups);
  delivery(record).move_to(groups);
  evidence_group(record).move_to(groups);
  curation(record).move_to(groups);
  return groups;
}

json lesson_lists(const Record& record) {
  json lists = json::array();
  if (!record.implementation) return lists;
  const evidence::Implementation& use = *record.implementation;
  add_list(lists, "What it takes", use.requirements);
  add_list(lists, "What helps", use.enablers);
  add_list(lists, "What gets in the way", use.barriers);
  add_list(lists, "What was learnt", use.lessons);
  return lists;
}

json source_list(const Record& record) {
  json list = json::array();
  for (std::size_t i = 0; i < record.sources.size(); ++i) {
    const evidence::Source& source = record.sources[i];
    const bool publisher_shown = source.publisher && !source.authors.empty();
    const bool link = source.url && is_web_address(*source.url);
    list.push_back({{"number", std::to_string(i + 1)},
                    {"credit", credit_text(source)},
                    {"source_title", source.title},
                    {"publisher", publisher_shown ? json(*source.publisher) : json(nullptr)},
                    {"link", link ? json(*source.url) : json(nullptr)},
                    {"address", source.url && !link ? json(*source.url) : json(nullptr)},
                    {"source_locator", source.locator.value_or("")}});
  }
  return list;
}

json figure_sources(const Record& record) {
  json list = json::array();
  for (std::size_t i = 0; i < record.findings.size(); ++i) {
    const evidence::Finding& finding = record.findings[i];
    list.push_back({{"figure_anchor", fmt::format("finding-{}", i + 1)},
                    {"figure_name", label("outcome", finding.outcome)},
                    {"source_number", source_number(record, finding.source)},
                    {"locator", finding.locator}});
  }
  for (std::size_t i = 0; i < record.appraisals.size(); ++i) {
    const evidence::Appraisal& appraisal = record.appraisals[i];
    list.push_back({{"figure_anchor", fmt::format("appraisal-{}", i + 1)},
                    {"figure_name", label("kind", appraisal.kind)},
                    {"source_number", source_number(record, appraisal.source)},
                    {"locator", appraisal.locator}});
  }
  return list;
}

}  // namespace outturn::render
