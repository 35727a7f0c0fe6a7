// SPDX-License-Identifier: GPL-3.0-or-later
// Releases found on disk by nothing but a well-formed id.
#include "schema/store/releases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "schema/store/layout.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::store {
namespace {

using ::testing::ElementsAre;

void put(const std::filesystem::path& generations, const std::string& folder,
         const std::string& id) {
  Manifest manifest;
  manifest.id = id;
  manifest.files["columns"] = {1, "00"};
  std::filesystem::create_directories(generations / folder);
  std::ofstream(generations / folder / kManifestFile) << manifest_text(manifest);
}

TEST(IsReleaseId, ADayAndANumber) {
  for (const char* id : {"2026-11-22.1", "2026-11-22.123456", "0000-00-00.0"})
    EXPECT_TRUE(is_release_id(id)) << id;
  for (const char* id :
       {"", "2026-11-22", "2026-11-22.", "2026-11-22.1234567", "2026-11-22.1/", "2026-11-22.1/..",
        "../2026-11-22.1", "2026-11-22.-1", "2026-11-22.1a", "2026/11/22.1", "x026-11-22.1", "..",
        ".", "current", "2026-11-22.1\n", "2026-11-22.%2e"})
    EXPECT_FALSE(is_release_id(id)) << id;
}

TEST(Releases, TheNewestFirstAndOnlyWhatIsOne) {
  const testing::TemporaryFolder folder;
  const auto generations = folder.path() / "generations";
  put(generations, "2026-11-22.9", "2026-11-22.9");
  put(generations, "2026-11-22.10", "2026-11-22.10");
  put(generations, "2025-01-01.3", "2025-01-01.3");
  put(generations, ".removing-2025-01-01.1", "2025-01-01.1");
  put(generations, "2025-01-01.2", "2025-01-01.7");  // calls itself another
  std::filesystem::create_directories(generations / "2025-01-01.4");
  std::ofstream(generations / "2025-01-01.4" / kManifestFile) << "{";
  put(folder.path(), "2024-01-01.1", "2024-01-01.1");  // outside
  std::vector<std::string> ids;
  for (const Manifest& one : known_releases(generations)) ids.push_back(one.id);
  EXPECT_THAT(ids, ElementsAre("2026-11-22.10", "2026-11-22.9", "2025-01-01.3"));
  EXPECT_TRUE(find_release(generations, "2025-01-01.3"));
  EXPECT_FALSE(find_release(generations, "2025-01-01.2"));
  EXPECT_FALSE(find_release(generations, "2025-01-01.4"));
  EXPECT_FALSE(find_release(generations, "../2024-01-01.1"));
  EXPECT_FALSE(find_release({}, "2025-01-01.3"));
  EXPECT_TRUE(known_releases(generations / "nowhere").empty());
}

}  // namespace
}  // namespace outturn::store
