// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/catalogue.h"

#include "engine/error.h"
#include "server/pages/web_files.h"

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

/// Reads line by line; what is begun by a keyword goes on in the quoted lines below it.
class CatalogueReader {
public:
    Catalogue read(std::string_view po) {
        while (!po.empty()) {
            const auto end = std::min(po.find('\n'), po.size());
            ++line_;
            read_line(po.substr(0, end));
            po.remove_prefix(std::min(end + 1, po.size()));
        }
        finish();
        return std::move(catalogue_);
    }

private:
    void read_line(std::string_view line) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line[0] == '#') {
            finish();
            if (line.starts_with("#,") && line.find("fuzzy") != line.npos) fuzzy_ = true;
            return;
        }
        if (line[0] != '"') line = read_keyword(line);
        if (!target_) fail("a text that belongs to nothing");
        *target_ += unquoted(line);
    }

    /// What stands behind the keyword.
    std::string_view read_keyword(std::string_view line) {
        const auto blank = line.find(' ');
        if (blank == line.npos) fail("neither keyword and text nor text");
        const auto keyword = line.substr(0, blank);
        if (keyword == "msgid") {
            if (begun_) finish();
            begun_ = true;
            target_ = &key_;
        } else if (keyword == "msgid_plural") {
            target_ = &entry_.plural;
        } else if (keyword.starts_with("msgstr")) {
            target_ = &entry_.texts.emplace_back();
        } else {
            fail("an unknown keyword");
        }
        return line.substr(blank + 1);
    }

    std::string unquoted(std::string_view text) const {
        if (text.size() < 2 || text.front() != '"' || text.back() != '"') fail("a text without quotation marks");
        std::string plain;
        for (std::size_t at = 1; at + 1 < text.size(); ++at) {
            if (text[at] == '\\' && at + 2 < text.size()) {
                ++at;
                plain += text[at] == 'n' ? '\n' : text[at];
            } else {
                plain += text[at];
            }
        }
        return plain;
    }

    void finish() {
        if (!begun_) return;
        if (!key_.empty() && !fuzzy_) catalogue_[key_] = entry_;
        key_.clear();
        entry_ = {};
        begun_ = fuzzy_ = false;
        target_ = nullptr;
    }

    [[noreturn]] void fail(const char* what) const {
        throw Error(ErrorKind::corrupt, "line " + std::to_string(line_) + " of a catalogue: " + what);
    }

    Catalogue catalogue_;
    std::string key_;
    CatalogueEntry entry_;
    std::string* target_ = nullptr;
    bool begun_ = false;
    bool fuzzy_ = false;
    std::size_t line_ = 0;
};

}  // namespace

Catalogue read_catalogue(std::string_view po) {
    return CatalogueReader().read(po);
}

const Catalogue& catalogue_of(Language language) {
    static const auto all = [] {
        std::array<Catalogue, 5> made;
        for (const auto& entry : page_languages()) {
            made.at(static_cast<std::size_t>(entry.language)) =
                read_catalogue(web_files(std::string(entry.code) + ".po"));
        }
        return made;
    }();
    return all.at(static_cast<std::size_t>(language));
}

std::size_t plural_forms(Language language) {
    return language == Language::chinese ? 1 : 2;
}

std::size_t plural_form(Language language, std::uint64_t number) {
    switch (language) {
        case Language::chinese:
            return 0;
        case Language::french:
            return number > 1;
        default:
            return number != 1;
    }
}

}  // namespace broadsheet
