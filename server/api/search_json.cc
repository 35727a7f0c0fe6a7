// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the answer to a search; its shape is in json.h. Straight to text: such answers are made by
// the hundred a second, and a sixth of their time went into values thrown away once written.
#include "schema/evidence/derive.h"
#include "schema/index/bins.h"
#include "server/api/json.h"
#include "server/api/json_text.h"
#include "server/search/cursor.h"

namespace outturn::api {
namespace {

using evidence::Json;

std::string_view favours_name(evidence::Favours favours) {
  switch (favours) {
    case evidence::Favours::kIntervention:
      return "intervention";
    case evidence::Favours::kComparison:
      return "comparison";
    case evidence::Favours::kNotClear:
      return "not_clear";
    case evidence::Favours::kNotKnown:
      return "not_known";
  }
  return "not_known";
}

std::string_view words_name(search::WordMatch words) {
  switch (words) {
    case search::WordMatch::kAllWords:
      return "all";
    case search::WordMatch::kSomeWords:
      return "some";
    case search::WordMatch::kNoWords:
      return "none";
  }
  return "none";
}

/// Writes those fields of an object that are wanted.
class Fields {
 public:
  Fields(JsonText& out, const Selection& wanted, std::string_view within)
      : out_(out), wanted_(wanted), within_(within) {}

  template <typename Value>
  void operator()(std::string_view name, const Value& value) const {
    if (wanted_.has(within_, name)) out_.field(name, value);
  }

 private:
  JsonText& out_;
  const Selection& wanted_;
  std::string_view within_;
};

class SearchText {
 public:
  SearchText(const search::Answer& answer, const Selection& wanted)
      : answer_(answer), wanted_(wanted) {}

  std::string make() {
    out_.object([&] {
      field("release", answer_.release);
      field("query", [&] { query(); });
      field("total", answer_.total);
      field("approximate", answer_.approximate);
      field("order", [&] { order(); });
      field("words_matched", words_name(answer_.words));
      field("reading", [&] { reading(); });
      field("notes", answer_.notes);
      field("results", [&] { hits("results", answer_.hits); });
      field("near", [&] { hits("near", answer_.near); });
      field("facets", [&] { facets(); });
      field("histograms", [&] { histograms(); });
      field("without", [&] { without(); });
      field("total_without_filters", answer_.total_without_filters);
      field("next", [&] {
        if (answer_.next_offset)
          out_.write(search::cursor_text(*answer_.next_offset, answer_.question.seal));
        else
          out_.write(nullptr);
      });
    });
    return out_.take();
  }

 private:
  template <typename Value>
  void field(std::string_view name, const Value& value) {
    if (wanted_.has(name)) out_.field(name, value);
  }

  /// A list of objects that each have, of the fields that `write` gives, those that are wanted.
  template <typename Item, typename Write>
  void objects(std::string_view name, const std::vector<Item>& items, const Write& write) {
    const Fields fields(out_, wanted_, name);
    out_.array([&] {
      for (const Item& item : items) out_.object([&] { write(fields, item); });
    });
  }

  void query() {
    Json json = query_json(answer_.question);
    wanted_.prune_field("query", json);
    out_.write(json);
  }

  /// What the order keeps to; null for an order that compares no figures.
  void order() {
    const auto sort = answer_.question.sort;
    if (sort != search::Sort::kRatio && sort != search::Sort::kEffect &&
        sort != search::Sort::kCost)
      return out_.write(nullptr);
    const Fields fields(out_, wanted_, "order");
    const auto text = [&](std::string_view name, const std::string& value) {
      fields(name, value.empty() ? std::nullopt : std::optional(value));
    };
    const search::Comparability& kept = answer_.comparable;
    out_.object([&] {
      text("kind", kept.kind);
      text("perspective", kept.perspective);
      text("domain", kept.domain);
      text("currency", kept.currency);
      fields("records_with_figure", answer_.with_figure);
    });
  }

  void reading() {
    const Fields fields(out_, wanted_, "reading");
    const query::Reading& reading = answer_.reading;
    out_.object([&] {
      fields("widened", [&] {
        pairs(reading.widened, [&](const auto& one) {
          out_.field("words", one.words);
          out_.field("with", one.with);
        });
      });
      fields("corrected", [&] {
        pairs(reading.corrected, [&](const auto& one) {
          out_.field("typed", one.typed);
          out_.field("searched", one.searched);
        });
      });
      fields("dropped", [&] {
        pairs(reading.dropped, [&](const auto& one) {
          out_.field("word", one.word);
          out_.field("unknown", one.unknown);
        });
      });
      fields("nearest", reading.nearest);
      fields("long_text", reading.long_text);
    });
  }

  template <typename Item, typename Write>
  void pairs(const std::vector<Item>& items, const Write& write) {
    out_.array([&] {
      for (const Item& item : items) out_.object([&] { write(item); });
    });
  }

  void hits(std::string_view name, const std::vector<search::Hit>& hits) {
    objects(name, hits, [&](const Fields& fields, const search::Hit& hit) { write(fields, hit); });
  }

  void write(const Fields& fields, const search::Hit& hit) {
    const evidence::Record& record = hit.record;
    fields("id", record.id);
    fields("title", record.title);
    fields("programme", record.programme ? std::optional(record.programme->name) : std::nullopt);
    fields("summary", record.summary);
    fields("snippet", hit.snippet_html);
    fields("type", record.type);
    fields("places", [&] { places(record); });
    fields("outcomes", [&] { out_.write(evidence::outcomes_of(record)); });
    fields("effect", [&] { effect(record); });
    fields("ratio", [&] { out_.write(ratio_json(record)); });
    fields("design", record.evidence.design);
    fields("maryland", record.evidence.maryland);
    fields("narrative", evidence::is_narrative(record));
    fields("findings", record.findings.size());
    fields("appraisals", record.appraisals.size());
    fields("why", [&] {
      pairs(hit.why, [&](const search::Reason& reason) {
        out_.field("field", reason.field);
        out_.field("words", reason.words);
      });
    });
    fields("lacks", hit.lacks);
    fields("in_programme", hit.in_programme);
    fields("restored_figures", [&] { out_.write(evidence::restored_figures(record)); });
  }

  void places(const evidence::Record& record) {
    pairs(record.places, [&](const evidence::Place& place) {
      out_.field("country", place.country);
      if (place.area) out_.field("area", *place.area);
    });
  }

  /// The figure as reported; value_favourable has the sign that is positive where it favours the
  /// intervention.
  void effect(const evidence::Record& record) {
    const auto best = evidence::best_effect(record, outcomes_asked());
    if (!best) return out_.write(nullptr);
    const evidence::Finding& finding = record.findings[best->finding];
    const evidence::OrientedEffect reported = evidence::as_reported(best->effect);
    out_.object([&] {
      out_.field("finding", best->finding);
      out_.field("outcome", finding.outcome);
      out_.field("better", finding.better);
      out_.field("value", reported.value);
      out_.field("ci_low", reported.low);
      out_.field("ci_high", reported.high);
      out_.field("value_favourable", best->effect.value);
      out_.field("favours", favours_name(evidence::favours(best->effect)));
    });
  }

  const std::vector<std::string>& outcomes_asked() const {
    return answer_.question.filters.values[index::number_of(index::FilterId::kOutcome)];
  }

  void facets() {
    objects("facets", answer_.facets, [&](const Fields& fields, const search::Facet& facet) {
      const index::Filter& row = index::filter(facet.filter);
      fields("name", row.name);
      fields("label", row.label);
      fields("distinct", facet.distinct);
      fields("options", [&] {
        pairs(facet.options, [&](const search::FacetOption& option) {
          out_.field("value", option.value);
          out_.field("label", option.label);
          out_.field("count", option.count);
          out_.field("selected", option.selected);
        });
      });
    });
  }

  void histograms() {
    const auto write_one = [&](const Fields& fields, const search::Histogram& histogram) {
      const index::Filter& row = index::filter(histogram.filter);
      fields("name", row.name);
      fields("label", row.label);
      fields("bins", [&] { bins(histogram); });
    };
    objects("histograms", answer_.histograms, write_one);
  }

  /// A bin holds its lower edge and not its upper; the first has no lower, the last no upper.
  void bins(const search::Histogram& histogram) {
    const auto edges = index::edges_of(histogram.filter);
    const auto edge = [&](std::size_t at) {
      return at < edges.size() ? std::optional<double>(edges[at]) : std::nullopt;
    };
    out_.array([&] {
      for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin)
        out_.object([&] {
          out_.field("from", bin == 0 ? std::nullopt : edge(bin - 1));
          out_.field("to", edge(bin));
          out_.field("count", histogram.counts[bin]);
        });
    });
  }

  void without() {
    const Fields fields(out_, wanted_, "without");
    out_.object([&] {
      for (const search::Lifted& lifted : answer_.lifted)
        fields(index::filter(lifted.filter).name, lifted.total);
    });
  }

  const search::Answer& answer_;
  const Selection& wanted_;
  JsonText out_;
};

}  // namespace

search::AnswerParts parts_for(const Selection& wanted) {
  // Where a word is in the summary is read from the snippet.
  const auto of_hits = [&](std::string_view part) {
    return wanted.has("results", part) || wanted.has("near", part);
  };
  return {.counts = wanted.has("facets") || wanted.has("histograms") || wanted.has("without"),
          .hits = wanted.has("results"),
          .snippets = of_hits("snippet") || of_hits("why"),
          .reasons = of_hits("why"),
          .near = wanted.has("near")};
}

Response search_json(const search::Answer& answer, const Selection& wanted) {
  return {200, "application/json; charset=utf-8", SearchText(answer, wanted).make() + "\n", {}};
}

}  // namespace outturn::api
