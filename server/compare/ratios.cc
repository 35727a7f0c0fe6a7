// SPDX-License-Identifier: GPL-3.0-or-later
// Ratios by what they count: one class together, different classes apart, and why.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <utility>

#include "server/compare/parts.h"
#include "server/render/figure_words.h"
#include "server/render/finding_words.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::compare {
namespace {

using evidence::Appraisal;

/// What a term of a class counts, to stand after its name.
struct Counts {
  std::string_view id;
  std::string_view words;
};
constexpr std::array kKinds{
    Counts{"bcr", "sets gains valued in money against the cost"},
    Counts{"sroi", "also puts a price on what people value and feel, by proxies"},
    Counts{"fiscal_roi", "counts only money that public bodies save or receive"},
    Counts{"cost_avoidance", "counts spending that is expected not to arise, cashable or not"},
};
constexpr std::array kPerspectives{
    Counts{"society", "counts gains to everyone"},
    Counts{"public_purse", "counts only what public bodies save or receive"},
    Counts{"agency", "counts only what one agency saves or receives"},
    Counts{"participant", "counts what those who take part gain or pay"},
    Counts{"community", "counts what the people of the place gain"},
};
constexpr std::array kBases{
    Counts{"evaluative", "rests on what was observed"},
    Counts{"forecast", "rests on what was expected beforehand"},
    Counts{"modelled", "rests on a model, mostly of effects found elsewhere"},
};

/// "society counts gains to everyone; public purse counts only ..."; empty where all are the same.
template <std::size_t kSize>
std::string differing(const std::vector<RatioClass>& classes, std::string RatioClass::*field,
                      std::string_view vocabulary, const std::array<Counts, kSize>& table) {
  std::vector<std::string> seen;
  std::string text;
  for (const RatioClass& one : classes) {
    const std::string& id = one.*field;
    if (std::find(seen.begin(), seen.end(), id) != seen.end()) continue;
    seen.push_back(id);
    text += (text.empty() ? "" : "; ") + render::mid_sentence(render::label(vocabulary, id));
    for (const Counts& row : table)
      if (row.id == id) text += fmt::format(" {}", row.words);
  }
  return seen.size() > 1 ? text : std::string();
}

std::vector<std::string> reasons(const std::vector<RatioClass>& classes) {
  std::vector<std::string> out;
  if (classes.size() < 2) return out;
  out.push_back(fmt::format(
      "These ratios are of {} classes, and a ratio says something about another only within "
      "its class: each class has a row and an axis of its own.",
      classes.size()));
  const std::pair<const char*, std::string> fields[] = {
      {"kind", differing(classes, &RatioClass::kind, "kind", kKinds)},
      {"whose gains are counted",
       differing(classes, &RatioClass::perspective, "perspective", kPerspectives)},
      {"what the figures rest on", differing(classes, &RatioClass::basis, "basis", kBases)}};
  for (const auto& [name, text] : fields)
    if (!text.empty()) out.push_back(fmt::format("They differ in {}: {}.", name, text));
  return out;
}

/// A respect in which appraisals of one class may differ.
struct Term {
  std::string_view name;
  std::string (*value)(const Appraisal& appraisal);
};
constexpr std::string_view kNotStated = "not stated";
constexpr std::array kTerms{
    Term{"Currency",
         [](const Appraisal& one) { return one.currency.value_or(std::string(kNotStated)); }},
    Term{"Price year",
         [](const Appraisal& one) {
           return one.price_year ? std::to_string(*one.price_year) : std::string(kNotStated);
         }},
    Term{"Time counted",
         [](const Appraisal& one) {
           constexpr double kMonths = 12;
           return one.horizon_years ? render::months_text(*one.horizon_years * kMonths)
                                    : std::string(kNotStated);
         }},
    Term{"Discount rate",
         [](const Appraisal& one) {
           return one.discount_rate ? render::percent(*one.discount_rate) : std::string(kNotStated);
         }},
    Term{"Deadweight",
         [](const Appraisal& one) {
           if (!one.deadweight_applied) return std::string(kNotStated);
           return std::string(*one.deadweight_applied ? "taken off" : "not taken off");
         }},
};

bool has_figure(const std::optional<evidence::Ratio>& ratio) {
  return ratio && (ratio->low || ratio->central || ratio->high);
}

RatioClass& class_of(std::vector<RatioClass>& classes, const Appraisal& appraisal,
                     std::size_t columns) {
  const auto same = std::find_if(classes.begin(), classes.end(), [&](const RatioClass& one) {
    return one.kind == appraisal.kind && one.perspective == appraisal.perspective &&
           one.basis == appraisal.basis;
  });
  if (same != classes.end()) return *same;
  RatioClass fresh{appraisal.kind, appraisal.perspective, appraisal.basis, "", {}, {}};
  fresh.label =
      fmt::format("{}: {}, {}", render::label("kind", appraisal.kind),
                  render::mid_sentence(render::label("perspective", appraisal.perspective)),
                  render::mid_sentence(render::label("basis", appraisal.basis)));
  fresh.cells.resize(columns);
  return classes.emplace_back(std::move(fresh));
}

RatioFigure figure_of(const evidence::Record& record, std::size_t number) {
  const Appraisal& appraisal = record.appraisals[number];
  const render::RatioWords words = render::ratio_words(*appraisal.ratio, appraisal);
  RatioFigure out;
  out.appraisal = number;
  out.ratio = *appraisal.ratio;
  out.figure = words.figure;
  out.range = words.range;
  for (const Term& term : kTerms) {
    const std::string value = term.value(appraisal);
    const bool always = term.name == kTerms[0].name || term.name == kTerms[1].name;
    if (always || value != kNotStated)
      out.about.push_back(
          fmt::format("{} {}", render::mid_sentence(std::string(term.name)), value));
  }
  out.printed = {render::source_number(record, appraisal.source), appraisal.locator};
  return out;
}

void say_what_is_unlike(const Records& records, RatioClass& one) {
  std::vector<const Appraisal*> appraisals;
  for (std::size_t i = 0; i < one.cells.size(); ++i)
    for (const RatioFigure& figure : one.cells[i])
      appraisals.push_back(&records[i].record.appraisals[figure.appraisal]);
  one.unlike_in = differing_terms(appraisals);
  if (one.perspective == "agency" && appraisals.size() > 1)
    one.unlike_in.emplace_back("Agency: each counts for its own");
}

}  // namespace

std::vector<std::string> differing_terms(const std::vector<const Appraisal*>& appraisals) {
  std::vector<std::string> out;
  for (const Term& term : kTerms) {
    std::vector<std::string> values;
    for (const Appraisal* appraisal : appraisals) {
      std::string value = term.value(*appraisal);
      if (std::find(values.begin(), values.end(), value) == values.end())
        values.push_back(std::move(value));
    }
    if (values.size() > 1) out.push_back(fmt::format("{}: {}", term.name, fmt::join(values, "; ")));
  }
  return out;
}

Ratios ratios_of(const Records& records) {
  Ratios ratios;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const evidence::Record& record = records[i].record;
    for (std::size_t j = 0; j < record.appraisals.size(); ++j) {
      if (!has_figure(record.appraisals[j].ratio)) continue;
      RatioClass& one = class_of(ratios.classes, record.appraisals[j], records.size());
      one.cells[i].push_back(figure_of(record, j));
    }
  }
  for (RatioClass& one : ratios.classes) say_what_is_unlike(records, one);
  ratios.why_apart = reasons(ratios.classes);
  return ratios;
}

}  // namespace outturn::compare
