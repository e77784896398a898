// SPDX-License-Identifier: GPL-3.0-or-later
// The real program: an archive in a temporary folder, and a server on a free port of loopback.
import { execFile, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
export const program = process.env.BROADSHEET_PROGRAM ?? join(repository, "build/release/broadsheet");

const run = promisify(execFile);

/** What the program prints on stdout; throws if it fails. */
export async function broadsheet(...words) {
    const { stdout } = await run(program, words, { maxBuffer: 1 << 28, env: { ...process.env, NO_COLOR: "1" } });
    return stdout;
}

/** A folder that remove() takes away again. */
export async function temporaryFolder() {
    const path = await mkdtemp(join(tmpdir(), "broadsheet-browser-"));
    return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

const longRead = (change) => [
    "title: Harbour cranes to fall silent at night",
    "source: Harbour Wire",
    "author: Isolde Kvarving",
    "date: 2025-03-20",
    "",
    `The harbour board has agreed to stop its ${change} cranes between eleven and five.`,
    "",
    "Neighbours had counted four hundred nights without sleep. The board had counted forty.",
    "",
].join("\n");

const desk = {
    // Right to left, with digits and a Latin name inside.
    "arabic.txt": [
        "title: الميناء القديم يفتح أبوابه بعد 30 عاما", "source: صحيفة الميناء", "language: ar", "date: 2025-02-11", "",
        "أعلنت بلدية المدينة أن الميناء القديم سيفتح أبوابه في الربيع، بعد أن كان مغلقا منذ ثلاثين عاما.", "",
        "وقال متحدث باسم شركة Lanternreed إن الشركة لا تعرف شيئا عن الأمر.", "",
    ].join("\n"),
    // Words longer than a phone is wide, and what would be markup if it weren't escaped.
    "long-words.txt": [
        `title: ${"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau".repeat(2)} & <b>Söhne</b>`,
        "source: Harbour Wire", "date: 2025-02-12", "",
        `The file is at https://harbour-wire.example/${"a-very-long-path/".repeat(12)} and <script>alert(1)</script> is text.`, "",
    ].join("\n"),
};

/**
 * Our samples and what they lack: an article in two versions, right-to-left text, words without an end, a file
 * that can't be read. Returns { archive, folder, remove }.
 */
export async function sampleArchive() {
    const folder = await temporaryFolder();
    const files = join(folder.path, "files");
    const archive = join(folder.path, "archive");
    await mkdir(join(files, "desk"), { recursive: true });
    await cp(join(repository, "samples"), join(files, "samples"), { recursive: true });
    for (const [name, text] of Object.entries(desk)) await writeFile(join(files, "desk", name), text);
    await writeFile(join(files, "desk", "cranes.txt"), longRead("older"));
    await broadsheet("index", "--archive", archive, files);
    await writeFile(join(files, "desk", "cranes.txt"), longRead("loudest and oldest"));
    await writeFile(join(files, "desk", "broken.jsonl"), "{\"title\": \"Half a li\n");
    await broadsheet("index", "--archive", archive, files);
    return { archive, folder: folder.path, files, remove: folder.remove };
}

/** An archive without an article. */
export async function emptyArchive() {
    const folder = await temporaryFolder();
    const archive = join(folder.path, "archive");
    await mkdir(join(folder.path, "nothing"));
    await broadsheet("index", "--archive", archive, join(folder.path, "nothing"));
    return { archive, folder: folder.path, remove: folder.remove };
}

/** Serves an archive until stop(). `origin` has no slash at its end. */
export async function serve(archive, ...options) {
    const server = spawn(program, ["serve", "--archive", archive, "--listen", "127.0.0.1:0", ...options],
        { stdio: ["ignore", "pipe", "pipe"] });
    let complaints = "";
    server.stderr.on("data", (bytes) => { complaints += bytes; });
    const exited = new Promise((done) => { server.once("exit", done); });
    // A run that is broken off leaves no server behind.
    process.once("exit", () => server.kill());
    const url = await Promise.race([
        new Promise((done) => createInterface({ input: server.stdout }).once("line", done)),
        exited.then((code) => { throw new Error(`broadsheet serve ended with ${code}: ${complaints}`); }),
    ]);
    return {
        origin: url.replace(/\/$/, ""),
        pid: server.pid,
        stop: async () => {
            server.kill("SIGTERM");
            await exited;
        },
    };
}

/** A new key of scope admin for an archive. */
export async function adminKey(archive) {
    return (await broadsheet("key", "add", `test ${process.hrtime.bigint()}`, "--scope", "admin", "--archive", archive)).trim();
}

/** The reply of an endpoint as JSON; throws unless it is a 200. */
export async function getJson(server, path) {
    const reply = await fetch(server.origin + path);
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return reply.json();
}
