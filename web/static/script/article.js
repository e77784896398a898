// SPDX-License-Identifier: GPL-3.0-or-later
// From one marked passage of an article to the next, and its citation to the clipboard. Without this file the marks are
// linked with each other, and the citation can be selected.
"use strict";

(() => {
    const marks = Array.from(document.querySelectorAll(".story mark"));
    const stepper = document.querySelector(".markbar .stepper");

    let current = -1;
    const tellPlace = () => {
        const place = stepper.querySelector("[data-place]");
        place.textContent = place.dataset.place.replace("{number}", current + 1).replace("{total}", marks.length);
    };
    const goToMark = (step) => {
        if (current >= 0) marks[current].classList.remove("current");
        current = current < 0 && step < 0 ? marks.length - 1 : (current + step + marks.length) % marks.length;
        marks[current].classList.add("current");
        marks[current].scrollIntoView({ block: "center" });
        if (marks[current].id) history.replaceState(history.state, "", "#" + marks[current].id);
        tellPlace();
    };

    if (marks.length > 0 && stepper) {
        stepper.hidden = false;
        document.body.classList.add("stepping");
        const linked = marks.findIndex((mark) => "#" + mark.id === location.hash);
        if (linked >= 0) {
            current = linked;
            marks[current].classList.add("current");
            tellPlace();
        }
        for (const button of stepper.querySelectorAll("[data-step]")) {
            button.addEventListener("click", () => goToMark(Number(button.dataset.step)));
        }
        const first = document.querySelector(".markbar a");
        if (first) first.addEventListener("click", (event) => {
            event.preventDefault();
            if (current >= 0) marks[current].classList.remove("current");
            current = -1;
            goToMark(1);
        });
        document.addEventListener("keydown", (event) => {
            if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
            if (event.target instanceof HTMLElement &&
                (event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName))) return;
            if (document.querySelector("dialog[open]")) return;
            if (event.key === "n") goToMark(1);
            if (event.key === "p") goToMark(-1);
        });
    }

    // Browsers refuse the clipboard to pages from elsewhere without TLS: then the text is selected, to be copied by hand.
    const select = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
    };
    for (const button of document.querySelectorAll("button.copy")) {
        const source = document.getElementById(button.dataset.copy);
        if (!source) continue;
        button.hidden = false;
        button.addEventListener("click", async () => {
            try {
                await navigator.clipboard.writeText(source.textContent);
                const status = button.parentElement.querySelector("[role=status]");
                if (status) status.textContent = button.dataset.done;
                button.textContent = button.dataset.done;
            } catch {
                select(source);
            }
        });
    }
})();
