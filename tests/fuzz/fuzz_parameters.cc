// SPDX-License-Identifier: GPL-3.0-or-later
// Any query string is read as a question or refused with the parameters named; what is understood
// is answered, and the address written for it asks the same again.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "server/api/json.h"
#include "server/api/parameters.h"
#include "server/http/target.h"
#include "server/search/engine.h"
#include "server/search/permalink.h"
#include "tests/fuzz/sound.h"
#include "tests/unit/published_corpus.h"
#include "tests/unit/sample.h"

namespace {

using outturn::fuzz::require;
using outturn::search::Generation;

const Generation& generation() {
  static const outturn::testing::TemporaryFolder folder;
  static const std::shared_ptr<const Generation> corpus =
      outturn::testing::publish(outturn::testing::shipped_corpus(), folder);
  return *corpus;
}

outturn::api::QuestionReading read(const std::string& query) {
  return outturn::api::read_question({"/search", outturn::http::parse_query(query), false},
                                     generation());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reading = read(std::string(reinterpret_cast<const char*>(data), size));
  for (const auto& problem : reading.problems)
    require(!problem.message.empty() && !problem.hint.empty(), "problem", "says nothing");
  const auto answer = outturn::search::answer(generation(), reading.question);
  require(answer.hits.size() <= reading.question.per_page, "page", "is too long");
  require(answer.hits.size() <= answer.total, "total", "is less than what is shown");
  const std::string body = outturn::api::search_json(answer).body;
  require(body.starts_with('{'), "answer", "is no JSON");
  if (!reading.problems.empty()) return 0;
  const std::string address = outturn::search::permalink(answer.question);
  const auto again = read(address);
  require(again.problems.empty(), "address", "is refused");
  auto question = again.question;
  question.seal = answer.question.seal;
  require(outturn::search::permalink(question) == address, "address", "asks something else");
  return 0;
}
