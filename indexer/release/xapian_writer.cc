// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds index plans to Xapian; its exceptions become Errors here and nowhere else on the writing
// side.
#include "indexer/release/xapian_writer.h"

#include <fmt/format.h>
#include <xapian.h>

namespace outturn::ingest {
namespace {

template <typename Body>
base::Result<void> guarded(const std::string& folder, Body body) {
  try {
    body();
    return {};
  } catch (const Xapian::Error& fault) {
    return base::fail(base::Code::kUnwritable,
                      fmt::format("the index cannot be written ({})", fault.get_description()),
                      "is the disk full? The published release is untouched", folder);
  }
}

}  // namespace

struct XapianWriter::Impl {
  std::string folder;
  Xapian::WritableDatabase database;
  Xapian::TermGenerator generator;
};

XapianWriter::XapianWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
XapianWriter::XapianWriter(XapianWriter&&) noexcept = default;
XapianWriter::~XapianWriter() = default;

base::Result<XapianWriter> XapianWriter::create(const std::filesystem::path& folder) {
  return open_with(folder, Xapian::DB_CREATE);
}

base::Result<XapianWriter> XapianWriter::open(const std::filesystem::path& folder) {
  return open_with(folder, Xapian::DB_OPEN);
}

base::Result<XapianWriter> XapianWriter::open_with(const std::filesystem::path& folder, int flags) {
  auto impl = std::make_unique<Impl>();
  impl->folder = folder.string();
  const auto made = guarded(impl->folder, [&] {
    impl->database =
        Xapian::WritableDatabase(impl->folder, flags | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS);
    impl->generator.set_stemmer(Xapian::Stem("en"));
  });
  if (!made) return tl::unexpected(made.error());
  return XapianWriter(std::move(impl));
}

base::Result<void> XapianWriter::put(unsigned number, const index::Plan& plan) {
  return guarded(impl_->folder, [&] {
    Xapian::Document document;
    Xapian::TermGenerator& generator = impl_->generator;
    generator.set_document(document);
    generator.set_termpos(0);
    for (const index::Text& text : plan.texts) {
      const index::TextField& field = index::kTextFields[text.field];
      if (!field.prefix.empty()) {
        generator.index_text(text.words, field.weight, std::string(field.prefix));
        generator.increase_termpos();
      }
      generator.index_text(text.words, field.weight);
      generator.increase_termpos();
    }
    impl_->database.replace_document(number, document);
  });
}

base::Result<void> XapianWriter::remove(unsigned number) {
  return guarded(impl_->folder, [&] {
    try {
      impl_->database.delete_document(number);
    } catch (const Xapian::DocNotFoundError&) {  // then it is as it should be
    }
  });
}

base::Result<void> XapianWriter::finish() {
  return guarded(impl_->folder, [&] {
    impl_->database.commit();
    impl_->database.close();
  });
}

base::Result<void> join_indexes(const std::vector<std::filesystem::path>& parts,
                                const std::filesystem::path& folder) {
  return guarded(folder.string(), [&] {
    Xapian::Database all;
    for (const auto& part : parts) all.add_database(Xapian::Database(part.string()));
    all.compact(folder.string(), Xapian::DBCOMPACT_NO_RENUMBER | Xapian::DB_NO_SYNC);
  });
}

}  // namespace outturn::ingest
