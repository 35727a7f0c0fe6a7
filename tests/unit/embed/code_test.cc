// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses, the policy and the attributes of the lines that are pasted.
#include "server/render/embed_code.h"

#include <gmock/gmock.h>

#include "answers.h"

namespace outturn::render {
namespace {

using api::EmbedOptions;
using api::Tier;
using ::testing::HasSubstr;

constexpr const char* kOrigin = "https://host.example";

Site whole() {
  return {"https://host.example/x",
          {{"app.css", "app.0.css"},
           {"outturn-search.js", "outturn-search.1.js"},
           {"outturn-search.js.sri", "sha384-abc"}}};
}

EmbedOptions of(Tier tier) {
  EmbedOptions options;
  options.tier = tier;
  return options;
}

search::Question crime() {
  search::Question question;
  question.text = "nurse & \"visits\"";
  question.filters.chosen(FilterId::kOutcome) = {"crime"};
  question.filters.range(FilterId::kRatio).least = 1.5;
  return question;
}

TEST(EmbedCode, AllowsWhatEachTierNeedsAndNoMore) {
  EXPECT_EQ(policy_line(whole(), of(Tier::kForm)), "form-action https://host.example/x/search");
  EXPECT_EQ(policy_line(whole(), of(Tier::kFrame)), "frame-src https://host.example/x/embed/");
  EXPECT_EQ(policy_line(whole(), of(Tier::kComponent)),
            "script-src https://host.example/x/assets/; "
            "connect-src https://host.example/x/api/v1/search; "
            "form-action https://host.example/x/search");
  EmbedOptions formless = of(Tier::kFragment);
  formless.form = false;
  EXPECT_EQ(policy_line(whole(), formless), "");
}

TEST(EmbedCode, AddressesAreWholeAndEncoded) {
  EmbedOptions options = of(Tier::kFrame);
  options.height = true;
  EXPECT_EQ(frame_address(whole(), crime(), options),
            "https://host.example/x/embed/search?q=nurse+%26+%22visits%22&outcome=crime&"
            "ratio_min=1.5&height=yes");
  options.record = "a/b";
  EXPECT_EQ(frame_address(whole(), crime(), options),
            "https://host.example/x/embed/records/a%2Fb?height=yes");
}

TEST(EmbedCode, LockedFiltersStandApartFromPresetOnes) {
  EmbedOptions options = of(Tier::kComponent);
  auto view = code_view(whole(), kOrigin, crime(), options);
  EXPECT_EQ(view["preset"], "outcome=crime&ratio_min=1.5");
  EXPECT_EQ(view["locked"], "");
  options.lock = true;
  view = code_view(whole(), kOrigin, crime(), options);
  EXPECT_EQ(view["preset"], "");
  EXPECT_EQ(view["locked"], "outcome=crime&ratio_min=1.5");
  EXPECT_EQ(view["component_src"], "https://host.example/x/assets/outturn-search.1.js");
  EXPECT_EQ(view["component_hash"], "sha384-abc");
  // Without script the form alone has to say the same.
  EXPECT_EQ(view["fields"].size(), 2U);
  EXPECT_EQ(view["action"], "https://host.example/x/search");
}

TEST(EmbedCode, NothingEndsTheIncludeEarly) {
  search::Question question;
  question.text = "a --> b \" virtual=\"x";
  const auto view = code_view(whole(), kOrigin, question, of(Tier::kFragment));
  const auto query = view["fragment_query"].get<std::string>();
  EXPECT_EQ(query.find_first_of("\"<> "), std::string::npos) << query;
}

TEST(EmbedCode, ThePreviewSaysWhatWasChosen) {
  EmbedOptions options = of(Tier::kFragment);
  options.prefix = "b-";
  options.heading = 4;
  options.form = false;
  EXPECT_THAT(preview_address(site(), {}, options),
              HasSubstr("/x/embed/preview?tier=fragment&prefix=b-&heading=4&form=no"));
}

}  // namespace
}  // namespace outturn::render
