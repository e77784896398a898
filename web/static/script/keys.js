// SPDX-License-Identifier: GPL-3.0-or-later
// Keys for people who have them. Every page works without this file.
"use strict";

(() => {
    const isTyping = (element) => element instanceof HTMLElement &&
        (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

    const focusSearch = () => {
        const box = document.getElementById("q");
        if (!box) return;
        box.focus();
        box.select();
    };

    // From one article of a result to the next; from elsewhere to the first. False at either end.
    const goToHit = (step) => {
        const links = Array.from(document.querySelectorAll(".hits h2 a"));
        const hit = document.activeElement && document.activeElement.closest(".hits > li");
        const at = hit ? links.findIndex((link) => hit.contains(link)) : -1;
        const link = links[at < 0 ? 0 : at + step];
        if (!link) return false;
        link.focus({ preventScroll: true });
        link.closest("li").scrollIntoView({ block: "nearest" });
        return true;
    };

    const showKeys = () => {
        const dialog = document.getElementById("keys");
        if (dialog && !dialog.open) dialog.showModal();
    };

    // What opens over the page closes with Escape, and gives the focus back to what opened it.
    const closeTray = () => {
        const open = document.querySelector("details.tips[open], details.drop[open]");
        if (!open) return false;
        open.open = false;
        open.querySelector("summary").focus();
        return true;
    };

    const actions = {
        "/": () => { focusSearch(); return true; },
        "?": () => { showKeys(); return true; },
        j: () => goToHit(1),
        k: () => goToHit(-1),
    };

    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
        if (document.querySelector("dialog[open]")) return;
        if (event.key === "Escape") {
            if (closeTray()) event.preventDefault();
            else if (document.activeElement && document.activeElement.id === "q") document.activeElement.blur();
            return;
        }
        if (isTyping(event.target)) return;
        const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (arrow && event.target.closest && event.target.closest(".hits h2")) {
            if (goToHit(arrow)) event.preventDefault();
            return;
        }
        const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
        if (action && action()) event.preventDefault();
    });

    document.addEventListener("click", (event) => {
        for (const open of document.querySelectorAll("details.tips[open], details.drop[open]")) {
            if (!open.contains(event.target)) open.open = false;
        }
    });

    // An empty field needn't stand in the address.
    const form = document.getElementById("search");
    if (form) form.addEventListener("formdata", (event) => {
        for (const name of Array.from(event.formData.keys())) {
            if (event.formData.get(name) === "") event.formData.delete(name);
        }
    });
})();
