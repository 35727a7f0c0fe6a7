// SPDX-License-Identifier: GPL-3.0-or-later
// A profile made ready for one table: its columns found, its terms checked. Plain data; compile.h
// makes it, value.h and candidate_maker.h follow it.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indexer/profiles/cell_text.h"
#include "indexer/profiles/record_field.h"

namespace outturn::ingest {

/// A column as the profile names it; without an index where the file lacks it and may.
struct Column {
  std::string name;
  std::optional<std::size_t> index;
};

/// How every cell of the table is read.
struct ReadingRules {
  std::set<std::string> blank;    ///< folded texts that mean that there is nothing
  std::size_t longest_blank = 0;  ///< bytes of a cell past which it is none of them
  NumberForm numbers;
  DateOrder dates = DateOrder::kNone;
};

struct Condition {
  enum class Test { kAll, kAny, kNot, kIs, kBlank, kContains, kAbove, kBelow, kLonger };
  Test test = Test::kAll;
  std::vector<Condition> parts;    ///< of kAll, kAny, kNot
  Column column;                   ///< of the others
  std::vector<std::string> words;  ///< of kIs, kContains: folded
  double bound = 0;                ///< of kAbove, kBelow, kLonger
  std::optional<Column> other;     ///< of kAbove, kBelow: a column in the place of `bound`
};

/// A part of a text: words as they stand, or what a column holds.
struct TextPiece {
  enum class Kind { kWords, kColumn, kSlug, kLower, kRow, kFile };
  Kind kind = Kind::kWords;
  std::string words;
  Column column;
  int group = -1;  ///< pieces of one [[...]] share a number; all are left out where one is blank
};

/// How what was found is read.
enum class Form { kText, kNumber, kInteger, kTruth, kDate, kYear, kMonths, kSlug, kTerm };

using TermMap = std::map<std::string, nlohmann::json>;  ///< by folded text; null leaves it out

struct ValueRule {
  enum class From { kConstant, kColumn, kText, kFirst, kCases };
  From from = From::kConstant;
  nlohmann::json constant;                  ///< of kConstant; null gives nothing
  Column column;                            ///< of kColumn
  std::vector<TextPiece> text;              ///< of kText
  std::vector<ValueRule> parts;             ///< of kFirst and kCases
  std::vector<Condition> cases;             ///< of kCases: one per part
  std::optional<Condition> when;            ///< else there is nothing
  std::optional<Condition> flip;            ///< a number changes its sign
  std::shared_ptr<const TermMap> terms;     ///< what the text stands for
  std::optional<nlohmann::json> otherwise;  ///< for a text that is in no map and no vocabulary
  std::set<std::string> blank;              ///< besides those of the table
  Form form = Form::kText;
  const evidence::Vocabulary* vocabulary = nullptr;  ///< of Form::kTerm
  Unit unit = Unit::kPlain;
  double times = 1;
  std::string split;             ///< a list: what stands between its parts
  bool keep_unreadable = false;  ///< an unreadable figure is kept as printed
  std::size_t clip = 0;          ///< longer texts are cut to so many bytes; 0: never
};

/// What a field takes where a record has several rows.
enum class Take { kSame, kFirst, kLast, kSmallest, kLargest, kSum, kJoined };

struct FieldRule {
  std::string path;  ///< dotted
  RecordField field;
  std::vector<ValueRule> values;  ///< one, or several of a list
  Take take = Take::kSame;
  std::string separator = "; ";  ///< of Take::kJoined
};

/// A figure that is worked out where the source gives none.
struct DerivationRule {
  std::string by;  ///< a name of kDerivations
  std::optional<Condition> when;
  std::map<std::string, ValueRule> with;  ///< figures that the item does not hold
};

struct ItemRule {
  std::string list;  ///< dotted, within what holds it: "findings", "evidence.ratings", "benefits"
  bool per_record = false;         ///< one for all rows; else one for each
  std::optional<Condition> when;   ///< of one for each row
  std::vector<std::string> needs;  ///< left out where one of these is
  std::string unique;  ///< "": each is kept; "*": equal ones once; else by the field of that name
  std::vector<FieldRule> fields;
  std::vector<ItemRule> lists;
  std::vector<DerivationRule> derivations;
};

struct SkipRule {
  Condition when;
  std::string reason;
};

struct Mapping {
  ReadingRules rules;
  std::vector<Column> key;   ///< empty: a record for each row
  bool anywhere = false;     ///< rows of a record may stand apart
  std::vector<Column> sort;  ///< order of the rows of a record; empty: the file's
  std::vector<SkipRule> skips;
  std::vector<FieldRule> fields;
  std::vector<ItemRule> lists;
};

}  // namespace outturn::ingest
