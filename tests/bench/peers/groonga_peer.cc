// SPDX-License-Identifier: GPL-3.0-or-later
// groonga_peer: Groonga as a peer of the comparison, through its library: words cut at spaces with
// their positions, a table of values behind each facet, drilldowns for the counts. Its cache of
// answers is off, and so is its way of searching parts of words where few records have the whole.
#include <fmt/format.h>
#include <groonga.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "tests/bench/peers/peer.h"

namespace outturn::bench {
namespace {

using nlohmann::json;

class GroongaPeer : public Peer {
 public:
  explicit GroongaPeer(PeerOptions options) : Peer(std::move(options)) {
    if (grn_init() != GRN_SUCCESS || grn_ctx_init(&context_, 0) != GRN_SUCCESS)
      throw std::runtime_error("Groonga does not start");
  }
  ~GroongaPeer() override {
    grn_ctx_fin(&context_);
    grn_fin();
  }

  void build() override {
    if (grn_db_create(&context_, path().c_str(), nullptr) == nullptr) fail("no database");
    names_ = read_dictionary(options().data);
    command("table_create Records TABLE_NO_KEY");
    for (const PeerFacet& facet : kPeerFacets) {
      command(fmt::format("table_create V{} TABLE_PAT_KEY ShortText", facet.name));
      command(fmt::format("column_create Records {0} COLUMN_SCALAR V{0}", facet.name));
    }
    command("column_create Records ratio COLUMN_SCALAR Float");
    command("column_create Records text COLUMN_SCALAR Text");
    load();
    for (const PeerFacet& facet : kPeerFacets)
      command(fmt::format("column_create V{0} records COLUMN_INDEX Records {0}", facet.name));
    command("table_create Ratios TABLE_PAT_KEY Float");
    command("column_create Ratios records COLUMN_INDEX Records ratio");
    command("table_create Words TABLE_PAT_KEY ShortText --default_tokenizer TokenDelimit");
    command("column_create Words records COLUMN_INDEX|WITH_POSITION Records text");
  }

  void open() override {
    if (grn_db_open(&context_, path().c_str()) == nullptr) fail("no database");
    names_ = read_dictionary(options().data);
  }

  void ask(const Question& question) override {
    replies_.clear();
    std::vector<std::size_t> all;
    for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet) all.push_back(facet);
    if (question.kind == Kind::kOwnLifted)
      for (const Chosen& one : question.chosen) std::erase(all, one.facet);
    replies_.emplace_back(all, command(select(question, all, kTop)));
    if (question.kind == Kind::kOwnLifted)
      for (const Chosen& one : question.chosen) {
        const std::vector<std::size_t> facet{one.facet};
        replies_.emplace_back(facet, command(select(without(question, one.facet), facet, 0)));
      }
  }

  /// [[[total], columns, record...], [[values], columns, [value, count]...] for each facet].
  Answer answer() override {
    Answer out;
    bool first = true;
    for (const auto& [facets, text] : replies_) {
      const json reply = json::parse(text);
      if (std::exchange(first, false)) {
        out.total = reply.at(0).at(0).at(0).get<std::size_t>();
        for (std::size_t i = 2; i < reply.at(0).size(); ++i)
          out.top.push_back(reply.at(0).at(i).at(0).get<std::uint32_t>());
      }
      for (std::size_t i = 0; i < facets.size(); ++i) {
        const json& drilldown = reply.at(i + 1);
        const auto& values = names_[facets[i]];
        for (std::size_t row = 2; row < drilldown.size(); ++row) {
          const auto value = drilldown.at(row).at(0).get<std::string>();
          const auto at = std::lower_bound(values.begin(), values.end(), value);
          out.facets[facets[i]].emplace_back(static_cast<Code>(at - values.begin()),
                                             drilldown.at(row).at(1).get<std::size_t>());
        }
      }
    }
    return out;
  }

  std::string version() const override { return std::string("Groonga ") + grn_get_version(); }

 private:
  std::string path() const { return (options().index / "groonga").string(); }

  [[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error("Groonga: " + what + ": " + context_.errbuf);
  }

  /// Gives the reply.
  std::string command(const std::string& text) {
    grn_ctx_send(&context_, text.data(), static_cast<unsigned>(text.size()), 0);
    std::string out;
    for (int flags = GRN_CTX_MORE; (flags & GRN_CTX_MORE) != 0;) {
      char* reply = nullptr;
      unsigned size = 0;
      grn_ctx_recv(&context_, &reply, &size, &flags);
      if (context_.rc != GRN_SUCCESS) fail(text.substr(0, 200));
      out.append(reply, size);
    }
    return out;
  }

  void load() {
    Rows rows(options().data);
    command("load --table Records");
    command("[");
    for (Row row; rows.next(row);) {
      std::string line = fmt::format("{{\"text\":\"{}\"", row.words);
      line += fmt::format(",\"ratio\":{}", std::isnan(row.ratio) ? -1.0 : row.ratio);
      for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet)
        if (row.codes[facet] != 0)
          line += fmt::format(",\"{}\":\"{}\"", kPeerFacets[facet].name,
                              names_[facet][row.codes[facet]]);
      command(line + "},");
    }
    command("]");
  }

  std::string select(const Question& question, const std::vector<std::size_t>& facets,
                     std::size_t top) const {
    std::string out = fmt::format(
        "select Records --cache no --match_escalation_threshold -1 --output_columns _id --limit {}",
        top);
    if (!question.words.empty()) {
      std::string words;
      for (const std::string& word : question.words) {
        if (!words.empty()) words += question.kind == Kind::kThree ? " OR " : " ";
        words += word;
      }
      if (question.kind == Kind::kPhrase) words = "\\\"" + words + "\\\"";
      out += " --match_columns text --query \"" + words + "\" --sort_keys -_score";
    }
    std::string filter;
    if (question.kind == Kind::kRange) {
      filter = fmt::format("ratio >= {} && ratio <= {}", question.low, question.high);
      out += " --sort_keys -ratio";
    }
    for (const Chosen& one : question.chosen)
      filter += fmt::format("{}{} == \\\"{}\\\"", filter.empty() ? "" : " && ",
                            kPeerFacets[one.facet].name, names_[one.facet][one.code]);
    if (!filter.empty()) out += " --filter \"" + filter + "\"";
    std::string names;
    for (const std::size_t facet : facets)
      names += fmt::format("{}{}", names.empty() ? "" : ",", kPeerFacets[facet].name);
    return out + fmt::format(
                     " --drilldown {} --drilldown_sort_keys -_nsubrecs,_key "
                     "--drilldown_output_columns _key,_nsubrecs --drilldown_limit {}",
                     names, search::kMostOptions);
  }

  grn_ctx context_{};
  Dictionary names_;
  std::vector<std::pair<std::vector<std::size_t>, std::string>> replies_;
};

}  // namespace
}  // namespace outturn::bench

int main(int argc, char** argv) {
  return outturn::bench::peer_main(argc, argv, [](outturn::bench::PeerOptions options) {
    return std::make_unique<outturn::bench::GroongaPeer>(std::move(options));
  });
}
