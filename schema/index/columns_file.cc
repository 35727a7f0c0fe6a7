// SPDX-License-Identifier: GPL-3.0-or-later
// Maps and proves a columns file; contract in columns_file.h.
#include "schema/index/columns_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "schema/index/columns_proof.h"

namespace outturn::index {
namespace {

base::Result<void> corrupt(const std::filesystem::path& path, const std::string& what) {
  return base::fail(base::Code::kCorrupt, "the columns file is damaged: " + what,
                    "publish the base anew", path.string());
}

std::uint32_t crc_of(const std::byte* bytes, std::uint64_t count) {
  return static_cast<std::uint32_t>(::crc32_z(::crc32_z(0, nullptr, 0),
                                              reinterpret_cast<const unsigned char*>(bytes),
                                              static_cast<z_size_t>(count)));
}

/// Everything that can be said before a section is looked into.
base::Result<void> check_header(const std::filesystem::path& path, const std::byte* data,
                                std::size_t bytes, const ColumnsHeader& header) {
  if (header.magic != kColumnsMagic) return corrupt(path, "it does not begin as one");
  if (header.version > kColumnsVersion)
    return base::fail(base::Code::kNewerVersion, "the columns file was written by a newer Outturn",
                      "install that version", path.string());
  if (header.version < kColumnsVersion)
    return base::fail(base::Code::kCorrupt, "the columns file was written by an older Outturn",
                      "publish the base anew", path.string());
  if (header.crc != crc_of(data, offsetof(ColumnsHeader, crc)))
    return corrupt(path, "its header does not match its checksum");
  if (header.file_bytes != bytes) return corrupt(path, "it is not as long as it says");
  for (const SectionRow& row : header.sections) {
    if (row.offset % kSectionAlignment != 0 || row.offset < sizeof header || row.offset > bytes ||
        row.bytes > bytes - row.offset)
      return corrupt(path, "a section lies outside it");
    if (row.crc != crc_of(data + row.offset, row.bytes))
      return corrupt(path, "a section does not match its checksum");
  }
  return {};
}

/// Takes entries off a dictionary's bytes.
class Entries {
 public:
  explicit Entries(std::span<const char> bytes) : bytes_(bytes) {}

  bool done() const { return bytes_.empty(); }
  /// False where the bytes do not hold a whole entry.
  bool next(std::uint32_t& what, std::string_view& value) {
    std::uint32_t length = 0;
    if (bytes_.size() < 2 * sizeof length) return false;
    std::memcpy(&what, bytes_.data(), sizeof what);
    std::memcpy(&length, bytes_.data() + sizeof what, sizeof length);
    bytes_ = bytes_.subspan(2 * sizeof length);
    if (bytes_.size() < length) return false;
    value = {bytes_.data(), length};
    bytes_ = bytes_.subspan(length);
    return true;
  }

 private:
  std::span<const char> bytes_;
};

}  // namespace

struct ColumnsFile::Mapping {
  std::byte* data = nullptr;
  std::size_t bytes = 0;

  Mapping() = default;
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (data != nullptr) ::munmap(data, bytes);
  }
};

ColumnsFile::ColumnsFile(std::unique_ptr<Mapping> mapping) : mapping_(std::move(mapping)) {}
ColumnsFile::ColumnsFile(ColumnsFile&&) noexcept = default;
ColumnsFile& ColumnsFile::operator=(ColumnsFile&&) noexcept = default;
ColumnsFile::~ColumnsFile() = default;

const std::byte* ColumnsFile::data() const { return mapping_->data; }
const ColumnsHeader& ColumnsFile::header() const {
  return *reinterpret_cast<const ColumnsHeader*>(mapping_->data);
}

std::string_view ColumnsFile::title_key(std::uint32_t number) const {
  const Rows place = rows(Section::kTitleOffsets, number);
  return {column<char>(Section::kTitleBytes).data() + place.begin, place.end - place.begin};
}

void ColumnsFile::forget_pages() const {
  // Advice: where it is not taken, the pages merely stay.
  (void)::madvise(mapping_->data, mapping_->bytes, MADV_DONTNEED);
}

base::Result<void> ColumnsFile::read_dictionaries(const std::filesystem::path& path) {
  for (const auto& [section, out] :
       {std::pair{Section::kTermDictionary, &terms_}, {Section::kNameDictionary, &names_}}) {
    Entries entries(column<char>(section));
    while (!entries.done()) {
      std::uint32_t what = 0;
      std::string_view value;
      if (!entries.next(what, value) || what >= kFilterCount)
        return corrupt(path, "a dictionary cannot be read");
      out->push_back({static_cast<FilterId>(what), value});
    }
  }
  finding_bits_.assign(kRowBits, {});
  appraisal_bits_.assign(kRowBits, {});
  for (const BitField& field : kBitFields)
    for (unsigned bit = field.first; bit < field.first + field.width; ++bit)
      (field.level == Level::kFinding ? finding_bits_ : appraisal_bits_)[bit].filter = field.filter;
  Entries entries(column<char>(Section::kBitDictionary));
  while (!entries.done()) {
    std::uint32_t what = 0;
    std::string_view value;
    if (!entries.next(what, value)) return corrupt(path, "a dictionary cannot be read");
    const auto level = static_cast<Level>(what / kRowBits);
    if (level != Level::kFinding && level != Level::kAppraisal)
      return corrupt(path, "a dictionary names a row that is not");
    (level == Level::kFinding ? finding_bits_ : appraisal_bits_)[what % kRowBits].value = value;
  }
  return {};
}

base::Result<ColumnsFile> ColumnsFile::open(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return base::fail(errno == ENOENT ? base::Code::kNotFound : base::Code::kUnreadable,
                      std::strerror(errno), "publish the base anew", path.string());
  auto mapping = std::make_unique<Mapping>();
  struct stat status {};
  int fault = ::fstat(descriptor, &status) == 0 ? 0 : errno;
  if (fault == 0 && S_ISREG(status.st_mode) &&
      static_cast<std::size_t>(status.st_size) >= sizeof(ColumnsHeader)) {
    const auto bytes = static_cast<std::size_t>(status.st_size);
    void* data = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, descriptor, 0);
    if (data == MAP_FAILED) {
      fault = errno;
    } else {
      mapping->data = static_cast<std::byte*>(data);
      mapping->bytes = bytes;
    }
  }
  ::close(descriptor);
  if (fault != 0)
    return base::fail(base::Code::kUnreadable, std::strerror(fault), {}, path.string());
  if (mapping->data == nullptr)
    return tl::unexpected(corrupt(path, "it is too short to be one").error());

  ColumnsFile file(std::move(mapping));
  if (auto checked = check_header(path, file.data(), file.mapping_->bytes, file.header()); !checked)
    return tl::unexpected(checked.error());
  file.forget_pages();
  if (auto read = file.read_dictionaries(path); !read) return tl::unexpected(read.error());
  if (const auto fault_found = disproof(file); !fault_found.empty())
    return tl::unexpected(corrupt(path, fault_found).error());
  return file;
}

}  // namespace outturn::index
