// SPDX-License-Identifier: GPL-3.0-or-later
// One number everywhere: the page's, the API's, the rows of an export, the sum of a facet.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { broadsheet, getJson, sampleArchive, serve } from "./harness/program.mjs";
import { RandomQueries } from "./harness/random_query.mjs";

const queries = 200;
const seed = 20250128;

let sample, server, articles, cases;

before(async () => {
    sample = await sampleArchive();
    server = await serve(sample.archive);
    articles = (await broadsheet("export", "--archive", sample.archive)).trim().split("\n").map((line) => JSON.parse(line));
    const random = new RandomQueries(articles, seed);
    cases = Array.from({ length: queries }, () => random.parameters());
});

after(async () => {
    await server?.stop();
    await sample?.remove();
});

const search = (parameters, more) =>
    getJson(server, `/api/v1/search?${new URLSearchParams([...parameters, ...Object.entries(more)])}`);

const sum = (facet) => facet.reduce((total, { count }) => total + count, 0);

/** The records of CSV text, without its header; a record may have line ends within quotes. */
function csvRecords(text) {
    const unquoted = text.replaceAll(/"(?:[^"]|"")*"/g, "quoted");
    return unquoted.split(/\r?\n/).filter((line) => line !== "").length - 1;
}

/** Runs `check` on every case; the faults of all of them in one failure. */
async function checkAll(check) {
    const faults = [];
    for (const parameters of cases) {
        const fault = await check(parameters);
        if (fault) faults.push(`${decodeURIComponent(parameters)}: ${fault}`);
    }
    assert.deepEqual(faults, []);
}

it("the queries are worth asking: most find something, and not everything", async () => {
    let some = 0;
    for (const parameters of cases) {
        const { totalResults } = await search(parameters, { pageSize: 1 });
        if (totalResults > 0 && totalResults < articles.length) some += 1;
    }
    assert.ok(some > queries / 2, `${some} of ${queries}`);
});

/** What a page says that it has found, and how many it lists, read from its text as a browser gets it. */
async function readPage(parameters) {
    const html = await (await fetch(`${server.origin}/?${parameters}`)).text();
    const heading = html.match(/<h1>([^<]*)/)[1];
    return { heading, count: Number.parseInt(heading.replaceAll(/[,\s]/g, ""), 10), listed: html.match(/<li id="a\d+"/g)?.length ?? 0 };
}

it("the page's count is the API's", async () => {
    // Without a word and a filter the page is the newest articles, and its heading has no number.
    const asksNothing = (parameters) => !parameters.get("q") && !["sources", "language", "section", "from", "to"].some((name) => parameters.has(name));
    await checkAll(async (parameters) => {
        const { totalResults, totalRelation } = await search(parameters, { pageSize: 1 });
        const { heading, count, listed } = await readPage(parameters);
        if (totalRelation !== "eq") return "is said to be a part";
        if (listed !== Math.min(20, totalResults)) return `lists ${listed} of ${totalResults}`;
        if (asksNothing(parameters)) return totalResults === articles.length ? null : `everything is ${totalResults}`;
        return count === totalResults ? null : `${heading}, not ${totalResults}`;
    });
});

it("the pages of a result hold as many articles as it counts, each once", async () => {
    await checkAll(async (parameters) => {
        const { totalResults } = await search(parameters, { pageSize: 1 });
        const ids = new Set();
        for (let page = 1; (page - 1) * 7 < totalResults; page += 1) {
            for (const { id } of (await search(parameters, { pageSize: 7, page, fields: "id" })).articles) ids.add(id);
        }
        return ids.size === totalResults ? null : `${ids.size} on the pages, not ${totalResults}`;
    });
});

it("facets over what an article has once add up to the count, with those that have none", async () => {
    const lacking = (has) => new Set(articles.filter((article) => !has(article)).map(({ id }) => id));
    const without = {
        language: lacking(({ language }) => language),
        source: lacking(({ source }) => source.id),
        year: lacking(({ publishedAt }) => publishedAt),
    };
    await checkAll(async (parameters) => {
        const { totalResults, facets, articles: found } =
            await search(parameters, { facets: "language,source,year", pageSize: 200, fields: "id" });
        const sums = Object.entries(without).map(([name, ids]) => sum(facets[name]) + found.filter(({ id }) => ids.has(id)).length);
        return sums.every((one) => one === totalResults) ? null : `${sums}, not ${totalResults}`;
    });
});

it("the terminal's export has as many rows as the API counts", async () => {
    const option = (name) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    await checkAll(async (parameters) => {
        const { totalResults } = await search(parameters, { pageSize: 1 });
        const options = [...parameters].filter(([, value]) => value !== "").map(([name, value]) => `${name === "q" ? "--query" : option(name)}=${value}`);
        const rows = (await broadsheet("export", "--archive", sample.archive, ...options)).split("\n").length - 1;
        return rows === totalResults ? null : `${rows} rows, not ${totalResults}`;
    });
});

it("the server's exports have as many rows as the API counts", async () => {
    await checkAll(async (parameters) => {
        const { totalResults } = await search(parameters, { pageSize: 1 });
        const rowsOf = async (format, count) => {
            const reply = await fetch(`${server.origin}/api/v1/export?${parameters}&format=${format}`);
            return reply.status === 200 ? count(await reply.text()) : `status ${reply.status}`;
        };
        const csv = await rowsOf("csv", csvRecords);
        const jsonl = await rowsOf("jsonl", (text) => text.split("\n").filter((line) => line !== "").length);
        return csv === totalResults && jsonl === totalResults ? null : `csv ${csv}, jsonl ${jsonl}, not ${totalResults}`;
    });
});
