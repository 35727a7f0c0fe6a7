// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds index plans to Xapian; its exceptions become Errors here and nowhere else on the writing
// side.
#include "indexer/xapian_writer.h"

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
  auto impl = std::make_unique<Impl>();
  impl->folder = folder.string();
  const auto made = guarded(impl->folder, [&] {
    impl->database = Xapian::WritableDatabase(impl->folder, Xapian::DB_CREATE);
    impl->generator.set_stemmer(Xapian::Stem("en"));
  });
  if (!made) return tl::unexpected(made.error());
  return XapianWriter(std::move(impl));
}

base::Result<void> XapianWriter::add(unsigned number, const index::Plan& plan) {
  return guarded(impl_->folder, [&] {
    Xapian::Document document;
    Xapian::TermGenerator& generator = impl_->generator;
    generator.set_document(document);
    generator.set_termpos(0);
    for (const index::Text& text : plan.texts) {
      const index::TextField& field = index::kTextFields[text.field];
      generator.index_text(text.words, field.weight, std::string(field.prefix));
      generator.increase_termpos();
      generator.index_text(text.words, field.weight);
      generator.increase_termpos();
    }
    for (std::size_t facet = 0; facet < plan.filters.size(); ++facet)
      for (const std::string& value : plan.filters[facet])
        document.add_boolean_term(index::filter_term(facet, value));
    if (plan.ratio) {
      document.add_value(index::kRatioSlot, Xapian::sortable_serialise(plan.ratio->middle));
      document.add_value(index::kRatioLowSlot, Xapian::sortable_serialise(plan.ratio->low));
      document.add_value(index::kRatioHighSlot, Xapian::sortable_serialise(plan.ratio->high));
    }
    document.add_value(index::kTitleSlot, plan.title_key);
    impl_->database.replace_document(number, document);
  });
}

base::Result<void> XapianWriter::finish() {
  return guarded(impl_->folder, [&] {
    impl_->database.commit();
    impl_->database.close();
  });
}

}  // namespace outturn::ingest
