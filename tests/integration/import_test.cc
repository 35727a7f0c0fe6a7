// SPDX-License-Identifier: GPL-3.0-or-later
// Other people's tables through the command: the What Works Clearinghouse's downloads, a second cut
// of one of them, and refused rows corrected and given again.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

namespace fs = std::filesystem;

class Import : public testing::Test {
 protected:
  static fs::path wwc(const char* file) {
    const char* data = std::getenv("OUTTURN_DATA");
    return fs::path(data != nullptr ? data : setting("OUTTURN_CORPUS") + "/../../shared/data") /
           "wwc" / file;
  }

  Json add(const fs::path& file, const std::string& profile) const {
    const Finished done = index({"add", file, "--profile", profile, "--base", base_, "--refusals",
                                 refusals_, "--quiet", "--format", "json"});
    EXPECT_TRUE(done.code == 0 || done.code == 1) << done.err;
    return Json::parse(done.out);
  }

  TempDir folder_;
  const std::string base_ = folder_ / "base";
  const std::string refusals_ = folder_ / "refused.csv";
};

TEST_F(Import, EveryRowOfTheFindingsIsTakenOrRefusedWithItsReason) {
  const fs::path file = wwc("wwc_Findings.csv");
  if (!fs::exists(file)) GTEST_SKIP() << file << " is not here; set OUTTURN_DATA";
  const Json told = add(file, "wwc-findings");
  EXPECT_EQ(told.at("files").at(0).at("rows"), 6972);
  EXPECT_EQ(told.at("rows").get<int>() + told.at("refused").at("rows").get<int>(), 6972);
  EXPECT_GT(told.at("records"), 1000);
  EXPECT_EQ(told.at("records"), told.at("added"));
  for (const Json& reason : told.at("reasons")) {
    EXPECT_NE(reason.at("message"), "");
    EXPECT_NE(reason.at("hint"), "") << reason;
    EXPECT_NE(reason.at("first"), "");
  }
  const Json again = add(file, "wwc-findings");
  EXPECT_EQ(again.at("added"), 0);
  EXPECT_EQ(again.at("changed"), 0);
  EXPECT_EQ(again.at("unchanged"), told.at("records"));
}

TEST_F(Import, ALaterCutMakesNewVersionsOfWhatChanged) {
  const fs::path earlier = wwc("evidence_maps_paper_data_2021.csv");
  const fs::path later = wwc("wp_meta_v2_findings_with_citations.csv");
  if (!fs::exists(earlier)) GTEST_SKIP() << earlier << " is not here; set OUTTURN_DATA";
  const Json first = add(earlier, "wwc-studies");
  const Json second = add(later, "wwc-studies");
  EXPECT_EQ(first.at("added"), first.at("records"));
  EXPECT_EQ(second.at("added"), 0) << "the same studies got other ids";
  EXPECT_GT(second.at("changed"), 0);
  EXPECT_EQ(second.at("changed").get<int>() + second.at("unchanged").get<int>(),
            first.at("records").get<int>());
  EXPECT_EQ(add(later, "wwc-studies").at("changed"), 0);
}

TEST_F(Import, RefusedRowsComeBackOnceTheyAreCorrected) {
  const fs::path tables = setting("OUTTURN_FIXTURES") + "/tables";
  const std::string profile = tables / "findings-per-row.json";
  std::string table = read_text(tables / "findings-per-row.csv");
  const std::string sound = "Mathematics;Zahlentest;52,4";
  const std::string wrong = "Maths and more;Zahlentest;52,4";
  const auto at = table.find(sound);
  ASSERT_NE(at, std::string::npos);
  write_text(folder_ / "table.csv", table.replace(at, sound.size(), wrong));
  const Json some = add(folder_ / "table.csv", profile);
  EXPECT_EQ(some.at("added"), 2);
  EXPECT_EQ(some.at("refused"), Json({{"records", 1}, {"rows", 2}})) << some.dump(1);
  EXPECT_EQ(some.at("faults").at(0).at("row"), 2);
  EXPECT_EQ(some.at("faults").at(0).at("column"), "Outcome");
  EXPECT_EQ(some.at("faults").at(0).at("value"), "Maths and more");
  std::string refused = read_text(refusals_);
  EXPECT_NE(refused.find("row 2, which is not"), std::string::npos) << refused;
  const auto there = refused.find("Maths and more");
  ASSERT_NE(there, std::string::npos) << refused;
  write_text(folder_ / "corrected.csv", refused.replace(there, 14, "Mathematics"));
  const Finished corrected =
      index({"add", folder_ / "corrected.csv", "--profile", profile, "--base", base_});
  EXPECT_EQ(corrected.code, 0) << corrected.out << corrected.err;
  EXPECT_NE(corrected.out.find("1 added, 0 changed, 0 unchanged"), std::string::npos)
      << corrected.out;
}

TEST_F(Import, OurOwnSpreadsheetComesBackAsASpreadsheet) {
  const fs::path sheets = folder_ / "sheets";
  ASSERT_EQ(index({"export", "--format", "csv", "--out", sheets, "--base", shared_base()}).code, 0);
  std::string records = read_text(sheets / "records.csv");
  const auto at = records.find(",programme,");
  ASSERT_NE(at, std::string::npos);
  write_text(sheets / "records.csv", records.replace(at, 11, ",programm,"));
  const auto account = [&](const fs::path& input) {
    return Json::parse(index({"add", input, "--base", base_, "--refusals", refusals_, "--quiet",
                              "--format", "json"})
                           .out);
  };
  const Json some = account(sheets);
  EXPECT_GT(some.at("added"), 100);
  EXPECT_EQ(some.at("refused").at("records"), 1);
  EXPECT_EQ(some.at("rows").get<int>() + some.at("refused").at("rows").get<int>(),
            some.at("files").at(0).at("rows").get<int>());
  const fs::path refused = some.at("refusals_file").get<std::string>();
  EXPECT_EQ(refused, refusals_ + ".xlsx") << "programs tell by its name what it is";

  const Json again = account(refused);
  EXPECT_EQ(again.at("records"), 0);
  EXPECT_EQ(again.at("refused"), some.at("refused"));
  EXPECT_EQ(again.at("faults").at(0).at("value"), "programm");
  EXPECT_EQ(again.at("files").at(0).at("notes"), Json::array()) << again.dump(1);

  const Finished told = index({"add", refused, "--base", base_, "--refusals", refusals_});
  EXPECT_NE(told.out.find("The refused rows are in " + refused.string()), std::string::npos)
      << told.out << told.err;
}

}  // namespace
}  // namespace outturn::test
