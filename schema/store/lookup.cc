// SPDX-License-Identifier: GPL-3.0-or-later
// Records looked up by number, one after another; contract in reader.h.
#include <fmt/format.h>

#include <optional>

#include "schema/store/reader.h"
#include "schema/store/reading.h"

namespace outturn::store {

struct Reader::Lookup::Impl {
  SQLite::Database& database;
  SQLite::Statement record;
  std::optional<SQLite::Statement> flags;  ///< none for a store from before they were kept
};

Reader::Lookup::Lookup(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::Lookup::Lookup(Lookup&&) noexcept = default;
Reader::Lookup::~Lookup() = default;

base::Result<Reader::Lookup> Reader::lookup() const {
  return guarded(*database_, [&]() -> base::Result<Lookup> {
    auto impl = std::unique_ptr<Lookup::Impl>(new Lookup::Impl{
        *database_, SQLite::Statement(*database_, current(version_, "number = ?")), {}});
    if (version_ >= kFlags)
      impl->flags.emplace(*database_,
                          "SELECT code, severity, pointer, reported, printed, derived, sentence "
                          "FROM record JOIN flag USING (number, version) WHERE number = ? "
                          "ORDER BY ordinal");
    return Lookup(std::move(impl));
  });
}

base::Result<void> Reader::Lookup::text(unsigned number, std::string& json) {
  return guarded(impl_->database, [&]() -> base::Result<void> {
    SQLite::Statement& query = impl_->record;
    query.reset();
    query.bind(1, number);
    if (!query.executeStep()) return corrupt(impl_->database, fmt::format("no record {}", number));
    const auto text = query.getColumn(3);
    json.assign(text.getText(), static_cast<std::size_t>(text.getBytes()));
    return {};
  });
}

base::Result<std::vector<evidence::Flag>> Reader::Lookup::flags(unsigned number) {
  using Flags = std::vector<evidence::Flag>;
  return guarded(impl_->database, [&]() -> base::Result<Flags> {
    Flags flags;
    if (!impl_->flags) return flags;
    SQLite::Statement& query = *impl_->flags;
    query.reset();
    query.bind(1, number);
    while (query.executeStep()) {
      auto flag = flag_of(query);
      if (!flag) return corrupt(impl_->database, "a flag has no known severity");
      flags.push_back(*std::move(flag));
    }
    return flags;
  });
}

}  // namespace outturn::store
