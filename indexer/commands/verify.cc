// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index verify: whether a base is sound.
#include "indexer/release/verify.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "indexer/commands/command.h"
#include "schema/evidence/record_json.h"

namespace outturn::ingest {
namespace {

using evidence::Json;

struct VerifyOptions {
  std::filesystem::path base;
  Format format = Format::kText;
};

int verify_base(const VerifyOptions& options) {
  Progress progress;
  const Verified found = verify({options.base}, progress);
  progress.finish();
  if (options.format == Format::kJson) {
    Json wrong = Json::array();
    for (const base::Error& error : found.wrong)
      wrong.push_back({{"where", error.where}, {"message", error.message}, {"hint", error.hint}});
    const Json json{{"sound", found.wrong.empty()},
                    {"release", found.release.empty() ? Json(nullptr) : Json(found.release)},
                    {"versions", found.versions},
                    {"files", found.files},
                    {"records", found.records},
                    {"notes", found.notes},
                    {"wrong", std::move(wrong)}};
    fmt::print("{}\n", json.dump(2, ' ', false, Json::error_handler_t::replace));
  } else {
    for (const base::Error& error : found.wrong) fmt::print("{}\n", base::to_text(error));
    for (const std::string& note : found.notes) fmt::print("Note: {}.\n", note);
    fmt::print("{} {} of records, {} {} of a release, {} {} against its index: ", found.versions,
               found.versions == 1 ? "version" : "versions", found.files,
               found.files == 1 ? "file" : "files", found.records,
               found.records == 1 ? "record" : "records");
    if (found.wrong.empty())
      fmt::print("sound.\n");
    else
      fmt::print("{} {} wrong.\n", found.wrong.size(),
                 found.wrong.size() == 1 ? "thing is" : "things are");
  }
  return found.wrong.empty() ? 0 : base::row(base::Code::kCorrupt).exit_code;
}

}  // namespace

void add_verify(CommandLine& line) {
  auto options = std::make_shared<VerifyOptions>();
  auto* command =
      line.add("verify", "Check the store, the published release, and one against the other",
               [options] { return verify_base(*options); });
  add_base(*command, options->base);
  add_format(*command, options->format);
}

}  // namespace outturn::ingest
