// SPDX-License-Identifier: GPL-3.0-or-later
// Articles, queries, names of files and of saved searches that would like to be code: no page runs, fetches or links to
// any of it, and feeds and exports give it back as the text that it is.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { launch, openPage } from "./harness/browser.mjs";
import { hostileArchive, payloads } from "./harness/hostile.mjs";
import { getJson, serve } from "./harness/program.mjs";

let browser, hostile, server, articles, stories;

before(async () => {
    [browser, hostile] = await Promise.all([launch(), hostileArchive()]);
    server = await serve(hostile.archive);
    for (const text of payloads) await save(text);
    articles = (await getJson(server, "/api/v1/search?pageSize=200&fields=id,title,story")).articles;
    stories = [...new Set(articles.map(({ story }) => story?.id).filter(Boolean))];
});

after(async () => {
    await browser?.close();
    await server?.stop();
    await hostile?.remove();
});

const save = (text) => fetch(`${server.origin}/api/v1/searches`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: text, q: `ferry ${text}` }),
});

const parameters = (values) => new URLSearchParams(values).toString();

/** Every page, with a payload wherever one fits. */
function pagesOfText(text) {
    const q = parameters({ q: text });
    return [
        `/?${parameters({ q: `ferry OR ${text}`, sources: text, author: text, section: text, tag: text, place: text })}&explain=1`, `/?${parameters({ [text]: text })}`,
        `/?${parameters({ q: "ferry", from: text })}`, `/compare?${q}&q=ferry`, `/first?${q}`, `/acronyms?${q}`, `/articles/1?${q}`, `/stories/${encodeURIComponent(text)}`,
        `/language?${parameters({ to: "de", back: text })}`,
    ];
}

/** Pages that are opened, and their many like. */
function pagesOfArchive() {
    const pages = articles.flatMap(({ id }) => [`/articles/${id}?q=ferry`, `/articles/${id}/versions`, `/articles/${id}/versions/1`]);
    return {
        open: ["/", "/?q=ferry&pageSize=200", "/?q=HBS&explain=1", "/?q=cranes&group=story", "/overview", "/overview/problems", "/saved", "/acronyms?q=HBS", "/first?q=ferry",
            "/compare?q=ferry&q=HBS", "/api", `/stories/${stories[0]}`, ...pages.slice(90, 96)],
        parsed: ["/?q=ferry&pageSize=200&view=compact", "/overview/problems?page=2", "/acronyms", "/help", ...pages, ...stories.map((id) => `/stories/${id}`)],
    };
}

/** Runs in the page before anything of it does. */
function layTrap() {
    globalThis.sprung = [];
    globalThis.trap = (number) => { globalThis.sprung.push(`payload ${number} ran`); };
    for (const name of ["alert", "confirm", "prompt", "open"]) globalThis[name] = () => { globalThis.sprung.push(`${name} ran`); };
    document.addEventListener("securitypolicyviolation", (event) => { globalThis.sprung.push(`policy: ${event.violatedDirective} ${event.blockedURI}`); });
}

/** What stands in a document that no template of ours has. Runs in the page. */
function layAudit() {
    const ours = new Set(("html head meta title link script body a header div p span nav form label input button details summary dl dt dd kbd code b i em strong small main footer dialog "
        + "h1 h2 h3 h4 ul ol li section article aside time mark table caption thead tbody tr th td svg path rect line text g circle pattern figure figcaption fieldset legend select option "
        + "textarea del ins pre output abbr br cite blockquote hr template polyline defs clipPath").split(" "));
    const addresses = /^(href|src|action|formaction|xlink:href|poster|data|ping|background)$/i;
    const faultOfAddress = (element, name, value) => {
        const url = new URL(value, location.origin);
        if (!/^https?:$/.test(url.protocol)) return `scheme of ${name}`;
        if (url.origin === location.origin || element.rel === "canonical") return "";
        return element.localName === "a" && /noopener noreferrer/.test(element.rel) ? "" : "leads away";
    };
    const faultsOf = (element) => {
        const faults = ours.has(element.localName) ? [] : ["element"];
        for (const { name, value } of element.attributes) {
            if (/^on|^style$|^srcdoc$|^nonce$/i.test(name)) faults.push(`attribute ${name}`);
            else if (addresses.test(name)) faults.push(faultOfAddress(element, name, value));
        }
        if (element.localName === "script") {
            const isData = element.type === "application/ld+json";
            if (isData) JSON.parse(element.textContent);
            if (!isData && !element.getAttribute("src")?.startsWith("/static/")) faults.push("script");
        }
        if (element.httpEquiv) faults.push("meta");
        return faults.filter(Boolean).map((fault) => `${fault}: ${element.outerHTML.slice(0, 160)}`);
    };
    globalThis.audit = (document) => Array.from(document.querySelectorAll("*")).flatMap(faultsOf);
}

const firstFew = (faults) => [...new Set(faults)].slice(0, 12);

/** Opens each path in turn, with the trap laid; what went wrong. */
async function walk(paths) {
    const { page, faults, close } = await openPage(browser, server);
    await page.addInitScript(layTrap);
    await page.addInitScript(layAudit);
    page.on("dialog", (dialog) => { faults.add(page, `dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.context().on("page", () => faults.add(page, "a window opened"));
    const wrong = [];
    for (const path of paths) {
        const reply = await page.goto(path, { waitUntil: "load" });
        if (reply.status() >= 500) wrong.push(`${path}: ${reply.status()}`);
        if (new URL(page.url()).origin !== server.origin) wrong.push(`${path}: led to ${page.url()}`);
        const found = await page.evaluate(() => [...globalThis.audit(document), ...globalThis.sprung.splice(0)]);
        wrong.push(...found.map((fault) => `${path}: ${fault}`), ...faults.take());
    }
    await close();
    return firstFew(wrong);
}

/** As the browser's own parser reads the paths, without opening them: 20 times as many in the same time. */
async function parse(paths) {
    const { page, close } = await openPage(browser, server);
    await page.addInitScript(layAudit);
    await page.goto("/help");
    const wrong = await page.evaluate(async (all) => {
        const faults = [];
        for (const path of all) {
            const reply = await fetch(path);
            const document = new DOMParser().parseFromString(await reply.text(), "text/html");
            if (reply.status >= 500) faults.push(`${path}: ${reply.status}`);
            if (new URL(reply.url).origin !== location.origin) faults.push(`${path}: led to ${reply.url}`);
            // What no parser of requests takes, such as NUL, is refused before there is a page.
            const type = reply.headers.get("Content-Type");
            if (type !== "text/html; charset=utf-8" && !(reply.status === 400 && type === "application/problem+json")) faults.push(`${path}: ${type}`);
            for (const fault of globalThis.audit(document)) faults.push(`${path}: ${fault}`);
        }
        return faults;
    }, paths);
    await close();
    return firstFew(wrong);
}

it("no page runs, fetches or opens anything of an article, a file or a saved search", async () => {
    assert.ok(articles.length > 40 && stories.length > 0, `${articles.length} articles, ${stories.length} stories`);
    const { open, parsed } = pagesOfArchive();
    assert.deepEqual(await walk(open), []);
    assert.deepEqual(await parse(parsed), []);
});

it("no page has anything of its address as markup", async () => {
    const pages = payloads.flatMap(pagesOfText);
    assert.ok(pages.length > 400);
    assert.deepEqual(await parse(pages), []);
});

/** Runs in the page, whose XML parser takes nothing that isn't well formed. The texts of the elements and attributes. */
function textsOfXml(text) {
    const document = new DOMParser().parseFromString(text, "application/xml");
    const fault = document.querySelector("parsererror");
    if (fault) throw new Error(fault.textContent.slice(0, 200));
    const texts = new Set();
    const links = [];
    for (const element of document.querySelectorAll("*")) {
        if (element.children.length === 0) texts.add(element.textContent);
        for (const { name, value } of element.attributes) {
            texts.add(value);
            if (name === "href") links.push(value);
        }
        if (element.localName === "link" && element.textContent.trim()) links.push(element.textContent);
    }
    return { texts: [...texts], links };
}

/** Nothing for what is refused: control characters in an address are. */
const textOf = async (path) => {
    const reply = await fetch(server.origin + path);
    if (reply.status === 400) return "";
    assert.equal(reply.status, 200, path);
    return reply.text();
};

it("feeds are well formed, hold titles and queries as text, and link to the web alone", async () => {
    const { page, close } = await openPage(browser, server);
    await page.goto("/help");
    const { articles: found } = await getJson(server, "/api/v1/search?q=ferry&pageSize=200&fields=title");
    assert.ok(found.length > 40);
    const wrong = [];
    const isLinked = (link) => /^https?:\/\//.test(link);
    for (const path of ["/feed.atom", "/feed.rss"]) {
        const { texts, links } = await page.evaluate(textsOfXml, await textOf(`${path}?q=ferry&pageSize=200`));
        const missing = found.filter(({ title }) => !texts.includes(title));
        wrong.push(...missing.map(({ title }) => `${path} lacks ${title}`), ...links.filter((link) => !isLinked(link)));
        for (const text of [...payloads, "\uFFFE", "a\uFFFFb"]) {
            const feed = await textOf(`${path}?${parameters({ q: text })}`);
            if (feed !== "") await page.evaluate(textsOfXml, feed).catch((error) => wrong.push(`${path} of ${JSON.stringify(text)}: ${error.message}`));
        }
    }
    const feed = JSON.parse(await textOf("/feed.json?q=ferry&pageSize=200"));
    wrong.push(...feed.items.flatMap((item) => [item.url, item.external_url ?? item.url]).filter((link) => !isLinked(link)));
    await close();
    assert.deepEqual(firstFew(wrong), []);
});
