// SPDX-License-Identifier: GPL-3.0-or-later
// Every page at every width, light and dark, with and without script: no console error, no report of the content
// security policy, no request off the host, nothing to scroll sideways, nothing that axe objects to.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { launch, openPage, widths, windowOf } from "./harness/browser.mjs";
import { accessibilityFaults, overflow } from "./harness/checks.mjs";
import { allPages } from "./harness/pages.mjs";
import { adminKey, emptyArchive, sampleArchive, serve } from "./harness/program.mjs";

let browser, sample, empty, servers, key;

before(async () => {
    [browser, sample, empty] = await Promise.all([launch(), sampleArchive(), emptyArchive()]);
    key = await adminKey(sample.archive);
    servers = { sample: await serve(sample.archive), empty: await serve(empty.archive) };
});

after(async () => {
    await browser?.close();
    for (const server of Object.values(servers ?? {})) await server.stop();
    await sample?.remove();
    await empty?.remove();
});

/** What is wrong with the page that is open, at each width and in both schemes, with axe or without. */
async function look(page, axe) {
    const wrong = [];
    for (const scheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: scheme });
        for (const width of widths) {
            await page.setViewportSize(windowOf(width));
            const seen = await overflow(page);
            // What has no colour is the same in the dark, and colours are the same at any width; what is in between has
            // the parts of the narrowest or of the widest.
            const dark = scheme === "dark";
            const looked = dark ? width === Math.max(...widths) : [Math.min(...widths), Math.max(...widths)].includes(width);
            if (axe && looked) seen.push(...await accessibilityFaults(page, { colourOnly: dark }));
            wrong.push(...seen.map((fault) => `${scheme}, ${width}: ${fault}`));
        }
    }
    return wrong;
}

/** Opens the pages in turn in one window; fails with what is wrong, each fault once and the pages that have it. */
async function sweep(server, pages, script) {
    const { page, faults, close } = await openPage(browser, server, { script });
    const pagesOf = new Map();
    for (const { name, path, status } of pages) {
        await page.setExtraHTTPHeaders(path === "/admin" ? { Authorization: `Bearer ${key}` } : {});
        const reply = await page.goto(path, { waitUntil: "load" });
        const seen = await look(page, script);
        if (reply.status() !== status) seen.push(`status ${reply.status()}`);
        for (const fault of [...seen, ...faults.take()]) pagesOf.set(fault, [...pagesOf.get(fault) ?? [], name]);
    }
    await close();
    if (pagesOf.size > 0) assert.fail(Array.from(pagesOf, ([fault, names]) => `${fault} (${names.join("; ")})`).join("\n"));
}

const ofEmpty = [
    { name: "empty archive", path: "/", status: 200 },
    { name: "nothing in an empty archive", path: "/?q=river", status: 200 },
];

for (const script of [true, false]) {
    it(`every page is whole ${script ? "and accessible with" : "without"} script`, async () => {
        await sweep(servers.sample, await allPages(servers.sample), script);
    });
    it(`every page of an empty archive is whole ${script ? "and accessible with" : "without"} script`, async () => {
        await sweep(servers.empty, ofEmpty, script);
    });
}
