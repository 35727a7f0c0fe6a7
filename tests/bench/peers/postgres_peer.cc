// SPDX-License-Identifier: GPL-3.0-or-later
// postgres_peer: PostgreSQL's full-text search as a peer of the comparison: a stored tsvector with
// a GIN index, facets as small numbers with an index each, ranked by ts_rank, counted with GROUPING
// SETS. peers.sh starts the server; this is its client, over a local socket.
#include <libpq-fe.h>

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <map>
#include <stdexcept>
#include <thread>

#include "tests/bench/peers/fields.h"
#include "tests/bench/peers/peer.h"

namespace outturn::bench {
namespace {

constexpr std::chrono::milliseconds kBetweenTries{2};
constexpr int kMostTries = 15'000;

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

std::string columns() {
  std::string out;
  for (const PeerFacet& facet : kPeerFacets)
    out += (out.empty() ? "" : ", ") + std::string(facet.name);
  return out;
}

/// As to_tsquery takes it.
std::string expression(const Question& question) {
  std::string out;
  for (const std::string& word : question.words) {
    if (!out.empty())
      out += question.kind == Kind::kThree    ? " | "
             : question.kind == Kind::kPhrase ? " <-> "
                                              : " & ";
    out += word;
  }
  return out;
}

class PostgresPeer : public Peer {
 public:
  explicit PostgresPeer(PeerOptions options) : Peer(std::move(options)) {}
  ~PostgresPeer() override { PQfinish(connection_); }

  void build() override {
    connect();
    std::string facets;
    for (const PeerFacet& facet : kPeerFacets) facets += fmt::format("{} smallint, ", facet.name);
    const std::string before = "id integer PRIMARY KEY, " + facets + "ratio double precision, ";
    // The text itself is not kept: no answer needs it.
    run("CREATE TEMP TABLE given(" + before + "text text)");
    copy();
    run("CREATE TABLE record(" + before + "words tsvector)");
    run("INSERT INTO record SELECT id, " + columns() +
        ", ratio, to_tsvector('simple', text) FROM given");
    run("DROP TABLE given");
    run("SET maintenance_work_mem = '512MB'");
    run("CREATE INDEX ON record USING gin(words)");
    for (const PeerFacet& facet : kPeerFacets)
      run(fmt::format("CREATE INDEX ON record({})", facet.name));
    run("CREATE INDEX ON record(ratio)");
    run("VACUUM (ANALYZE) record");
    run("CHECKPOINT");
  }

  void open() override {
    connect();
    // A plan that does not know the words guesses how many records have them.
    run("SET plan_cache_mode = force_custom_plan");
  }

  void ask(const Question& question) override {
    answer_ = {};
    std::vector<std::size_t> all;
    for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet) all.push_back(facet);
    if (question.kind == Kind::kOwnLifted)
      for (const Chosen& one : question.chosen) std::erase(all, one.facet);
    first(question);
    count(question, all, true);
    if (question.kind == Kind::kOwnLifted)
      for (const Chosen& one : question.chosen)
        count(without(question, one.facet), {one.facet}, false);
  }

  Answer answer() override { return answer_; }

  std::string version() const override {
    const int number = PQserverVersion(connection_);
    return fmt::format("PostgreSQL {}.{}", number / 10000, number % 10000);
  }

  /// Of all processes of the server; memory that they share is counted once.
  Memory memory() const override {
    const std::string server = run("SELECT pg_read_file('postmaster.pid')", 1);
    const std::string postmaster = server.substr(0, server.find('\n'));
    Memory out;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      const std::string pid = entry.path().filename();
      if (pid.find_first_not_of("0123456789") != std::string::npos) continue;
      if (pid == postmaster || parent_of(pid) == postmaster)
        out.resident += proc_mib(pid, "smaps_rollup", "Pss");
    }
    out.peak = out.resident;
    return out;
  }

  std::uintmax_t bytes() const override {
    return need_number<std::uintmax_t>(run("SELECT pg_total_relation_size('record')", 1));
  }

 private:
  /// A server that was only just started refuses at first.
  void connect() {
    for (int tries = 0; tries < kMostTries; ++tries) {
      connection_ = PQconnectdb(options().connection.c_str());
      if (PQstatus(connection_) == CONNECTION_OK) return;
      if (tries + 1 == kMostTries) throw std::runtime_error(PQerrorMessage(connection_));
      PQfinish(connection_);
      std::this_thread::sleep_for(kBetweenTries);
    }
  }

  static std::string parent_of(const std::string& pid) {
    std::ifstream status("/proc/" + pid + "/status");
    for (std::string line; std::getline(status, line);)
      if (line.rfind("PPid:\t", 0) == 0) return line.substr(6);
    return {};
  }

  Result checked(PGresult* raw) const {
    Result result(raw, &PQclear);
    const auto status = PQresultStatus(raw);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_COPY_IN)
      throw std::runtime_error(PQerrorMessage(connection_));
    return result;
  }

  /// The first value of the answer, where there is to be one.
  std::string run(const std::string& sql, int values = 0) const {
    const Result result = checked(PQexec(connection_, sql.c_str()));
    return values > 0 && PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
  }

  void copy() {
    run("COPY given FROM STDIN");
    Rows rows(options().data);
    std::string lines;
    const auto send = [&] {
      if (PQputCopyData(connection_, lines.data(), static_cast<int>(lines.size())) != 1)
        throw std::runtime_error(PQerrorMessage(connection_));
      lines.clear();
    };
    for (Row row; rows.next(row);) {
      lines += std::to_string(row.number);
      for (const Code code : row.codes) lines += code == 0 ? "\t\\N" : fmt::format("\t{}", code);
      lines += std::isnan(row.ratio) ? "\t\\N" : fmt::format("\t{}", row.ratio);
      lines += '\t' + row.words + '\n';
      if (lines.size() > (1U << 20)) send();
    }
    send();
    if (PQputCopyEnd(connection_, nullptr) != 1)
      throw std::runtime_error(PQerrorMessage(connection_));
    while (PGresult* result = PQgetResult(connection_)) checked(result);
  }

  /// Runs a statement that is prepared the first time it comes.
  Result prepared(const std::string& sql, const std::vector<std::string>& values) {
    const auto [at, fresh] = prepared_.emplace(sql, fmt::format("s{}", prepared_.size()));
    if (fresh) checked(PQprepare(connection_, at->second.c_str(), sql.c_str(), 0, nullptr));
    std::vector<const char*> texts;
    for (const std::string& value : values) texts.push_back(value.c_str());
    return checked(PQexecPrepared(connection_, at->second.c_str(), static_cast<int>(values.size()),
                                  texts.data(), nullptr, nullptr, 0));
  }

  /// Conditions, and the values they are given.
  static std::string conditions(const Question& question, std::vector<std::string>& values) {
    std::string out;
    const auto add = [&](const std::string& condition, std::string value) {
      values.push_back(std::move(value));
      out += (out.empty() ? " WHERE " : " AND ") + condition + fmt::format("${}", values.size());
    };
    if (!question.words.empty()) {
      add("words @@ to_tsquery('simple', ", expression(question));
      out += ")";
    }
    if (question.kind == Kind::kRange) {
      add("ratio >= ", fmt::format("{}", question.low));
      add("ratio <= ", fmt::format("{}", question.high));
    }
    for (const Chosen& one : question.chosen)
      add(fmt::format("{} = ", kPeerFacets[one.facet].name), std::to_string(one.code));
    return out;
  }

  void first(const Question& question) {
    std::vector<std::string> values;
    const std::string where = conditions(question, values);
    const std::string order = question.kind == Kind::kRange ? "ratio DESC"
                              : question.words.empty()
                                  ? "id"
                                  : "ts_rank(words, to_tsquery('simple', $1)) DESC";
    const Result result = prepared(
        fmt::format("SELECT id FROM record{} ORDER BY {} LIMIT {}", where, order, kTop), values);
    for (int i = 0; i < PQntuples(result.get()); ++i)
      answer_.top.push_back(need_number<std::uint32_t>(PQgetvalue(result.get(), i, 0)));
  }

  void count(const Question& question, const std::vector<std::size_t>& facets, bool total) {
    std::vector<std::string> values;
    const std::string where = conditions(question, values);
    const bool everything = where.empty();
    const Result result = prepared(
        everything ? from_indexes(facets, total) : in_one_pass(facets, total, where), values);
    for (int i = 0; i < PQntuples(result.get()); ++i) {
      if (PQgetisnull(result.get(), i, 1) != 0) continue;
      const auto place = need_number<std::size_t>(PQgetvalue(result.get(), i, 0));
      const auto counted = need_number<std::size_t>(PQgetvalue(result.get(), i, 2));
      if (place == facets.size()) {
        answer_.total = counted;
      } else {
        answer_.facets[facets[place]].emplace_back(
            need_number<Code>(PQgetvalue(result.get(), i, 1)), counted);
      }
    }
  }

  /// Rows of a facet's place (the total's is behind the last), value and count. Of all records, the
  /// index of each facet is read by itself, which is quicker than a pass over the table.
  static std::string from_indexes(const std::vector<std::size_t>& facets, bool total) {
    std::string out;
    for (std::size_t i = 0; i < facets.size(); ++i)
      out += fmt::format("{0}SELECT {1}, {2}, count(*) FROM record GROUP BY {2}",
                         i > 0 ? " UNION ALL " : "", i, kPeerFacets[facets[i]].name);
    if (total) out += fmt::format(" UNION ALL SELECT {}, 0, count(*) FROM record", facets.size());
    return out;
  }

  static std::string in_one_pass(const std::vector<std::size_t>& facets, bool total,
                                 const std::string& where) {
    std::string sets = total ? "()" : "";
    std::string names;
    std::string places;
    for (std::size_t i = 0; i < facets.size(); ++i) {
      const std::string_view name = kPeerFacets[facets[i]].name;
      sets += fmt::format("{}({})", sets.empty() ? "" : ", ", name);
      names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
      places += fmt::format(" WHEN grouping({}) = 0 THEN {}", name, i);
    }
    // Of the total no column is grouped by; its value is any that is not null.
    return fmt::format(
        "SELECT CASE{0} ELSE {1} END, CASE WHEN {2} THEN 0 ELSE coalesce({3}) END, count(*) "
        "FROM record{4} GROUP BY GROUPING SETS ({5})",
        places, facets.size(), fmt::format("grouping({}) = {}", names, (1U << facets.size()) - 1),
        names, where, sets);
  }

  PGconn* connection_ = nullptr;
  std::map<std::string, std::string> prepared_;
  Answer answer_;
};

}  // namespace
}  // namespace outturn::bench

int main(int argc, char** argv) {
  return outturn::bench::peer_main(argc, argv, [](outturn::bench::PeerOptions options) {
    return std::make_unique<outturn::bench::PostgresPeer>(std::move(options));
  });
}
