// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/workbook/guide.h"

#include <nlohmann/json.hpp>

#include "schema/evidence/record_json.h"

namespace outturn::workbook {

const std::vector<GuideLine>& guide() {
  using L = GuideLine;
  static const std::vector<GuideLine> kGuide{
      {L::kTitle, "How to fill in this workbook"},
      {L::kParagraph,
       "A record is one intervention as one source reports it, for one place and time. It has one "
       "row "
       "on the sheet records, and as many as it needs on the others, where the column record "
       "repeats its id."},
      {L::kHeading, "In what order"},
      {L::kParagraph,
       "1. records: give it an id of small letters, digits and hyphens, such as "
       "mentoring-leeds-2019. "
       "It is for good: never give it to another record."},
      {L::kParagraph,
       "2. sources: the document, and an id for it that findings and appraisals refer to. A source "
       "of "
       "several records needs one row: put their ids in one cell with \"; \" between them."},
      {L::kParagraph,
       "3. findings: one row for each effect on an outcome. appraisals: one row for each statement "
       "of "
       "costs and returns; benefits, breakeven, scenarios and payers hold its lines."},
      {L::kParagraph,
       "4. places and ratings, where the source says where it was and how good the evidence is."},
      {L::kHeading, "In the cells"},
      {L::kParagraph,
       "Dark headers are required, lighter ones are not. Leave empty what the source does not say: "
       "an empty cell is not a zero. Each header's comment says what goes below it."},
      {L::kParagraph,
       "Columns with a drop-down take words from the sheet terms, which says what they mean. Where "
       "several may stand, type them with \"; \" between them."},
      {L::kParagraph,
       "Numbers are numbers alone: 12500, not \"£12,500\"; 0.05, not \"p < .05\". Shares are "
       "between "
       "0 and 1, ratios are benefit for each 1 of cost. Do not round."},
      {L::kParagraph,
       "Where the page prints a figure wrongly or unreadably, put what it prints into as_printed, "
       "as "
       "the name of the column, a colon, and the text: \"ratio: .03\"."},
      {L::kParagraph,
       "Long lists, such as lessons, have one item on each line of the cell (Alt+Enter; in "
       "LibreOffice "
       "Ctrl+Enter). In a list, \\; is a semicolon that does not divide, \\n a line break inside "
       "an "
       "item and \\\\ a backslash. A list longer than a cell can hold goes on in a column of the "
       "same "
       "name with (2), (3) and so on behind it."},
      {L::kParagraph,
       "Days and years are texts, so that 2019-05 stays a month. Formulas may be used; their "
       "values as "
       "last saved are read."},
      {L::kHeading, "What happens to it"},
      {L::kParagraph,
       "outturn-index add --dry-run says what would change and what is wrong with which cell; add "
       "without it takes the records in. A record with a fault is refused as a whole; the others "
       "go in, and it comes back in a workbook of its own that says why, to be corrected there. "
       "Adding "
       "the same file again changes nothing."},
      {L::kParagraph,
       "The rows of example-record show how it is done. They are left out when the workbook is "
       "read, "
       "so they may stay. Rows may stand in any order, except that findings, appraisals and their "
       "lines keep the order you give them. Columns may be moved, hidden or deleted; sheets and "
       "columns of your own are left alone and mentioned."},
  };
  return kGuide;
}

evidence::Record example() {
  static const nlohmann::json kExample = nlohmann::json::parse(R"json({
    "id": "example-record", "title": "Saturday Mentors, Exampleton, 2018 to 2019 (made up)",
    "summary": "Volunteers met young people every Saturday. Made up.",
    "type": "programme",
    "programme": {"name": "Saturday Mentors", "aliases": ["SatMent", "Saturday Buddies"],
      "developer": "Exampleton Council"},
    "population": {"description": "Young people who had been cautioned once.",
      "groups": ["secondary_age"], "age_min": 12, "age_max": 17, "targeting": "selective"},
    "settings": ["community", "school"],
    "places": [{"country": "GB-ENG", "area": "Exampleton", "gss_code": "E06000001"}],
    "period": {"start": "2018-09", "end": "2019-08-31"},
    "delivery": {"format": "One to one", "deliverers": ["Volunteers", "Youth workers"],
      "intensity": "Two hours a week", "duration": "One year"},
    "organisations": {"commissioner": "Exampleton Council",
      "deliverer": "Exampleton Youth Trust", "evaluator": "University of Exampleton"},
    "evidence": {"design": "rct", "maryland": 5, "sample_size": 240,
      "ratings": [{"scale": "maryland", "value": "5", "source": "example-report",
      "locator": "p. 4"}], "note": "Allocation was by sealed envelope."},
    "findings": [
      {"outcome": "crime", "measure": "Offences per young person in a year", "subgroup": "All",
        "timepoint_months": 12, "metric": "mean_difference", "value": -0.31, "se": 0.12,
        "ci_low": -0.545, "ci_high": -0.075, "ci_level": 0.95, "n_total": 240,
        "n_treatment": 121, "n_control": 119, "treatment_value": 0.52, "control_value": 0.83,
        "unit": "offences", "better": "lower", "result": "positive", "source": "example-report",
        "locator": "Table 3, p. 17"},
      {"outcome": "feeling_safe", "measure": "Said they felt safer", "metric": "proportion",
        "before": 0.4, "after": 0.55, "better": "higher", "result": "unclear",
        "source": "example-report", "locator": "p. 21", "as_printed": {"before": "40 per cnt"},
        "note": "No control group for this question."}],
    "appraisals": [{"kind": "bcr", "perspective": "public_purse", "basis": "evaluative",
      "ratio": {"central": 2.5},
      "benefits": [{"outcome": "crime", "label": "Police and courts",
        "beneficiary": "police_justice", "amount": 300000, "cashable": false},
        {"outcome": "learning_engagement", "label": "Schools", "beneficiary": "education",
        "amount": 200000}],
      "total_benefits": 500000, "total_cost": 200000, "net_benefit": 300000,
        "cost_per_participant": 1652.89, "participants": 121, "currency": "GBP",
        "price_year": 2019, "horizon_years": 5, "discount_rate": 0.035,
        "deadweight_applied": true,
      "breakeven": [{"outcome": "crime", "label": "Offences avoided",
        "value_per_beneficiary": 4000, "beneficiaries": 50}],
      "scenarios": [{"label": "Half the effect", "share": 0.5, "low": 1, "high": 1.5}],
      "payers": [{"agency": "local_authority", "amount": 200000}],
      "source": "example-report", "locator": "Section 6, p. 40"}],
    "implementation": {"requirements": ["Checked volunteers; a coordinator for thirty of them."],
      "enablers": ["Schools lent rooms."], "barriers": ["Winter."],
      "lessons": ["Start recruiting in spring.", "Pay the bus fares."]},
    "sources": [{"id": "example-report", "title": "Saturday Mentors: final report (made up)",
      "authors": ["Example, A.", "Specimen, B."], "publisher": "University of Exampleton",
      "year": 2020, "url": "https://example.org/report", "locator": "The whole report"}],
    "curation": {"added": "2020-06-01", "process": "manual_single"}
  })json");
  return *evidence::from_json(kExample);
}

}  // namespace outturn::workbook
