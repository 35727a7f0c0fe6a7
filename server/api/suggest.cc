// SPDX-License-Identifier: GPL-3.0-or-later
// Suggestions as JSON; contract in suggest.h.
#include "server/api/suggest.h"

#include <fmt/format.h>

#include <set>

#include "schema/base/text.h"
#include "schema/evidence/record_json.h"
#include "server/api/parameters.h"

namespace outturn::api {
namespace {

using evidence::Json;
using query::Suggestion;
using query::SuggestionKind;

std::string_view name_of(SuggestionKind kind) {
  switch (kind) {
    case SuggestionKind::kProgramme:
      return "programme";
    case SuggestionKind::kOutcome:
      return "outcome";
    case SuggestionKind::kPlace:
      return "place";
    case SuggestionKind::kWord:
      return "word";
  }
  return "word";
}

/// What is typed with its last word completed.
std::string completed(const Suggestion& one, const std::string& typed) {
  return typed.substr(0, typed.size() - query::last_word(typed).size()) + one.text;
}

std::string address_of(const Suggestion& one, const std::string& typed,
                       const Addresses& addresses) {
  search::Question question;
  switch (one.kind) {
    case SuggestionKind::kProgramme:
      if (!one.id.empty()) return addresses.record(one.id);
      question.filters.chosen(index::FilterId::kProgramme).push_back(one.text);
      break;
    case SuggestionKind::kOutcome:
      question.filters.chosen(index::FilterId::kOutcome).push_back(one.id);
      break;
    case SuggestionKind::kPlace:
      if (one.id.empty())
        question.filters.chosen(index::FilterId::kArea).push_back(one.text);
      else
        question.filters.chosen(index::FilterId::kCountry).push_back(one.id);
      break;
    case SuggestionKind::kWord:
      question.text = completed(one, typed);
  }
  return addresses.search(question);
}

Response response_of(const char* type, const Json& answer, const query::Suggestions* made) {
  Response out;
  out.content_type = type;
  out.body = answer.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  if (made == nullptr) out.headers.emplace_back("Cache-Control", "no-store");
  return out;
}

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace

SuggestReading read_suggest(const Request& request) {
  SuggestReading out;
  out.problems = unknown_parameters(request, kSuggestParameters);
  std::set<std::string_view> given;
  for (const Parameter& parameter : request.parameters) {
    if (find_note(kSuggestParameters, parameter.name) == nullptr) continue;
    if (!given.insert(parameter.name).second) {
      out.problems.push_back({parameter.name, "is given more than once", "give it once"});
    } else if (parameter.name == "q") {
      out.typed = base::printable(parameter.value);
    } else if (!base::trim(parameter.value).empty()) {
      const auto count = base::parse_count(base::trim(parameter.value));
      if (count && *count >= 1 && *count <= kMostOffered)
        out.most = *count;
      else
        out.problems.push_back({"limit", "is not a number of suggestions",
                                fmt::format("use a whole number from 1 to {}", kMostOffered)});
    }
  }
  return out;
}

Response suggest_json(const std::string& release, const SuggestReading& reading,
                      const query::Suggestions* made, const Addresses& addresses) {
  Json list = Json::array();
  if (made != nullptr)
    for (const Suggestion& one : made->offer(reading.typed, reading.most))
      list.push_back({{"kind", name_of(one.kind)},
                      {"text", one.text},
                      {"as", or_null(one.as)},
                      {"id", or_null(one.id)},
                      {"records", one.records},
                      {"href", address_of(one, reading.typed, addresses)}});
  const Json answer{
      {"release", release}, {"ready", made != nullptr}, {"suggestions", std::move(list)}};
  return response_of("application/json; charset=utf-8", answer, made);
}

Response browser_suggest_json(const SuggestReading& reading, const query::Suggestions* made) {
  Json list = Json::array();
  if (made != nullptr)
    for (const Suggestion& one : made->offer(reading.typed, reading.most))
      list.push_back(one.kind == SuggestionKind::kWord ? completed(one, reading.typed) : one.text);
  Json answer = Json::array();
  answer.push_back(reading.typed);
  answer.push_back(std::move(list));
  return response_of("application/x-suggestions+json; charset=utf-8", answer, made);
}

}  // namespace outturn::api
