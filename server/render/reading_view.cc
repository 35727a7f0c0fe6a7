// SPDX-License-Identifier: GPL-3.0-or-later
// What became of the words; contract in reading_view.h.
#include "server/render/reading_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/base/text.h"
#include "server/render/filter_words.h"
#include "server/render/format.h"

namespace outturn::render {
namespace {

using nlohmann::json;
using search::Answer;

constexpr std::size_t kWideningsShown = 3;
constexpr std::size_t kWordsShown = 6;  // of one widening

struct FieldWords {
  std::string_view field;
  std::string_view words;
};
constexpr std::array kFieldWords{
    FieldWords{"title", "title"},
    FieldWords{"programme", "programme"},
    FieldWords{"summary", "summary"},
    FieldWords{"outcome", "outcomes"},
    FieldWords{"population", "people"},
    FieldWords{"place", "place"},
    FieldWords{"practice", "how it is delivered"},
    FieldWords{"source", "sources"},
    FieldWords{"appraisal", "appraisals"},
};

std::string_view field_words_of(std::string_view field) {
  for (const FieldWords& row : kFieldWords)
    if (row.field == field) return row.words;
  return field;
}

std::string in_quotes(std::string_view word) { return fmt::format("\u201c{}\u201d", word); }

json link(std::string words, std::string href) {
  return {{"switch_words", std::move(words)}, {"switch_href", std::move(href)}};
}

json widening(const query::Widening& one) {
  std::vector<std::string> with = one.with;
  if (with.size() > kWordsShown) {
    const std::size_t more = with.size() - kWordsShown;
    with.resize(kWordsShown);
    with.push_back(fmt::format("{} more", more));
  }
  return {{"widened", one.words}, {"widened_with", list_text(with)}};
}

/// What was found besides the words as typed, the first few in sight.
json widenings(const Site& site, const Answer& answer) {
  search::Question switched = from_start(answer.question);
  switched.widen = !switched.widen;
  const std::string href = site.search_url(switched);
  const auto& widened = answer.reading.widened;
  if (widened.empty() && answer.question.widen) return nullptr;
  json view{{"shown", json::array()}, {"folded", nullptr}, {"off", nullptr}};
  if (!answer.question.widen) {
    view["off"] = true;
    view["switch"] = link("Also find other spellings and words that mean the same", href);
    return view;
  }
  json rest = json::array();
  std::vector<std::string> said;
  for (const query::Widening& one : widened) {
    // A word may widen on its own and as part of what it stands in.
    std::string sign = one.words + '\n' + list_text(one.with);
    if (one.with.empty() || std::find(said.begin(), said.end(), sign) != said.end()) continue;
    said.push_back(std::move(sign));
    (view["shown"].size() < kWideningsShown ? view["shown"] : rest).push_back(widening(one));
  }
  if (view["shown"].empty()) return nullptr;
  if (!rest.empty())
    view["folded"] = {{"folded_words", plural(rest.size(), "more word", "more words")},
                      {"shown", std::move(rest)}};
  view["switch"] = link("Search without widening", href);
  return view;
}

json corrections(const Site& site, const Answer& answer) {
  search::Question switched = from_start(answer.question);
  switched.correct = !switched.correct;
  const std::string href = site.search_url(switched);
  if (!answer.question.correct) {
    return {{"corrected", json::array()},
            {"off", true},
            {"switch", link("Correct misspellings where nothing matches", href)}};
  }
  json list = json::array();
  for (const query::Correction& one : answer.reading.corrected)
    list.push_back({{"typed", one.typed}, {"searched", one.searched}});
  if (list.empty()) return nullptr;
  return {
      {"corrected", std::move(list)}, {"off", nullptr}, {"switch", link("Search as typed", href)}};
}

/// What the answer says besides the reading, which is told with its links.
std::vector<std::string> sentences_of(const Answer& answer) {
  std::vector<std::string> sentences;
  for (const query::Diagnostic& one : answer.reading.diagnostics)
    sentences.push_back(one.where.empty() ? one.what : fmt::format("{} ({})", one.what, one.where));
  std::vector<std::string> unknown;
  for (const query::Dropped& one : answer.reading.dropped) {
    if (one.unknown) {
      unknown.push_back(in_quotes(one.word));
    } else {
      sentences.push_back(
          fmt::format("No record has all these words, so {} was left out.", in_quotes(one.word)));
    }
  }
  if (!unknown.empty())
    sentences.push_back(fmt::format("No record has {}, which {} left out.", list_text(unknown),
                                    unknown.size() == 1 ? "was" : "were"));
  if (answer.reading.long_text)
    sentences.emplace_back("This is a long text, so records are listed that are most like it.");
  else if (answer.reading.nearest > 0)
    sentences.emplace_back(
        "Few records have most of these words, so those that come near are listed too.");
  const std::vector<std::string> told = answer.reading.sentences();
  for (const std::string& note : answer.notes)
    if (std::find(told.begin(), told.end(), note) == told.end()) sentences.push_back(note);
  return sentences;
}

}  // namespace

json reading_view(const Site& site, const Answer& answer) {
  json view{{"widening", widenings(site, answer)},
            {"correction", corrections(site, answer)},
            {"sentences", json::array()},
            {"alike", nullptr}};
  if (answer.reading.long_text)
    view["alike"] = {{"alike_href", site.base_url + "/comparables?q=" +
                                        base::query_encode(answer.question.text)}};
  for (const std::string& sentence : sentences_of(answer))
    view["sentences"].push_back({{"sentence", sentence}});
  if (view["widening"].is_null() && view["correction"].is_null() && view["sentences"].empty())
    return nullptr;
  return view;
}

std::string reasons_text(const std::vector<search::Reason>& why) {
  // Fields that hold the same words stand together, at the place of their first.
  std::vector<std::pair<std::vector<std::string>, std::string>> told;
  for (const search::Reason& reason : why) {
    const auto same = std::find_if(told.begin(), told.end(),
                                   [&](const auto& one) { return one.first == reason.words; });
    if (same == told.end()) {
      told.emplace_back(reason.words, field_words_of(reason.field));
    } else {
      same->second += fmt::format(", {}", field_words_of(reason.field));
    }
  }
  std::string text;
  for (const auto& [words, fields] : told) {
    if (!text.empty()) text += "; ";
    text += fields + ": ";
    for (std::size_t i = 0; i < words.size(); ++i) text += (i == 0 ? "" : ", ") + words[i];
  }
  return text;
}

}  // namespace outturn::render
