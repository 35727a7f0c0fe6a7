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
  const std::string profile = folder_ / "profile.json";
  write_text(profile, read_text(setting("OUTTURN_FIXTURES") + "/tables/outcomes_long.profile.json"));
  std::string table = read_text(setting("OUTTURN_FIXTURES") + "/tables/outcomes_long.csv");
  const std::string whole = folder_ / "whole.csv";
  write_text(whole, table);
  const Json all = add(whole, profile);
  ASSERT_EQ(all.at("refused").at("rows"), 0) << all.dump(1);
  ASSERT_GT(all.at("records"), 1);
}

}  // namespace
}  // namespace outturn::test
