// SPDX-License-Identifier: GPL-3.0-or-later
// What script adds: search as you type, suggestions, more articles below, keys; and that the back button stays right.
import assert from "node:assert/strict";
import { noteShifts, shifts } from "./harness/checks.mjs";
import { addressOf, countOn, openRoom } from "./harness/room.mjs";

const room = openRoom();
const { test } = room;

const box = (page) => page.locator("#q");
const options = (page) => page.getByRole("option");
const focused = (page) => page.evaluate(() => document.activeElement?.id ?? "");
const focusedHit = (page) => page.evaluate(() => document.activeElement?.closest(".hits > li")?.id ?? "");

/** Types as a person does, and waits until the page shows what its address says. */
async function type(page, text) {
    await box(page).pressSequentially(text, { delay: 25 });
    await page.waitForURL((url) => url.searchParams.get("q") === text);
    const { totalResults } = await room.json(`/api/v1/search?q=${encodeURIComponent(text)}`);
    await page.waitForFunction((count) => document.querySelector("h1").textContent.startsWith(`${count} `), totalResults);
}

test("results arrive while somebody types, and the whole word is one step back", {}, async (page) => {
    await page.goto("/");
    await type(page, "lighthouse");
    assert.ok(await page.locator(".hits mark").count() > 0);
    assert.equal(await focused(page), "q");
    assert.match(await page.title(), /lighthouse/);
    await page.goBack();
    await page.waitForURL((url) => url.search === "");
    await page.waitForFunction(() => document.getElementById("q").value === "" && !document.querySelector(".hits mark"));
    await page.goForward();
    await page.waitForFunction(() => document.getElementById("q").value === "lighthouse" && document.querySelector(".hits mark"));
});

test("filters stay while somebody types", {}, async (page) => {
    await page.goto("/?q=mode&sources=harbour-wire");
    await box(page).press("End");
    await box(page).pressSequentially("l");
    await page.waitForURL((url) => url.searchParams.get("q") === "model" && url.searchParams.get("sources") === "harbour-wire");
});

test("an answer that comes late does not take the place of a newer one", {}, async (page) => {
    await page.goto("/");
    await page.route((url) => url.searchParams.get("q") === "light", async (route) => {
        await new Promise((done) => { setTimeout(done, 1200); });
        await route.continue().catch(() => {});
    });
    await box(page).pressSequentially("light");
    await page.waitForURL(/q=light$/);
    await box(page).fill("lighthouse keepers");
    await page.waitForURL(/keepers/);
    await page.waitForTimeout(1500);
    assert.equal(await countOn(page), (await room.json("/api/v1/search?q=lighthouse+keepers")).totalResults);
});

test("nothing moves while somebody types and results arrive", {}, async (page) => {
    await noteShifts(page);
    await page.goto("/");
    await type(page, "model");
    await options(page).first().waitFor();
    assert.deepEqual(await shifts(page), []);
});

test("suggestions are chosen by arrows and Enter", {}, async (page) => {
    await page.goto("/");
    assert.equal(await box(page).getAttribute("role"), "combobox");
    await box(page).pressSequentially("lightho");
    await options(page).first().waitFor();
    assert.equal(await box(page).getAttribute("aria-expanded"), "true");
    await box(page).press("ArrowDown");
    const chosen = page.locator('[role=option][aria-selected="true"]');
    assert.equal(await box(page).getAttribute("aria-activedescendant"), await chosen.getAttribute("id"));
    await box(page).press("Enter");
    await page.waitForURL((url) => url.searchParams.get("q")?.startsWith("lighthouse"));
    assert.equal(await options(page).count(), 0);
});

test("a headline among the suggestions opens its article", {}, async (page) => {
    await page.goto("/");
    await box(page).pressSequentially("lighthouse kee");
    await page.getByRole("option", { name: /fog/ }).click();
    await page.waitForURL(/\/articles\/\d+/);
    assert.match(await page.locator("h1").innerText(), /lighthouse keepers/);
});

test("Escape closes the suggestions, then leaves the box", {}, async (page) => {
    await page.goto("/");
    await box(page).pressSequentially("mod");
    await options(page).first().waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await options(page).count(), 0);
    assert.equal(await focused(page), "q");
    await page.keyboard.press("Escape");
    assert.notEqual(await focused(page), "q");
});

test("more articles come below, and the address asks for all that is shown", {}, async (page) => {
    await page.goto("/?q=model&pageSize=3");
    const total = await countOn(page);
    await page.locator(".further a").click();
    await page.waitForFunction(() => document.querySelectorAll(".hits > li").length > 3);
    const shown = await page.locator(".hits > li").count();
    assert.equal(shown, Math.min(6, total));
    assert.equal(await focusedHit(page), await page.locator(".hits > li").nth(3).getAttribute("id"));
    assert.equal(addressOf(page).get("pageSize"), String(shown));
    await page.reload();
    assert.equal(await page.locator(".hits > li").count(), shown);
});

test("back from an article leads to the result as it was", {}, async (page) => {
    await page.goto("/");
    await type(page, "model");
    await page.keyboard.press("Escape");
    await page.locator(".hits h2 a").first().click();
    await page.waitForURL(/\/articles\//);
    await page.goBack();
    await page.waitForURL(/\?q=model/);
    assert.equal(await box(page).inputValue(), "model");
    assert.equal(await countOn(page), (await room.json("/api/v1/search?q=model")).totalResults);
});

test("keys lead through a result", {}, async (page) => {
    await page.goto("/?q=model");
    const ids = await page.locator(".hits > li").evaluateAll((items) => items.map(({ id }) => id));
    await page.keyboard.press("j");
    assert.equal(await focusedHit(page), ids[0]);
    await page.keyboard.press("j");
    await page.keyboard.press("ArrowDown");
    assert.equal(await focusedHit(page), ids[2]);
    await page.keyboard.press("k");
    assert.equal(await focusedHit(page), ids[1]);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/articles/${ids[1].slice(1)}`));
});

test("a slash goes to the search box, and in the box it is a slash", {}, async (page) => {
    await page.goto("/?q=model");
    await page.keyboard.press("/");
    assert.equal(await focused(page), "q");
    assert.equal(await box(page).inputValue(), "model");
    await page.keyboard.press("/");
    assert.equal(await box(page).inputValue(), "/");
});

test("a question mark shows the keys", {}, async (page) => {
    await page.goto("/?q=model");
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /search box/);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
});

test("n and p lead through the marks of an article", {}, async (page) => {
    const { articles } = await room.json("/api/v1/search?q=title:river");
    await page.goto(`/articles/${articles[0].id}?q=river`);
    const marks = page.locator(".story mark");
    const current = () => marks.evaluateAll((all) => all.findIndex((mark) => mark.classList.contains("current")));
    assert.ok(await marks.count() > 2);
    await page.keyboard.press("n");
    const first = await current();
    await page.keyboard.press("n");
    assert.equal(await current(), first + 1);
    await page.keyboard.press("p");
    assert.equal(await current(), first);
});

test("when the archive stops answering, the page says so and keeps what it has", {}, async (page, { faults }) => {
    await page.goto("/?q=model");
    const before = await page.locator(".hits > li").count();
    await page.route("**/*", (route) => route.abort("connectionrefused"));
    await box(page).press("End");
    await box(page).pressSequentially("s");
    await page.getByText("doesn’t answer").first().waitFor();
    assert.equal(await page.locator(".hits > li").count(), before);
    faults.take();  // the browser tells the broken connections, too
});
