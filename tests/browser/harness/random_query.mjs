// SPDX-License-Identifier: GPL-3.0-or-later
// Random queries over the words of an archive, from a seed: the same ones everywhere.

/** A generator of numbers in [0, 1), by Marsaglia's xorshift of 32 bits. `seed` isn't 0. */
export function random(seed) {
    let state = seed >>> 0;
    return () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) / 2 ** 32;
    };
}

const wordsOf = (text) => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? [];

export class RandomQueries {
    /** `articles` as `broadsheet export` writes them. */
    constructor(articles, seed) {
        this.articles = articles;
        this.next = random(seed);
    }

    below(limit) { return Math.floor(this.next() * limit); }
    one(values) { return values[this.below(values.length)]; }
    chance(share) { return this.next() < share; }

    words() { return wordsOf(this.chance(0.2) ? this.article().title : this.article().body); }
    article() { return this.one(this.articles); }
    word() { return this.one(this.words()) ?? "the"; }

    phrase() {
        const words = this.words();
        const begin = this.below(words.length);
        return `"${words.slice(begin, begin + 2 + this.below(3)).join(" ")}"`;
    }

    clause() {
        const kinds = [
            () => this.word(), () => this.word(), () => this.word(), () => this.phrase(),
            () => `${this.word().slice(0, 3)}*`, () => `=${this.word()}`, () => `title:${this.word()}`,
            () => `(${this.word()} OR ${this.word()})`, () => `${this.word()} NEAR/5 ${this.word()}`,
            () => `-${this.word()}`, () => `${this.word()}~`,
        ];
        return this.one(kinds)();
    }

    date(article) { return (article.publishedAt ?? "2024").slice(0, this.one([4, 7, 10])); }

    /** The parameters of one search: `q` and some filters. */
    parameters() {
        const clauses = Array.from({ length: this.chance(0.1) ? 0 : 1 + this.below(3) }, () => this.clause());
        const filters = new URLSearchParams({ q: clauses.join(" ") });
        if (this.chance(0.3)) filters.set("op", "or");
        if (this.chance(0.15)) filters.set("exact", "1");
        if (this.chance(0.15)) filters.set("searchIn", this.one(["title", "body", "author", "title,body"]));
        if (this.chance(0.25)) filters.set("sources", this.article().source.id ?? "harbour-wire");
        if (this.chance(0.15)) filters.set("language", this.article().language);
        if (this.chance(0.1)) filters.set("section", this.article().section ?? "Politics");
        const [from, to] = [this.date(this.article()), this.date(this.article())].sort();
        if (this.chance(0.2)) filters.set("from", from);
        if (this.chance(0.2)) filters.set("to", to);
        return filters;
    }
}
