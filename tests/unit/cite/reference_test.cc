// SPDX-License-Identifier: GPL-3.0-or-later
// One entry three ways: names, what TeX and RIS take for commands, what is not known.
#include "server/api/reference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cite/grammar.h"

namespace outturn::api {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string taken_apart(std::string_view name) {
  const Author author = author_of(name);
  return author.family + "|" + author.given;
}

TEST(AuthorOf, PeopleAreTakenApart) {
  EXPECT_EQ(taken_apart("Amina Ali"), "Ali|Amina");
  EXPECT_EQ(taken_apart("Ali, Amina"), "Ali|Amina");
  EXPECT_EQ(taken_apart("Mary Jane O’Brien"), "O’Brien|Mary Jane");
  EXPECT_EQ(taken_apart("Ludwig van der Rohe"), "van der Rohe|Ludwig");
  EXPECT_EQ(taken_apart("Olds DL"), "Olds|DL");
  EXPECT_EQ(taken_apart("Zoë Müller"), "Müller|Zoë");
}

TEST(AuthorOf, OrganisationsAreNot) {
  for (const char* name :
       {"NEF Consulting", "What Works Clearinghouse", "Department for Education", "RAND Europe",
        "Unicef", "UCL Institute of Health Equity", "Human Engine Ltd.", "Audit Team 7",
        "Smith, J., Lee, K.", "Olds et al.", "Royal College of Nursing"})
    EXPECT_EQ(author_of(name).given, "") << name;
}

Reference nasty() {
  Reference out;
  out.kind = ReferenceKind::kReport;
  out.key = "a-b.1";
  out.authors = {{"Müller", "Zoë"}, {"Smith & Sons {Ltd", ""}};
  out.title = "100% of {A} & B_1 #2 $3 ~4 ^5 \\end} \r\nER  - \r\nTY  - BOOK";
  out.publisher = "Star * Press";
  out.date = "2019";
  out.url = "https://example.org/a_b?x=1&y={2}%20#z";
  return out;
}

TEST(ToBibtex, EscapesWhatTexTakesForCommands) {
  const std::string text = to_bibtex(nasty());
  testing::BibReader again(text);
  const auto entries = again.read();
  EXPECT_EQ(again.fault, "");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].type, "techreport");
  EXPECT_EQ(entries[0].key, "a-b.1");
  EXPECT_EQ(entries[0].fields.at("title"),
            "{100\\% of \\textbraceleft{}A\\textbraceright{} \\& B\\_1 \\#2 \\$3 "
            "\\textasciitilde{}4 \\textasciicircum{}5 \\textbackslash{}end\\textbraceright{}   "
            "ER  -   TY  - BOOK}");
  EXPECT_EQ(entries[0].fields.at("author"),
            "Müller, Zoë and {Smith \\& Sons \\textbraceleft{}Ltd}");
  EXPECT_EQ(entries[0].fields.at("url"), "https://example.org/a_b?x=1&y=%7B2%7D%20#z");
  EXPECT_EQ(entries[0].fields.at("institution"), "Star * Press");
}

TEST(ToRis, ALineBreakNeverStartsAnotherEntry) {
  std::string fault;
  const auto entries = testing::read_ris(to_ris(nasty()), fault);
  EXPECT_EQ(fault, "");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].type, "RPRT");
  EXPECT_THAT(entries[0].all("AU"), ElementsAre("Müller, Zoë", "Smith & Sons {Ltd"));
  EXPECT_THAT(entries[0].all("PB"), ElementsAre("Star * Press"));
  EXPECT_THAT(entries[0].all("TI"), ElementsAre(HasSubstr("ER  -   TY  - BOOK")));
}

TEST(ToRis, NamesHoldNoAsterisk) {
  Reference starred;
  starred.authors = {{"A*B", ""}};
  EXPECT_THAT(to_ris(starred), HasSubstr("AU  - A B\r\n"));
}

TEST(ToText, SaysWhatIsNotKnown) {
  Reference bare;
  bare.title = "Untitled";
  EXPECT_EQ(to_text(bare), "(no date) Untitled.");
  EXPECT_EQ(to_bibtex(bare), "@misc{,\n  title = {{Untitled}}\n}\n");
}

TEST(ToText, ManyAuthorsAndOnePublisherWhoIsTheAuthor) {
  Reference many;
  for (int i = 0; i < 7; ++i) many.authors.push_back({"Ali", "Amina"});
  many.title = "On Bread";
  many.date = "2020";
  EXPECT_EQ(to_text(many), "Ali, A. et al. (2020) On Bread.");
  many.authors = {{"Human Engine", ""}};
  many.publisher = "Human Engine";
  EXPECT_EQ(to_text(many), "Human Engine (2020) On Bread.");
  many.authors = {{"Ali", "Amina Zoë"}, {"Olds", "DL"}, {"Ní Bhriain", "Órla"}};
  EXPECT_EQ(to_text(many),
            "Ali, A. Z., Olds, D.L. and Ní Bhriain, Ó. (2020) On Bread. Human Engine.");
}

TEST(ToText, DoiIsAFieldOfItsOwn) {
  Reference article;
  article.kind = ReferenceKind::kArticle;
  article.key = "x";
  article.title = "T";
  article.collection = "Journal of Things";
  article.date = "2020";
  article.url = "https://doi.org/10.1000/182";
  EXPECT_THAT(to_ris(article), HasSubstr("DO  - 10.1000/182\r\n"));
  EXPECT_THAT(to_bibtex(article), HasSubstr("doi = {10.1000/182}"));
  EXPECT_THAT(to_bibtex(article), HasSubstr("@article{x"));
  EXPECT_THAT(to_bibtex(article), Not(HasSubstr("howpublished")));
}

}  // namespace
}  // namespace outturn::api
