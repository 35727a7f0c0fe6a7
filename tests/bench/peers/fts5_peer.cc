// SPDX-License-Identifier: GPL-3.0-or-later
// fts5_peer: SQLite's FTS5 as a peer of the comparison, with facets counted in SQL. Texts lie in an
// index without content; facets are small numbers in a table beside it, each with an index of its
// own. What matches is found once a question and kept for the counting.
#include <sqlite3.h>

#include <cmath>
#include <map>

#include "tests/bench/peers/peer.h"

namespace outturn::bench {
namespace {

class Statement {
 public:
  Statement(sqlite3* database, const std::string& sql) : database_(database) {
    if (sqlite3_prepare_v3(database, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement_,
                           nullptr) != SQLITE_OK)
      throw std::runtime_error(std::string(sqlite3_errmsg(database)) + " in " + sql);
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(statement_); }

  void bind(int at, std::int64_t value) { check(sqlite3_bind_int64(statement_, at, value)); }
  void bind(int at, double value) { check(sqlite3_bind_double(statement_, at, value)); }
  void bind(int at, const std::string& value) {
    check(sqlite3_bind_text(statement_, at, value.c_str(), -1, SQLITE_TRANSIENT));
  }
  void bind_null(int at) { check(sqlite3_bind_null(statement_, at)); }
  /// False behind the last row; may then be run again.
  bool step() {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    check(sqlite3_reset(statement_));
    return false;
  }
  std::int64_t column(int at) { return sqlite3_column_int64(statement_, at); }

 private:
  void check(int result) {
    if (result != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database_));
  }

  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

std::string columns() {
  std::string out;
  for (const PeerFacet& facet : kPeerFacets)
    out += (out.empty() ? "" : ", ") + std::string(facet.name);
  return out;
}

/// Words in quotes, so that none is an operator.
std::string expression(const Question& question) {
  if (question.kind == Kind::kPhrase)
    return '"' + question.words.at(0) + ' ' + question.words.at(1) + '"';
  std::string out;
  for (const std::string& word : question.words) {
    if (!out.empty()) out += question.kind == Kind::kThree ? " OR " : " AND ";
    out += '"' + word + '"';
  }
  return out;
}

class Fts5Peer : public Peer {
 public:
  explicit Fts5Peer(PeerOptions options) : Peer(std::move(options)) {}
  ~Fts5Peer() override {
    statements_.clear();
    sqlite3_close(database_);
  }

  void build() override {
    connect();
    run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    run("CREATE VIRTUAL TABLE words USING fts5(text, content = '', tokenize = 'unicode61')");
    run("CREATE TABLE record(id INTEGER PRIMARY KEY, " + columns() + ", ratio REAL)");
    run("BEGIN");
    Statement words(database_, "INSERT INTO words(rowid, text) VALUES(?1, ?2)");
    std::string places;
    for (std::size_t i = 0; i < kPeerFacetCount + 2; ++i) places += i > 0 ? ", ?" : "?";
    Statement record(database_, "INSERT INTO record VALUES(" + places + ")");
    Rows rows(options().data);
    for (Row row; rows.next(row);) {
      words.bind(1, std::int64_t{row.number});
      words.bind(2, row.words);
      words.step();
      record.bind(1, std::int64_t{row.number});
      for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet) {
        const int at = static_cast<int>(facet) + 2;
        if (row.codes[facet] == 0)
          record.bind_null(at);
        else
          record.bind(at, std::int64_t{row.codes[facet]});
      }
      const int at = static_cast<int>(kPeerFacetCount) + 2;
      if (std::isnan(row.ratio))
        record.bind_null(at);
      else
        record.bind(at, row.ratio);
      record.step();
    }
    run("COMMIT");
    run("INSERT INTO words(words) VALUES('optimize')");
    for (const PeerFacet& facet : kPeerFacets)
      run("CREATE INDEX record_" + std::string(facet.name) + " ON record(" +
          std::string(facet.name) + ")");
    run("CREATE INDEX record_ratio ON record(ratio)");
    run("ANALYZE");
  }

  void open() override {
    connect();
    run("PRAGMA cache_size = -262144; PRAGMA mmap_size = 4294967296; PRAGMA temp_store = MEMORY");
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
    return std::string("SQLite FTS5 ") + sqlite3_libversion();
  }

 private:
  void connect() {
    if (sqlite3_open((options().index / "fts5.sqlite").c_str(), &database_) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(database_));
  }

  void run(const std::string& sql) {
    if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error(std::string(sqlite3_errmsg(database_)) + " in " + sql);
  }

  Statement& prepared(const std::string& sql) {
    auto& statement = statements_[sql];
    if (!statement) statement = std::make_unique<Statement>(database_, sql);
    return *statement;
  }

  /// Tables and conditions; what they need is bound by bind().
  static std::string source(const Question& question) {
    std::string conditions;
    const auto add = [&](const std::string& condition) {
      conditions += (conditions.empty() ? " WHERE " : " AND ") + condition;
    };
    if (!question.words.empty()) add("words MATCH ?1");
    if (question.kind == Kind::kRange) add("record.ratio BETWEEN ?2 AND ?3");
    int at = 4;
    for (const Chosen& one : question.chosen)
      add("record." + std::string(kPeerFacets[one.facet].name) + " = ?" + std::to_string(at++));
    return (question.words.empty() ? std::string(" FROM record")
                                   : " FROM words JOIN record ON record.id = words.rowid") +
           conditions;
  }

  static void bind(Statement& statement, const Question& question) {
    if (!question.words.empty()) statement.bind(1, expression(question));
    if (question.kind == Kind::kRange) {
      statement.bind(2, question.low);
      statement.bind(3, question.high);
    }
    int at = 4;
    for (const Chosen& one : question.chosen) statement.bind(at++, std::int64_t{one.code});
  }

  void first(const Question& question) {
    std::string sql = "SELECT record.id" + source(question);
    if (!question.words.empty() && question.chosen.empty())
      sql = "SELECT rowid FROM words WHERE words MATCH ?1";
    sql += question.kind == Kind::kRange ? " ORDER BY record.ratio DESC"
           : question.words.empty()      ? " ORDER BY record.id"
                                         : " ORDER BY rank";
    Statement& statement = prepared(sql + " LIMIT " + std::to_string(kTop));
    bind(statement, question);
    while (statement.step()) answer_.top.push_back(static_cast<std::uint32_t>(statement.column(0)));
  }

  void count(const Question& question, const std::vector<std::size_t>& facets, bool total) {
    // Browsing reads the facets' own indexes; anything else is found once, then counted.
    const bool browse = question.words.empty() && question.kind != Kind::kRange;
    const std::string from = browse ? "record" : "hit";
    std::string sql =
        browse ? std::string()
               : "WITH hit AS MATERIALIZED (SELECT " + columns() + source(question) + ") ";
    if (total) sql += "SELECT -1, 0, count(*) FROM " + from;
    for (const std::size_t facet : facets) {
      const std::string name(kPeerFacets[facet].name);
      sql += (total || facet != facets.front() ? " UNION ALL SELECT " : "SELECT ") +
             std::to_string(facet) + ", " + name + ", count(*) FROM " + from + " WHERE " + name +
             " IS NOT NULL GROUP BY " + name;
    }
    Statement& statement = prepared(sql);
    bind(statement, question);
    while (statement.step()) {
      const std::int64_t facet = statement.column(0);
      const auto counted = static_cast<std::size_t>(statement.column(2));
      if (facet < 0)
        answer_.total = counted;
      else
        answer_.facets[static_cast<std::size_t>(facet)].emplace_back(
            static_cast<Code>(statement.column(1)), counted);
    }
  }

  sqlite3* database_ = nullptr;
  std::map<std::string, std::unique_ptr<Statement>> statements_;
  Answer answer_;
};

}  // namespace
}  // namespace outturn::bench

int main(int argc, char** argv) {
  return outturn::bench::peer_main(argc, argv, [](outturn::bench::PeerOptions options) {
    return std::make_unique<outturn::bench::Fts5Peer>(std::move(options));
  });
}
