// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a corpus file: syntax, envelope, shared sources, then each record. A file of series
// or the thesaurus is checked and yields none.
#include "schema/evidence/corpus_file.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "schema/base/text.h"
#include "schema/evidence/parse_json.h"
#include "schema/evidence/price_series.h"
#include "schema/evidence/record_json.h"
#include "schema/evidence/thesaurus.h"

namespace outturn::evidence {
namespace {

using nlohmann::json;

class Envelope {
 public:
  Envelope(json& file, CorpusDraft& out) : file_(file), out_(out) {}

  void read() {
    if (file_.is_array() && !file_.empty()) return read_list(file_, "");
    if (!file_.is_object()) return problem("", "a corpus file is one JSON object", kShape);
    if (file_.contains("id") && !file_.contains("format") && !file_.contains("records"))
      return read_record(file_, "");
    const std::string format = file_.value("/format"_json_pointer, json("")).is_string()
                                   ? file_.value("format", std::string())
                                   : std::string();
    if (format == kSeriesFormat) {  // figures to reckon with, no records
      out_.holds = Holds::kSeries;
      if (auto tables = read_price_tables(file_); !tables)
        problem(tables.error().where, tables.error().message, tables.error().hint);
      return;
    }
    if (format == kThesaurusFormat) {
      out_.holds = Holds::kThesaurus;
      if (auto sets = read_thesaurus(file_); !sets)
        problem(sets.error().where, sets.error().message, sets.error().hint);
      return;
    }
    if (format != kCorpusFormat) {
      return problem("/format",
                     fmt::format("\"{}\" is not a format this version reads",
                                 base::clip(base::printable(format), 40)),
                     fmt::format("it reads \"{}\"", kCorpusFormat));
    }
    for (const auto& [key, value] : file_.items())
      if (key != "format" && key != "licence" && key != "sources" && key != "records")
        problem("/" + base::clip(base::printable(key), 40), "not known in a corpus file", kShape);
    read_sources();
    const auto records = file_.find("records");
    if (records == file_.end() || !records->is_array())
      return problem("/records", "a corpus file has a list of records", kShape);
    read_list(*records, "/records");
  }

 private:
  static constexpr std::string_view kShape =
      "its fields are \"format\", \"licence\", \"sources\" and \"records\"";

  void problem(std::string pointer, std::string message, std::string_view hint) {
    out_.problems.push_back({std::move(pointer), std::move(message), std::string(hint)});
  }

  void read_sources() {
    const auto sources = file_.find("sources");
    if (sources == file_.end()) return;
    if (!sources->is_array()) return problem("/sources", "not a list of sources", kShape);
    for (std::size_t i = 0; i < sources->size(); ++i) {
      const json& source = (*sources)[i];
      if (!source.is_object() || !source.contains("id") || !source["id"].is_string()) {
        problem(fmt::format("/sources/{}", i), "a source has an id", "");
      } else if (!sources_.emplace(source["id"].get<std::string>(), source).second) {
        problem(fmt::format("/sources/{}/id", i), "two sources share this id", "");
      }
    }
  }

  void read_list(json& records, const std::string& pointer) {
    out_.records.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i)
      read_record(records[i], fmt::format("{}/{}", pointer, i));
  }

  void read_record(json& given, const std::string& pointer) {
    DraftRecord draft{std::move(given), pointer, {}};
    json& record = draft.record;
    if (record.is_object() && record.contains("sources") && record["sources"].is_array()) {
      for (std::size_t i = 0; i < record["sources"].size(); ++i) {
        json& source = record["sources"][i];
        if (!source.is_string()) continue;
        const auto found = sources_.find(source.get<std::string>());
        if (found == sources_.end()) {
          draft.problems.push_back(
              {fmt::format("{}/sources/{}", pointer, i),
               fmt::format("{} is not a source of this file", base::clip(source.dump(), 60)),
               "add it to the file's \"sources\""});
        } else {
          source = found->second;
        }
      }
    }
    out_.records.push_back(std::move(draft));
  }

  json& file_;
  CorpusDraft& out_;
  std::map<std::string, json> sources_;
};

}  // namespace

CorpusDraft draft_corpus(std::string_view text) {
  CorpusDraft out;
  json file = parse_json(text, out.problems);
  if (out.problems.empty()) Envelope(file, out).read();
  return out;
}

CorpusFile read_corpus(std::string_view text) {
  CorpusDraft draft = draft_corpus(text);
  CorpusFile out;
  out.holds = draft.holds;
  out.problems = std::move(draft.problems);
  for (DraftRecord& one : draft.records) {
    if (one.problems.empty()) {
      for (Problem& problem : validate_record(one.record)) {
        problem.pointer = one.pointer + problem.pointer;
        one.problems.push_back(std::move(problem));
      }
    }
    if (one.problems.empty()) {
      auto read = from_json(one.record);
      if (read) {
        out.records.push_back(std::move(*read));
        out.pointers.push_back(one.pointer);
      } else {
        one.problems.push_back({one.pointer, read.error().message, read.error().hint});
      }
    }
    for (Problem& problem : one.problems) out.problems.push_back(std::move(problem));
  }
  return out;
}

}  // namespace outturn::evidence
