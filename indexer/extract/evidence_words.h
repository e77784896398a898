// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The words that people write into class and id attributes, and the evidence that each gives.

#include "indexer/extract/element_evidence.h"

#include <string_view>

namespace broadsheet {

/// Evidence of one whole word in lower case ("nav", "kommentare"); 0 if it says nothing.
EvidenceSet evidence_of_word(std::string_view word);

/// Evidence of names written together, in lower case and without marks: "articlebody", "mostreadlist".
EvidenceSet evidence_of_compound(std::string_view joined);

}  // namespace broadsheet
