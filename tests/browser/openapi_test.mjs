// SPDX-License-Identifier: GPL-3.0-or-later
// The description of REST: a linter that isn't ours finds nothing, and every reply, refusals too, is as it says.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, it } from "node:test";
import { Description } from "./harness/description.mjs";
import { getJson, sampleArchive, serve } from "./harness/program.mjs";

const { createConfig, lintFromString } = createRequire(import.meta.url)("@redocly/openapi-core");

let sample, server, source, description;

before(async () => {
    sample = await sampleArchive();
    server = await serve(sample.archive);
    source = await (await fetch(`${server.origin}/openapi.json`)).text();
    description = new Description(JSON.parse(source));
});

after(async () => {
    await server?.stop();
    await sample?.remove();
});

async function lint(document) {
    const config = await createConfig({ extends: ["recommended"] });
    const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: "openapi.json", config });
    return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ""}`);
}

/** Asks, and returns what is wrong with the reply. */
async function ask(target, { method = "GET", status, ...options } = {}) {
    const reply = await fetch(server.origin + target, { method, ...options });
    const text = await reply.text();
    const faults = description.check(method.toLowerCase(), decodeURIComponent(target.split("?")[0]), reply, text);
    if (status && reply.status !== status) faults.push(`status ${reply.status}, not ${status}`);
    return faults.map((fault) => `${method} ${target}: ${fault}`);
}

async function askAll(targets, options) {
    const faults = [];
    for (const target of targets) faults.push(...await ask(target, options));
    assert.deepEqual(faults, []);
}

it("the linter has nothing to say", async () => {
    assert.deepEqual(await lint(JSON.parse(source)), []);
    const { info, ...nameless } = JSON.parse(source);
    assert.ok(info && (await lint(nameless)).length > 0, "it would say something");
});

it("a reply of another shape would be a fault", () => {
    const reply = { status: 200, headers: new Headers({ "Content-Type": "application/json; charset=utf-8" }) };
    assert.ok(description.check("get", "/api/v1/status", reply, '{"status":1}').length > 0);
    assert.ok(description.check("get", "/api/v1/nowhere", reply, "{}").length > 0);
});

it("searches are as described, with every parameter", async () => {
    const queries = ["", "open-source", "AGI", '"harbour street"', "tram OR ferry", "brigde", "the", "title:tram", "a* -b", '"unclosed', "日本", "NEAR/3"];
    const more = ["", "&group=story", "&group=duplicates", "&explain=1", "&facets=", "&facets=source,section,author,language,tag,agency,place,year,timeline",
        "&fields=id", "&exact=1&op=or", "&sortBy=oldest&snippets=5", "&freshness=30d", "&pageSize=200", "&from=2024-01&to=2025", "&searchIn=title,body"];
    await askAll(queries.flatMap((query) => more.map((rest) => `/api/v1/search?q=${encodeURIComponent(query)}${rest}`)), { status: 200 });
});

it("articles, their versions and stories are as described", async () => {
    const { articles } = await getJson(server, "/api/v1/search?pageSize=200");
    const targets = articles.flatMap(({ id, story }) => [
        `/api/v1/articles/${id}`, `/api/v1/articles/${id}/versions`, `/api/v1/articles/${id}/versions/1`,
        ...(story ? [`/api/v1/stories/${story.id}`] : []),
    ]);
    await askAll(targets, { status: 200 });
});

it("what takes a query’s beginning, and what takes nothing, is as described", async () => {
    await askAll(["", "o", "op", "har", "source:h", "zzzz", "é"].map((begun) => `/api/v1/suggest?q=${encodeURIComponent(begun)}`), { status: 200 });
    await askAll(["/api/v1/sources", "/api/v1/status", "/openapi.json"], { status: 200 });
});

it("refusals are as described", async () => {
    await askAll(["pagesize=5", "pageSize=5000", "from=never", "sortBy=size", "page=1&page=2", "cursor=x", "page=0", "language="].map((query) =>
        `/api/v1/search?${query}`));
    await askAll(["/api/v1/search?pageSize=5000", "/api/v1/suggest?x=1", "/api/v1/articles/1?q=x", "/api/v1/sources?x=1", "/api/v1/status?x=1"], { status: 400 });
    await askAll(["/api/v1/articles/4000000000", "/api/v1/articles/x", "/api/v1/articles/4000000000/versions", "/api/v1/stories/4000000000",
        "/api/v1/search?explain=1&article=4000000000"], { status: 404 });
});

it("whoever has an answer already is told so", async () => {
    const faults = [];
    for (const target of ["/api/v1/search?q=model", "/api/v1/sources", "/openapi.json"]) {
        const etag = (await fetch(server.origin + target)).headers.get("ETag");
        faults.push(...await ask(target, { status: 304, headers: { "If-None-Match": etag } }));
    }
    assert.deepEqual(faults, []);
});

it("examples of parameters are valid", () => {
    const faults = description.operations.flatMap(({ path, method }) =>
        (description.document.paths[path][method].parameters ?? []).flatMap((parameter, at) => "example" in parameter
            ? description.faultsOf(["paths", path, method, "parameters", at, "schema"], parameter.example) : []));
    assert.deepEqual(faults, []);
});

it("what nothing above has asked answers as described with the examples of its parameters", async () => {
    const { articles } = await getJson(server, "/api/v1/search?pageSize=1");
    for (const { path, method } of description.operations.filter(({ asked, method: name }) => !asked && name === "get")) {
        const parameters = description.document.paths[path][method].parameters ?? [];
        const example = (name) => name === "id" && path.includes("/articles/") ? articles[0].id : parameters.find((one) => one.name === name)?.example;
        const query = parameters.filter((one) => one.in === "query" && one.required).map(({ name, example: value }) => `${name}=${encodeURIComponent(value)}`);
        await askAll([`${path.replaceAll(/\{([^}]+)\}/g, (_, name) => example(name))}?${query.join("&")}`.replace(/\?$/, "")]);
    }
    // Those that change something need a key, and say so.
    for (const { path, method } of description.operations.filter(({ asked }) => !asked)) {
        await askAll([path.replaceAll(/\{[^}]+\}/g, "1")], { method: method.toUpperCase() });
    }
});
