// SPDX-License-Identifier: GPL-3.0-or-later
// That the checks see what they look for: each fault on a page made for it.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, it } from "node:test";
import { launch, openPage } from "./harness/browser.mjs";
import { accessibilityFaults, noteShifts, overflow, shifts } from "./harness/checks.mjs";

const head = '<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,"></head><body><main><h1>A page</h1>';
const bodies = {
    "/clean": `${head}<p>Nothing wrong here.</p></main>`,
    "/console": `${head}</main><script src="/script.js"></script>`,
    "/inline": `${head}<p style="color: red">Styled.</p></main>`,
    "/elsewhere": `${head}<img alt="" src="http://elsewhere.example/picture.png"></main>`,
    "/missing": `${head}<img alt="" src="/nowhere.png"></main>`,
    "/wide": `${head}<pre>${"wide ".repeat(200)}</pre></main>`,
    "/unnamed": `${head}<input></main>`,
    "/faint": `${head}<p><font color="#cccccc">Faint.</font></p></main>`,
    "/shifting": `${head}<p id="late"></p><p>Pushed down.</p></main><script src="/shift.js"></script>`,
};
const scripts = {
    "/script.js": 'console.error("told"); throw new Error("thrown");',
    "/shift.js": 'setTimeout(() => { document.getElementById("late").innerHTML = "<br>".repeat(9); }, 50);',
};

let browser, server, site;

before(async () => {
    browser = await launch();
    site = createServer((request, response) => {
        const found = bodies[request.url] ?? scripts[request.url];
        response.writeHead(found === undefined ? 404 : 200, {
            "Content-Type": request.url in scripts ? "text/javascript" : "text/html; charset=utf-8",
            "Content-Security-Policy": "style-src 'self'",
        });
        response.end(found ?? "");
    });
    await new Promise((done) => site.listen(0, "127.0.0.1", done));
    server = { origin: `http://127.0.0.1:${site.address().port}` };
});

after(async () => {
    await browser?.close();
    site?.close();
});

async function faultsOf(path, check = () => []) {
    const { page, faults, close } = await openPage(browser, server, { width: 360 });
    await page.goto(path, { waitUntil: "load" });
    const found = [...await check(page), ...faults.take()].join("\n");
    await close();
    return found;
}

it("a clean page has no faults", async () => {
    assert.equal(await faultsOf("/clean", async (page) => [...await overflow(page), ...await accessibilityFaults(page)]), "");
});

it("what scripts report and throw is a fault", async () => {
    assert.match(await faultsOf("/console"), /console: told[^]*script: thrown/);
});

it("a report of the content security policy is a fault", async () => {
    assert.match(await faultsOf("/inline"), /Content Security Policy/);
});

it("a request off the host is a fault", async () => {
    assert.match(await faultsOf("/elsewhere"), /request off the host: http:\/\/elsewhere\.example/);
});

it("a part of a page that is not there is a fault", async () => {
    assert.match(await faultsOf("/missing"), /404: .*nowhere\.png/);
});

it("a page that is wider than its window is a fault", async () => {
    assert.match(await faultsOf("/wide", overflow), /window 360\n(main\n)?pre/);
});

it("axe finds a field without a name, and faint letters", async () => {
    assert.match(await faultsOf("/unnamed", accessibilityFaults), /label: input/);
    assert.match(await faultsOf("/faint", (page) => accessibilityFaults(page, { colourOnly: true })), /color-contrast: font/);
});

it("a shift of the layout is noted", async () => {
    const { page, close } = await openPage(browser, server);
    await noteShifts(page);
    await page.goto("/shifting");
    await page.waitForFunction(() => globalThis.layoutShifts.length > 0);
    assert.ok((await shifts(page))[0].value > 0);
    await close();
});
