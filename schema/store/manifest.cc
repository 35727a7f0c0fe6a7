// SPDX-License-Identifier: GPL-3.0-or-later
// Reads, writes and checks generation manifests.
#include "schema/store/manifest.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "schema/base/files.h"
#include "schema/store/layout.h"

namespace outturn::store {
namespace {

using base::Code;
using base::fail;
constexpr std::size_t kLargestManifest = 16U << 20;

Manifest decode(const nlohmann::json& json) {
  Manifest manifest;
  manifest.format = json.at("format");
  manifest.id = json.at("id");
  manifest.published = json.at("published");
  manifest.made_from = json.value("made_from", std::string());
  manifest.software = json.at("software");
  manifest.store_revision = json.at("store_revision");
  manifest.store_version = json.at("store_version");
  manifest.index_version = json.at("index_version");
  manifest.audit_version = json.value("audit_version", 0);
  manifest.vocabularies = json.at("vocabularies");
  manifest.records = json.at("records");
  manifest.findings = json.at("findings");
  manifest.appraisals = json.at("appraisals");
  for (const auto& [name, seal] : json.at("files").items())
    manifest.files[name] = {seal.at("bytes"), seal.at("sha256")};
  return manifest;
}

}  // namespace

std::string manifest_text(const Manifest& manifest) {
  nlohmann::ordered_json json{{"format", manifest.format},
                              {"id", manifest.id},
                              {"published", manifest.published},
                              {"made_from", manifest.made_from},
                              {"software", manifest.software},
                              {"store_revision", manifest.store_revision},
                              {"store_version", manifest.store_version},
                              {"index_version", manifest.index_version},
                              {"audit_version", manifest.audit_version},
                              {"vocabularies", manifest.vocabularies},
                              {"records", manifest.records},
                              {"findings", manifest.findings},
                              {"appraisals", manifest.appraisals}};
  for (const auto& [name, seal] : manifest.files)
    json["files"][name] = {{"bytes", seal.bytes}, {"sha256", seal.sha256}};
  return json.dump(2) + "\n";
}

base::Result<Manifest> read_manifest(const std::filesystem::path& generation) {
  const auto path = generation / kManifestFile;
  const auto text = base::read_file(path, kLargestManifest);
  if (!text) return tl::unexpected(text.error());
  try {
    const auto json = nlohmann::json::parse(*text);
    if (const int format = json.at("format"); format > kGenerationFormat) {
      return fail(Code::kNewerVersion,
                  fmt::format("this release has format {}; version {} of Outturn reads up to {}",
                              format, OUTTURN_VERSION, kGenerationFormat),
                  "use the Outturn that wrote it, or a newer one", path.string());
    }
    return decode(json);
  } catch (const nlohmann::json::out_of_range&) {
    return fail(Code::kCorrupt,
                "the manifest lacks a part: an earlier Outturn wrote it, or it is damaged",
                "publish again: outturn-index build", path.string());
  } catch (const nlohmann::json::exception&) {
    return fail(Code::kCorrupt, "this is not a manifest", "publish again: outturn-index build",
                path.string());
  }
}

base::Result<void> check_files(const std::filesystem::path& generation, const Manifest& manifest,
                               Checksums checksums) {
  for (const auto& [name, seal] : manifest.files) {
    const auto path = generation / name;
    std::error_code fault;
    const auto bytes = std::filesystem::file_size(path, fault);
    if (fault || bytes != seal.bytes)
      return fail(Code::kCorrupt, "missing, or not of the size its manifest states",
                  "publish again: outturn-index build", path.string());
    if (checksums == Checksums::kSkip) continue;
    const auto sum = base::file_sha256(path);
    if (!sum) return tl::unexpected(sum.error());
    if (*sum != seal.sha256)
      return fail(Code::kCorrupt, "its checksum is not the one its manifest states",
                  "publish again: outturn-index build", path.string());
  }
  return {};
}

}  // namespace outturn::store
