// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader does with an article, its versions and its story, with script and without.
import assert from "node:assert/strict";
import { openRoom } from "./harness/room.mjs";
import { articleId } from "./harness/pages.mjs";

const room = openRoom();
const { test, testBothWays } = room;

const id = (title) => articleId(room.server, title);

testBothWays("an article has its text, its matches marked, and a way back to the result", {}, async (page) => {
    await page.goto("/?q=river&sortBy=newest");
    await page.getByRole("link", { name: /river that was moved/ }).first().click();
    await page.waitForURL(/\/articles\//);
    assert.match(await page.locator("h1").innerText(), /The river that was moved/);
    const marks = await page.locator(".story mark").allInnerTexts();
    assert.ok(marks.length > 5 && marks.every((mark) => /river/i.test(mark)), marks.join());
    await page.locator("nav.trail a.back").click();
    await page.waitForURL((url) => url.searchParams.get("q") === "river" && url.searchParams.get("sortBy") === "newest");
});

testBothWays("a paragraph has an address", {}, async (page) => {
    await page.goto(`/articles/${await id('"river that was moved"')}#p3`);
    const text = await page.locator("#p3").innerText();
    assert.ok(text.includes("Every straight river"), text);
    assert.ok(await page.locator("#p3").evaluate((paragraph) => paragraph.matches(":target")));
});

testBothWays("the card of facts says where an article came from", {}, async (page) => {
    await page.goto(`/articles/${await id('"harbour cranes"')}`);
    assert.match(await page.locator("aside").innerText(), /cranes\.txt/);
});

testBothWays("the original is linked, and tells it nothing of the archive", {}, async (page) => {
    await page.goto(`/articles/${await id('"river that was moved"')}`);
    const link = page.locator(".original a").first();
    assert.equal(await link.getAttribute("href"), "https://evening-ledger.example/2024/08/25/the-river-that-was-moved");
    assert.match(await link.getAttribute("rel"), /noreferrer/);
});

testBothWays("two versions are compared word by word", {}, async (page) => {
    await page.goto(`/articles/${await id('"harbour cranes"')}`);
    await page.locator('a[href*="/versions"]').first().click();
    await page.waitForURL(/\/versions/);
    await page.getByRole("radio", { name: /From version 1/ }).check();
    await page.getByRole("radio", { name: /To version 2/ }).check();
    await page.getByRole("button", { name: "Compare" }).click();
    await page.waitForURL(/from=1/);
    assert.match(await page.locator(".change .text").innerText(), /older|loudest/);
    assert.equal(await page.locator(".change .text del").first().innerText().then((text) => text.trim()), "older");
    assert.equal(await page.locator(".change .text ins").first().innerText().then((text) => text.trim()), "loudest and oldest");
});

testBothWays("an old version says that it is one, and leads to what is shown", {}, async (page) => {
    const cranes = await id('"harbour cranes"');
    await page.goto(`/articles/${cranes}/versions/1`);
    assert.match(await page.locator(".story").innerText(), /older cranes/);
    await page.locator(`.notices a[href^="/articles/${cranes}"]`).first().click();
    await page.waitForURL((url) => url.pathname === `/articles/${cranes}`);
    assert.match(await page.locator(".story").innerText(), /loudest and oldest cranes/);
});

testBothWays("a story has all its tellings, in the order of time", {}, async (page) => {
    await page.goto(`/articles/${await id('"Lanternreed releases"')}`);
    await page.locator('a[href^="/stories/"]').first().click();
    await page.waitForURL(/\/stories\//);
    assert.ok(await page.locator(".tellings > ol > li").count() >= 2);
    const dates = await page.locator(".tellings time").evaluateAll((times) => times.map(({ dateTime }) => dateTime.slice(0, 10)));
    assert.deepEqual(dates, [...dates].sort());
});

testBothWays("right-to-left text runs from the right", {}, async (page) => {
    await page.goto(`/articles/${await id("الميناء")}`);
    for (const part of [page.locator("h1"), page.locator("#p1")]) {
        assert.equal(await part.evaluate((element) => getComputedStyle(element).direction), "rtl");
    }
    assert.equal(await page.locator(".text").getAttribute("lang"), "ar");
});

testBothWays("what looks like markup in a text is text", {}, async (page) => {
    await page.goto(`/articles/${await id("Söhne")}`);
    assert.match(await page.locator(".text").innerText(), /<script>alert\(1\)<\/script> is text/);
    assert.match(await page.locator("h1").innerText(), /& <b>Söhne<\/b>/);
});

test("on paper there is the article, and nothing to click", {}, async (page) => {
    await page.goto(`/articles/${await id('"river that was moved"')}?q=river`);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(".text").isVisible());
    assert.ok(!await page.locator("#search").isVisible());
});

testBothWays("an article can be cited in formats that other programs read", {}, async (page) => {
    await page.goto(`/articles/${await id('"river that was moved"')}`);
    assert.match(await page.locator("#citation").innerText({ timeout: 2000 }), /MacAskairn.*The river that was moved.*Evening Ledger/s);
    const links = await page.locator(".formats a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.ok(links.length >= 3);
    for (const link of links) assert.equal((await fetch(new URL(link, room.server.origin))).status, 200, link);
});

testBothWays("programs find the article’s data in the page", {}, async (page) => {
    await page.goto(`/articles/${await id('"river that was moved"')}`);
    const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent({ timeout: 2000 }));
    assert.equal(data["@type"], "NewsArticle");
    assert.match(data.headline, /The river that was moved/);
    assert.match(await page.locator('meta[name="citation_title"]').getAttribute("content", { timeout: 2000 }), /river/);
});

testBothWays("similar articles are named with what they share", {}, async (page) => {
    await page.goto(`/articles/${await id('"Lanternreed releases"')}`);
    const similar = page.locator('section[aria-labelledby="similar"] li');
    await similar.first().waitFor({ timeout: 2000 });
    await similar.first().locator("h3 a").click();
    await page.waitForURL(/\/articles\//);
});

test("buttons lead through the marks, and the address follows", {}, async (page) => {
    await page.goto(`/articles/${await id('"river that was moved"')}?q=river`);
    const next = page.locator('.markbar [data-step="1"]');
    await next.click({ timeout: 2000 });
    await next.click();
    assert.equal(await page.locator(".story mark.current").count(), 1);
    assert.match(await page.locator(".markbar [role=status]").innerText(), /^2/);
    assert.match(page.url(), /#m\d+$/);
});
