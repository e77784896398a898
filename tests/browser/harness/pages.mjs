// SPDX-License-Identifier: GPL-3.0-or-later
// Every page and state of a sample archive, by name.
import { getJson } from "./program.mjs";

/** The number of the one article whose title has these words. */
export async function articleId(server, title) {
    const reply = await getJson(server, `/api/v1/search?searchIn=title&q=${encodeURIComponent(title)}`);
    if (reply.articles.length === 0) throw new Error(`no article has the title ${title}`);
    return reply.articles[0].id;
}

/** [{ name, path, status }]; a status other than 200 is the one that the page must have. */
export async function allPages(server) {
    const river = await articleId(server, '"river that was moved"');
    const told = await articleId(server, '"Lanternreed releases"');
    const { story } = (await getJson(server, `/api/v1/articles/${told}`));
    const cranes = await articleId(server, '"harbour cranes"');
    const arabic = await articleId(server, "الميناء");
    const long = await articleId(server, "Söhne");
    const pages = [
        ["front", "/"],
        ["results", "/?q=open-source"],
        ["many forms and a meaning", "/?q=AGI"],
        ["grouped by story", "/?q=Lanternreed&group=story"],
        ["filters", "/?q=open-source&sources=harbour-wire&language=en&from=2024&to=2025"],
        ["one a page", "/?q=model&pageSize=2&page=2&sortBy=newest"],
        ["beyond the last page", "/?q=model&page=99"],
        ["exact", "/?q=models&exact=1"],
        ["explained", "/?q=open-source+model&explain=1"],
        ["why not", `/?q=open-source+model&explain=1&article=${river}`],
        ["spelling", "/?q=lightouse+keepers"],
        ["nothing", "/?q=zyxwvut&sources=harbour-wire"],
        ["warnings", "/?q=(open+title:%22+*"],
        ["markup in a query", "/?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E"],
        ["right to left", "/?q=الميناء"],
        ["long words", "/?q=long+path"],
        ["article", `/articles/${river}?q=river`],
        ["article of a story", `/articles/${told}?q=open-source`],
        ["article, right to left", `/articles/${arabic}?q=الميناء`],
        ["article with long words", `/articles/${long}`],
        ["story", `/stories/${story.id}`],
        ["versions", `/articles/${cranes}/versions`],
        ["old version", `/articles/${cranes}/versions/1`],
        ["help", "/help"],
        ["no such article", "/articles/99999999", 404],
        ["no such page", "/nowhere", 404],
        ["wrong parameter", "/?q=river&pageSze=3", 400],
        ["wrong date", "/?q=river&from=soon", 400],
        ["overview", "/overview"],
        ["problems", "/overview/problems"],
        ["saved searches", "/saved"],
        ["jobs", "/admin"],
        ["first mention", "/first?q=Lanternreed"],
        ["acronyms", "/acronyms"],
        ["comparison", "/compare?q=model&q=AGI"],
        ["comparison of nothing", "/compare"],
        ["REST", "/api"],
    ];
    return pages.map(([name, path, status = 200]) => ({ name, path, status }));
}

/** States that only a reader with script brings about: [{ name, path, act }]. */
export const liveStates = [
    {
        name: "suggestions",
        path: "/",
        act: async (page) => {
            await page.locator("#q").pressSequentially("op");
            await page.getByRole("option").first().waitFor();
        },
    },
    { name: "keys", path: "/?q=model", act: (page) => page.keyboard.press("?") },
    { name: "search tips", path: "/", act: (page) => page.locator("details.tips summary").click() },
    { name: "filters on a phone", path: "/?q=model", act: (page) => page.locator("details.narrow summary").first().click({ timeout: 500 }).catch(() => {}) },
];
