// SPDX-License-Identifier: GPL-3.0-or-later
// How quick the search page is in a browser on this machine: first contentful paint, bytes over the wire, layout shift.
// Beside it, the paint of a page that is nothing but a word: what browser and machine take for any page.
// Usage: node speed.mjs ARCHIVE [QUERY...]; BROADSHEET_PROGRAM names the program. Fails if a bar is missed.
import { once } from "node:events";
import { createServer } from "node:http";
import { launch, openPage } from "./harness/browser.mjs";
import { noteShifts, shifts } from "./harness/checks.mjs";
import { serve } from "./harness/program.mjs";

const bars = { paint_ms: 100, bytes: 60_000, shift: 0 };
const runs = 15;
const settling_ms = 3000, pause_ms = 250;

const [archive, ...asked] = process.argv.slice(2);
if (!archive) {
    console.error("Usage: node speed.mjs ARCHIVE [QUERY...]");
    process.exit(2);
}
const queries = asked.length > 0 ? asked : ["", "government", "oil price", '"prime minister"', "compan*"];

const median = (values) => [...values].sort((left, right) => left - right)[values.length >> 1];

/** Milliseconds from the navigation's begin to the first contentful paint. */
function firstPaint(page) {
    return page.evaluate(() => new Promise((done) => {
        const told = (list) => list.getEntriesByName("first-contentful-paint").forEach((entry) => done(entry.startTime));
        new PerformanceObserver(told).observe({ type: "paint", buffered: true });
    }));
}

/** Bytes of a first visit, headers and all, as they go over the wire; pictures don't count. */
async function bytesOf(page, path) {
    const session = await page.context().newCDPSession(page);
    const pictures = new Set();
    let bytes = 0;
    session.on("Network.responseReceived", ({ requestId, type }) => { if (type === "Image") pictures.add(requestId); });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        if (!pictures.has(requestId)) bytes += encodedDataLength;
    });
    await session.send("Network.enable");
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    await page.goto(path, { waitUntil: "networkidle" });
    await session.detach();
    return bytes;
}

/** Median paint of first visits, which have style and script still to fetch, and of visits with both at hand. */
async function paints(browser, server, path) {
    const first = [], again = [];
    // One window for all: with a new one Chromium loads pages of its own, which for a second take both cores.
    const { page, close } = await openPage(browser, server, { width: 1440 });
    const session = await page.context().newCDPSession(page);
    await page.goto(path);
    await page.waitForTimeout(settling_ms);
    for (let run = 0; run < runs; run += 1) {
        await session.send("Network.clearBrowserCache");
        for (const seen of [first, again]) {
            await page.goto(`${path}${path.includes("?") ? "&" : "?"}pageSize=${seen === first ? 20 : 19}`, { waitUntil: "load" });
            seen.push(await firstPaint(page));
            await page.waitForTimeout(pause_ms);
        }
    }
    await close();
    return { first: median(first), again: median(again) };
}

/** A server of one page with one word. */
async function serveWord() {
    const plain = createServer((request, response) => {
        response.setHeader("Content-Type", "text/html");
        response.end("<!doctype html><title>Word</title><p>Word</p>");
    }).listen(0, "127.0.0.1");
    await once(plain, "listening");
    return { origin: `http://127.0.0.1:${plain.address().port}`, stop: () => plain.close() };
}

/** The largest sum of shifts: on arrival at a result, and while its query is typed letter by letter on the front page. */
async function shiftOf(browser, server, query, width) {
    const { page, close } = await openPage(browser, server, { width });
    await noteShifts(page);
    await page.goto(`/?q=${encodeURIComponent(query)}`, { waitUntil: "networkidle" });
    const seen = await shifts(page);
    await page.goto("/", { waitUntil: "networkidle" });
    await page.locator("#q").pressSequentially(query, { delay: 60 });
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(300);
    seen.push(...await shifts(page));
    await close();
    return seen;
}

const sum = (seen) => seen.reduce((total, { value }) => total + value, 0);

const browser = await launch();
// Every reply is made anew, as for a search that nobody has made before.
const server = await serve(archive, "--cache-mb", "0");
const row = (...cells) => console.log(cells.map((cell, at) => String(cell).padEnd(at === 0 ? 22 : 12)).join(""));
let missed = 0;
try {
    const word = await serveWord();
    const least = await paints(browser, word, "/");
    word.stop();
    row("query", "paint ms", "again ms", "bytes", "shift 360", "shift 1440");
    row("(one word, no query)", least.first.toFixed(0), least.again.toFixed(0));
    for (const query of queries) {
        const path = query ? `/?q=${encodeURIComponent(query)}` : "/";
        const { first, again } = await paints(browser, server, path);
        const weighed = await openPage(browser, server);
        const bytes = await bytesOf(weighed.page, path);
        await weighed.close();
        const phone = await shiftOf(browser, server, query, 360);
        const desk = await shiftOf(browser, server, query, 1440);
        row(query || "(front)", first.toFixed(0), again.toFixed(0), bytes, sum(phone).toFixed(4), sum(desk).toFixed(4));
        for (const { value, what } of [...phone, ...desk]) console.log(`    shift ${value.toFixed(4)} of ${what}`);
        missed += (first > bars.paint_ms) + (bytes > bars.bytes) + (sum([...phone, ...desk]) > bars.shift);
    }
} finally {
    await browser.close();
    await server.stop();
}
console.log(`Bars: paint ${bars.paint_ms} ms (median of ${runs}), ${bars.bytes} bytes, shift ${bars.shift}; missed: ${missed}`);
process.exitCode = missed > 0 ? 1 : 0;
