// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader does on the search page, with script and without: every step is a link or a form.
import assert from "node:assert/strict";
import { addressOf, countOn, openRoom } from "./harness/room.mjs";

const room = openRoom();
const { test, testBothWays } = room;

const choice = (page, group, name) => page.getByRole("navigation", { name: group }).getByRole("link", { name, exact: true });
const chips = (page) => page.locator(".chips > li:not(.clear)");
const titles = (page) => page.locator(".hits h2").allInnerTexts();
const dates = (page) => page.locator(".hits time").evaluateAll((times) => times.map((time) => time.dateTime.slice(0, 10)));

testBothWays("a query leads to articles with their matches marked", {}, async (page) => {
    await page.goto("/");
    await page.getByRole("searchbox").or(page.getByRole("combobox")).fill("lighthouse keepers");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=lighthouse/);
    assert.equal(addressOf(page).get("q"), "lighthouse keepers");
    assert.equal(await countOn(page), (await room.json("/api/v1/search?q=lighthouse+keepers")).totalResults);
    assert.ok(await page.locator(".hits mark").count() > 0);
    assert.equal(await page.locator("#q").inputValue(), "lighthouse keepers");
});

testBothWays("a value of a facet narrows the result to its count, and its chip undoes it", {}, async (page) => {
    await page.goto("/?q=model");
    const all = await countOn(page);
    const value = page.locator("nav.facets li", { hasText: "Harbour Wire" });
    const count = Number(await value.locator(".count").innerText());
    await value.getByRole("link").first().click();
    await page.waitForURL(/sources=harbour-wire/);
    assert.equal(await countOn(page), count);
    assert.equal(await chips(page).count(), 1);
    await page.goBack();
    assert.equal(await countOn(page), all);
    await page.goForward();
    await chips(page).getByRole("link").click();
    await page.waitForURL((url) => !url.searchParams.has("sources"));
    assert.equal(await countOn(page), all);
});

testBothWays("a value of a facet can be left out", {}, async (page) => {
    await page.goto("/?q=model");
    const all = await countOn(page);
    const value = page.locator("nav.facets li", { hasText: "Harbour Wire" });
    const count = Number(await value.locator(".count").innerText());
    await value.getByRole("link", { name: "Without Harbour Wire" }).click();
    await page.waitForURL(/harbour-wire/);
    assert.equal(await countOn(page), all - count);
    assert.equal(await page.locator(".chips > li.without").count(), 1);
});

testBothWays("filters of several facets combine, and all of them are cleared at once", {}, async (page) => {
    await page.goto("/?q=model&sources=harbour-wire&language=en&from=2024");
    const { totalResults } = await room.json("/api/v1/search?q=model&sources=harbour-wire&language=en&from=2024");
    assert.equal(await countOn(page), totalResults);
    assert.equal(await chips(page).count(), 3);
    await page.getByRole("link", { name: "Clear all" }).click();
    await page.waitForURL((url) => Array.from(url.searchParams.keys()).join() === "q");
});

testBothWays("on a phone the facets are behind a button", { width: 360 }, async (page) => {
    await page.goto("/?q=model");
    const filter = page.locator("details.narrow");
    await filter.locator("summary").first().click();
    await filter.locator("li", { hasText: "Harbour Wire" }).getByRole("link").first().click();
    await page.waitForURL(/sources=harbour-wire/);
});

testBothWays("the order is a choice", {}, async (page) => {
    await page.goto("/?q=model");
    await choice(page, "Order", "Newest").click();
    await page.waitForURL(/sortBy=newest/);
    const newest = await dates(page);
    assert.deepEqual(newest, [...newest].sort().reverse());
    await choice(page, "Order", "Oldest").click();
    await page.waitForURL(/sortBy=oldest/);
    assert.deepEqual(await dates(page), [...newest].sort());
    assert.equal(await choice(page, "Order", "Oldest").getAttribute("aria-current"), "true");
});

testBothWays("a story can be told once", {}, async (page) => {
    await page.goto("/?q=Lanternreed");
    const all = await countOn(page);
    await page.getByRole("navigation", { name: "Grouping" }).getByRole("link").last().click();
    await page.waitForURL(/group=story/);
    const { totalResults, totalArticles } = await room.json("/api/v1/search?q=Lanternreed&group=story");
    assert.equal(await countOn(page), totalResults);
    assert.equal(totalArticles, all);
    assert.ok(totalResults < all);
});

testBothWays("words are found as written if asked", {}, async (page) => {
    await page.goto("/?q=models");
    const all = await countOn(page);
    await choice(page, "Forms of the words", "As written").click();
    await page.waitForURL(/exact=1/);
    const { totalResults } = await room.json("/api/v1/search?q=models&exact=1");
    assert.equal(await countOn(page), totalResults);
    assert.ok(totalResults < all);
});

testBothWays("years combine and can be left out", {}, async (page) => {
    await page.goto("/?q=model");
    const all = await room.json("/api/v1/search?q=model&facets=year");
    const [one, other] = all.facets.year.map(({ value }) => value);
    const year = (value) => page.locator("nav.facets li", { hasText: value });
    await year(one).getByRole("link", { name: one, exact: true }).click();
    await page.waitForURL(new RegExp(`year=${one}`));
    await year(other).getByRole("link", { name: other, exact: true }).click();
    await page.waitForURL(new RegExp(`year=${one}(,|%2C)${other}`));
    const either = await room.json(`/api/v1/search?q=model&year=${one},${other}`);
    assert.equal(await countOn(page), either.totalResults);
    assert.equal(either.totalResults, all.facets.year[0].count + all.facets.year[1].count);
    await year(one).getByRole("link", { name: `Without ${one}` }).click();
    await page.waitForURL(new RegExp(`-${one}`));
    assert.equal(await page.locator(".chips > li.without").count(), 1);
});

testBothWays("the written forms that were found are told with their counts, and ticks choose among them", {}, async (page) => {
    await page.goto("/?q=open-source");
    const forms = page.locator("form.forms");
    const { query } = await room.json("/api/v1/search?q=open-source");
    for (const { form, articles } of query.forms) {
        assert.ok((await forms.innerText()).includes(`${form} ${articles}`), form);
    }
    await forms.getByRole("checkbox", { name: /^open-source/ }).uncheck();
    await forms.getByRole("checkbox", { name: /^open source/ }).uncheck();
    await forms.getByRole("button").click();
    await page.waitForURL((url) => url.pathname === "/" && url.searchParams.get("q") !== "open-source");
    assert.equal(await countOn(page), query.forms.find(({ form }) => form === "opensource").articles);
});

test("each written form alone finds as many articles as are told of it", {}, async (page) => {
    await page.goto("/?q=open-source");
    const told = await page.locator("form.forms .form").evaluateAll((forms) => forms.map((form) =>
        ({ articles: Number(form.querySelector("b").textContent), url: form.querySelector("a").getAttribute("href") })));
    assert.ok(told.length > 1);
    for (const { articles, url } of told) {
        await page.goto(url);
        assert.equal(await countOn(page), articles, url);
    }
});

testBothWays("a result can be read as a compact list", {}, async (page) => {
    await page.goto("/?q=model");
    const before = await titles(page);
    await choice(page, "Density", "Compact").click();
    await page.waitForFunction(() => document.querySelectorAll(".hits.compact").length === 1).catch(() => {});
    assert.equal(await page.locator(".hits.compact").count(), 1);
    assert.equal(await page.locator(".fragments").count(), 0);
    assert.deepEqual(await titles(page), before);
});

testBothWays("pages hold each article once", {}, async (page) => {
    await page.goto("/?q=model&pageSize=3&sortBy=newest");
    const total = await countOn(page);
    const seen = new Set();
    for (;;) {
        for (const id of await page.locator(".hits > li").evaluateAll((items) => items.map(({ id }) => id))) seen.add(id);
        const next = page.getByRole("link", { name: "Next", exact: false }).and(page.locator("[rel=next]"));
        if (await next.count() === 0) break;
        await page.goto(await next.getAttribute("href"));
    }
    assert.equal(seen.size, total);
    assert.equal(await page.locator(".pager [aria-current=page]").innerText().then((text) => text.replace(/\D+/, "")), String(Math.ceil(total / 3)));
});

testBothWays("why articles are found is told of each", {}, async (page) => {
    await page.goto("/?q=open-source+model");
    await page.locator(".explain a").click();
    await page.waitForURL(/explain=1/);
    assert.equal(await page.locator(".hits details.why").count(), await page.locator(".hits > li").count());
    await page.locator("details.why summary").first().click();
    assert.match(await page.locator("details.why").first().innerText(), /Score \d/);
});

testBothWays("a period is given by two fields", {}, async (page) => {
    await page.goto("/?q=model");
    await page.locator("#from").fill("2025-01");
    await page.locator("#to").fill("2025-03");
    await page.locator(".period button").click();
    await page.waitForURL(/from=2025-01/);
    const { totalResults } = await room.json("/api/v1/search?q=model&from=2025-01&to=2025-03");
    assert.equal(await countOn(page), totalResults);
    assert.equal(await page.locator("#to").inputValue(), "2025-03");
});

testBothWays("a slip of the pen is put right by a link", {}, async (page) => {
    await page.goto("/?q=lightouse");
    await page.locator(".suggestion a, .absent li a").first().click();
    await page.waitForURL((url) => url.searchParams.get("q") !== "lightouse");
    assert.ok(await countOn(page) > 0);
});

testBothWays("what can’t be understood is said, and searched as words", {}, async (page) => {
    await page.goto("/?q=(model");
    assert.ok((await page.locator(".warnings").innerText()).length > 0);
    assert.ok(await countOn(page) > 0);
});

testBothWays("markup in a query and in an article stays text", {}, async (page) => {
    await page.goto("/?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    assert.equal(await page.locator("#q").inputValue(), "<script>alert(1)</script>");
    await page.goto("/?q=title:Söhne");
    assert.match(await page.locator(".hits h2").first().innerText(), /& <b>Söhne<\/b>/);
});

testBothWays("a refusal names the parameter, and the search box is at hand", {}, async (page) => {
    const reply = await page.goto("/?q=river&pageSze=3");
    assert.equal(reply.status(), 400);
    assert.match(await page.locator("main").innerText(), /pageSize/);
    await page.locator("#q").fill("river");
    await page.locator("#q").press("Enter");
    await page.waitForURL((url) => url.searchParams.get("q") === "river" && !url.searchParams.has("pageSze"));
});

testBothWays("the pages speak five languages, and remember the choice", {}, async (page) => {
    await page.goto("/?q=model");
    await page.getByRole("link", { name: "Deutsch" }).click();
    await page.waitForFunction(() => document.documentElement.lang === "de");
    assert.equal(addressOf(page).get("q"), "model");
    assert.match(await page.locator("h1").first().innerText(), /Artikel/);
    await page.goto("/help");
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
});

test("the browser’s language is spoken unless one is chosen", { locale: "fr-CH" }, async (page) => {
    await page.goto("/?q=model");
    assert.equal(await page.locator("html").getAttribute("lang"), "fr");
});

testBothWays("examples in the help are searches", {}, async (page) => {
    await page.goto("/help");
    await page.locator("main dl.examples a").first().click();
    await page.waitForURL(/\?q=/);
});
