// SPDX-License-Identifier: GPL-3.0-or-later
// The table in which each economic appraisal is a row. Money is in the appraisal's own currency and
// prices; what is worked out has names of its own.
#include <fmt/format.h>

#include "schema/evidence/derive.h"
#include "schema/evidence/uprated.h"
#include "server/downloads/columns.h"

namespace outturn::downloads {
namespace {

using evidence::Appraisal;

struct Row {
  const Item& item;
  const Appraisal& appraisal;
  std::size_t number = 0;
  evidence::Implied implied;
  base::Result<evidence::Uprated> uprated;
};

Cell ratio(const Row& row, std::optional<double> evidence::Ratio::*end) {
  return row.appraisal.ratio ? figure((*row.appraisal.ratio).*end) : Cell();
}

/// "nhs: 1200; police".
class Amounts {
 public:
  void add(const std::string& whose, const std::optional<double>& amount) {
    if (!out_.empty()) out_ += "; ";
    out_ += whose;
    if (amount) out_ += fmt::format(": {}", *amount);
  }
  Cell cell() { return made(std::move(out_)); }

 private:
  std::string out_;
};

Cell who_pays(const Row& row) {
  Amounts amounts;
  for (const evidence::Payer& payer : row.appraisal.payers) amounts.add(payer.agency, payer.amount);
  return amounts.cell();
}

Cell who_gains(const Row& row) {
  Amounts amounts;
  for (const evidence::BenefitLine& line : row.appraisal.benefits)
    if (line.beneficiary) amounts.add(*line.beneficiary, line.amount);
  return amounts.cell();
}

Cell benefits(const Row& row) {
  Amounts amounts;
  for (const evidence::BenefitLine& line : row.appraisal.benefits)
    amounts.add(line.label && !line.label->empty() ? *line.label : line.outcome, line.amount);
  return amounts.cell();
}

/// An amount in the latest prices.
Cell uprated(const Row& row, std::string_view field) {
  if (!row.uprated) return {};
  for (const evidence::UpratedAmount& amount : row.uprated->amounts)
    if (amount.field == field) return amount.amount;
  return {};
}

bool asked_for(const Row& row) {
  const search::RowsAskedFor* asked = row.item.around.appraisals;
  return asked == nullptr || asked->has(row.item.stored.number, row.number);
}

using enum Holds;
using C = Column<Row>;

constexpr std::array kColumns{
    OfRecord<Row>::kId,
    C{{"appraisal", kFigure, 10,
       "Its place among the record's appraisals, from 0, as the API counts."},
      [](const Row& r) { return count(r.number); }},
    C{{"study_id", kText, 28, "The source document it was read from."},
      [](const Row& r) { return text(r.appraisal.source); }},
    OfRecord<Row>::kProgramme,
    C{{"kind", kText, 16,
       "What kind of appraisal: a term of the vocabulary kind. Ratios of different kinds, "
       "perspectives or bases do not compare."},
      [](const Row& r) { return text(r.appraisal.kind); }},
    C{{"perspective", kText, 14, "Whose costs and benefits are counted."},
      [](const Row& r) { return text(r.appraisal.perspective); }},
    C{{"basis", kText, 12, "Whether it was evaluated, forecast or modelled."},
      [](const Row& r) { return text(r.appraisal.basis); }},
    C{{"ratio_low", kFigure, 10, "Low end of the ratio: benefit per 1 of cost."},
      [](const Row& r) { return ratio(r, &evidence::Ratio::low); }},
    C{{"ratio_central", kFigure, 13, "The ratio as reported: benefit per 1 of cost."},
      [](const Row& r) { return ratio(r, &evidence::Ratio::central); }},
    C{{"ratio_high", kFigure, 10, "High end of the ratio."},
      [](const Row& r) { return ratio(r, &evidence::Ratio::high); }},
    C{{"currency", kText, 9, "Currency of every amount in the row: ISO 4217."},
      [](const Row& r) { return text(r.appraisal.currency); }},
    C{{"price_year", kFigure, 10, "Year whose prices the amounts are in."},
      [](const Row& r) { return figure(r.appraisal.price_year); }},
    C{{"discount_rate", kFigure, 13, "Rate by which later years were discounted, 0 to 1."},
      [](const Row& r) { return figure(r.appraisal.discount_rate); }},
    C{{"horizon_years", kFigure, 13, "Years of benefits that are counted."},
      [](const Row& r) { return figure(r.appraisal.horizon_years); }},
    C{{"total_benefits", kFigure, 14, "Benefits in all, as reported."},
      [](const Row& r) { return figure(r.appraisal.total_benefits); }},
    C{{"total_benefits_low", kFigure, 18, "Low end of them."},
      [](const Row& r) { return figure(r.appraisal.total_benefits_low); }},
    C{{"total_benefits_high", kFigure, 18, "High end of them."},
      [](const Row& r) { return figure(r.appraisal.total_benefits_high); }},
    C{{"total_cost", kFigure, 12, "Costs in all, as reported."},
      [](const Row& r) { return figure(r.appraisal.total_cost); }},
    C{{"net_benefit", kFigure, 12, "Benefits less costs, as reported."},
      [](const Row& r) { return figure(r.appraisal.net_benefit); }},
    C{{"cost_per_participant", kFigure, 20, "Cost of one participant, as reported."},
      [](const Row& r) { return figure(r.appraisal.cost_per_participant); }},
    C{{"participants", kFigure, 12, "How many take part."},
      [](const Row& r) { return figure(r.appraisal.participants); }},
    C{{"deadweight_applied", kTruth, 18,
       "Whether what would have happened anyway was taken off, where the source says."},
      [](const Row& r) { return truth(r.appraisal.deadweight_applied); }},
    C{{"optimism_bias", kFigure, 13, "Correction for optimism, as reported."},
      [](const Row& r) { return figure(r.appraisal.optimism_bias); }},
    C{{"chance_benefits_exceed_costs", kFigure, 26,
       "Chance that benefits exceed costs, 0 to 1, as reported."},
      [](const Row& r) { return figure(r.appraisal.chance_benefits_exceed_costs); }},
    C{{"who_pays", kText, 30, "Agencies that pay, each with its amount where reported."}, who_pays},
    C{{"who_gains", kText, 30, "Who gains by each benefit that names them, with its amount."},
      who_gains},
    C{{"benefits", kText, 40, "The benefit lines, each with its amount."}, benefits},
    C{{"derived_benefits", kFigure, 16, "Worked out: the sum of the benefit lines."},
      [](const Row& r) { return figure(r.implied.benefits); }},
    C{{"derived_cost", kFigure, 12, "Worked out: costs, or benefits less net benefit."},
      [](const Row& r) { return figure(r.implied.cost); }},
    C{{"derived_ratio", kFigure, 13, "Worked out: derived_benefits by derived_cost."},
      [](const Row& r) { return figure(r.implied.ratio); }},
    C{{"uprated_year", kFigure, 12, "Worked out: the year whose prices the next two are in."},
      [](const Row& r) {
        return r.uprated ? Cell(static_cast<double>(r.uprated->price_year)) : Cell();
      }},
    C{{"uprated_factor", kFigure, 14, "Worked out: what every amount is multiplied by for that."},
      [](const Row& r) { return r.uprated ? Cell(r.uprated->factor) : Cell(); }},
    C{{"uprated_cost_per_participant", kFigure, 27, "Worked out: cost_per_participant in them."},
      [](const Row& r) { return uprated(r, "cost_per_participant"); }},
    C{{"as_printed", kText, 24, "What the source prints, where a figure above differs from it."},
      [](const Row& r) { return printed(r.appraisal.as_printed); }},
    C{{"asked_for", kTruth, 10,
       "FALSE where only its record passes the filters of the search, and not the appraisal."},
      [](const Row& r) { return Cell(asked_for(r)); }},
    OfRecord<Row>::kTitle,
    OfRecord<Row>::kType,
    OfRecord<Row>::kCountries,
    OfRecord<Row>::kYear,
    C{{"locator", kText, 18, "Where in the source it stands."},
      [](const Row& r) { return text(r.appraisal.locator); }},
    C{{"note", kText, 40, "What else is to be known of it."},
      [](const Row& r) { return text(r.appraisal.note); }},
    OfRecord<Row>::kAddress,
    OfRecord<Row>::kRelease,
};

void put_rows(const Item& item, std::span<const std::size_t> columns, const PutRow& put) {
  const auto& appraisals = item.stored.record.appraisals;
  for (std::size_t i = 0; i < appraisals.size(); ++i)
    put_row(kColumns,
            Row{item, appraisals[i], i, evidence::implied(appraisals[i]),
                evidence::uprated(appraisals[i])},
            columns, put);
}

}  // namespace

const Table& appraisals_table() {
  static const Table kTable{"appraisals", "one appraisal of a record", headings_of(kColumns),
                            put_rows};
  return kTable;
}

}  // namespace outturn::downloads
