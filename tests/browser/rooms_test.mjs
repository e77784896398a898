// SPDX-License-Identifier: GPL-3.0-or-later
// The other rooms: time, comparing, what is in the archive, saved searches, who had it first, acronyms, REST.
import assert from "node:assert/strict";
import { addressOf, countOn, openRoom } from "./harness/room.mjs";

const room = openRoom();
const { test, testBothWays, testOfPage } = room;

testBothWays("a bar of the timeline leads to its period", {}, async (page) => {
    await page.goto("/?q=model");
    const bar = page.locator("svg.bars a").last();
    const count = Number((await bar.locator("title").textContent()).match(/(\d+) article/)[1]);
    const href = await bar.getAttribute("href");
    await page.goto(href);
    assert.ok(addressOf(page).get("from") && addressOf(page).get("to"));
    assert.equal(await countOn(page), count);
});

testBothWays("the bars of a timeline add up to the result", {}, async (page) => {
    await page.goto("/?q=model");
    const counts = await page.locator("svg.bars a title").allTextContents();
    const sum = counts.reduce((total, said) => total + Number(said.match(/(\d+) article/)[1]), 0);
    const { articles } = await room.json("/api/v1/search?q=model&pageSize=200");
    assert.equal(sum, articles.filter(({ publishedAt }) => publishedAt).length);
});

test("dragging over the timeline chooses a period", {}, async (page) => {
    await page.goto("/?q=model");
    const box = await page.locator("figure.timeline .plot").boundingBox({ timeout: 2000 });
    await page.mouse.move(box.x + box.width * 0.3, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 30, { steps: 4 });
    await page.mouse.move(box.x + box.width * 0.8, box.y + 30, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/from=.*to=/);
    assert.equal(await countOn(page), (await room.json(`/api/v1/search?${addressOf(page)}`)).totalResults);
});

test("arrows and Enter choose a period, too", {}, async (page) => {
    await page.goto("/?q=model");
    await page.getByRole("slider").focus({ timeout: 2000 });
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+End");
    await page.keyboard.press("Enter");
    await page.waitForURL(/from=.*to=/);
});

testOfPage("/compare", "queries are compared, with the numbers behind the lines", {}, async (page) => {
    await page.goto("/compare");
    await page.locator('input[name="q"]').nth(1).waitFor();
    const fields = page.locator('form.comparing input[name="q"]');
    await fields.nth(0).fill("model");
    await fields.nth(1).fill("AGI");
    await page.locator("form.comparing button").click();
    await page.waitForURL((url) => url.searchParams.getAll("q").includes("AGI"));
    for (const query of ["model", "AGI"]) {
        const { totalResults } = await room.json(`/api/v1/search?q=${query}`);
        assert.match(await page.locator(".legend li", { hasText: query }).innerText(), new RegExp(`\\b${totalResults}\\b`));
    }
    assert.equal(await page.locator("path.line").count() >= 2, true);
    await page.locator("details.figures summary").click();
    assert.ok(await page.locator("details.figures tbody tr").count() > 1);
});

testOfPage("/overview", "the overview says what is in the archive, and what was rejected", {}, async (page) => {
    await page.goto("/overview");
    const { totalResults } = await room.json("/api/v1/search?pageSize=1");
    const text = await page.locator("main").innerText();
    assert.ok(text.includes(`${totalResults} articles`), text.slice(0, 300));
    for (const source of ["Harbour Wire", "Der Hafenbote", "broken.jsonl"]) assert.ok(text.includes(source), source);
    const cell = page.locator("table.coverage tbody tr", { hasText: "Harbour Wire" }).locator("td a").first();
    const count = Number((await cell.innerText()).replaceAll(/\D/g, ""));
    await cell.click();
    await page.waitForURL(/sources=harbour-wire/);
    assert.equal(await countOn(page), count);
});

testOfPage("/saved", "a search is saved, seen, renamed and deleted", {}, async (page) => {
    await page.goto("/?q=lighthouse");
    await page.getByRole("button", { name: "Save this search" }).click();
    await page.waitForURL(/\/saved/);
    const saved = page.locator("ul.kept > li", { hasText: "lighthouse" });
    assert.equal(await saved.count(), 1);
    await saved.locator("details summary").click();
    await saved.locator('input[name="name"]').fill("Lamps by the sea");
    await saved.getByRole("button", { name: "Rename" }).click();
    const renamed = page.locator("ul.kept > li", { hasText: "Lamps by the sea" });
    await renamed.waitFor();
    await renamed.locator("h2 a").click();
    await page.waitForURL(/q=lighthouse/);
    await page.goto("/saved");
    await renamed.locator("details summary").click();
    await renamed.getByRole("button", { name: /^Delete/ }).click();
    await renamed.waitFor({ state: "detached" });
});

testOfPage("/first", "who had it first", {}, async (page) => {
    await page.goto("/first");
    await page.locator("#first-q").fill("Lanternreed");
    await page.locator("form.ask button").click();
    await page.waitForURL(/q=Lanternreed/);
    const dates = await page.locator("table.firsts time").evaluateAll((times) => times.map(({ dateTime }) => dateTime.slice(0, 10)));
    assert.ok(dates.length > 1);
    assert.deepEqual(dates, [...dates].sort());
});

testOfPage("/acronyms", "acronyms are explained as the articles do", {}, async (page) => {
    await page.goto("/acronyms?q=AGI");
    assert.match(await page.locator("main").innerText(), /artificial general intelligence/i);
});

testOfPage("/api", "REST is described on a page", {}, async (page) => {
    await page.goto("/api");
    assert.match(await page.locator("main").innerText(), /\/api\/v1\/search/);
});
