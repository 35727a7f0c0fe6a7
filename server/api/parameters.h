// SPDX-License-Identifier: GPL-3.0-or-later
// From the parameters of an address to a Question. Nothing is guessed: what is unknown or wrong is
// refused, and every such thing is named in one answer.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/index/filters.h"
#include "server/api/message.h"
#include "server/api/parameter_note.h"
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
/// stands. Repeated values count once. `besides`: parameters that someone else reads.
QuestionReading read_question(const Request& request, const search::Generation& generation,
                              std::span<const ParameterNote> besides = {});

/// What a search takes beside its filters.
std::span<const ParameterNote> search_parameters();

/// The parameters of a filter: its own name, or the two ends of a range.
std::vector<std::string> parameters_of(const index::Filter& filter);
bool is_filter_parameter(std::string_view name);

/// "q, limit"
std::string names_of(std::span<const ParameterNote> notes);

/// Problems for every parameter but the named ones.
std::vector<Problem> unknown_parameters(const Request& request,
                                        const std::vector<std::string_view>& known);
std::vector<Problem> unknown_parameters(const Request& request,
                                        std::span<const ParameterNote> known);

}  // namespace outturn::api
