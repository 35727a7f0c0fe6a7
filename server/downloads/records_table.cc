// SPDX-License-Identifier: GPL-3.0-or-later
// The table in which each record is a row.
#include "schema/evidence/derive.h"
#include "server/downloads/columns.h"

namespace outturn::downloads {
namespace {

using evidence::Appraisal;
using evidence::Record;

struct Row {
  const Item& item;
  const Record& record;
  const Appraisal* ratio = nullptr;  ///< the one the headline ratio is of
  const Appraisal* cost = nullptr;   ///< the first with a cost per participant
};

Row row_of(const Item& item) {
  Row row{item, item.stored.record};
  if (const auto headline = evidence::headline_ratio(row.record))
    row.ratio = &row.record.appraisals[headline->appraisal];
  for (const Appraisal& appraisal : row.record.appraisals) {
    if (!appraisal.cost_per_participant) continue;
    row.cost = &appraisal;
    break;
  }
  return row;
}

/// A part of what may not be there.
template <typename Part>
Cell of(const Appraisal* appraisal, Part Appraisal::*part) {
  if (appraisal == nullptr) return {};
  if constexpr (std::is_same_v<Part, std::string> ||
                std::is_same_v<Part, std::optional<std::string>>)
    return text(appraisal->*part);
  else
    return figure(appraisal->*part);
}

Cell ratio(const Row& row, std::optional<double> evidence::Ratio::*end) {
  return row.ratio == nullptr ? Cell() : figure((*row.ratio->ratio).*end);
}

Cell areas(const Row& row) {
  std::vector<std::string> names;
  for (const evidence::Place& place : row.record.places)
    if (place.area) names.push_back(*place.area);
  return list(names);
}

const evidence::Population& population(const Row& row) {
  static const evidence::Population kNone;
  return row.record.population ? *row.record.population : kNone;
}

Cell disputed(const Row& row) {
  std::size_t out = 0;
  for (const evidence::Flag& flag : row.item.stored.flags)
    out += flag.severity != evidence::Severity::kNote;
  return count(out);
}

Cell sources(const Row& row) {
  std::string out;
  for (const evidence::Source& source : row.record.sources) {
    if (!out.empty()) out += "; ";
    out += source.title;
    if (source.year) out += " (" + std::to_string(*source.year) + ")";
  }
  return made(std::move(out));
}

Cell source_addresses(const Row& row) {
  std::vector<std::string> out;
  for (const evidence::Source& source : row.record.sources)
    if (source.url) out.push_back(*source.url);
  return list(out);
}

using enum Holds;
using C = Column<Row>;

constexpr std::array kColumns{
    C{{"record_id", kText, 30, "The record's id: the same in every table and for good."},
      [](const Row& r) { return text(r.record.id); }},
    C{{"title", kText, 50, "What the record calls the intervention."},
      [](const Row& r) { return text(r.record.title); }},
    C{{"programme", kText, 28, "The programme's name, where the intervention is a named one."},
      [](const Row& r) { return programme(r.record); }},
    C{{"type", kText, 16, "Kind of intervention: a term of the vocabulary type."},
      [](const Row& r) { return text(r.record.type); }},
    C{{"countries", kText, 12, "Where it was studied: ISO 3166 codes."},
      [](const Row& r) { return countries(r.record); }},
    C{{"areas", kText, 20, "Towns or areas, as the source names them."}, areas},
    C{{"population", kText, 40, "Whom it was for, in words."},
      [](const Row& r) { return text(population(r).description); }},
    C{{"groups", kText, 24, "Whom it was for: terms of the vocabulary group."},
      [](const Row& r) { return list(population(r).groups); }},
    C{{"age_min", kFigure, 9, "Youngest age, in years."},
      [](const Row& r) { return figure(population(r).age_min); }},
    C{{"age_max", kFigure, 9, "Oldest age, in years."},
      [](const Row& r) { return figure(population(r).age_max); }},
    C{{"settings", kText, 20, "Where it was delivered: terms of the vocabulary setting."},
      [](const Row& r) { return list(r.record.settings); }},
    C{{"design", kText, 20, "Design of the study: a term of the vocabulary design."},
      [](const Row& r) { return text(r.record.evidence.design); }},
    C{{"maryland", kFigure, 10, "Maryland Scientific Methods Scale, 1 to 5, where rated."},
      [](const Row& r) { return figure(r.record.evidence.maryland); }},
    C{{"sample_size", kFigure, 12, "People studied in all, as reported."},
      [](const Row& r) { return figure(r.record.evidence.sample_size); }},
    C{{"year", kFigure, 8, "Year of the first source that names one."},
      [](const Row& r) { return year(r.record); }},
    C{{"outcomes", kText, 30, "What it reports on: terms of the vocabulary outcome."},
      [](const Row& r) { return list(evidence::outcomes_of(r.record)); }},
    C{{"findings", kFigure, 10, "How many findings it has: rows of the findings table."},
      [](const Row& r) { return count(r.record.findings.size()); }},
    C{{"appraisals", kFigure, 11, "How many appraisals it has: rows of the appraisals table."},
      [](const Row& r) { return count(r.record.appraisals.size()); }},
    C{{"ratio_low", kFigure, 10, "Low end of the headline ratio: benefit per 1 of cost."},
      [](const Row& r) { return ratio(r, &evidence::Ratio::low); }},
    C{{"ratio_central", kFigure, 13, "The headline ratio as reported: benefit per 1 of cost."},
      [](const Row& r) { return ratio(r, &evidence::Ratio::central); }},
    C{{"ratio_high", kFigure, 10, "High end of the headline ratio."},
      [](const Row& r) { return ratio(r, &evidence::Ratio::high); }},
    C{{"ratio_kind", kText, 12,
       "What kind of ratio: a term of the vocabulary kind. Ratios of different kinds, perspectives "
       "or bases do not compare."},
      [](const Row& r) { return of(r.ratio, &Appraisal::kind); }},
    C{{"ratio_perspective", kText, 18, "Whose costs and benefits the ratio counts."},
      [](const Row& r) { return of(r.ratio, &Appraisal::perspective); }},
    C{{"ratio_basis", kText, 14, "Whether it was evaluated, forecast or modelled."},
      [](const Row& r) { return of(r.ratio, &Appraisal::basis); }},
    C{{"ratio_currency", kText, 14, "Currency of that appraisal: ISO 4217."},
      [](const Row& r) { return of(r.ratio, &Appraisal::currency); }},
    C{{"ratio_price_year", kFigure, 16, "Year whose prices that appraisal is in."},
      [](const Row& r) { return of(r.ratio, &Appraisal::price_year); }},
    C{{"cost_per_participant", kFigure, 20, "Cost of one participant, as first reported."},
      [](const Row& r) { return of(r.cost, &Appraisal::cost_per_participant); }},
    C{{"cost_currency", kText, 13, "Currency of that cost: ISO 4217."},
      [](const Row& r) { return of(r.cost, &Appraisal::currency); }},
    C{{"cost_price_year", kFigure, 15, "Year whose prices that cost is in."},
      [](const Row& r) { return of(r.cost, &Appraisal::price_year); }},
    C{{"figures_restored", kFigure, 16,
       "How many figures are given otherwise than the source prints them, which is kept too."},
      [](const Row& r) { return count(evidence::restored_figures(r.record)); }},
    C{{"figures_disputed", kFigure, 16,
       "How many figures the audit says do not agree with the others; the record's page says "
       "which."},
      disputed},
    C{{"summary", kText, 60, "What was done and found, in our words."},
      [](const Row& r) { return text(r.record.summary); }},
    C{{"sources", kText, 50, "Titles of the documents it was read from, with their years."},
      sources},
    C{{"source_addresses", kText, 40, "Where those documents are."}, source_addresses},
    C{{"added", kText, 12, "When the record was added: ISO 8601."},
      [](const Row& r) { return text(r.record.curation.added); }},
    C{{"address", kText, 40, "The record's page."},
      [](const Row& r) { return made(address_of(r.item)); }},
    C{{"release", kText, 14, "The release the row was read from."},
      [](const Row& r) { return text(r.item.around.release); }},
};

void put_rows(const Item& item, std::span<const std::size_t> columns, const PutRow& put) {
  put_row(kColumns, row_of(item), columns, put);
}

}  // namespace

const Table& records_table() {
  static const Table kTable{"records", "one record", headings_of(kColumns), put_rows};
  return kTable;
}

}  // namespace outturn::downloads
