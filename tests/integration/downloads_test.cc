// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads over HTTP: all results in their order in every format, figures that come back as they
// are kept, and the ways in which a download may end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "tests/integration/harness.h"
#include "tests/unit/csv.h"

namespace outturn::test {
namespace {

using ::testing::HasSubstr;

using Row = std::map<std::string, std::string>;

std::vector<Row> rows_of(const Reply& reply) {
  const auto cells = read_csv(reply.body);
  std::vector<Row> out;
  for (std::size_t i = 1; i < cells.size(); ++i) {
    EXPECT_EQ(cells[i].size(), cells[0].size()) << "row " << i;
    Row row;
    for (std::size_t column = 0; column < cells[0].size(); ++column)
      row[cells[0][column]] = cells[i][column];
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<std::string> ids_of_pages(const std::string& query) {
  std::vector<std::string> ids;
  std::string next;
  do {
    const Json page = server().json("/api/v1/search?per_page=40&" + query +
                                    (next.empty() ? "" : "&cursor=" + next));
    for (const Json& hit : page.at("results")) ids.push_back(hit.at("id"));
    next = page.at("next").is_null() ? "" : page.at("next").get<std::string>();
  } while (!next.empty());
  return ids;
}

std::vector<Json> lines_of(const std::string& body) {
  std::vector<Json> out;
  std::istringstream lines(body);
  for (std::string line; std::getline(lines, line);) out.push_back(Json::parse(line));
  return out;
}

TEST(Downloads, HoldAllResultsInTheirOrderInEveryFormat) {
  for (const char* query : {"q=", "q=nurse+visits", "outcome=crime&sort=ratio", "sort=year",
                            "q=zzzzqqqq", "q=school&sort=cost&group_by=programme"}) {
    const std::string plain = std::string(query).substr(0, std::string(query).find("&group_by"));
    const auto ids = ids_of_pages(plain);
    std::vector<std::string> found;
    for (const Row& row : rows_of(server().get(std::string("/search.csv?") + query)))
      found.push_back(row.at("record_id"));
    EXPECT_EQ(found, ids) << query;
    found.clear();
    for (const Json& one : lines_of(server().get(std::string("/search.jsonl?") + query).body))
      found.push_back(one.at("record").at("id"));
    EXPECT_EQ(found, ids) << query;
    const Json document = server().json(std::string("/api/v1/search.json?") + query);
    EXPECT_EQ(document.at("total"), ids.size());
    found.clear();
    for (const Json& one : document.at("records")) found.push_back(one.at("record").at("id"));
    EXPECT_EQ(found, ids) << query;
    const Reply ris = server().get(std::string("/search.ris?") + query);
    EXPECT_EQ(ris.status, 200);
    for (const std::string& id : ids) EXPECT_THAT(ris.body, HasSubstr("/records/" + id));
    const Reply xlsx = server().get(std::string("/search.xlsx?") + query);
    EXPECT_EQ(xlsx.status, 200);
    EXPECT_TRUE(xlsx.body.starts_with("PK")) << query;
  }
}

TEST(Downloads, FindingsAndAppraisalsComeBackAsTheyAreKept) {
  const auto ids = ids_of_pages("q=");
  std::map<std::string, Json> records;
  for (const Json& one : lines_of(server().get("/search.jsonl").body))
    records[one.at("record").at("id")] = one;
  ASSERT_EQ(records.size(), ids.size());
  for (const auto& [table, list] :
       {std::pair{"findings", "finding"}, {"appraisals", "appraisal"}}) {
    std::size_t expected = 0;
    for (const auto& [id, one] : records)
      if (one.at("record").contains(table)) expected += one.at("record").at(table).size();
    const auto rows = rows_of(server().get(std::string("/") + table + ".csv"));
    EXPECT_EQ(rows.size(), expected);
    for (const Row& row : rows) {
      const Json& record = records.at(row.at("record_id"));
      const Json& kept = record.at("record").at(table).at(std::stoul(row.at(list)));
      for (const auto& [name, value] : kept.items()) {
        if (!row.contains(name) || name == "as_printed" || !value.is_primitive()) continue;
        if (value.is_number()) {
          EXPECT_EQ(std::stod(row.at(name)), value.get<double>()) << row.at("record_id") << name;
        } else if (value.is_boolean()) {
          EXPECT_EQ(row.at(name), value.get<bool>() ? "TRUE" : "FALSE");
        } else if (row.at(name) != value.get<std::string>()) {
          EXPECT_EQ(row.at(name), "'" + value.get<std::string>()) << "guarded, or not at all";
        }
      }
    }
  }
}

TEST(Downloads, StandardisedFiguresAreThoseOfTheApi) {
  std::size_t compared = 0;
  for (const Row& row : rows_of(server().get("/findings.csv?outcome=crime"))) {
    if (row.at("yi").empty()) {
      EXPECT_FALSE(row.at("yi_missing").empty());
      EXPECT_EQ(row.at("vi"), "");
      continue;
    }
    const Json answer = server().json("/api/v1/records/" + row.at("record_id"));
    const Json& effect =
        answer.at("derived").at("findings").at(std::stoul(row.at("finding"))).at("standardised");
    EXPECT_EQ(std::stod(row.at("yi")), effect.at("g").get<double>());
    if (effect.at("se").is_null()) {
      EXPECT_EQ(row.at("sei"), "");
    } else {
      const double se = effect.at("se");
      EXPECT_EQ(std::stod(row.at("sei")), se);
      EXPECT_DOUBLE_EQ(std::stod(row.at("vi")), se * se);
    }
    if (++compared > 60) break;
  }
  EXPECT_GT(compared, 20U);
}

TEST(Downloads, HeadersSayWhatTheyAre) {
  const std::string release = server().json("/api/v1/search").at("release");
  const Reply csv = server().get("/findings.csv?outcome=crime");
  EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8; header=present");
  EXPECT_EQ(csv.header("content-disposition"),
            "attachment; filename=\"outturn-" + release + "-findings.csv\"");
  EXPECT_TRUE(csv.body.ends_with("\r\n"));
  const Reply head = request(server().port(), "HEAD", server().prefix() + "/search.csv");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(head.header("content-disposition"),
            "attachment; filename=\"outturn-" + release + "-records.csv\"");
  for (const char* path : {"/search.csv", "/search.ris", "/search.jsonl", "/search.json"}) {
    const Reply plain = server().get(path);
    const Reply packed = server().get(path, "Accept-Encoding: gzip\r\n");
    EXPECT_EQ(packed.header("content-encoding"), "gzip") << path;
    EXPECT_EQ(gunzip(packed.body), plain.body) << path;
    const std::string tag = plain.header("etag");
    EXPECT_FALSE(tag.empty());
    EXPECT_EQ(server().get(path, "If-None-Match: " + tag + "\r\n").status, 304) << path;
  }
  EXPECT_EQ(server().get("/search.xlsx", "Accept-Encoding: gzip\r\n").header("content-encoding"),
            "");
  EXPECT_EQ(server().get("/search.xlsx").header("cache-control"), "no-store");
}

TEST(Downloads, OneRecordAndSeveral) {
  const auto ids = ids_of_pages("q=nurse");
  ASSERT_GE(ids.size(), 2U);
  for (const char* format : {"csv", "xlsx", "json", "jsonl", "ris"}) {
    for (const std::string& path :
         {"/records/" + ids[0] + "." + format, "/api/v1/records/" + ids[0] + "." + format,
          std::string("/compare.") + format + "?ids=" + ids[1] + "," + ids[0]})
      EXPECT_EQ(server().get(path).status, 200) << path;
  }
  const auto rows = rows_of(server().get("/compare.csv?ids=" + ids[1] + "&ids=" + ids[0]));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].at("record_id"), ids[1]);
  EXPECT_EQ(server().json("/records/" + ids[0] + ".json").at("records").at(0).at("record"),
            server().json("/api/v1/records/" + ids[0]).at("record"));
  EXPECT_EQ(server().get("/records/no-such-record.csv").status, 404);
  EXPECT_EQ(server().get("/compare.csv?ids=no-such-record").status, 400);
}

TEST(Downloads, ComparablesComeTheMostLikeFirst) {
  const std::string query = "?id=abecedarian&limit=4&outcome=education";
  std::vector<std::string> expected;
  const Json answer = server().json("/api/v1/comparables" + query);
  for (const Json& one : answer.at("comparables")) expected.push_back(one.at("id"));
  ASSERT_GE(expected.size(), 2U);
  std::vector<std::string> found;
  for (const Row& row : rows_of(server().get("/comparables.csv" + query)))
    found.push_back(row.at("record_id"));
  EXPECT_EQ(found, expected);
  EXPECT_THAT(server().get("/comparables" + query).body,
              HasSubstr("/comparables.xlsx?id=abecedarian"));
  EXPECT_THAT(server().get("/programmes/signs-of-safety").body,
              HasSubstr("/programmes/signs-of-safety.jsonl"));
}

TEST(Downloads, WrongOnesSayWhatIsWrong) {
  EXPECT_THAT(server().get("/search.pdf").body, HasSubstr("csv, xlsx, json, jsonl and ris"));
  EXPECT_EQ(server().get("/search.pdf").status, 404);
  const Json answer = server().json("/api/v1/findings.json?outcome=x&fields=y&page=3", 400);
  EXPECT_EQ(answer.at("error").at("problems").size(), 3U);
  EXPECT_EQ(server().get("/findings.csv?outcome=x").status, 400);
  EXPECT_EQ(server().get("/search.csv?cursor=forged").status, 400);
}

/// An HTTP/1.0 client takes no chunks, and gets the same until the connection closes.
TEST(Downloads, OldClientsGetTheSameBytes) {
  RawClient client(server().port());
  client.send("GET " + server().prefix() + "/search.csv HTTP/1.0\r\nHost: localhost\r\n\r\n");
  const Reply old = client.read();
  EXPECT_EQ(old.status, 200);
  EXPECT_EQ(client.rest(), server().get("/search.csv").body);
}

/// Clients that leave in the middle of long downloads take nothing with them.
TEST(Downloads, ThoseWhoLeaveFreeTheirPlace) {
  for (int i = 0; i < 40; ++i) {
    RawClient client(server().port());
    client.send("GET " + server().prefix() + "/search.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }
  int status = 0;
  for (int i = 0; i < 100 && status != 200; ++i) status = server().get("/search.json").status;
  EXPECT_EQ(status, 200);
}

}  // namespace
}  // namespace outturn::test
