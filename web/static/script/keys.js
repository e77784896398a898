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

    // The mark that `n` or `p` leads to; a mark in view counts as the place where the reader is.
    const marks = Array.from(document.querySelectorAll(".story mark"));
    let current = -1;
    const goToMark = (step) => {
        if (marks.length === 0) return;
        if (current >= 0) marks[current].classList.remove("current");
        current = current < 0 && step < 0 ? marks.length - 1 : (current + step + marks.length) % marks.length;
        marks[current].classList.add("current");
        marks[current].scrollIntoView({ block: "center" });
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
        if (event.key === "n") goToMark(1);
        if (event.key === "p") goToMark(-1);
    });

    // An empty field needn't stand in the address.
    const form = document.getElementById("search");
    if (form) form.addEventListener("formdata", (event) => {
        for (const name of Array.from(event.formData.keys())) {
            if (event.formData.get(name) === "") event.formData.delete(name);
        }
    });
})();
