// SPDX-License-Identifier: GPL-3.0-or-later
// Which records an address may name, and what is said of everything else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/api/named_records.h"

namespace outturn::api {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

NamedReading read(std::vector<Parameter> parameters, const NamingLimits& limits = kToCompare) {
  return read_named({"/compare", std::move(parameters), false}, limits);
}

std::vector<std::string> messages(const NamedReading& reading) {
  std::vector<std::string> out;
  for (const Problem& one : reading.problems) out.push_back(one.message);
  return out;
}

TEST(CompareReading, CommasAndRepetitionAreTheSame) {
  EXPECT_THAT(read({{"ids", "a,b,c"}}).ids, ElementsAre("a", "b", "c"));
  EXPECT_THAT(read({{"ids", "a"}, {"ids", " b , c,"}, {"ids", ""}}).ids,
              ElementsAre("a", "b", "c"));
  EXPECT_THAT(read({{"ids", "a,b"}, {"back", "q=x&outcome=crime"}}).back, "q=x&outcome=crime");
  EXPECT_THAT(read({{"ids", "a,b"}}).problems, IsEmpty());
}

TEST(CompareReading, EveryMistakeIsNamed) {
  const NamedReading reading = read({{"ids", "a,a,../etc/passwd,A B,<script>"}, {"nonsense", "1"}});
  EXPECT_THAT(
      messages(reading),
      ElementsAre("\"../etc/passwd\" is not the id of a record",
                  "\"A B\" is not the id of a record", "\"<script>\" is not the id of a record",
                  "is not a parameter of this address", "\"a\" is given more than once"));
  EXPECT_THAT(reading.ids, ElementsAre("a"));
}

TEST(CompareReading, NineAreTooMany) {
  const NamedReading reading = read({{"ids", "a,b,c,d,e,f,g,h,i"}});
  EXPECT_THAT(messages(reading), ElementsAre("9 records are given"));
  EXPECT_EQ(reading.ids.size(), 9U) << "kept, so that a page can offer them";
  EXPECT_THAT(read({{"ids", "a,b,c,d,e,f,g,h"}}).problems, IsEmpty());
}

TEST(CompareReading, AFileMayHoldAHundred) {
  std::string many;
  for (int i = 0; i < 100; ++i) many += "r" + std::to_string(i) + ",";
  EXPECT_THAT(read({{"ids", many}}, kToDownload).problems, IsEmpty());
  EXPECT_EQ(read({{"ids", many}}, kToDownload).ids.size(), 100U);
  const NamedReading reading = read({{"ids", many + "x"}}, kToDownload);
  EXPECT_THAT(messages(reading), ElementsAre("101 records are given"));
  EXPECT_THAT(reading.problems.front().hint, HasSubstr("at most 100, or download a search"));
}

TEST(CompareReading, TenThousandAreCountedAndNotLookedUp) {
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "r" + std::to_string(i) + ",";
  const NamedReading reading = read({{"ids", many}});
  EXPECT_THAT(messages(reading), ElementsAre("10,000 records are given"));
  EXPECT_EQ(reading.ids.size(), kToCompare.looked_up);
  std::string odd;
  for (int i = 0; i < 10'000; ++i) odd += "?,";
  const NamedReading wrong = read({{"ids", odd}});
  EXPECT_EQ(wrong.problems.size(), 13U);
  EXPECT_THAT(wrong.problems.back().message, HasSubstr("and 9,988 more"));
}

TEST(CompareReading, IdsHaveTheShapeOfTheSchema) {
  for (const char* odd : {"-a", "a-", "a--b", "A", "a_b", "\xC3\xA9", "a b"})
    EXPECT_EQ(read({{"ids", odd}}).problems.size(), 1U) << odd;
  EXPECT_EQ(read({{"ids", std::string(101, 'a')}}).problems.size(), 1U);
  EXPECT_THAT(read({{"ids", std::string(100, 'a')}}).problems, IsEmpty());
}

}  // namespace
}  // namespace outturn::api
