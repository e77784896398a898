// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One complete state of the index, for reading. It never changes, and stays readable however long it is held, even
// after the writer has replaced and deleted its files.

#include "engine/index/facet_dictionary.h"
#include "engine/index/segment.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace broadsheet {

class Generation {
public:
    /// A segment with what is derived from it once.
    struct Part {
        Segment segment;
        std::shared_ptr<const FacetDictionary::Translation> translation;
    };

    /// Opens what the manifest names, sharing the segments that `previous` (may be null) has open already.
    /// Throws Error{corrupt} if there is no index or it doesn't belong to `archive_id` and our analysis.
    static std::shared_ptr<const Generation> open(const std::filesystem::path& archive, const std::string& archive_id,
                                                  const Generation* previous, FacetDictionary& dictionary);

    const Manifest& manifest() const { return manifest_; }
    const std::vector<Part>& parts() const { return parts_; }

    /// Languages of the articles, most frequent first; "" for those without a known one.
    const std::vector<std::string>& languages() const { return languages_; }
    /// The stem codes of those languages, each once.
    const std::vector<std::string>& stem_codes() const { return stem_codes_; }
    /// Of all documents, dead ones included, as ranking counts words; 0 without documents.
    double average_length() const { return average_length_; }
    std::uint32_t documents() const { return documents_; }
    /// Earliest and latest day of publication; no value if no article has one.
    struct Days {
        DayNumber first, last;
    };
    const std::optional<Days>& days() const { return days_; }

    /// Documents of all parts are numbered together by turns: number g is document (g-1)/n of part (g-1)%n, n being the
    /// number of parts.
    struct Place {
        const Part& part;
        std::uint32_t document;
    };
    Place place_of(std::uint32_t document_id) const {
        const auto n = static_cast<std::uint32_t>(parts_.size());
        return {parts_[(document_id - 1) % n], (document_id - 1) / n};
    }
    /// The reverse.
    std::uint32_t document_id_of(std::size_t part, std::uint32_t document) const {
        return document * static_cast<std::uint32_t>(parts_.size()) + static_cast<std::uint32_t>(part) + 1;
    }

private:
    void summarize(const FacetDictionary& dictionary);

    Manifest manifest_;
    std::vector<Part> parts_;
    std::vector<std::string> languages_, stem_codes_;
    double average_length_ = 0;
    std::uint32_t documents_ = 0;
    std::optional<Days> days_;
};

}  // namespace broadsheet
