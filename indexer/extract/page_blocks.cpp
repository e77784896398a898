// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/page_blocks.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::uint32_t prose_size_min = 60;

bool is_silent(const xmlNode* node) {
    return has_tag(node, {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select"});
}

void* as_mark(std::size_t index) {
    return reinterpret_cast<void*>(index + 1);
}

std::uint32_t index_of(const xmlNode* node) {
    return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(node->_private) - 1);
}

/// The element after `node` in document order, below `root`; `into` says whether its children are next.
xmlNode* following(xmlNode* node, const xmlNode* root, bool into) {
    if (into)
        if (xmlNode* child = first_element(node)) return child;
    while (node != root) {
        if (xmlNode* next = next_element(node)) return next;
        node = node->parent;
    }
    return nullptr;
}

std::vector<PageElement> list_elements(xmlNode* root) {
    std::vector<PageElement> elements;
    for (xmlNode* node = root; node;) {
        const bool silent = is_silent(node);
        if (!silent || node == root) {
            node->_private = as_mark(elements.size());
            PageElement element;
            element.node = node;
            element.parent = node == root ? 0 : index_of(node->parent);
            elements.push_back(element);
        }
        node = following(node, root, !silent);
    }
    return elements;
}

bool is_prose(const PageBlock& block) {
    return block.block.size >= prose_size_min && block.block.link_size * 3 < block.block.size &&
           block.block.kind != BlockKind::heading;
}

/// The heading that repeats the page's title, else the first h1.
std::size_t find_title(const std::vector<PageBlock>& blocks, std::string_view title) {
    const std::string wanted = letters_of(title);
    std::size_t first = blocks.size();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].block.kind != BlockKind::heading || blocks[i].block.size > 400) continue;
        const bool top = tag_of(blocks[i].block.element) == "h1";
        if (top && first == blocks.size()) first = i;
        const std::string letters = letters_of(blocks[i].block.text);
        if (letters.size() < 8 || wanted.size() < 8) continue;
        if (letters == wanted || (top && (wanted.starts_with(letters) || letters.starts_with(wanted)))) return i;
    }
    return first;
}

void add_up(PageBlocks& page) {
    for (const PageBlock& block : page.blocks) {
        PageElement& element = page.elements[block.inner];
        element.size += block.block.size;
        element.links += block.block.link_size;
        if (is_prose(block)) element.prose += block.block.size;
    }
    if (page.title_block < page.blocks.size()) page.elements[page.blocks[page.title_block].inner].holds_title = true;
    for (std::size_t i = page.elements.size(); i-- > 1;) {
        const PageElement& element = page.elements[i];
        PageElement& parent = page.elements[element.parent];
        parent.size += element.size;
        parent.links += element.links;
        parent.prose += element.prose;
        parent.holds_title = parent.holds_title || element.holds_title;
    }
}

/// A wrapper named "with-sidebar", a form around a whole page: what holds the page isn't what its name says.
bool holds_page(const PageElement& element, std::uint32_t prose) {
    const std::uint64_t share = prose == 0 ? 0 : std::uint64_t{element.prose} * 100 / prose;
    return share > 85 || (element.holds_title && share > 35);
}

void read_evidence(PageBlocks& page) {
    EvidenceReader reader;
    const std::uint32_t prose = page.elements[0].prose;
    for (std::size_t i = 0; i < page.elements.size(); ++i) {
        PageElement& element = page.elements[i];
        if (element.size == 0) continue;
        const PageElement& parent = page.elements[element.parent];
        if (!has_tag(element.node, {"html", "body"})) element.own = reader.of(element.node);
        if (holds_page(element, prose)) element.own &= ~negative_evidence;
        element.near = element.own | parent.own | page.elements[parent.parent].own;
        element.all = element.own | parent.all;
    }
}

/// Cards, teasers, comments: elements that stand side by side and are made alike.
void read_likeness(PageBlocks& page) {
    std::unordered_map<std::string, std::uint32_t> signatures;
    std::unordered_map<std::uint64_t, std::uint16_t> times;
    const auto key_of = [](const PageElement& element) {
        return (std::uint64_t{element.parent} << 32) + element.signature;
    };
    for (PageElement& element : page.elements) {
        std::string name(tag_of(element.node));
        name += ' ' + attribute(element.node, "class");
        element.signature = signatures.try_emplace(std::move(name), signatures.size()).first->second;
        std::uint16_t& count = times[key_of(element)];
        if (element.size > 0 && count < 1000) ++count;
    }
    for (PageElement& element : page.elements) element.alike = times[key_of(element)];
    for (std::size_t i = 1; i < page.elements.size(); ++i) {
        PageElement& element = page.elements[i];
        element.around_title =
            element.holds_title ? static_cast<std::uint32_t>(i) : page.elements[element.parent].around_title;
        if (element.holds_title) page.elements[element.parent].nearer_prose = element.prose;
    }
    for (std::size_t i = 1; i < page.elements.size(); ++i) {
        PageElement& element = page.elements[i];
        if (!element.holds_title) element.nearer_prose = page.elements[element.parent].nearer_prose;
    }
}

}  // namespace

std::string letters_of(std::string_view text) {
    std::string letters;
    letters.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 'A' && byte <= 'Z')
            letters += static_cast<char>(byte + ('a' - 'A'));
        else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'))
            letters += text[i];
        else if (byte == 0xE2 && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0x80)
            i += 2;  // dashes and quotation marks
        else if (byte == 0xC2 && i + 1 < text.size())
            ++i;  // marks of Latin-1
        else if (byte >= 0x80)
            letters += text[i];
    }
    return letters;
}

PageBlocks read_page_blocks(xmlNode* root, const PageHints& hints) {
    PageBlocks page;
    page.elements = list_elements(root);
    for (Block& block : blocks_of(root)) {
        const std::uint32_t element = index_of(block.element);
        const std::uint32_t inner = index_of(block.inner);
        page.blocks.push_back({std::move(block), element, inner});
    }
    page.title_block = find_title(page.blocks, hints.title);
    page.title_matches = page.title_block < page.blocks.size() &&
                         letters_of(page.blocks[page.title_block].block.text) == letters_of(hints.title);
    add_up(page);
    read_evidence(page);
    read_likeness(page);
    return page;
}

}  // namespace broadsheet
