// SPDX-License-Identifier: GPL-3.0-or-later
// What the words of a question found, as the match-set engine takes it. For search/ alone.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "server/search/answer.h"
#include "server/search/match/match_engine.h"
#include "server/search/query/search.h"

namespace outturn::search {

/// Takes the records out of `text`. The same words are remembered under the same name, whoever
/// asks.
inline TextSet text_set(const Question& question, query::Found& text) {
  if (text.reading.outcome == query::Outcome::kEverything) return {};
  std::string key = question.text;
  key += question.widen ? 'w' : '-';
  key += question.correct ? 'c' : '-';
  return {std::make_shared<const Bits>(std::move(text.records)),
          text.approximate ? std::string() : key, text.approximate};
}

}  // namespace outturn::search
