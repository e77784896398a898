// SPDX-License-Identifier: GPL-3.0-or-later
// Public clients that know nothing of us, as they come: of a news API, feeds, citations; and how browsers find a search.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, it } from "node:test";
import { broadsheet, getJson, sampleArchive, serve } from "./harness/program.mjs";

const require = createRequire(import.meta.url);
const NewsAPI = require("newsapi");
const FeedParser = require("rss-parser");
const { Cite } = require("@citation-js/core");
for (const format of ["ris", "bibtex", "csl"]) require(`@citation-js/plugin-${format}`);

let sample, server, relay;

before(async () => {
    sample = await sampleArchive();
    server = await serve(sample.archive);
    relay = await startRelay();
});

after(async () => {
    relay?.close();
    await server?.stop();
    await sample?.remove();
});

/** The news client knows one host, but goes through a relay in front of its addresses: this one leads to our server. */
async function startRelay() {
    const listener = createServer(async (request, response) => {
        const path = request.url.replace(/^\/https:\/\/[^/]+/, "");
        const reply = await fetch(server.origin + path, { headers: { "X-Api-Key": request.headers["x-api-key"] ?? "" } });
        response.writeHead(reply.status, { "Content-Type": reply.headers.get("Content-Type") });
        response.end(await reply.text());
    });
    await new Promise((done) => { listener.listen(0, "127.0.0.1", done); });
    return listener;
}

const newsClient = () => new NewsAPI("a key", { corsProxyUrl: `http://127.0.0.1:${relay.address().port}/` });

/** A test of an address, which must be there. */
function testOf(path, name, test) {
    it(name, async () => {
        assert.equal((await fetch(server.origin + path)).status, 200, path);
        await test();
    });
}

const textOf = async (path) => {
    const reply = await fetch(server.origin + path);
    assert.equal(reply.status, 200, path);
    return reply.text();
};

const dayOf = (date) => new Date(date).toISOString().slice(0, 10);

testOf("/v2/everything?q=model", "the client of a news API finds what our own does", async () => {
    const ours = await getJson(server, "/api/v1/search?q=model&sortBy=newest&pageSize=5");
    const theirs = await newsClient().v2.everything({ q: "model", sortBy: "publishedAt", pageSize: 5, language: "" });
    assert.equal(theirs.status, "ok");
    assert.equal(theirs.totalResults, ours.totalResults);
    assert.deepEqual(theirs.articles.map(({ title }) => title), ours.articles.map(({ title }) => title));
    for (const article of theirs.articles) {
        assert.deepEqual(Object.keys(article).sort(), ["author", "content", "description", "publishedAt", "source", "title", "url", "urlToImage"]);
        assert.deepEqual(Object.keys(article.source).sort(), ["id", "name"]);
    }
});

testOf("/v2/everything?q=model", "it filters, turns pages, and passes errors on", async () => {
    const filters = { q: "model", sources: "harbour-wire", from: "2024-01-01", to: "2025-12-31", language: "en", searchIn: "title,content" };
    const all = await newsClient().v2.everything({ ...filters, pageSize: 100 });
    const second = await newsClient().v2.everything({ ...filters, pageSize: 1, page: 2 });
    assert.ok(all.totalResults > 1);
    assert.ok(all.articles.every(({ source }) => source.name === "Harbour Wire"));
    assert.equal(second.articles[0].title, all.articles[1].title);
    await assert.rejects(newsClient().v2.everything({ q: "model", pageSize: "many" }), (error) => /^NewsAPIError: \w+/.test(error.name) && error.message.length > 0);
});

const feeds = ["/feed.atom?q=model", "/api/v1/search?q=model&format=atom", "/api/v1/search?q=model&format=rss"];
for (const path of feeds) {
    testOf(path, `a feed reader understands ${path}`, async () => {
        const { articles } = await getJson(server, "/api/v1/search?q=model&sortBy=newest");
        const feed = await new FeedParser().parseString(await textOf(path));
        assert.ok(feed.title.includes("model"), feed.title);
        assert.equal(feed.items.length, articles.length);
        const titles = new Map(articles.map((article) => [article.title, article]));
        for (const item of feed.items) {
            const article = titles.get(item.title);
            assert.ok(article, item.title);
            assert.ok(new URL(item.link).href);
            if (/T.*Z$/.test(article.publishedAt ?? "")) assert.equal(dayOf(item.isoDate), dayOf(article.publishedAt));
        }
        const keys = feed.items.map(({ id, guid }) => id ?? guid);
        assert.equal(new Set(keys).size, keys.length);
        const again = await new FeedParser().parseString(await textOf(path));
        assert.deepEqual(again.items.map(({ id, guid }) => id ?? guid), keys);
    });
}

testOf("/api/v1/search?q=model&format=jsonfeed", "a JSON feed has what its version asks for", async () => {
    const feed = JSON.parse(await textOf("/api/v1/search?q=model&format=jsonfeed"));
    assert.match(feed.version, /^https:\/\/jsonfeed\.org\/version\/1/);
    assert.ok(feed.title && feed.items.length > 0);
    for (const item of feed.items) assert.ok(typeof item.id === "string" && (item.content_text || item.content_html));
});

for (const format of ["ris", "bibtex", "csljson"]) {
    testOf(`/api/v1/articles/1?format=${format}`, `a citation manager understands ${format}`, async () => {
        const { articles } = await getJson(server, "/api/v1/search?pageSize=200");
        const dated = articles.filter(({ publishedAt, authors }) => publishedAt && authors.length > 0).slice(0, 12);
        assert.ok(dated.length > 5);
        for (const article of dated) {
            const cited = new Cite(await textOf(`/api/v1/articles/${article.id}?format=${format}`)).data;
            assert.equal(cited.length, 1);
            assert.equal(cited[0].title, article.title);
            assert.equal(cited[0]["container-title"], article.source.name);
            // RIS calls the author of a newspaper article its reporter.
            assert.equal([cited[0].author ?? cited[0].reporter].flat().length, article.authors.length);
            assert.equal(cited[0].issued["date-parts"][0][0], Number(article.publishedAt.slice(0, 4)));
        }
    });
}

for (const format of ["ris", "bibtex"]) {
    it(`a citation manager understands the terminal's ${format} of the whole archive`, async () => {
        const { articles } = await getJson(server, "/api/v1/search?pageSize=200");
        const cited = new Cite(await broadsheet("export", "--archive", sample.archive, "--format", format)).data;
        assert.equal(cited.length, articles.length);
        const titles = new Set(cited.map(({ title }) => title));
        assert.deepEqual(articles.map(({ title }) => title).filter((title) => !titles.has(title)), []);
        // Without a publication, BibTeX has no kind for an article.
        const published = articles.filter(({ source }) => source.name).length;
        assert.ok(cited.filter(({ type }) => /^article-/.test(type)).length >= published);
    });
}

testOf("/api/v1/search?q=model&format=ris", "a whole result goes to a citation manager", async () => {
    const { totalResults } = await getJson(server, "/api/v1/search?q=model&pageSize=200");
    assert.equal(new Cite(await textOf("/api/v1/search?q=model&format=ris&pageSize=200")).data.length, totalResults);
    assert.equal(new Cite(await textOf("/api/v1/search?q=model&format=bibtex&pageSize=200")).data.length, totalResults);
});

testOf("/opensearch.xml", "a browser finds the search, and its templates lead to results and suggestions", async () => {
    const page = await textOf("/");
    const link = page.match(/<link rel="search"[^>]*>/)[0];
    assert.match(link, /type="application\/opensearchdescription\+xml"/);
    const reply = await fetch(server.origin + link.match(/href="([^"]+)"/)[1]);
    assert.match(reply.headers.get("Content-Type"), /^application\/opensearchdescription\+xml/);
    const description = await reply.text();
    const templates = Object.fromEntries(Array.from(description.matchAll(/<Url\b[^>]*>/g), ([url]) =>
        [url.match(/type="([^"]+)"/)[1], url.match(/template="([^"]+)"/)[1].replaceAll("&amp;", "&")]));
    const filled = (type) => templates[type].replaceAll("{searchTerms}", "lighthouse").replaceAll(/\{\w+\?\}/g, "");
    assert.ok(filled("text/html").startsWith(server.origin), filled("text/html"));
    assert.match(await (await fetch(filled("text/html"))).text(), /<mark>lighthouse<\/mark>/);
    const [begun, suggestions] = await (await fetch(filled("application/x-suggestions+json"))).json();
    assert.equal(begun, "lighthouse");
    assert.ok(Array.isArray(suggestions));
});
