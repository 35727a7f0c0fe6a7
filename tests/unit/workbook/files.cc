// SPDX-License-Identifier: GPL-3.0-or-later
#include "files.h"

#include <fmt/format.h>
#include <zip.h>

#include <stdexcept>

namespace outturn::testing {

std::string zipped(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(memory);
  zip_t* archive = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  if (archive == nullptr) throw std::runtime_error(zip_error_strerror(&error));
  for (const auto& [name, content] : parts)
    zip_file_add(archive, name.c_str(),
                 zip_source_buffer(archive, content.data(), content.size(), 0), ZIP_FL_ENC_UTF_8);
  if (zip_close(archive) != 0) throw std::runtime_error(zip_strerror(archive));
  zip_stat_t stat;
  zip_source_stat(memory, &stat);
  std::string bytes(static_cast<std::size_t>(stat.size), '\0');
  zip_source_open(memory);
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

Parts xlsx_parts(const XlsxXml& book) {
  constexpr const char* kRelations =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  constexpr const char* kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  constexpr const char* kPackage = "http://schemas.openxmlformats.org/package/2006/relationships";
  Parts parts;
  parts["[Content_Types].xml"] = "<Types/>";
  parts["_rels/.rels"] = fmt::format(
      R"(<Relationships xmlns="{}">
<Relationship Id="r1" Type="{}/officeDocument" Target="xl/workbook.xml"/></Relationships>)",
      kPackage, kRelations);
  std::string sheets;
  std::string relations = fmt::format(
      R"(<Relationship Id="t" Type="{0}/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="s" Type="{0}/styles" Target="/xl/styles.xml"/>)",
      kRelations);
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    const XlsxSheetXml& sheet = book.sheets[i];
    sheets += fmt::format(R"(<sheet name="{}" sheetId="{}" state="{}" r:id="w{}"/>)", sheet.name,
                          i + 1, sheet.state, i);
    relations += fmt::format(
        R"(<Relationship Id="w{}" Type="{}/worksheet" Target="worksheets/sheet{}.xml"/>)", i,
        kRelations, i + 1);
    parts[fmt::format("xl/worksheets/sheet{}.xml", i + 1)] =
        fmt::format(R"(<worksheet xmlns="{}"><sheetData>{}</sheetData>{}</worksheet>)", kMain,
                    sheet.rows, sheet.after);
  }
  parts["xl/workbook.xml"] = fmt::format(
      R"(<workbook xmlns="{}" xmlns:r="{}"><workbookPr date1904="{}"/><sheets>{}</sheets>
</workbook>)",
      kMain, kRelations, book.late_dates ? 1 : 0, sheets);
  parts["xl/_rels/workbook.xml.rels"] =
      fmt::format(R"(<Relationships xmlns="{}">{}</Relationships>)", kPackage, relations);
  parts["xl/sharedStrings.xml"] = fmt::format(R"(<sst xmlns="{}">{}</sst>)", kMain, book.shared);
  parts["xl/styles.xml"] =
      fmt::format(R"(<styleSheet xmlns="{}">{}<cellXfs>{}</cellXfs></styleSheet>)", kMain,
                  book.formats, book.cell_formats);
  return parts;
}

std::string xlsx(const XlsxXml& book) { return zipped(xlsx_parts(book)); }

std::string xlsx(const std::string& rows, const std::string& after) {
  XlsxXml book;
  book.sheets.push_back({"Sheet1", rows, after});
  return xlsx(book);
}

std::string ods(const std::string& tables, const std::string& styles) {
  constexpr const char* kUrn = "urn:oasis:names:tc:opendocument:xmlns";
  return zipped(
      {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
       {"content.xml",
        fmt::format(
            R"(<office:document-content xmlns:office="{0}:office:1.0" xmlns:table="{0}:table:1.0"
 xmlns:text="{0}:text:1.0" xmlns:style="{0}:style:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:automatic-styles>{2}</office:automatic-styles><office:body>
<office:spreadsheet>{1}</office:spreadsheet></office:body></office:document-content>)",
            kUrn, tables, styles)}});
}

}  // namespace outturn::testing
