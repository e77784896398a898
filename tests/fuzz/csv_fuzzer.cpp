// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of any bytes: rows are numbered upwards, none is lost without a word, and a cut never changes what came
// before.

#include "indexer/formats/csv_rows.h"
#include "indexer/formats/readers.h"
#include "tests/fuzz/property.h"

#include <memory>
#include <string>

namespace {

using namespace broadsheet;
using namespace broadsheet::test;

struct CheckingSink final : ArticleSink {
    std::size_t found = 0;
    void article(Article article, std::string location) override {
        require(is_utf8(article.title) && is_utf8(article.body), "text is UTF-8");
        require(location.starts_with("row "), "an article is in a row");
        ++found;
    }
    void problem(Stage, std::string, std::string reason) override {
        require(!reason.empty() && is_utf8(reason), "a problem has a reason in valid text");
        ++found;
    }
};

void check_rows(std::string_view bytes, char separator) {
    const auto stream = bytes_of(std::string(bytes));
    CsvRows rows(*stream, 200);
    rows.set_separator(separator);
    rows.set_columns(2);
    std::string_view row;
    std::size_t total = 0;
    std::size_t number = 0;
    for (auto result = rows.next(row); result != CsvRows::Result::end; result = rows.next(row)) {
        require(rows.row_number() == ++number, "rows are counted one by one");
        if (result != CsvRows::Result::row) continue;
        total += row.size();
        require(!row.empty() && row.size() <= 200, "a row is neither empty nor too long");
        require(!fields_of_row(row, separator).empty(), "a row has a field");
    }
    require(total <= bytes.size(), "no byte comes twice");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = text_of(data, size);
    for (const char separator : {',', '\t'}) check_rows(bytes, separator);
    auto records = std::make_shared<RecordOptions>();
    records->show_columns = [](const std::string&, const std::string& columns) {
        require(is_utf8(columns), "the columns are told in valid text");
    };
    InputInfo info;
    info.records = records;
    CheckingSink sink;
    read_articles(Format::csv, *bytes_of("title,date,text\n" + std::string(bytes)), info, sink);
    read_articles(Format::csv, *bytes_of(std::string(bytes)), info, sink);
    require(sink.found > 0, "nothing is passed over in silence");
    return 0;
}
