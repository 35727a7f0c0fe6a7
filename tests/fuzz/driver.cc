// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target without libFuzzer: over each seed of a folder, each seed cut short, and a
// fixed number of seeded mutations. The same every time.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int kMutationsPerSeed = 400;
constexpr int kCutsPerSeed = 40;

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

std::string mutated(std::string input, std::mt19937& random) {
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  for (std::size_t edits = 1 + below(4); edits > 0 && !input.empty(); --edits) {
    const std::size_t at = below(input.size());
    switch (below(4)) {
      case 0:
        input[at] = static_cast<char>(below(256));
        break;
      case 1:
        input.erase(at, 1 + below(16));
        break;
      case 2:
        input.insert(at, input.substr(below(input.size()), 1 + below(32)));
        break;
      default:
        input.insert(at, 1, "\"{}[],:-0e9\\"[below(12)]);
        break;
    }
  }
  return input;
}

}  // namespace

int main(int argc, char** argv) {
  std::mt19937 random(20261122);
  std::size_t runs = 0;
  for (int i = 1; i < argc; ++i) {
    // A folder is listed in the order of the file system, which is not that of another machine.
    std::set<std::filesystem::path> seeds;
    for (const auto& entry : std::filesystem::directory_iterator(argv[i]))
      seeds.insert(entry.path());
    for (const auto& path : seeds) {
      std::ifstream file(path, std::ios::binary);
      const std::string seed(std::istreambuf_iterator<char>(file), {});
      run(seed);
      for (std::size_t cut = 0; cut < kCutsPerSeed; ++cut)
        run(seed.substr(0, seed.size() * cut / kCutsPerSeed));
      for (int m = 0; m < kMutationsPerSeed; ++m) run(mutated(seed, random));
      runs += 1 + kCutsPerSeed + kMutationsPerSeed;
    }
  }
  std::printf("%zu inputs\n", runs);
  return runs == 0 ? 1 : 0;
}
