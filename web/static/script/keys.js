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

    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
        if (event.key === "Escape" && document.activeElement && document.activeElement.id === "q") {
            document.activeElement.blur();
            return;
        }
        if (isTyping(event.target)) return;
        if (event.key === "/") {
            event.preventDefault();
            focusSearch();
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
