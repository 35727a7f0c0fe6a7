// SPDX-License-Identifier: GPL-3.0-or-later
// The real programs under test: builds a base from the corpus, starts outturn-serve on a free port,
// asks it.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/integration/process.h"
#include "tests/unit/http/raw_client.h"

namespace outturn::test {

using Json = nlohmann::json;

/// Of OUTTURN_SERVE, OUTTURN_INDEX, OUTTURN_CORPUS and OUTTURN_WEB; throws naming the one that is
/// not set.
std::string setting(const char* name);

/// outturn-index with these arguments.
Finished index(const Arguments& arguments);

/// A running outturn-serve. The constructor returns once it says that it listens, and throws if it
/// does not.
class ServeProcess {
 public:
  explicit ServeProcess(const std::string& base, const Arguments& more = {});

  int port() const { return port_; }
  const std::string& prefix() const { return prefix_; }
  Child& child() { return child_; }

  Reply get(const std::string& path, const std::string& fields = {}) const {
    return test::get(port_, prefix_ + path, fields);
  }

  /// The body as JSON; fails the running test unless the status is `status` and the body parses.
  Json json(const std::string& path, int status = 200) const;

 private:
  Child child_;
  int port_ = 0;
  std::string prefix_;
};

/// A base made from the whole corpus, to be read only: OUTTURN_SHARED_BASE, which ctest makes once
/// for all suites, or else made once per test program.
const std::string& shared_base();

/// A server on the shared base, started once per test program.
const ServeProcess& server();

/// Ids of every record the search can reach.
std::vector<std::string> all_ids(const ServeProcess& from);

/// A small record of the source "s": one effect on crime, of which less is better.
Json record_named(const std::string& id, const std::string& title, double value);

/// The record below /api/v1/records/ID.
Json record(const ServeProcess& from, const std::string& id);

}  // namespace outturn::test
