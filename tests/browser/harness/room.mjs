// SPDX-License-Identifier: GPL-3.0-or-later
// What a file of tests works with: the sample archive, a server of it, a browser; made before its tests, gone after.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { launch, openPage } from "./browser.mjs";
import { getJson, sampleArchive, serve } from "./program.mjs";

/** Call it once in a file. Its members are there as soon as a test runs. */
export function openRoom({ options = [] } = {}) {
    const room = {
        json: (path) => getJson(room.server, path),
        /** A new window; to be closed by the caller. */
        window: (kind) => openPage(room.browser, room.server, kind),
    };

    before(async () => {
        [room.browser, room.sample] = await Promise.all([launch(), sampleArchive()]);
        room.server = await serve(room.sample.archive, ...options);
    });

    after(async () => {
        await room.browser?.close();
        await room.server?.stop();
        await room.sample?.remove();
    });

    /**
     * A test in a window of its own, which may leave no faults behind: test(page, window). With `todo` in `kind`, it
     * is run and told, but doesn't fail the whole: for what is known not to hold yet.
     */
    room.test = (name, { todo, ...kind }, test) => it(name, { todo }, () => room.run(kind, test));

    room.run = async (kind, test) => {
        const window = await room.window(kind);
        try {
            await test(window.page, window);
            assert.deepEqual(window.faults.take(), []);
        } finally {
            await window.close();
        }
    };

    /** The same of a page, which must be there. */
    room.testOfPage = (path, name, kind, test) => {
        for (const script of [true, false]) {
            it(`${name}, ${script ? "with" : "without"} script`, async () => {
                const { status } = await fetch(room.server.origin + path);
                assert.notEqual(status, 404, path);
                return room.run({ script, ...kind }, test);
            });
        }
    };

    /** The same test with and without script. */
    room.testBothWays = (name, kind, test) => {
        room.test(`${name}, with script`, { ...kind, script: true }, test);
        room.test(`${name}, without script`, { ...kind, script: false }, test);
    };
    return room;
}

/** The number that a page's heading begins with. */
export async function countOn(page) {
    return Number.parseInt((await page.locator("h1").first().innerText()).replaceAll(/[,\s]/g, ""), 10);
}

/** The parameters in the address of a page. */
export const addressOf = (page) => new URL(page.url()).searchParams;
