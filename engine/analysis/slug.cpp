// SPDX-License-Identifier: GPL-3.0-or-later
// slug_of() is declared beside the articles that it names and lives here, with the folding that it needs.
#include "engine/analysis/fold.h"
#include "engine/analysis/utf8.h"
#include "engine/article/article.h"

namespace broadsheet {

std::string slug_of(const std::string& name) {
    std::string slug;
    bool gap = false;
    for (std::size_t at = 0; at < name.size();) {
        const Decoded decoded = decode_utf8(name, at);
        at += decoded.bytes;
        const FoldedCharacter folded = fold(decoded.character);
        switch (folded.kind) {
            case CharacterKind::letter:
            case CharacterKind::ideograph:
            case CharacterKind::mark:
                if (gap && !slug.empty() && !folded.text.empty()) slug += '-';
                gap = gap && folded.text.empty();
                slug += folded.text;
                break;
            case CharacterKind::vanishing:
            case CharacterKind::apostrophe:
                break;  // "People's Daily" is one possessive, not a stray "s"
            default:
                gap = true;
        }
    }
    return slug;
}

}  // namespace broadsheet
