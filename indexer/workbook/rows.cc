// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/workbook/rows.h"

#include <utility>

#include "indexer/workbook/cells.h"
#include "indexer/workbook/columns.h"
#include "schema/evidence/record_json.h"

namespace outturn::workbook {
namespace {

using evidence::Json;

const Json* find(const Json& part, const std::vector<std::string>& path) {
  const Json* at = &part;
  for (const std::string& step : path) {
    const auto next = at->find(step);
    if (next == at->end()) return nullptr;
    at = &*next;
  }
  return at;
}

Value value_of(const Column& column, const Json& part) {
  const Json* field = find(part, column.path);
  if (field == nullptr) return {};
  switch (column.holds) {
    case Holds::kNumber:
      return {field->get<double>(), {}};
    case Holds::kTruth:
      return {{}, field->get<bool>() ? "yes" : "no"};
    case Holds::kList:
      return {{}, join_items(field->get<std::vector<std::string>>(), *between_of(column))};
    case Holds::kPrinted: {
      std::vector<std::pair<std::string, std::string>> pairs;
      for (const auto& [name, text] : field->items())
        pairs.emplace_back(name, text.get<std::string>());
      return {{}, join_pairs(pairs)};
    }
    case Holds::kText:
      break;
  }
  return {{}, field->get<std::string>()};
}

struct Keys {
  std::string record;
  std::optional<double> appraisal;
};

base::Result<void> give(std::size_t sheet, const Keys& keys, const Json& part,
                        const TakeRow& take) {
  std::vector<Value> values;
  const Sheet& layout = sheets()[sheet];
  values.reserve(layout.columns.size() + 2);
  if (keys_of(layout) > 0) values.push_back({{}, keys.record});
  if (keys_of(layout) > 1) values.push_back({keys.appraisal, {}});
  for (const Column& column : layout.columns) values.push_back(value_of(column, part));
  return take(sheet, values);
}

/// The rows of every sheet whose lists hang on `part`.
base::Result<void> give_lists(Of of, const Keys& keys, const Json& part, const TakeRow& take) {
  for (std::size_t sheet = 0; sheet < sheets().size(); ++sheet) {
    if (sheets()[sheet].of != of) continue;
    const Json* list = find(part, sheets()[sheet].path);
    if (list == nullptr) continue;
    for (std::size_t i = 0; i < list->size(); ++i) {
      Keys own = keys;
      if (of == Of::kRecord) own.appraisal = static_cast<double>(i + 1);
      if (auto given = give(sheet, own, (*list)[i], take); !given) return given;
      if (sheets()[sheet].name != "appraisals") continue;
      if (auto given = give_lists(Of::kAppraisal, own, (*list)[i], take); !given) return given;
    }
  }
  return {};
}

}  // namespace

base::Result<void> spread(const evidence::Record& record, const TakeRow& take) {
  const Json json = evidence::to_json(record);
  const Keys keys{record.id, {}};
  if (auto given = give(0, keys, json, take); !given) return given;
  return give_lists(Of::kRecord, keys, json, take);
}

}  // namespace outturn::workbook
