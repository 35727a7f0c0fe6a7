// SPDX-License-Identifier: GPL-3.0-or-later
// The derived figures of a record, where they must not say more than the record does.
#include "server/api/derived.h"

#include <gtest/gtest.h>

namespace outturn::api {
namespace {

evidence::Json standardised(const evidence::Finding& finding) {
  evidence::Record record;
  record.findings.push_back(finding);
  return derived_json(record)["findings"][0]["standardised"];
}

evidence::Finding shares() {
  evidence::Finding one;
  one.metric = "proportion";
  one.better = "higher";
  return one;
}

TEST(Derived, AChangeInOneGroupHasNoImprovementIndex) {
  evidence::Finding one = shares();
  one.before = 0.3;
  one.after = 0.45;
  const auto alone = standardised(one);
  EXPECT_EQ(alone["compared"], false);
  EXPECT_TRUE(alone["improvement_index"].is_null()) << "there is no comparison group to rise in";
  evidence::Finding two = shares();
  two.control_value = 0.3;
  two.treatment_value = 0.45;
  EXPECT_TRUE(standardised(two)["improvement_index"].is_number());
}

TEST(Derived, SharesAreSaidToBeReadAsOfPeople) {
  evidence::Finding one = shares();
  one.control_value = 0.3;
  one.treatment_value = 0.45;
  const auto method = standardised(one)["method"].get<std::string>();
  EXPECT_NE(method.find("read as a share of people"), std::string::npos) << method;
}

}  // namespace
}  // namespace outturn::api
