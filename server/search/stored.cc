// SPDX-License-Identifier: GPL-3.0-or-later
// Records in numbers; contract in stored.h.
#include "server/search/stored.h"

#include <stdexcept>
#include <utility>

#include "schema/evidence/record_json.h"
#include "server/search/connection.h"
#include "server/search/match/row_tests.h"

namespace outturn::search {
namespace {

template <typename T>
T value_of(base::Result<T> result) {
  if (!result) throw std::runtime_error(base::to_text(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace

std::size_t read_records(const Generation& generation, std::span<const std::uint32_t> numbers,
                         const std::function<bool(StoredRecord& record)>& visit) {
  const auto lease = generation.lease();
  auto lookup = value_of(lease->store.lookup());
  StoredRecord one;
  std::size_t read = 0;
  for (const std::uint32_t number : numbers) {
    one.number = number;
    value_of(lookup.text(number, one.text));
    one.record = value_of(evidence::record_from_text(one.text));
    one.flags = value_of(lookup.flags(number));
    ++read;
    if (!visit(one)) break;
  }
  return read;
}

base::Result<std::uint32_t> number_of_record(const Generation& generation, const std::string& id) {
  constexpr std::size_t kLongestId = 100;
  if (id.size() > kLongestId)
    return base::fail(base::Code::kNotFound, "no record has an id that long",
                      "search for it by name");
  const auto lease = generation.lease();
  return lease->store.number(id);
}

struct RowsAskedFor::Impl {
  Impl(const Generation& generation, const FilterSet& asked, index::Level level)
      : filters(asked), tests(generation.matches().index(), filters, level) {}

  FilterSet filters;  // the tests refer to it
  RowTests tests;
};

RowsAskedFor::RowsAskedFor(const Generation& generation, const FilterSet& filters,
                           index::Level level)
    : impl_(std::make_unique<const Impl>(generation, filters, level)) {}
RowsAskedFor::~RowsAskedFor() = default;

bool RowsAskedFor::has(std::uint32_t number, std::size_t row) const {
  const auto [begin, end] = impl_->tests.rows(number);
  const std::size_t at = begin + row;
  return at < end && impl_->tests.failures(static_cast<std::uint32_t>(at)) == 0;
}

}  // namespace outturn::search
