// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing a period of a chart by dragging over it, or with arrows, Shift and Enter; and what each period has, as a
// tip. The chart's bars and the table beneath it are links without this file.
"use strict";

(() => {
    const chart = (figure) => {
        const plot = figure.querySelector(".plot");
        const table = figure.querySelector("table[data-url]");
        if (!plot || !table) return;
        const rows = Array.from(table.tBodies[0].rows);
        const slot = Number(table.dataset.slot) / 100;
        const width = () => plot.getBoundingClientRect().width;

        const layer = document.createElement("div");
        layer.className = "chooser";
        layer.tabIndex = 0;
        layer.setAttribute("role", "slider");
        layer.setAttribute("aria-label", table.tHead.rows[0].cells[0].textContent);
        layer.setAttribute("aria-valuemin", "1");
        layer.setAttribute("aria-valuemax", String(rows.length));
        const box = document.createElement("div");
        box.className = "chosen";
        const tip = document.createElement("div");
        tip.className = "tip";
        tip.setAttribute("aria-hidden", "true");
        layer.append(box, tip);
        plot.append(layer);
        plot.classList.add("choosable");

        // The period under the cursor, and the one where the choice began.
        let at = 0, anchor = 0;
        const first = () => Math.min(at, anchor), last = () => Math.max(at, anchor);

        const words = () => first() === last() ? rows[at].dataset.said
            : rows[first()].cells[0].textContent + " – " + rows[last()].cells[0].textContent;
        const say = () => {
            layer.setAttribute("aria-valuenow", String(at + 1));
            layer.setAttribute("aria-valuetext", words());
        };
        const hide = () => { box.hidden = tip.hidden = true; };
        const show = (marked) => {
            const left = first() * slot * width(), right = (last() + 1) * slot * width();
            box.hidden = !marked;
            box.style.left = left + "px";
            box.style.width = right - left + "px";
            tip.hidden = false;
            tip.textContent = words();
            const room = Math.max(0, width() - tip.offsetWidth);
            tip.style.left = Math.min(room, Math.max(0, (left + right - tip.offsetWidth) / 2)) + "px";
            say();
        };
        const go = () => {
            const url = new URL(table.dataset.url, location.href);
            url.searchParams.set("from", rows[first()].dataset.from);
            url.searchParams.set("to", rows[last()].dataset.to);
            location.assign(url);
        };
        const under = (event) => {
            const x = event.clientX - plot.getBoundingClientRect().left;
            return Math.max(0, Math.min(rows.length - 1, Math.floor(x / (slot * width()))));
        };

        let pressed = null, dragged = false;
        plot.addEventListener("pointerdown", (event) => {
            if (event.button !== 0 || !event.isPrimary) return;
            pressed = event.pointerId;
            dragged = false;
            at = anchor = under(event);
        });
        plot.addEventListener("pointermove", (event) => {
            const now = under(event);
            if (pressed !== event.pointerId) {
                at = anchor = now;
                return show(false);
            }
            if (now !== anchor && !dragged) {
                dragged = true;
                plot.setPointerCapture(pressed);
            }
            at = now;
            show(dragged);
        });
        plot.addEventListener("pointerup", (event) => {
            if (pressed !== event.pointerId) return;
            pressed = null;
            if (dragged) go();
        });
        plot.addEventListener("pointercancel", () => { pressed = null; dragged = false; hide(); });
        plot.addEventListener("pointerleave", () => { if (pressed === null && document.activeElement !== layer) hide(); });
        // A drag that ends on the bar where it began is no click on it; and a link isn't dragged away.
        plot.addEventListener("click", (event) => { if (dragged) event.preventDefault(); }, true);
        plot.addEventListener("dragstart", (event) => event.preventDefault());

        layer.addEventListener("focus", () => show(true));
        layer.addEventListener("blur", hide);
        layer.addEventListener("keydown", (event) => {
            const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10,
                            Home: -rows.length, End: rows.length };
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            if (event.key === "Enter") return go();
            if (event.key === "Escape") anchor = at;
            else if (event.key in steps) at = Math.max(0, Math.min(rows.length - 1, at + steps[event.key]));
            else return;
            if (event.key in steps && !event.shiftKey) anchor = at;
            event.preventDefault();
            show(true);
        });
        hide();
        say();
    };

    document.querySelectorAll("figure.timeline").forEach(chart);

    // Fields left empty needn't stand in the address.
    const form = document.querySelector("form.comparing");
    if (form) form.addEventListener("formdata", (event) => {
        const values = Array.from(event.formData.entries());
        for (const [name] of values) event.formData.delete(name);
        for (const [name, value] of values) {
            const usual = { interval: "auto", show: "shares" }[name];
            if (value !== "" && value !== usual) event.formData.append(name, value);
        }
    });
})();
