// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the examples of the API's description; see samples.h.
#include "server/routes/samples.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace outturn::routes {
namespace {

using evidence::Json;

/// What is done with the answer of a route, in the last lines of its example.
struct Use {
  std::string_view pattern;
  std::string_view r;
  std::string_view python;
};
constexpr std::array kUses{
    Use{"/api/v1/search", "answer$results[, c(\"id\", \"title\", \"design\")]",
        "for record in answer[\"results\"]:\n    print(record[\"id\"], record[\"title\"])"},
    Use{"/api/v1/suggest", "answer$suggestions[, c(\"kind\", \"text\", \"records\")]",
        "for one in answer[\"suggestions\"]:\n    print(one[\"kind\"], one[\"text\"])"},
    Use{"/api/v1/records/{id}", "answer$record$findings[, c(\"outcome\", \"metric\", \"value\")]",
        "for finding in answer[\"record\"][\"findings\"]:\n"
        "    print(finding[\"outcome\"], finding[\"metric\"], finding.get(\"value\"))"},
    Use{"/api/v1/records/{id}/history", "answer$versions[, c(\"version\", \"kind\", \"at\")]",
        "for version in answer[\"versions\"]:\n    print(version[\"version\"], version[\"at\"])"},
    Use{"/api/v1/comparables", "answer$comparables[, c(\"id\", \"score\", \"reason\")]",
        "for one in answer[\"comparables\"]:\n    print(one[\"id\"], one[\"score\"])"},
    Use{"/api/v1/records/{id}/comparables",
        "answer$comparables[, c(\"id\", \"score\", \"reason\")]",
        "for one in answer[\"comparables\"]:\n    print(one[\"id\"], one[\"score\"])"},
    Use{"/api/v1/breakeven", "answer$results$verdict_text",
        "print(answer[\"results\"][\"verdict_text\"])"},
    Use{"/api/v1/vocabularies", "answer$vocabularies[, c(\"name\", \"label\")]",
        "for one in answer[\"vocabularies\"]:\n    print(one[\"name\"], len(one[\"terms\"]))"},
    Use{"/api/v1/openapi.json", "names(answer$paths)", "print(list(answer[\"paths\"]))"},
};
constexpr Use kAnyUse{"", "str(answer, max.level = 1)", "print(list(answer))"};

const Use& use_of(std::string_view pattern) {
  for (const Use& use : kUses)
    if (use.pattern == pattern) return use;
  return kAnyUse;
}

Json sample(std::string_view lang, std::string_view label, std::string source) {
  return {{"lang", lang}, {"label", label}, {"source", std::move(source)}};
}

/// "findings.csv" of "/api/v1/findings.csv?outcome=crime"; empty for what is no file.
std::string file_of(std::string_view example) {
  example = example.substr(0, example.find('?'));
  const std::string_view name = example.substr(example.rfind('/') + 1);
  return name.find('.') == std::string_view::npos ? std::string() : std::string(name);
}

Json file_samples(const std::string& url, const std::string& file) {
  const bool is_csv = file.ends_with(".csv");
  Json out = Json::array();
  out.push_back(
      sample("Shell", "curl",
             fmt::format("curl --fail --silent --show-error --output '{}' '{}'", file, url)));
  out.push_back(sample(
      "R", "R",
      is_csv
          ? fmt::format("table <- read.csv(\"{}\")\nstr(table)", url)
          : fmt::format("download.file(\"{}\", \"{}\", mode = \"wb\", quiet = TRUE)", url, file)));
  out.push_back(sample(
      "Python", "Python",
      is_csv ? fmt::format("import csv\nimport io\nfrom urllib.request import urlopen\n\n"
                           "with urlopen(\"{}\") as reply:\n"
                           "    rows = list(csv.DictReader(io.TextIOWrapper(reply, "
                           "\"utf-8-sig\")))\nprint(len(rows), list(rows[0]))",
                           url)
             : fmt::format("from urllib.request import urlretrieve\n\nurlretrieve(\"{}\", \"{}\")",
                           url, file)));
  return out;
}

}  // namespace

Json samples_of(const Route& route, const std::string& server) {
  const std::string url = server + std::string(route.example);
  const std::string file = file_of(route.example);
  if (!file.empty() && !file.ends_with(".json")) return file_samples(url, file);
  const Use& use = use_of(route.pattern);
  Json out = Json::array();
  out.push_back(
      sample("Shell", "curl", fmt::format("curl --fail --silent --show-error '{}'", url)));
  out.push_back(sample(
      "R", "R", fmt::format("library(jsonlite)\nanswer <- fromJSON(\"{}\")\n{}", url, use.r)));
  out.push_back(sample("Python", "Python",
                       fmt::format("import json\nfrom urllib.request import urlopen\n\n"
                                   "with urlopen(\"{}\") as reply:\n"
                                   "    answer = json.load(reply)\n{}",
                                   url, use.python)));
  return out;
}

Json guide_samples(const std::string& server) {
  const std::string all = server +
                          "/api/v1/search?outcome=crime&per_page=20"
                          "&fields=total,next,results.id,results.title,results.design";
  const std::string one = server + "/api/v1/search?q=nurse&fields=total";
  Json paging = Json::array();
  paging.push_back(sample("Shell", "curl", "url='" + all + R"sh('
cursor=
while :; do
  page=$(curl --fail --silent --show-error "$url${cursor:+&cursor=$cursor}") || exit
  printf '%s\n' "$page" >> pages.jsonl
  cursor=$(printf '%s' "$page" | sed -n 's/.*"next":"\([^"]*\)".*/\1/p')
  [ -n "$cursor" ] || break
done)sh"));
  paging.push_back(sample("R", "R", "library(jsonlite)\nurl <- \"" + all + R"("
pages <- list()
cursor <- ""
repeat {
  answer <- fromJSON(paste0(url, cursor))
  pages[[length(pages) + 1]] <- answer$results
  if (is.null(answer[["next"]])) break
  cursor <- paste0("&cursor=", answer[["next"]])
}
records <- do.call(rbind, pages)
stopifnot(nrow(records) == answer$total))"));
  paging.push_back(sample("Python", "Python",
                          "import json\nfrom urllib.request import urlopen\n\nurl = \"" + all + R"("
records, cursor = [], ""
while True:
    with urlopen(url + cursor) as reply:
        answer = json.load(reply)
    records += answer["results"]
    if answer["next"] is None:
        break
    cursor = "&cursor=" + answer["next"]
assert len(records) == answer["total"])"));
  Json unchanged = Json::array();
  unchanged.push_back(sample("Shell", "curl", "url='" + one + R"('
curl --fail --silent --show-error --etag-save tag.txt --output answer.json "$url"
curl --silent --show-error --etag-compare tag.txt --output same.json \
  --write-out '%{http_code}\n' "$url")"));
  unchanged.push_back(sample("Python", "Python",
                             "from urllib.error import HTTPError\n"
                             "from urllib.request import Request, urlopen\n\nurl = \"" +
                                 one + R"("
with urlopen(url) as reply:
    tag = reply.headers["ETag"]
try:
    urlopen(Request(url, headers={"If-None-Match": tag}))
except HTTPError as reply:
    assert reply.code == 304  # nothing has changed)"));
  return {{"paging", std::move(paging)}, {"unchanged", std::move(unchanged)}};
}

}  // namespace outturn::routes
