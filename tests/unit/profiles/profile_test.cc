// SPDX-License-Identifier: GPL-3.0-or-later
// Profiles that are wrong say where, what, and what to do.
#include "indexer/profiles/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/profiles/mapping.h"

namespace outturn {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

/// "POINTER: message hint" of every problem.
std::string problems_of(const std::string& text) {
  std::vector<evidence::Problem> problems;
  ingest::read_profile(text, problems);
  std::string all;
  for (const auto& one : problems) all += one.pointer + ": " + one.message + " " + one.hint + "\n";
  return all;
}

json sound() { return {{"profile", "p"}, {"record", test::least_record()}}; }

std::string problems_with(const json& patch) {
  json profile = sound();
  profile.merge_patch(patch);
  return problems_of(profile.dump());
}

TEST(Profiles, ShippedOnesAreSoundAndNamedAsTheirFiles) {
  EXPECT_EQ(ingest::shipped_profiles().size(), 3U);
  for (const auto& [name, text] : ingest::shipped_profiles()) {
    const auto profile = ingest::find_profile(std::string(name));
    ASSERT_TRUE(profile.has_value()) << base::to_text(profile.error());
    EXPECT_EQ(profile->name, name);
    EXPECT_FALSE(profile->title.empty());
  }
}

TEST(Profiles, OnesThatAreNotThereAreListed) {
  const auto none = ingest::find_profile("wwc");
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().code, base::Code::kNotFound);
  EXPECT_THAT(none.error().hint, HasSubstr("wwc-findings, wwc-interventions, wwc-studies"));
  EXPECT_FALSE(ingest::find_profile("/no/such.json").has_value());
}

TEST(Profiles, SaySlipsWithPointerAndHint) {
  EXPECT_EQ(problems_of(sound().dump()), "");
  EXPECT_THAT(problems_of("{"), HasSubstr("line 1"));
  EXPECT_THAT(problems_of("[]"), HasSubstr("not of the right type"));
  EXPECT_THAT(problems_with({{"colour", 1}}), HasSubstr("/colour: the field \"colour\""));
  EXPECT_THAT(problems_with({{"record", {{"evidence.desing", "rct"}}}}),
              HasSubstr("did you mean \"evidence.design\""));
  EXPECT_THAT(problems_with({{"record", {{"evidence.design", "quasi_experimen"}}}}),
              HasSubstr("/record/evidence.design: \"quasi_experimen\" is not in the vocabulary "
                        "\"design\" did you mean \"quasi_experiment\"?"));
  EXPECT_THAT(problems_with({{"record", {{"evidence.sample_size", "many"}}}}),
              HasSubstr("is not a whole number"));
  EXPECT_THAT(problems_with({{"record", {{"title", nullptr}}}}), HasSubstr("\"title\" is missing"));
  EXPECT_THAT(problems_with({{"record", {{"summary", {{"text", "{Name"}}}}}}),
              HasSubstr("a { is not closed"));
  EXPECT_THAT(problems_with({{"record", {{"summary", {{"text", "[[a"}}}}}}),
              HasSubstr("a [[ is not closed"));
  EXPECT_THAT(problems_with({{"record", {{"summary", {{"column", "a"}, {"text", "b"}}}}}}),
              HasSubstr("says twice where the value comes from"));
  EXPECT_THAT(problems_with({{"record", {{"summary", {{"take", "last"}}}}}}),
              HasSubstr("says not where"));
  EXPECT_THAT(problems_with({{"record", {{"summary", {{"column", "a"}, {"unit", "percent"}}}}}}),
              HasSubstr("\"unit\" is for numbers"));
  EXPECT_THAT(problems_with({{"record", {{"status", {{"column", "a"}, {"terms", "no"}}}}}}),
              HasSubstr("no map is named \"no\""));
  EXPECT_THAT(problems_with({{"record", {{"status", {{"column", "a"}, {"terms", {{"x", "y"}}}}}}}}),
              HasSubstr("/record/status/terms/x"));
}

TEST(Profiles, SayWhatIsWrongInLists) {
  const auto with_list = [](const char* name, const json& item) {
    return problems_with({{"lists", {{name, json::array({item})}}}});
  };
  EXPECT_THAT(with_list("finding", {{"fields", json::object()}}),
              HasSubstr("there are appraisals, appraisals.benefits"));
  EXPECT_THAT(with_list("findings", {{"fields", {{"valeu", 1}}}}),
              HasSubstr("\"valeu\" is not a field of an entry of \"findings\" did you mean "
                        "\"value\"?"));
  EXPECT_THAT(with_list("findings", {{"fields", json::object()}, {"derive", {{{"by", "magic"}}}}}),
              HasSubstr("there are hedges_g_from_means, se_from_means"));
  EXPECT_THAT(
      with_list("findings", {{"fields", json::object()}, {"derive", {{{"by", "se_from_means"}}}}}),
      HasSubstr("\"treatment_sd\" is missing"));
  EXPECT_THAT(with_list("places",
                        {{"fields", {{"area", {{"column", "a"}, {"unreadable", "as_printed"}}}}}}),
              HasSubstr("\"unreadable\" is for numbers"));
  EXPECT_THAT(with_list("findings", {{"fields", json::object()}, {"needs", {"vlaue"}}}),
              HasSubstr("/lists/findings/0/needs"));
  EXPECT_THAT(with_list("findings", {{"fields", json::object()}, {"when", {{"column", "x"}}}}),
              HasSubstr("nothing is asked of the column"));
}

TEST(Profiles, ThatDoNotFitAFileNameEveryColumnThatIsMissing) {
  json profile = sound();
  profile["record"]["summary"] = {{"column", "About"}};
  auto stream = ingest::MappedStream::open(
      std::make_unique<test::TextTable>(std::vector<std::vector<std::string>>{{"ID ", "Nam"}}),
      test::profile_of(profile));
  ASSERT_FALSE(stream.has_value());
  const std::string message = stream.error().message;
  EXPECT_THAT(message, HasSubstr("no column \"Name\" (did you mean \"Nam\"?"));
  EXPECT_THAT(message, HasSubstr("no column \"About\""));
  EXPECT_THAT(message, ::testing::Not(HasSubstr("\"Id\"")));
}

TEST(Profiles, ColumnsNamedTwiceAreRefusedWhereTheyAreUsed) {
  auto stream =
      ingest::MappedStream::open(std::make_unique<test::TextTable>(
                                     std::vector<std::vector<std::string>>{{"Id", "Name", "Name"}}),
                                 test::profile_of(sound()));
  ASSERT_FALSE(stream.has_value());
  EXPECT_THAT(stream.error().message, HasSubstr("two columns named \"Name\""));
}

}  // namespace
}  // namespace outturn
