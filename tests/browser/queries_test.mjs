// SPDX-License-Identifier: GPL-3.0-or-later
// Queries and parameters made for harm, from outside, with somebody of good faith beside them who gets his answers; and
// headers that texts and addresses can't write into.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, it } from "node:test";
import { promisify } from "node:util";
import { hostileArchive, payloads } from "./harness/hostile.mjs";
import { program, repository, serve, temporaryFolder } from "./harness/program.mjs";

// Of the server's processors, on a machine that is busy: half of it is usual for the worst. The clock on the wall is that
// of whatever else runs, too.
const answerS = 2, patienceMs = 5000, growthKib = 64 * 1024, headBytes = 8000;

let hostile, server;

before(async () => {
    hostile = await hostileArchive();
    // What finished answers may keep of memory is a limit of its own.
    server = await serve(hostile.archive, "--cache-mb", "0");
});

after(async () => {
    await server?.stop();
    await hostile?.remove();
});

/** As node:http sends it, without fetch's tidying: { status, headers, body, ms }. */
function ask(path, headers = {}) {
    const { hostname, port } = new URL(server.origin);
    const begun = performance.now();
    return new Promise((done, failed) => {
        const asked = request({ hostname, port, path, headers, agent: false, setHost: !("Host" in headers) }, (reply) => {
            let body = "";
            reply.setEncoding("utf8").on("data", (piece) => { body += piece; })
                .on("end", () => done({ status: reply.statusCode, headers: reply.headers, body, ms: performance.now() - begun }));
        });
        asked.on("error", (error) => (error.code === "ECONNRESET" || error.code === "EPIPE" ? done({ status: 0, headers: {}, body: "", ms: performance.now() - begun }) : failed(error)));
        asked.end();
    });
}

const q = (text) => `q=${encodeURIComponent(text)}`;
/** As much of it as fits an address. */
const filled = (word, separator = " ") => Array.from({ length: headBytes }, (_, index) => word.replace("#", index)).join(separator);
const cut = (text) => {
    let query = q(text);
    while (query.length > headBytes - 400) query = q(text = text.slice(0, Math.floor(text.length * 0.9)));
    return query;
};

const bombs = {
    "a long text": q("ferry ".repeat(90_000)), "a long word": cut("a".repeat(9000)), "many words": cut(filled("w#")), "many alternatives": cut(filled("w#", " OR ")),
    "deep brackets": cut("(".repeat(4000) + "ferry"), "closed brackets": cut("(".repeat(1500) + "ferry" + ")".repeat(1500)), "many negations": cut(filled("-w#")), "nots": cut("NOT ".repeat(2000)),
    "prefixes": cut(filled("a*")), "every letter's prefix": q([..."abcdefghijklmnopqrstuvwxyz"].map((letter) => `${letter}*`).join(" OR ")), "a star": q("*"), "stars": cut("* ".repeat(3000)),
    "a regular expression": q("^(a+)+$ (a|a)*b .*.*.*.*=.*"), "a fuzzy long word": cut(`${"abcdefghij".repeat(400)}~`), "many fuzzy words": cut(filled("harbur#~")), "nearness": cut(filled("ferry", " NEAR/9999 ")),
    "open quotes": cut("\"".repeat(3000)), "a long phrase": cut(`"${"the ferry ".repeat(600)}"`), "fields of fields": cut("title:".repeat(1000)), "alternating": cut("ferry OR (NOT ".repeat(400)),
    "dates": cut("date:0001..9999 ".repeat(400)), "absurd dates": `${q("ferry")}&from=-99999999999d&to=9999-12-31`, "far dates": `${q("ferry")}&from=0001&to=9999`, "combining": cut("e\u0301\u0301\u0301".repeat(600)), "Thai": cut("ก".repeat(800)), "Han": cut("中".repeat(800)),
    "a far page": `${q("ferry")}&page=1000000000`, "a farther page": `${q("ferry")}&page=18446744073709551616&pageSize=200`, "a far offset": `${q("ferry")}&offset=4294967295`, "a huge page": `${q("ferry")}&pageSize=1000000000`,
    "no page": `${q("ferry")}&page=0`, "a negative page": `${q("ferry")}&page=-1`, "a forged cursor": `${q("ferry")}&cursor=c14-4-0-6785a900-19-ffffffff`, "a long cursor": `${q("ferry")}&cursor=${"c".repeat(6000)}`,
    "many fields": `${q("ferry")}&fields=${"body,".repeat(1200)}`, "many facets": `${q("ferry")}&facets=${"source,year,".repeat(500)}`, "every facet, filtered": `${q("*")}&facets=source,section,author,language,tag,year,agency,place&sources=a,b,c&author=x&tag=y&section=z&explain=1&pageSize=200&snippets=5`,
    "a parameter again": `${q("ferry")}&`.repeat(400), "many sources": `${q("ferry")}&sources=${"a,".repeat(3000)}`, "many parameters": Array.from({ length: 1500 }, (_, index) => `p${index}=1`).join("&"), "empty ones": "&".repeat(6000), "percent signs": `q=${"%".repeat(3000)}`, "cut UTF-8": "q=%C3&q=%F0%9F", "NUL": "q=a%00b",
    "snippets": `${q("ferry")}&snippets=99999999999999999999`, "a huge article": `${q("ferry")}&explain=1&article=99999999999999`,
};
const paths = ["/api/v1/search", "/", "/feed.atom", "/api/v1/timeline", "/compare", "/first", "/acronyms", "/api/v1/suggest", "/api/v1/export", "/v2/everything"];
/** Each bomb meets the two that do most, and some of the others. */
const pathsOf = (index) => paths.filter((_, at) => at < 2 || (index + at) % 3 === 0);

it("no query costs more than its second or its memory, and nobody beside it waits", async () => {
    const memoryKib = async () => Number((await readFile(`/proc/${server.pid}/status`, "utf8")).match(/VmRSS:\s+(\d+)/)[1]);
    const processorS = async () => {
        const [user, system] = (await readFile(`/proc/${server.pid}/stat`, "utf8")).split(") ")[1].split(" ").slice(11, 13);
        return (Number(user) + Number(system)) / 100;
    };
    for (const path of paths) await ask(`${path}?q=ferry`);
    const before = await memoryKib();
    const wrong = [];
    let asked = 0;
    for (const [index, [name, query]] of Object.entries(bombs).entries()) {
        for (const path of pathsOf(index)) {
            const begun = await processorS();
            const [{ status }, honest] = await Promise.all([ask(`${path}?${query}`), ask("/api/v1/search?q=ferry&pageSize=1")]);
            const costS = await processorS() - begun;
            asked += 1;
            if (honest.status !== 200 || honest.ms > patienceMs) wrong.push(`beside ${path}, ${name}: ${honest.status} after ${honest.ms.toFixed()} ms`);
            // Without an answer: what doesn't fit an address may be cut off in the middle of its sending.
            if (![200, 303, 400, 404, 414, 431, ...(query.length > headBytes ? [0] : [])].includes(status) || costS > answerS) wrong.push(`${path}, ${name}: ${status} for ${costS.toFixed(2)} s`);
        }
    }
    assert.ok(asked > 200, `${asked} bombs`);
    const growth = await memoryKib() - before;
    assert.ok(growth < growthKib, `${growth} KiB more memory`);
    assert.deepEqual(wrong.slice(0, 12), []);
});

it("no field, name or parameter writes a header", async () => {
    const wrong = [];
    const look = (path, { status, headers }) => {
        if (status >= 500) wrong.push(`${path}: ${status}`);
        if ("x-injected" in headers) wrong.push(`${path}: injected`);
        for (const [name, value] of Object.entries(headers))
            if (!/^[\x20-\x7e]*$/.test(String(value))) wrong.push(`${path}: ${name}: ${JSON.stringify(value)}`);
        const disposition = headers["content-disposition"];
        if (disposition && !/^(attachment|inline); filename="[A-Za-z0-9._-]+"$/.test(disposition)) wrong.push(`${path}: ${disposition}`);
        const location = headers.location;
        if (location && !/^\/(?![/\\])/.test(location)) wrong.push(`${path}: Location: ${location}`);
    };
    const { articles } = JSON.parse((await ask("/api/v1/search?pageSize=200&fields=id")).body);
    for (const { id } of articles) {
        for (const format of ["ris", "bibtex", "csv", "text"]) {
            const path = `/api/v1/articles/${id}?format=${format}`;
            look(path, await ask(path));
        }
    }
    for (const text of payloads) {
        const value = encodeURIComponent(text);
        for (const path of [`/language?to=de&back=${value}`, `/language?to=de&back=/${value}`, `/language?to=${value}`, `/api/v1/search?q=${value}`, `/feed.atom?q=${value}`, `/api/v1/export?q=${value}&format=csv`,
            `/forms?q=${value}&form=${value}`, `/?${value}=${value}`, `/api/v1/searches/${value}`, `/static/${value}/${value}`]) look(path, await ask(path));
    }
    assert.deepEqual(wrong.slice(0, 12), []);
});

it("whole addresses in replies are those of a host that is answered for", async () => {
    const { host } = new URL(server.origin);
    for (const path of ["/feed.atom?q=ferry", "/feed.rss?q=ferry", "/feed.json?q=ferry", "/opensearch.xml", "/openapi.json", "/v2/everything?q=ferry", "/api/v1/suggest?format=opensearch&q=fer"]) {
        for (const name of ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Server"]) {
            const { status, body } = await ask(path, { [name]: "poisoned.example" });
            assert.equal(status, 200, path);
            assert.ok(!body.includes("poisoned.example"), `${path} with ${name}`);
        }
        for (const wrong of ["elsewhere.example", `${host}.elsewhere.example`, `${host}@elsewhere.example`, "127.0.0.1:80:80", "\"><script>", `${host}/elsewhere`, ""]) {
            const { status } = await ask(path, { Host: wrong });
            assert.ok([400, 421].includes(status), `${path} of ${wrong}: ${status}`);
        }
    }
});

const run = promisify(execFile);
const tracing = ["-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg"];
const mayTrace = await run("strace", [...tracing, "true"]).then(() => true, () => false);

/** What went to an address that isn't of this machine. */
const outward = (trace) => trace.split("\n").filter((line) => /AF_INET/.test(line) && !/127\.0\.0\.1|::1/.test(line));

it("neither indexing nor serving opens a connection", { skip: !mayTrace && "strace is not here, or may not trace" }, async () => {
    const folder = await temporaryFolder();
    const trace = join(folder.path, "trace");
    const picture = "<img src=\"http://192.0.2.1/a.png\"><link rel=stylesheet href=\"http://192.0.2.1/a.css\"><iframe src=\"http://192.0.2.1/\"></iframe>";
    const files = {
        "entities.xml": "<?xml version=\"1.0\"?><!DOCTYPE rss SYSTEM \"http://192.0.2.1/rss.dtd\" [<!ENTITY e SYSTEM \"http://192.0.2.1/e\"><!ENTITY % p SYSTEM \"http://192.0.2.1/p\">%p;]>"
            + `<rss version="2.0"><channel><title>c</title><item><title>Feed &e;</title><link>http://192.0.2.1/</link><enclosure url="http://192.0.2.1/a.mp3"/><description>&e; ${picture}</description></item></channel></rss>`,
        "page.html": `<html><head><base href="http://192.0.2.1/"><title>Page</title>${picture}</head><body><p>A page of many words about a ferry.</p></body></html>`,
        "nitf.xml": "<!DOCTYPE nitf SYSTEM \"http://192.0.2.1/nitf.dtd\"><nitf><head><title>Wire</title></head><body><body.content><p>Text.</p></body.content></body></nitf>",
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text);
    const archive = join(folder.path, "archive");
    await run("strace", [...tracing, "-o", trace, program, "index", "--archive", archive, ...Object.keys(files).map((name) => join(folder.path, name)), join(repository, "samples"), hostile.files]);
    assert.deepEqual(outward(await readFile(trace, "utf8")), []);

    const traced = spawn("strace", [...tracing, "-o", trace, program, "serve", "--archive", archive, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
    const [line] = await once(createInterface({ input: traced.stdout }), "line");
    for (const path of ["?q=ferry", "feed.atom?q=page", "articles/1", "compare?q=ferry", "opensearch.xml", "api/v1/articles/2/similar"]) await (await fetch(line + path)).text();
    const [child] = (await readFile(`/proc/${traced.pid}/task/${traced.pid}/children`, "utf8")).split(" ");
    process.kill(Number(child), "SIGTERM");
    await once(traced, "exit");
    const seen = await readFile(trace, "utf8");
    assert.ok(seen.length > 0, "the trace is empty");
    assert.deepEqual(outward(seen), []);
    await folder.remove();
});
