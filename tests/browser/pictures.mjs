// SPDX-License-Identifier: GPL-3.0-or-later
// Takes pictures of every page and state of the sample archive, or of an archive that is given.
// Usage: node pictures.mjs FOLDER [--format webp|png] [--only WORDS] [--archive ARCHIVE PATH...]
// A picture is named for its state, width and scheme: results-1440-light.webp.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launch, openPage } from "./harness/browser.mjs";
import { allPages, liveStates } from "./harness/pages.mjs";
import { sampleArchive, serve } from "./harness/program.mjs";

const { values: options, positionals: [folder, ...paths] } = parseArgs({
    allowPositionals: true,
    options: {
        format: { type: "string", default: "webp" },
        only: { type: "string", default: "" },
        archive: { type: "string" },
    },
});
if (!folder) {
    console.error("Usage: node pictures.mjs FOLDER [--format webp|png] [--only WORDS] [--archive ARCHIVE PATH...]");
    process.exit(2);
}

const looks = [
    { width: 1440, scheme: "light" },
    { width: 1440, scheme: "dark" },
    { width: 768, scheme: "light" },
    { width: 360, scheme: "light" },
    { width: 360, scheme: "dark" },
];

/** The window's content as it stands; for phones and tablets too, one window high. */
async function picture(page) {
    const session = await page.context().newCDPSession(page);
    const quality = options.format === "webp" ? { quality: 82 } : {};
    const { data } = await session.send("Page.captureScreenshot", { format: options.format, ...quality });
    await session.detach();
    return Buffer.from(data, "base64");
}

const sample = options.archive ? null : await sampleArchive();
const [browser, server] = await Promise.all([launch(), serve(options.archive ?? sample.archive)]);
try {
    await mkdir(folder, { recursive: true });
    const still = options.archive ? paths.map((path) => ({ name: path.replaceAll(/\W+/g, " ").trim() || "front", path })) : await allPages(server);
    const states = [...still, ...(options.archive ? [] : liveStates)].filter(({ name }) => name.includes(options.only));
    for (const look of looks) {
        for (const { name, path, act = () => {} } of states) {
            // A window for each, so that no state leaves traces in the next.
            const { page, close } = await openPage(browser, server, look);
            await page.goto(path, { waitUntil: "networkidle" });
            await act(page);
            const file = `${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}-${look.width}-${look.scheme}.${options.format}`;
            await writeFile(join(folder, file), await picture(page));
            await close();
        }
    }
} finally {
    await browser.close();
    await server.stop();
    await sample?.remove();
}
