// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/token.h"

#include "engine/analysis/capitals.h"
#include "engine/analysis/utf8.h"
#include "engine/analysis/word_reader.h"

#include <algorithm>
#include <array>

namespace broadsheet {

namespace {

enum class Byte : std::uint8_t { sign, word, space, newline, beyond_ascii };

constexpr std::array<Byte, 256> make_byte_kinds() {
    std::array<Byte, 256> kinds{};
    for (std::size_t c = 0; c < kinds.size(); ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (c >= 0x80) kinds[c] = Byte::beyond_ascii;
        if (letter) kinds[c] = Byte::word;
    }
    for (const char c : {' ', '\t', '\r', '\v', '\f'}) kinds[static_cast<unsigned char>(c)] = Byte::space;
    kinds['\n'] = Byte::newline;
    return kinds;
}

constexpr std::size_t tokens_reserved_max = 16'384;

constexpr std::array<Byte, 256> byte_kinds = make_byte_kinds();

Byte kind_of(char c) {
    return byte_kinds[static_cast<unsigned char>(c)];
}

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

/// Walks a text once. Plain ASCII words are taken here; whatever has a sign inside goes to the WordReader.
class Tokenizer {
public:
    Tokenizer(std::string_view text, const FirstBytes& wanted, std::vector<Token>& tokens)
        : text_(text), wanted_(wanted), tokens_(tokens), reader_(text), capitals_(text) {}

    void run() {
        while (at_ < text_.size()) {
            switch (kind_of(text_[at_])) {
                case Byte::word:
                    take_word();
                    break;
                case Byte::beyond_ascii:
                    take_character();
                    break;
                case Byte::newline:
                    end_line();
                    break;
                case Byte::space:
                    ++at_;
                    break;
                case Byte::sign:
                    take_sign();
            }
        }
    }

private:
    void take_word() {
        blank_line_ = false;
        std::size_t end = at_ + 1;
        while (end < text_.size() && kind_of(text_[end]) == Byte::word) ++end;
        if (may_go_on(end)) return take_compound();
        const std::size_t letters = acronym_letters(text_.substr(at_, end - at_));
        if (letters > 0 && !capitals_.is_shouted(at_, end)) return take_acronym(letters, end);
        std::size_t length = end - at_;
        if (is_plural_of_capitals(text_.substr(at_, length))) --length;
        const std::uint32_t position = take_position();
        if (wants(text_[at_] | 0x20)) {
            Token& token = add(TokenKind::word, position, at_, end);
            token.text.assign(text_.data() + at_, std::min(length, token_bytes_max));
            // Sets the bit that tells small letters from capitals; digits have it anyway.
            for (char& c : token.text) c = static_cast<char>(c | 0x20);
        }
        at_ = end;
    }

    bool wants(int first_byte) const { return wanted_[static_cast<unsigned char>(first_byte)]; }

    /// True if the word that ends before `end` may be only the first piece of a longer one.
    bool may_go_on(std::size_t end) const {
        if (end >= text_.size()) return false;
        const char next = end + 1 < text_.size() ? text_[end + 1] : ' ';
        switch (text_[end]) {
            case '-':
                return kind_of(next) != Byte::sign && kind_of(next) != Byte::space ? true : next == '\r';
            case '\'':
            case '`':
            case '.':
            case ',':
            case '&':
                return kind_of(next) == Byte::word || kind_of(next) == Byte::beyond_ascii;
            case '+':
                return next == '+';
            case '#':
                return end - at_ == 1;
            default:
                return kind_of(text_[end]) == Byte::beyond_ascii;
        }
    }

    /// How many letters of an ASCII word are an acronym: "US" 2, "AGIs" 3; 0 if it is none.
    static std::size_t acronym_letters(std::string_view word) {
        if (word.size() < 2 || word.size() > acronym_letters_max + 1 || !is_capital(word[0]) || !is_capital(word[1]))
            return 0;
        std::size_t letters = 2;
        while (letters < word.size() && is_capital(word[letters])) ++letters;
        const bool plural = letters + 1 == word.size() && word.back() == 's';
        if (letters != word.size() && !plural) return 0;
        return letters <= acronym_letters_max ? letters : 0;
    }

    static bool is_plural_of_capitals(std::string_view word) {
        return word.size() > 2 && word.back() == 's' && std::all_of(word.begin(), word.end() - 1, is_capital);
    }

    void take_acronym(std::size_t letters, std::size_t end) {
        const std::uint32_t position = take_position();
        if (wants('.')) {
            std::string& text = add(TokenKind::word, position, at_, end).text;
            text = '.';
            for (const char c : text_.substr(at_, letters)) text += static_cast<char>(c | 0x20);
        }
        at_ = end;
    }

    /// Most signs only end words; "#" and "@" may begin a tag.
    void take_sign() {
        blank_line_ = false;
        const char sign = text_[at_++];
        if ((sign != '#' && sign != '@') || at_ == text_.size() || after_word(at_ - 1)) return;
        const bool letter = kind_of(text_[at_]) == Byte::word && text_[at_] > '9';
        if (!letter && !(kind_of(text_[at_]) == Byte::beyond_ascii &&
                         fold(decode_utf8(text_, at_).character).kind == CharacterKind::letter))
            return;
        if (!wants(sign)) return;
        const Word& word = reader_.read_compound(at_).front();
        Token& tag = add(TokenKind::tag, next_position(), at_ - 1, word.end);
        tag.text = sign;
        tag.text += utf8_prefix(word.text, token_bytes_max - 1);
    }

    /// True if the sign at `at` stands in or behind a word, as in an e-mail address.
    bool after_word(std::size_t at) const {
        if (at == 0) return false;
        const Byte before = kind_of(text_[at - 1]);
        return before == Byte::word || before == Byte::beyond_ascii;
    }

    void take_compound() {
        const std::span<const Word> words = reader_.read_compound(at_);
        at_ = words.back().next;
        if (closes_up(words)) return add_closed(words);
        for (const Word& word : words) add_word(TokenKind::word, word, take_position());
    }

    static bool closes_up(std::span<const Word> words) {
        if (words.size() < 2 || words.size() > compound_parts_max) return false;
        std::size_t bytes = 0;
        bool figures = true;
        for (const Word& word : words) {
            bytes += word.text.size();
            figures = figures && word.digits;
        }
        return bytes <= compound_bytes_max && !figures;
    }

    void add_closed(std::span<const Word> words) {
        const std::uint32_t position = take_position();
        if (wants(words.front().text.front())) {
            Token& closed = add(TokenKind::closed, position, words.front().begin, words.back().end);
            for (const Word& word : words) closed.text += word.text;
            closed.parts = static_cast<std::uint8_t>(words.size());
        }
        add_word(TokenKind::part, words.front(), position);
        for (const Word& word : words.subspan(1)) add_word(TokenKind::part, word, take_position());
    }

    void add_word(TokenKind kind, const Word& word, std::uint32_t position) {
        const bool acronym = word.dotted || (word.capitals && !capitals_.is_shouted(word.begin, word.end));
        if (!wants(acronym ? '.' : word.text.front())) return;
        std::string& text = add(kind, position, word.begin, word.end).text;
        if (acronym) text = '.';
        text += utf8_prefix(word.text, token_bytes_max - text.size());
    }

    void take_character() {
        const Decoded decoded = decode_utf8(text_, at_);
        const FoldedCharacter folded = fold(decoded.character);
        switch (folded.kind) {
            case CharacterKind::letter:
                blank_line_ = false;
                return take_compound();
            case CharacterKind::ideograph:
                blank_line_ = false;
                return take_ideograph();
            case CharacterKind::newline:
                end_line();
                break;
            case CharacterKind::paragraph:
                gap_ = true;
                break;
            case CharacterKind::space:
            case CharacterKind::vanishing:
                break;
            default:
                blank_line_ = false;
        }
        if (folded.kind != CharacterKind::newline) at_ += decoded.bytes;
    }

    void take_ideograph() {
        const Word word = reader_.read_ideograph(at_);
        const std::size_t known = tokens_.size();
        add_word(TokenKind::word, word, take_position());
        if (tokens_.size() > known) tokens_.back().ideograph = true;
        at_ = word.next;
    }

    void end_line() {
        if (blank_line_) gap_ = true;
        blank_line_ = true;
        at_ += kind_of(text_[at_]) == Byte::newline ? 1 : decode_utf8(text_, at_).bytes;
    }

    std::uint32_t next_position() const { return position_ + 1 + (gap_ && position_ > 0 ? paragraph_gap : 0); }

    std::uint32_t take_position() {
        position_ = next_position();
        gap_ = false;
        return position_;
    }

    Token& add(TokenKind kind, std::uint32_t position, std::size_t begin, std::size_t end) {
        Token& token = tokens_.emplace_back();
        token.kind = kind;
        token.position = position;
        token.begin = static_cast<std::uint32_t>(begin);
        token.end = static_cast<std::uint32_t>(end);
        return token;
    }

    std::string_view text_;
    const FirstBytes& wanted_;
    std::vector<Token>& tokens_;
    WordReader reader_;
    Capitals capitals_;
    std::size_t at_ = 0;
    std::uint32_t position_ = 0;
    bool blank_line_ = false;  ///< nothing but space since the last line break
    bool gap_ = false;         ///< a paragraph has ended since the last word
};

}  // namespace

void tokenize(std::string_view text, const FirstBytes& wanted, std::vector<Token>& tokens) {
    tokens.clear();
    Tokenizer(text, wanted, tokens).run();
}

void tokenize(std::string_view text, std::vector<Token>& tokens) {
    // About six bytes a word; what is longer than most articles grows as it goes.
    tokens.reserve(std::min(text.size() / 5 + 8, tokens_reserved_max));
    static constexpr FirstBytes all = [] {
        FirstBytes bytes{};
        bytes.fill(true);
        return bytes;
    }();
    tokenize(text, all, tokens);
}

std::vector<Token> tokenize(std::string_view text) {
    std::vector<Token> tokens;
    tokenize(text, tokens);
    return tokens;
}

std::string hyphenated(const std::vector<Token>& tokens, std::size_t index) {
    std::string joined;
    for (std::size_t i = index + 1; i <= index + tokens[index].parts && i < tokens.size(); ++i) {
        if (!joined.empty()) joined += '-';
        joined += is_acronym(tokens[i].text) ? tokens[i].text.substr(1) : tokens[i].text;
    }
    return joined;
}

bool carries_stem(const Token& token) {
    if (token.ideograph || token.kind == TokenKind::tag) return false;
    if (token.kind != TokenKind::part || token.text.size() > 4) return true;
    return count_characters(token.text) > 1;
}

}  // namespace broadsheet
