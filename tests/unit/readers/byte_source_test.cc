// SPDX-License-Identifier: GPL-3.0-or-later
// Regular files and nothing else, and files that change under one's hands.
#include "indexer/readers/byte_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <functional>

#include "tests/unit/readers/reading.h"

namespace outturn::ingest {
namespace {

using base::Code;
using ::testing::HasSubstr;

class Bytes : public ::testing::Test {
 protected:
  /// Reads a file of three blocks, doing something after the first.
  base::Result<std::string> read_while(const std::function<void(std::filesystem::path)>& act) {
    const auto path = files_.write("a.csv", std::string(3 * ByteSource::kBlock, 'x'));
    auto source = ByteSource::open(path).value();
    std::string all(source->read().value());
    act(path);
    for (;;) {
      const auto block = source->read();
      if (!block) return tl::unexpected(block.error());
      if (block->empty()) return all;
      all += *block;
    }
  }
  void expect_noticed(const std::function<void(std::filesystem::path)>& act) {
    const auto read = read_while(act);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Code::kUnreadable);
    EXPECT_THAT(read.error().message, HasSubstr("changed while it was read"));
    EXPECT_THAT(read.error().hint, HasSubstr("read it again"));
    EXPECT_THAT(read.error().where, HasSubstr("a.csv"));
  }
  testing::Files files_;
};

TEST_F(Bytes, AFileThatStaysAsItIs) {
  const auto read = read_while([](const auto&) {});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->size(), 3 * ByteSource::kBlock);
}

TEST_F(Bytes, ExtentGoesFromNothingToAll) {
  auto source =
      ByteSource::open(files_.write("a", std::string(ByteSource::kBlock + 5, 'x'))).value();
  EXPECT_EQ(source->extent().done, 0U);
  EXPECT_EQ(source->extent().total, ByteSource::kBlock + 5);
  ASSERT_TRUE(source->read());
  EXPECT_EQ(source->extent().done, ByteSource::kBlock);
  ASSERT_TRUE(source->read());
  EXPECT_EQ(source->extent().done, source->extent().total);
}

TEST_F(Bytes, AFileThatGrows) {
  expect_noticed([](const auto& path) { std::ofstream(path, std::ios::app) << "more"; });
}

TEST_F(Bytes, AFileThatShrinks) {
  expect_noticed([](const auto& path) { std::filesystem::resize_file(path, 10); });
}

TEST_F(Bytes, AFileWrittenAnewAtTheSameSize) {
  expect_noticed([](const auto& path) {
    std::fstream(path, std::ios::in | std::ios::out) << "y";
    // The clock of files is coarse; what counts is that the time of writing is another.
    std::filesystem::last_write_time(
        path, std::filesystem::last_write_time(path) + std::chrono::milliseconds(20));
  });
}

TEST_F(Bytes, AFileReplacedByAnother) {
  expect_noticed([&](const auto& path) {
    std::filesystem::rename(files_.write("b.csv", std::string(3 * ByteSource::kBlock, 'z')), path);
  });
}

TEST_F(Bytes, AFileThatIsGone) {
  expect_noticed([](const auto& path) { std::filesystem::remove(path); });
}

TEST_F(Bytes, WhatIsNoFile) {
  const auto none = ByteSource::open(files_.folder() / "none");
  EXPECT_EQ(none.error().code, Code::kNotFound);
  EXPECT_EQ(none.error().message, "no such file");
  const auto folder = ByteSource::open(files_.folder());
  EXPECT_EQ(folder.error().code, Code::kUnreadable);
  EXPECT_THAT(folder.error().message, HasSubstr("folder"));
  const auto pipe = files_.folder() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  for (const auto& path : {pipe, std::filesystem::path("/dev/zero")}) {
    const auto opened = ByteSource::open(path);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Code::kUnreadable);
    EXPECT_EQ(opened.error().message, "neither a file nor a folder");
  }
}

}  // namespace
}  // namespace outturn::ingest
