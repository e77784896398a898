// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What else in the archive tells the same as an article.

#include "engine/record/record_reader.h"
#include "engine/search/search.h"

namespace broadsheet {

Kinship kinship_of(const RecordReader::KinFigures& figures);
Kinship kinship_of(ArticleId id, RecordReader& record);

}  // namespace broadsheet
