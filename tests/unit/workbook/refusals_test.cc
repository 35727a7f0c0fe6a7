// SPDX-License-Identifier: GPL-3.0-or-later
// What our own spreadsheet refuses comes back as a spreadsheet: refused, corrected there, accepted,
// and then what it would have been without the mistake.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "indexer/intake/intake.h"
#include "indexer/intake/refusals.h"
#include "indexer/readers/sheets/workbook.h"
#include "indexer/workbook/columns.h"
#include "indexer/workbook/guide.h"
#include "indexer/workbook/workbook_stream.h"
#include "indexer/workbook/xlsx_file.h"
#include "records.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::workbook {
namespace {

namespace fs = std::filesystem;
using evidence::Json;
using evidence::Record;
using evidence::to_json;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::size_t index_of(std::string_view sheet) {
  const auto found = std::find_if(sheets().begin(), sheets().end(),
                                  [&](const Sheet& one) { return one.name == sheet; });
  return static_cast<std::size_t>(found - sheets().begin());
}

/// What adding a file came to.
struct Came {
  std::vector<Json> taken;
  std::vector<std::string> faults;  ///< "where: message"
  std::vector<std::string> notes;
  std::size_t rows = 0;      ///< of the file
  std::size_t of_taken = 0;  ///< rows, each once
  std::size_t of_refused = 0;
  fs::path refusals;  ///< empty where nothing was refused
};

Came add(const fs::path& input, const fs::path& refusals) {
  ingest::CandidateOptions options;
  options.own_workbook = open_own_workbook;
  options.own_folder = open_own_folder;
  ingest::Progress progress(ingest::Telling::kNothing);
  ingest::Intake intake({input}, options, progress);
  ingest::Refusals file(refusals, input);
  Came came;
  const auto take = [&](const ingest::Checked& checked) -> base::Result<void> {
    for (const auto& fault : checked.faults)
      came.faults.push_back(fault.place.where + ": " + fault.message);
    (checked.record ? came.of_taken : came.of_refused) += ingest::row_count(checked);
    if (!checked.record) return file.add(intake.files()[checked.file], checked);
    came.taken.push_back(evidence::to_json(*checked.record));
    return {};
  };
  const auto done = intake.for_each(take, [] { return false; });
  EXPECT_TRUE(done) << base::to_text(done.error());
  const auto finished = file.finish();
  EXPECT_TRUE(finished) << base::to_text(finished.error());
  for (const auto& error : intake.unreadable()) ADD_FAILURE() << base::to_text(error);
  for (const auto& account : intake.files()) {
    came.rows += account.rows;
    for (const auto& note : account.notes) came.notes.push_back(note.text);
  }
  if (file.rows() > 0) came.refusals = file.path();
  return came;
}

struct SheetRows {
  std::vector<std::string> header;
  std::vector<std::vector<Value>> rows;
};

/// Every sheet of ours, as it stands in the file; what goes on in further columns is put together.
std::vector<SheetRows> contents(const fs::path& file) {
  std::vector<SheetRows> all(sheets().size());
  const auto book = ingest::open_workbook(file);
  EXPECT_TRUE(book) << base::to_text(book.error());
  for (std::size_t sheet = 0; sheet < all.size(); ++sheet) {
    const auto reader = (*book)->read(sheet + 1);  // the guide stands before them
    std::vector<std::size_t> places;
    ingest::SheetRow row;
    EXPECT_TRUE((*reader)->next(row).value());
    for (const auto& cell : row.cells) {
      if (!continued(cell.cell.text)) all[sheet].header.push_back(cell.cell.text);
      places.push_back(all[sheet].header.size() - 1);
    }
    while ((*reader)->next(row).value()) {
      std::vector<Value> values(all[sheet].header.size());
      for (const auto& cell : row.cells) {
        Value& value = values[places.at(cell.column)];
        value.number = cell.cell.number;
        if (!value.number) value.text += (value.text.empty() ? "" : "\n") + cell.cell.text;
      }
      all[sheet].rows.push_back(std::move(values));
    }
  }
  return all;
}

/// The file as a person who puts these texts in the place of others leaves it.
void correct(const fs::path& from, const fs::path& to,
             const std::map<std::string, Value>& corrections) {
  auto file = XlsxFile::create(to, Lead::kReasons);
  ASSERT_TRUE(file);
  const auto all = contents(from);
  for (std::size_t sheet = 0; sheet < all.size(); ++sheet)
    for (std::vector<Value> values : all[sheet].rows) {
      for (Value& value : values)
        if (const auto found = corrections.find(value.text);
            !value.empty() && found != corrections.end())
          value = found->second;
      ASSERT_TRUE((*file)->add(sheet, values, Look::kPlain));
    }
  ASSERT_TRUE((*file)->close());
}

/// An XLSX of these records, in which `spoil` may change each row.
void write(const std::vector<Record>& records, const fs::path& to,
           const std::function<void(const std::string& sheet, std::vector<Value>&)>& spoil) {
  auto file = XlsxFile::create(to);
  ASSERT_TRUE(file);
  for (const Record& record : records)
    ASSERT_TRUE(spread(record, [&](std::size_t sheet, std::vector<Value> values) {
      spoil(sheets()[sheet].name, values);
      return (*file)->add(sheet, values, Look::kPlain);
    }));
  ASSERT_TRUE((*file)->close());
}

Value& cell(std::vector<Value>& values, const std::string& sheet, const std::string& column) {
  const auto header = header_of(sheets()[index_of(sheet)]);
  return values.at(
      static_cast<std::size_t>(std::find(header.begin(), header.end(), column) - header.begin()));
}

std::string wrong_number(const std::vector<Record>& records, const fs::path& to) {
  write(records, to, [](const std::string& sheet, std::vector<Value>& values) {
    if (sheet != "findings" || cell(values, sheet, "record").text != "b") return;
    Value& value = cell(values, sheet, "n_total");
    if (value.number) value = {{}, "\xC2\xA3 5"};
  });
  return "\xC2\xA3 5";
}

class OwnRefusals : public ::testing::Test {
 protected:
  fs::path file(const char* name) const { return folder_.path() / name; }

  testing::TemporaryFolder folder_;
};

TEST_F(OwnRefusals, CorrectedTheyAreWhatTheyWouldHaveBeen) {
  const std::vector<Record> records{hard("a"), hard("b"), hard("c")};
  const std::string wrong = wrong_number(records, file("in.xlsx"));
  const Came first = add(file("in.xlsx"), file("refused.xlsx"));
  EXPECT_THAT(first.faults, ElementsAre(HasSubstr("is not a number")));
  EXPECT_THAT(first.taken, ElementsAre(to_json(records[0]), to_json(records[2])));
  EXPECT_THAT(first.notes, IsEmpty());
  EXPECT_EQ(first.rows, first.of_taken + first.of_refused);

  const Came again = add(first.refusals, file("again.xlsx"));
  EXPECT_THAT(again.faults, ElementsAre(HasSubstr("is not a number")));
  EXPECT_THAT(again.taken, IsEmpty()) << "only what was refused stands there";
  EXPECT_EQ(again.rows, first.of_refused);
  EXPECT_EQ(again.of_refused, first.of_refused);

  const double right = static_cast<double>(*records[1].findings[0].n_total);
  correct(first.refusals, file("corrected.xlsx"), {{wrong, {right, {}}}});
  const Came corrected = add(file("corrected.xlsx"), file("none.xlsx"));
  EXPECT_THAT(corrected.faults, IsEmpty());
  EXPECT_THAT(corrected.notes, IsEmpty()) << "nothing is said of the column of reasons";
  EXPECT_THAT(corrected.taken, ElementsAre(to_json(records[1])));
  EXPECT_FALSE(fs::exists(file("none.xlsx")));
}

TEST_F(OwnRefusals, EveryRowSaysWhy) {
  wrong_number({hard("a"), hard("b")}, file("in.xlsx"));
  const auto refused = contents(add(file("in.xlsx"), file("refused.xlsx")).refusals);
  for (const SheetRows& sheet : refused) {
    EXPECT_EQ(sheet.header.front(), ingest::kReasonColumn);
    for (const auto& row : sheet.rows) EXPECT_FALSE(row.front().text.empty());
  }
  const auto& findings = refused[index_of("findings")].rows;
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_THAT(findings[0].front().text,
              AllOf(HasSubstr("n_total \"\xC2\xA3 5\": "), HasSubstr("Hint: ")));
  EXPECT_THAT(findings[1].front().text, HasSubstr("row 4 of the sheet findings, which is not"));
  EXPECT_THAT(refused[0].rows.front().front().text, HasSubstr("sheet findings"))
      << "row 3 of another sheet is not this one";
}

TEST_F(OwnRefusals, OfAFolderOfCsvAndOfListsLongerThanACell) {
  std::vector<Record> records{hard("a"), long_lists()};
  for (Record& record : records) record.type = "programm";
  ASSERT_TRUE(write_csv(from(records), file("folder")));
  ASSERT_TRUE(write_workbook(from(records), file("in.xlsx")));
  for (const char* input : {"folder", "in.xlsx"}) {
    SCOPED_TRACE(input);
    const Came first = add(file(input), file("refused.xlsx"));
    EXPECT_THAT(first.taken, IsEmpty());
    EXPECT_THAT(first.faults, SizeIs(2));
    EXPECT_THAT(add(first.refusals, file("again.xlsx")).faults, SizeIs(2));
    correct(first.refusals, file("corrected.xlsx"), {{"programm", {{}, "programme"}}});
    const Came corrected = add(file("corrected.xlsx"), file("none.xlsx"));
    EXPECT_THAT(corrected.faults, IsEmpty());
    ASSERT_THAT(corrected.taken, SizeIs(2));
    for (std::size_t i = 0; i < records.size(); ++i) {
      Record sound = records[i];
      sound.type = "programme";
      EXPECT_EQ(corrected.taken[i], to_json(sound));
    }
  }
}

TEST_F(OwnRefusals, ARowOfSeveralRecordsGoesWithEachThatIsRefused) {
  const std::vector<Record> records{hard("a"), hard("b"), hard("c")};
  std::size_t sources = 0;
  write(records, file("in.xlsx"), [&](const std::string& sheet, std::vector<Value>& values) {
    if (sheet == "records" && cell(values, sheet, "id").text != "a")
      cell(values, sheet, "type").text = "programm";
    if (sheet == "sources") cell(values, sheet, "record").text = "a; b; c";
    sources += sheet == "sources" ? 1 : 0;
  });
  ASSERT_EQ(sources, 6U);  // each is there three times now, which is a fault of its own
  const Came first = add(file("in.xlsx"), file("refused.xlsx"));
  EXPECT_EQ(first.rows, first.of_taken + first.of_refused) << "a row counts once";
  const auto refused = contents(first.refusals);
  EXPECT_THAT(refused[index_of("sources")].rows, SizeIs(18));
  for (const auto& row : refused[index_of("sources")].rows)
    EXPECT_THAT(row[1].text, ::testing::AnyOf("a", "b", "c")) << "not of the others";
}

TEST_F(OwnRefusals, RowsOfNoRecord) {
  const std::vector<Record> records{hard("a")};
  write(records, file("in.xlsx"), [](const std::string& sheet, std::vector<Value>& values) {
    if (sheet == "places") cell(values, sheet, "record").text = "z";
    if (sheet == "ratings") cell(values, sheet, "record").text.clear();
  });
  const Came first = add(file("in.xlsx"), file("refused.xlsx"));
  ASSERT_THAT(first.taken, SizeIs(1));
  const auto refused = contents(first.refusals);
  EXPECT_THAT(refused[0].rows, IsEmpty());
  ASSERT_THAT(refused[index_of("places")].rows, SizeIs(1));
  EXPECT_THAT(refused[index_of("places")].rows[0][0].text, HasSubstr("has no record \"z\""));
  ASSERT_THAT(refused[index_of("ratings")].rows, SizeIs(1));
  EXPECT_THAT(refused[index_of("ratings")].rows[0][0].text, HasSubstr("does not say which record"));
  EXPECT_EQ(add(first.refusals, file("again.xlsx")).faults.size(), 2U);
}

TEST_F(OwnRefusals, AnotherRowOfTheSameIdComesBackAlone) {
  const std::vector<Record> records{hard("a"), hard("b")};
  write(records, file("in.xlsx"), [](const std::string& sheet, std::vector<Value>& values) {
    if (sheet == "records") cell(values, sheet, "id").text = "a";
  });
  const Came first = add(file("in.xlsx"), file("refused.xlsx"));
  ASSERT_THAT(first.taken, ElementsAre(to_json(records[0])));
  EXPECT_THAT(contents(first.refusals)[0].rows, SizeIs(1));
}

TEST_F(OwnRefusals, TheNameSaysThatItIsAWorkbook) {
  wrong_number({hard("b")}, file("in.xlsx"));
  EXPECT_EQ(add(file("in.xlsx"), file("refused.csv")).refusals, file("refused.csv.xlsx"));
}

}  // namespace
}  // namespace outturn::workbook
