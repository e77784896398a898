// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles of several paragraphs in several languages and scripts, with the signs that real articles have: quotes,
// dashes, markup characters, hard line ends, figures. Invented.

#include "tests/support/sample_articles.h"

#include <vector>

namespace broadsheet::test {

/// Each with a key of its own that begins with its language.
std::vector<Story> multilingual_stories();

}  // namespace broadsheet::test
