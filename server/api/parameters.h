// SPDX-License-Identifier: GPL-3.0-or-later
// From the parameters of an address to a Question. Nothing is guessed: what is unknown or wrong is
// refused, and every such thing is named in one answer.
#pragma once

#include <vector>

#include "server/api/message.h"
#include "server/api/problem.h"
#include "server/search/answer.h"
#include "server/search/generation.h"

namespace outturn::api {

struct QuestionReading {
  search::Question question;      ///< every part that is understood
  std::vector<Problem> problems;  ///< every part that is not; only without any is it to be answered
  Typed typed;
  /// The cursor was made in another release, where results may have had other places.
  bool of_another_release = false;
};

/// Filter values are held against the vocabularies (in either case), those of no vocabulary against
/// the generation. An empty value counts as not given, so that a form may be submitted as it
/// stands. Repeated values count once.
QuestionReading read_question(const Request& request, const search::Generation& generation);

/// Problems for every parameter but the named ones.
std::vector<Problem> unknown_parameters(const Request& request,
                                        const std::vector<std::string_view>& known);

}  // namespace outturn::api
