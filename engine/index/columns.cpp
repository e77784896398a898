// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/columns.h"

#include "engine/error.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>

namespace broadsheet {

namespace {

constexpr std::string_view magic = "BSHCOL03";

/// Reads arrays one after the other; `whole` turns false at the first that isn't there.
class ArrayReader {
public:
    explicit ArrayReader(std::string_view bytes) : bytes_(bytes) {}

    template <typename Value>
    std::span<const Value> array(std::size_t count) {
        const std::size_t size = (count * sizeof(Value) + 7) / 8 * 8;
        if (size > bytes_.size()) {
            whole = false;
            return {};
        }
        const auto* values = reinterpret_cast<const Value*>(bytes_.data());
        bytes_.remove_prefix(size);
        return {values, count};
    }

    bool whole = true;

private:
    std::string_view bytes_;
};

class ArrayWriter {
public:
    template <typename Value>
    void array(const Value* values, std::size_t count) {
        bytes.append(reinterpret_cast<const char*>(values), count * sizeof(Value));
        bytes.resize((bytes.size() + 7) / 8 * 8, '\0');
    }
    void numbers(std::uint32_t first, std::uint32_t second) {
        const std::uint32_t both[] = {first, second};
        array(both, 2);
    }

    std::string bytes;
};

/// The values of one facet field of an article, as shown.
std::vector<std::string> labels_of(const StoredArticle& article, FieldId field) {
    const auto one = [](const std::string& value) {
        return value.empty() ? std::vector<std::string>{} : std::vector{value};
    };
    switch (field) {
        case FieldId::source:
            return one(article.source);
        case FieldId::section:
            return one(article.section);
        case FieldId::language:
            return one(article.language);
        case FieldId::place:
            return one(article.place);
        case FieldId::agency:
            return one(article.agency);
        case FieldId::author:
            return article.authors;
        case FieldId::tag:
            return article.tags;
        default:
            return {};
    }
}

bool read_field(ArrayReader& in, std::size_t documents, Columns::FieldColumn& column) {
    const auto counts = in.array<std::uint32_t>(2);
    if (!in.whole) return false;
    column.offsets = in.array<std::uint32_t>(documents + 1);
    column.ordinals = in.array<std::uint32_t>(counts[0]);
    const auto ends = in.array<std::uint32_t>(2 * std::size_t{counts[1]});
    if (!in.whole) return false;
    const auto text = in.array<char>(ends.empty() ? 0 : ends.back());
    if (!in.whole) return false;
    std::uint32_t begin = 0;
    for (std::size_t i = 0; i < ends.size(); i += 2) {
        column.dictionary.emplace_back(std::string_view(text.data() + begin, ends[i] - begin),
                                       std::string_view(text.data() + ends[i], ends[i + 1] - ends[i]));
        begin = ends[i + 1];
    }
    return true;
}

}  // namespace

std::size_t facet_index(FieldId field) {
    return static_cast<std::size_t>(std::ranges::find(facet_fields, field) - facet_fields.begin());
}

Columns::Columns(const std::filesystem::path& file) : file_(file) {
    const std::string_view bytes = file_.bytes();
    const auto damaged = [&file] {
        return Error(ErrorKind::corrupt, "index: " + file.string() + " is damaged (run `broadsheet rebuild`)");
    };
    std::uint64_t hash = 0;
    if (bytes.size() < magic.size() + sizeof hash || !bytes.starts_with(magic)) throw damaged();
    std::memcpy(&hash, bytes.data() + bytes.size() - sizeof hash, sizeof hash);
    if (hash != XXH3_64bits(bytes.data(), bytes.size() - sizeof hash)) throw damaged();

    ArrayReader in(bytes.substr(magic.size(), bytes.size() - magic.size() - sizeof hash));
    const auto postings = in.array<std::uint64_t>(1);
    const auto counts = in.array<std::uint32_t>(2);
    if (!in.whole || counts[1] != facet_fields.size()) throw damaged();
    postings_hash_ = postings[0];
    ids = in.array<std::uint32_t>(counts[0]);
    published_s = in.array<std::int64_t>(counts[0]);
    lengths = in.array<std::uint32_t>(counts[0]);
    for (FieldColumn& field : fields)
        if (!read_field(in, counts[0], field)) throw damaged();
}

std::uint32_t ColumnsBuilder::FieldColumn::ordinal(std::string slug, std::string label) {
    const auto [entry, added] = lookup.try_emplace(std::move(slug), static_cast<std::uint32_t>(dictionary.size()));
    if (added) dictionary.emplace_back(entry->first, std::move(label));
    return entry->second;
}

void ColumnsBuilder::add(const StoredArticle& article, std::uint32_t length) {
    ids_.push_back(article.id.value);
    published_s_.push_back(article.published.known() ? article.published.utc_s : no_date);
    lengths_.push_back(length);
    for (std::size_t i = 0; i < facet_fields.size(); ++i) {
        FieldColumn& column = fields_[i];
        const auto first = static_cast<std::ptrdiff_t>(column.ordinals.size());
        for (std::string& label : labels_of(article, facet_fields[i])) {
            std::string slug = slug_of(label);
            if (slug.empty()) continue;
            const std::uint32_t ordinal = column.ordinal(std::move(slug), std::move(label));
            // "Mei Tan, Mei Tan" is one author, so that a facet counts an article once.
            if (std::find(column.ordinals.begin() + first, column.ordinals.end(), ordinal) == column.ordinals.end())
                column.ordinals.push_back(ordinal);
        }
        column.offsets.push_back(static_cast<std::uint32_t>(column.ordinals.size()));
    }
}

template <typename From>
void ColumnsBuilder::append_field(FieldColumn& to, const From& from) {
    std::vector<std::uint32_t> renamed;
    for (const auto& [slug, label] : from.dictionary)
        renamed.push_back(to.ordinal(std::string(slug), std::string(label)));
    const auto base = static_cast<std::uint32_t>(to.ordinals.size());
    for (const std::uint32_t ordinal : from.ordinals) to.ordinals.push_back(renamed[ordinal]);
    for (std::size_t document = 1; document < from.offsets.size(); ++document)
        to.offsets.push_back(base + from.offsets[document]);
}

void ColumnsBuilder::append(const ColumnsBuilder& other) {
    ids_.insert(ids_.end(), other.ids_.begin(), other.ids_.end());
    published_s_.insert(published_s_.end(), other.published_s_.begin(), other.published_s_.end());
    lengths_.insert(lengths_.end(), other.lengths_.begin(), other.lengths_.end());
    for (std::size_t i = 0; i < fields_.size(); ++i) append_field(fields_[i], other.fields_[i]);
}

void ColumnsBuilder::append(const Columns& other) {
    ids_.insert(ids_.end(), other.ids.begin(), other.ids.end());
    published_s_.insert(published_s_.end(), other.published_s.begin(), other.published_s.end());
    lengths_.insert(lengths_.end(), other.lengths.begin(), other.lengths.end());
    for (std::size_t i = 0; i < fields_.size(); ++i) append_field(fields_[i], other.fields[i]);
}

void ColumnsBuilder::write(const std::filesystem::path& file, std::uint64_t postings_hash) const {
    ArrayWriter out;
    out.bytes = magic;
    out.array(&postings_hash, 1);
    out.numbers(documents(), static_cast<std::uint32_t>(fields_.size()));
    out.array(ids_.data(), ids_.size());
    out.array(published_s_.data(), published_s_.size());
    out.array(lengths_.data(), lengths_.size());
    for (const FieldColumn& field : fields_) {
        std::vector<std::uint32_t> ends;
        std::string text;
        for (const auto& [slug, label] : field.dictionary) {
            ends.push_back(static_cast<std::uint32_t>((text += slug).size()));
            ends.push_back(static_cast<std::uint32_t>((text += label).size()));
        }
        out.numbers(static_cast<std::uint32_t>(field.ordinals.size()),
                    static_cast<std::uint32_t>(field.dictionary.size()));
        out.array(field.offsets.data(), field.offsets.size());
        out.array(field.ordinals.data(), field.ordinals.size());
        out.array(ends.data(), ends.size());
        out.array(text.data(), text.size());
    }
    const std::uint64_t hash = XXH3_64bits(out.bytes.data(), out.bytes.size());
    out.bytes.append(reinterpret_cast<const char*>(&hash), sizeof hash);
    write_durably(file, out.bytes);
}

}  // namespace broadsheet
