// SPDX-License-Identifier: GPL-3.0-or-later
// The table in which each finding is a row. What metafor's escalc() names comes first; figures as
// reported follow, and apart from them how the standardised ones were reached.
#include <cmath>

#include "schema/evidence/standardise.h"
#include "server/downloads/columns.h"

namespace outturn::downloads {
namespace {

using evidence::Finding;

struct Row {
  const Item& item;
  const Finding& finding;
  std::size_t number = 0;
  base::Result<evidence::Standardised> effect;
};

Cell g(const Row& row) { return row.effect ? Cell(row.effect->g) : Cell(); }
Cell se(const Row& row) { return row.effect ? figure(row.effect->se) : Cell(); }
Cell variance(const Row& row) {
  if (!row.effect || !row.effect->se) return {};
  return *row.effect->se * *row.effect->se;
}

Cell people(const Row& row) {
  const Finding& finding = row.finding;
  if (finding.n_total) return figure(finding.n_total);
  if (finding.n_treatment && finding.n_control)
    return static_cast<double>(*finding.n_treatment + *finding.n_control);
  return {};
}

/// Whether the standardised effect is other than what is reported, but for its sign.
Cell derived(const Row& row) {
  if (!row.effect) return {};
  const std::string& metric = row.finding.metric;
  const bool standardised =
      metric == "smd" || metric == "hedges_g" || metric == "glass_delta" || metric == "cohen_d";
  return !standardised || !row.finding.value ||
         std::abs(row.effect->g) != std::abs(*row.finding.value);
}

std::string pointer(const Row& row) { return "/findings/" + std::to_string(row.number); }

/// How many of the audit's flags are about this finding.
Cell disputed(const Row& row) {
  const std::string whole = pointer(row);
  std::size_t out = 0;
  for (const evidence::Flag& flag : row.item.stored.flags)
    out += flag.severity != evidence::Severity::kNote &&
           (flag.pointer == whole || flag.pointer.starts_with(whole + "/"));
  return count(out);
}

bool asked_for(const Row& row) {
  const search::RowsAskedFor* asked = row.item.around.findings;
  return asked == nullptr || asked->has(row.item.stored.number, row.number);
}

using enum Holds;
using C = Column<Row>;

constexpr std::array kColumns{
    OfRecord<Row>::kId,
    C{{"finding", kFigure, 9, "Its place among the record's findings, from 0, as the API counts."},
      [](const Row& r) { return count(r.number); }},
    C{{"study_id", kText, 28,
       "The source document it was read from. Findings of one document are not independent of one "
       "another."},
      [](const Row& r) { return text(r.finding.source); }},
    OfRecord<Row>::kProgramme,
    C{{"outcome", kText, 24, "What was looked at: a term of the vocabulary outcome."},
      [](const Row& r) { return text(r.finding.outcome); }},
    C{{"yi", kFigure, 12,
       "Standardised mean difference (Hedges' g), turned so that above 0 favours the intervention; "
       "empty where the report does not give one."},
      g},
    C{{"vi", kFigure, 12, "Sampling variance of yi: sei squared."}, variance},
    C{{"sei", kFigure, 12, "Standard error of yi."}, se},
    C{{"ni", kFigure, 9, "People behind the estimate: n_total, or both groups together."}, people},
    C{{"yi_derived", kTruth, 11,
       "FALSE where yi is the figure reported, but for its sign; TRUE where it was worked out."},
      derived},
    C{{"compared", kTruth, 10,
       "FALSE where yi is a change in one group that nothing is compared with: do not pool it with "
       "the others."},
      [](const Row& r) { return r.effect ? Cell(r.effect->compared) : Cell(); }},
    C{{"measure", kText, 36, "The measure, as reported."},
      [](const Row& r) { return text(r.finding.measure); }},
    C{{"subgroup", kText, 24, "The part of the people it is of, where not all."},
      [](const Row& r) { return text(r.finding.subgroup); }},
    C{{"timepoint_months", kFigure, 16, "Months after the start, where reported."},
      [](const Row& r) { return figure(r.finding.timepoint_months); }},
    C{{"horizon", kText, 12, "Short, medium or long term: a term of the vocabulary horizon."},
      [](const Row& r) { return text(r.finding.horizon); }},
    C{{"metric", kText, 16, "What `value` is: a term of the vocabulary metric."},
      [](const Row& r) { return text(r.finding.metric); }},
    C{{"value", kFigure, 12, "The effect as reported, with the sign its source gives it."},
      [](const Row& r) { return figure(r.finding.value); }},
    C{{"se", kFigure, 12, "Standard error of `value`, as reported."},
      [](const Row& r) { return figure(r.finding.se); }},
    C{{"ci_low", kFigure, 12, "Low end of the interval of `value`, as reported."},
      [](const Row& r) { return figure(r.finding.ci_low); }},
    C{{"ci_high", kFigure, 12, "High end of that interval."},
      [](const Row& r) { return figure(r.finding.ci_high); }},
    C{{"ci_level", kFigure, 9, "Its level, 0 to 1, where reported."},
      [](const Row& r) { return figure(r.finding.ci_level); }},
    C{{"p_value", kFigure, 9, "The p value, as reported."},
      [](const Row& r) { return figure(r.finding.p_value); }},
    C{{"n_total", kFigure, 9, "People studied, as reported."},
      [](const Row& r) { return figure(r.finding.n_total); }},
    C{{"n_treatment", kFigure, 12, "People who took part."},
      [](const Row& r) { return figure(r.finding.n_treatment); }},
    C{{"n_control", kFigure, 10, "People they were compared with."},
      [](const Row& r) { return figure(r.finding.n_control); }},
    C{{"treatment_value", kFigure, 15, "The outcome of those who took part."},
      [](const Row& r) { return figure(r.finding.treatment_value); }},
    C{{"control_value", kFigure, 13, "The outcome of those they were compared with."},
      [](const Row& r) { return figure(r.finding.control_value); }},
    C{{"before", kFigure, 10, "The outcome before."},
      [](const Row& r) { return figure(r.finding.before); }},
    C{{"after", kFigure, 10, "The outcome after."},
      [](const Row& r) { return figure(r.finding.after); }},
    C{{"unit", kText, 14, "The unit of those figures."},
      [](const Row& r) { return text(r.finding.unit); }},
    C{{"better", kText, 9, "Which way is good for people: higher or lower."},
      [](const Row& r) { return text(r.finding.better); }},
    C{{"result", kText, 11, "What the source says came of it: a term of the vocabulary result."},
      [](const Row& r) { return text(r.finding.result); }},
    C{{"yi_method", kText, 40, "How yi was reached."},
      [](const Row& r) {
        return r.effect ? Cell(std::string_view(r.effect->conversion)) : Cell();
      }},
    C{{"sei_method", kText, 28, "What sei was reached from."},
      [](const Row& r) { return r.effect && r.effect->se ? text(r.effect->se_from) : Cell(); }},
    C{{"yi_missing", kText, 40, "Why there is no yi, where there is none."},
      [](const Row& r) { return r.effect ? Cell() : text(r.effect.error().message); }},
    C{{"as_printed", kText, 24, "What the source prints, where a figure above differs from it."},
      [](const Row& r) { return printed(r.finding.as_printed); }},
    C{{"disputed", kFigure, 9, "How many of its figures the audit says do not agree with others."},
      disputed},
    C{{"asked_for", kTruth, 10,
       "FALSE where only its record passes the filters of the search, and not the finding."},
      [](const Row& r) { return Cell(asked_for(r)); }},
    OfRecord<Row>::kTitle,
    OfRecord<Row>::kType,
    OfRecord<Row>::kCountries,
    C{{"design", kText, 18, "Design of the study: a term of the vocabulary design."},
      [](const Row& r) { return text(r.item.stored.record.evidence.design); }},
    C{{"maryland", kFigure, 9, "Maryland Scientific Methods Scale, 1 to 5, where rated."},
      [](const Row& r) { return figure(r.item.stored.record.evidence.maryland); }},
    OfRecord<Row>::kYear,
    C{{"locator", kText, 18, "Where in the source it stands."},
      [](const Row& r) { return text(r.finding.locator); }},
    C{{"note", kText, 40, "What else is to be known of it."},
      [](const Row& r) { return text(r.finding.note); }},
    OfRecord<Row>::kAddress,
    OfRecord<Row>::kRelease,
};

void put_rows(const Item& item, std::span<const std::size_t> columns, const PutRow& put) {
  const auto& findings = item.stored.record.findings;
  for (std::size_t i = 0; i < findings.size(); ++i)
    put_row(kColumns, Row{item, findings[i], i, evidence::standardise(findings[i])}, columns, put);
}

}  // namespace

const Table& findings_table() {
  static const Table kTable{"findings", "one finding of a record", headings_of(kColumns), put_rows};
  return kTable;
}

}  // namespace outturn::downloads
