// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold on every page.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What sticks out of the page at its end; empty if nothing has to be scrolled sideways. */
export function overflow(page) {
    return page.evaluate(() => {
        const root = document.scrollingElement ?? document.documentElement;
        const room = document.documentElement.clientWidth;
        if (root.scrollWidth <= room) return [];
        const tooWide = Array.from(document.querySelectorAll("body *")).filter((element) => {
            const box = element.getBoundingClientRect();
            const right = Math.max(box.right, box.left + element.scrollWidth);
            return box.width > 0 && (right > room + 0.5 || box.left < -0.5);
        });
        const name = (element) => element.tagName.toLowerCase() + (element.className ? `.${element.className}` : "");
        return [`page is ${root.scrollWidth} wide, window ${room}`, ...tooWide.slice(0, 4).map(name)];
    });
}

const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const rulesOfColour = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong, a line each. `colourOnly` leaves out the rules that know no colours. */
export async function accessibilityFaults(page, { colourOnly = false } = {}) {
    if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(axeSource);
    return page.evaluate(async (runOnly) => {
        const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"], runOnly });
        return violations.flatMap((fault) => fault.nodes.slice(0, 3).map((node) =>
            `${fault.id}: ${node.target.join(" ")}: ${node.failureSummary.replaceAll(/\s+/g, " ").slice(0, 300)}`));
    }, colourOnly ? { type: "rule", values: rulesOfColour } : { type: "tag", values: levels });
}

/** Lets a page note its layout shifts from now on, also those soon after a key or a click; to be called before goto. */
export function noteShifts(page) {
    return page.addInitScript(() => {
        globalThis.layoutShifts = [];
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
                const what = entry.sources.map(({ node }) => node?.nodeName + (node?.className ? `.${node.className}` : ""));
                globalThis.layoutShifts.push({ value: entry.value, hadInput: entry.hadRecentInput, what: what.join(" ") });
            }
        }).observe({ type: "layout-shift", buffered: true });
    });
}

export function shifts(page) {
    return page.evaluate(() => new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => done(globalThis.layoutShifts)))));
}
