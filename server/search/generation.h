// SPDX-License-Identifier: GPL-3.0-or-later
// One published generation, open for reading: its manifest, its match-set engine, and a stock of
// connections. Immutable; threads share it through a shared_ptr, and it closes when the last
// request that uses it has ended.
#pragma once

#include <exception>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "schema/base/result.h"
#include "schema/store/manifest.h"
#include "schema/store/reader.h"
#include "server/search/match/match_engine.h"
#include "server/search/match/score.h"
#include "server/search/places.h"
#include "server/search/programme/names.h"
#include "server/search/query/lexicon.h"
#include "server/search/suggester.h"

namespace outturn::search {

class Generation {
 public:
  /// The handles one request works with; neither library lets two threads share one.
  struct Connection;

  /// Opens the generation in `folder` and makes its columns ready for counting. Errors: not found,
  /// corrupt, newer version.
  static base::Result<std::shared_ptr<const Generation>> open(const std::filesystem::path& folder);

  ~Generation();

  const store::Manifest& manifest() const { return manifest_; }

  /// Digest of the manifest, which seals every file: two generations of one id are told apart by
  /// it.
  const std::string& seal() const { return seal_; }
  const MatchEngine& matches() const { return *matches_; }

  /// Every word of the index; read when it is first asked for. Throws as lease() does.
  const query::Lexicon& lexicon() const;

  /// Every programme's name by its id in an address; gathered when first asked for.
  const ProgrammeNames& programmes() const;
  /// Numbers of all records ever held, that which changed last first; read when it is first asked
  /// for. Throws as lease() does.
  const std::vector<unsigned>& newest_first() const;
  /// How long every record is; read when first asked for. Throws as lease() does.
  const Lengths& lengths() const;

  /// What to offer while a person types; null until it is gathered, soon after open().
  std::shared_ptr<const query::Suggestions> suggestions() const { return suggester_->made(); }

  /// Whether the figures of some record were read from that source.
  bool has_source(std::string_view id) const;

  /// The title of a source document; its id where no record has it. Looked up in the store once.
  std::string source_title(const store::Reader& store, std::string_view id) const;

  /// A connection nobody else is using, given back when the lease ends.
  class Lease {
   public:
    Lease(const Generation& owner, std::unique_ptr<Connection> connection);
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    const Generation& owner_;
    std::unique_ptr<Connection> connection_;
    int exceptions_ = std::uncaught_exceptions();
  };

  /// Throws std::runtime_error where the files can no longer be opened.
  Lease lease() const;

  /// A place among the searches at work, given back when it ends. Whoever finds none free waits for
  /// one: more at once would end no sooner, and each holds lists as long as what it finds. Nobody
  /// takes a second one, and nobody holds one for seconds.
  class Turn {
   public:
    explicit Turn(Places& places) : places_(&places) { places.take(); }
    Turn(Turn&& other) noexcept : places_(std::exchange(other.places_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (places_ != nullptr) places_->give_back();
    }

   private:
    Places* places_;
  };
  Turn turn() const { return Turn(places_); }
  /// How many places there are.
  static std::size_t most_turns();

 private:
  Generation(int folder, std::string seal, store::Manifest manifest);
  std::unique_ptr<Connection> connect() const;
  query::Suggestions gather(const std::stop_token& stop) const;

  int folder_;  ///< descriptor: the folder itself, whatever takes its name later; holds its lock
  std::string seal_;
  store::Manifest manifest_;
  std::unique_ptr<const MatchEngine> matches_;
  mutable std::once_flag lexicon_read_;
  mutable query::Lexicon lexicon_;
  mutable std::once_flag programmes_gathered_;
  mutable ProgrammeNames programmes_;
  mutable std::once_flag newest_read_;
  mutable std::vector<unsigned> newest_first_;
  mutable std::once_flag lengths_read_;
  mutable Lengths lengths_;
  mutable Places places_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Connection>> idle_;           // guarded by mutex_
  mutable std::unordered_map<ValueId, std::string> source_titles_;  // guarded by mutex_
  std::unique_ptr<Suggester> suggester_;  ///< its thread uses all of the above
};

}  // namespace outturn::search
