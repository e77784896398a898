// SPDX-License-Identifier: GPL-3.0-or-later
// Debian's Chromium, and pages in it that keep count of what they do wrong.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

// The one without windows of its own first: a window of the other takes a second for what no test looks at.
const programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

export const widths = [360, 768, 1440];
export const windowOf = (width) => ({ width, height: { 360: 740, 768: 1024 }[width] ?? 900 });

export function launch() {
    return chromium.launch({
        executablePath: process.env.BROADSHEET_CHROMIUM ?? programs.find(existsSync),
        // Root (containers) has no sandbox; /dev/shm is small there. Nothing but our own pages is opened.
        args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars",
            "--font-render-hinting=none", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
    });
}

/** What is told of a page's faults is each a line; `allowed` ones are left out. */
class Faults {
    constructor(origin) {
        this.origin = origin;
        this.lines = [];
    }

    watch(page) {
        page.on("console", (message) => {
            // A page that is a 404 is said in the console to be one: that is the page's business.
            const isOwnStatus = /Failed to load resource/.test(message.text()) && message.location().url === page.url();
            if (["error", "warning"].includes(message.type()) && !isOwnStatus) this.add(page, `console: ${message.text()}`);
        });
        page.on("pageerror", (error) => this.add(page, `script: ${error.message}`));
        page.on("request", (request) => {
            const url = request.url();
            if (!url.startsWith(this.origin + "/") && !/^(data|about|blob):/.test(url)) this.add(page, `request off the host: ${url}`);
        });
        page.on("response", (response) => {
            const isPage = response.request().isNavigationRequest();
            if (response.status() >= 400 && !isPage) this.add(page, `${response.status()}: ${response.url()}`);
        });
    }

    add(page, what) { this.lines.push(`${page.url().replace(this.origin, "")}: ${what}`); }

    /** The faults so far, which are then forgotten. */
    take() { return this.lines.splice(0); }
}

/**
 * Opens a page of a browser of its own kind: { width, scheme: "light" | "dark", script: true | false, and what
 * playwright knows of contexts }. The page has `faults` beside it.
 */
export async function openPage(browser, server, { width = 1440, scheme = "light", script = true, ...more } = {}) {
    const context = await browser.newContext({
        baseURL: server.origin,
        viewport: windowOf(width),
        colorScheme: scheme,
        javaScriptEnabled: script,
        locale: "en-GB",
        reducedMotion: "reduce",
        ...more,
    });
    context.setDefaultTimeout(30_000);
    const faults = new Faults(server.origin);
    const page = await context.newPage();
    faults.watch(page);
    return { page, context, faults, close: () => context.close() };
}
