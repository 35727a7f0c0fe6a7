// SPDX-License-Identifier: GPL-3.0-or-later
// Starting and asking the programs; see harness.h.
#include "tests/integration/harness.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>

namespace outturn::test {
namespace {

Arguments serve_arguments(const std::string& base, const Arguments& more) {
  Arguments arguments{setting("OUTTURN_SERVE"), "--base",   base,         "--web",
                      setting("OUTTURN_WEB"),   "--listen", "127.0.0.1:0"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

}  // namespace

std::string setting(const char* name) {
  const char* const value = std::getenv(name);
  if (value == nullptr)
    throw std::runtime_error(std::string(name) + " is not set; run through ctest");
  return value;
}

Finished index(const Arguments& arguments) {
  Arguments all{setting("OUTTURN_INDEX")};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run(all);
}

ServeProcess::ServeProcess(const std::string& base, const Arguments& more)
    : child_(serve_arguments(base, more)) {
  const std::string begins = "listening on http://127.0.0.1:";
  while (const auto line = child_.read_line(std::chrono::seconds(10))) {
    const auto at = line->find(begins);
    if (at == std::string::npos) continue;
    std::size_t digits = 0;
    const std::string rest = line->substr(at + begins.size());
    port_ = std::stoi(rest, &digits);
    prefix_ = rest.substr(digits);
    while (prefix_.ends_with('/')) prefix_.pop_back();
    return;
  }
  child_.wait(std::chrono::seconds(1));
  throw std::runtime_error("outturn-serve did not say that it listens; it said: " + child_.out() +
                           child_.err());
}

Json ServeProcess::json(const std::string& path, int status) const {
  const Reply reply = get(path);
  EXPECT_EQ(reply.status, status) << path << "\n" << reply.body.substr(0, 500);
  EXPECT_TRUE(reply.header("content-type").starts_with("application/json"))
      << path << ": " << reply.header("content-type");
  Json parsed = Json::parse(reply.body, nullptr, false);
  EXPECT_FALSE(parsed.is_discarded()) << path << "\n" << reply.body.substr(0, 500);
  return parsed;
}

const std::string& shared_base() {
  static const TempDir folder;
  static const std::string base = [] {
    if (const char* const given = std::getenv("OUTTURN_SHARED_BASE")) return std::string(given);
    std::string made = folder / "base";
    const Finished built = index({"build", setting("OUTTURN_CORPUS"), "--base", made});
    if (built.code != 0) throw std::runtime_error("the corpus does not build: " + built.err);
    return made;
  }();
  return base;
}

const ServeProcess& server() {
  static const ServeProcess process(shared_base());
  return process;
}

std::vector<std::string> all_ids(const ServeProcess& from) {
  std::vector<std::string> ids;
  std::string page = "/api/v1/search?per_page=100";
  for (;;) {
    const Json answer = from.json(page);
    for (const Json& result : answer.at("results")) ids.push_back(result.at("id"));
    if (answer.at("next").is_null()) return ids;
    page = "/api/v1/search?per_page=100&cursor=" + answer.at("next").get<std::string>();
  }
}

Json record_named(const std::string& id, const std::string& title, double value) {
  return {{"id", id},
          {"title", title},
          {"summary", "Our own words."},
          {"type", "programme"},
          {"evidence", {{"design", "modelling"}}},
          {"findings",
           {{{"outcome", "crime"},
             {"metric", "smd"},
             {"value", value},
             {"better", "lower"},
             {"result", "positive"},
             {"source", "s"},
             {"locator", "p. 1"}}}},
          {"sources", {"s"}},
          {"curation", {{"added", "2026-11-22"}}}};
}

Json record(const ServeProcess& from, const std::string& id) {
  const Json answer = from.json("/api/v1/records/" + id);
  return answer.contains("record") ? answer.at("record") : answer;
}

}  // namespace outturn::test
