// SPDX-License-Identifier: GPL-3.0-or-later
// The search page while somebody types: results, suggestions, more articles. Everything shown is what the server sends
// for the same address, so that a page looks the same however it was reached. Whoever puts a page's content in place
// tells it by the event "broadsheet:shown" on document, for scripts that look after parts of it.
"use strict";

(() => {
    const form = document.getElementById("search");
    const box = document.getElementById("q");
    const main = document.getElementById("content");
    const told = document.getElementById("told");
    const words = document.getElementById("keys");
    if (!form || !box || !main || !told || !words) return;

    const pause = 160;
    const slow = 350;
    const patience = 800;
    const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    const isSearch = () => location.pathname === "/";

    // One request at a time for each purpose: a newer one ends the older one, here and at the server.
    const latest = () => {
        let controller = null;
        return {
            begin() {
                if (controller) controller.abort();
                controller = new AbortController();
                return controller.signal;
            },
            end() {
                if (controller) controller.abort();
                controller = null;
            },
        };
    };

    /* Results */

    const resultRequests = latest();

    const pageOf = async (address, signal, typing) => {
        const headers = typing ? { "X-Broadsheet-Typing": "1" } : {};
        const response = await fetch(address, { signal, headers, credentials: "same-origin" });
        const type = response.headers.get("Content-Type") || "";
        if (!type.startsWith("text/html")) throw new Error("no page");
        return new DOMParser().parseFromString(await response.text(), "text/html");
    };

    // The search form has hidden fields of its own; they belong to the page that is shown.
    const takeOver = (page, typing) => {
        const focused = document.activeElement && main.contains(document.activeElement) ? document.activeElement.id : "";
        main.replaceChildren(...page.getElementById("content").childNodes);
        for (const field of form.querySelectorAll("input[type=hidden]")) field.remove();
        for (const field of page.querySelectorAll("#search input[type=hidden]")) form.append(field);
        const languages = page.querySelector(".languages");
        if (languages) document.querySelector(".languages").replaceWith(languages);
        document.title = page.title;
        // The masthead keeps its height under the fingers of whoever types.
        if (typing) document.body.classList.toggle("searching", page.body.className !== document.body.classList[0]);
        else document.body.className = page.body.className;
        if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
        const heading = main.querySelector("h1");
        told.textContent = heading ? heading.textContent : "";
        document.dispatchEvent(new CustomEvent("broadsheet:shown"));
    };

    const tellFailure = () => {
        if (main.querySelector(".failed")) return;
        const note = document.createElement("p");
        note.className = "failed";
        note.textContent = words.dataset.failed;
        main.prepend(note);
        told.textContent = note.textContent;
    };

    const show = async (address, typing) => {
        const signal = resultRequests.begin();
        const wait = setTimeout(() => document.documentElement.classList.add("waiting"), slow);
        main.setAttribute("aria-busy", "true");
        try {
            const page = await pageOf(address, signal, typing);
            // A word that is only begun often finds nothing; whoever types on needn't see that.
            if (typing && page.querySelector(".absent")) await sleep(patience);
            if (!signal.aborted) takeOver(page, typing);
        } catch (error) {
            if (!signal.aborted) tellFailure();
        }
        clearTimeout(wait);
        if (signal.aborted) return;
        document.documentElement.classList.remove("waiting");
        main.removeAttribute("aria-busy");
    };

    const addressOfForm = () => {
        const query = new URLSearchParams();
        for (const [name, value] of new FormData(form)) {
            if (value !== "") query.append(name, value);
        }
        const text = query.toString();
        return text ? "/?" + text : "/";
    };

    // What is typed in one go is one step back: the first change adds to the history, the others replace it.
    let typingBegan = false;
    const searchWhileTyping = () => {
        if (!isSearch()) return;
        const address = addressOfForm();
        if (address === location.pathname + location.search) return;
        if (typingBegan) history.replaceState({ shown: true }, "", address);
        else history.pushState({ shown: true }, "", address);
        typingBegan = true;
        show(address, true);
    };

    let shownSearch = location.search;
    window.addEventListener("popstate", () => {
        if (!isSearch() || location.search === shownSearch) return;
        typingBegan = false;
        closeList();
        box.value = new URLSearchParams(location.search).get("q") || "";
        show(location.pathname + location.search, false);
    });
    document.addEventListener("broadsheet:shown", () => { shownSearch = location.search; });
    form.addEventListener("submit", () => { resultRequests.end(); });
    box.addEventListener("blur", () => { typingBegan = false; });

    /* Suggestions: a combobox with a list below it */

    const list = document.createElement("ul");
    list.id = "suggestions";
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.dataset.suggestions);
    box.after(list);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-haspopup", "listbox");
    box.setAttribute("aria-expanded", "false");
    box.setAttribute("aria-controls", list.id);

    const suggestRequests = latest();
    const headlineRequests = latest();
    let chosen = -1;

    function closeList() {
        suggestRequests.end();
        headlineRequests.end();
        chosen = -1;
        list.hidden = true;
        list.replaceChildren();
        box.setAttribute("aria-expanded", "false");
        box.removeAttribute("aria-activedescendant");
    }

    const choose = (index) => {
        const options = list.children;
        if (chosen >= 0 && options[chosen]) options[chosen].removeAttribute("aria-selected");
        chosen = index;
        if (chosen < 0) {
            box.removeAttribute("aria-activedescendant");
            return;
        }
        options[chosen].setAttribute("aria-selected", "true");
        options[chosen].scrollIntoView({ block: "nearest" });
        box.setAttribute("aria-activedescendant", options[chosen].id);
    };

    const optionOf = (text, what) => {
        const option = document.createElement("li");
        option.setAttribute("role", "option");
        const said = document.createElement("span");
        said.dir = "auto";
        said.textContent = text;
        const kind = document.createElement("span");
        kind.className = "what";
        kind.textContent = what;
        option.append(said, kind);
        return option;
    };

    const showOptions = (options) => {
        list.append(...options);
        Array.from(list.children).forEach((option, index) => { option.id = "suggestion-" + index; });
        list.hidden = list.children.length === 0;
        box.setAttribute("aria-expanded", String(!list.hidden));
    };

    const numbers = new Intl.NumberFormat(document.documentElement.lang);

    const jsonOf = async (address, signal) => {
        const response = await fetch(address, { signal, headers: { "X-Broadsheet-Typing": "1" } });
        return response.ok ? response.json() : {};
    };

    const suggestQueries = async (begun) => {
        const signal = suggestRequests.begin();
        const reply = await jsonOf("/api/v1/suggest?q=" + encodeURIComponent(begun), signal);
        return (reply.suggestions || []).filter((one) => one.query.trim() !== begun.trim()).slice(0, 5).map((one) => {
            const kind = words.dataset[one.kind];
            const option = optionOf(kind ? one.text : one.query,
                kind ? kind + " · " + numbers.format(one.articles) : numbers.format(one.articles));
            option.dataset.query = one.query;
            return option;
        });
    };

    // Headlines that have all the words; the last one may only be begun.
    const suggestHeadlines = async (begun) => {
        if (begun.trim().length < 3 || /["()|:*~=^]|(^|\s)-/.test(begun)) return [];
        const signal = headlineRequests.begin();
        const ending = begun.endsWith(" ") ? "" : "*";
        const query = new URLSearchParams({ q: "title:(" + begun.trim() + ending + ")", pageSize: "3", snippets: "0",
            fields: "id,title", facets: "" });
        const reply = await jsonOf("/api/v1/search?" + query, signal);
        return (reply.articles || []).filter((article) => article.title).map((article) => {
            const option = optionOf(article.title, words.dataset.article);
            option.dataset.address = "/articles/" + article.id + "?q=" + encodeURIComponent(begun.trim());
            return option;
        });
    };

    const suggest = async () => {
        const begun = box.value;
        if (begun.trim() === "") {
            closeList();
            return;
        }
        const found = await Promise.all([suggestQueries(begun), suggestHeadlines(begun)].map((one) => one.catch(() => [])));
        if (box.value !== begun || document.activeElement !== box) return;
        chosen = -1;
        list.replaceChildren();
        box.removeAttribute("aria-activedescendant");
        showOptions(found.flat());
    };

    const take = (option) => {
        if (option.dataset.address) {
            location.assign(option.dataset.address);
            return;
        }
        box.value = option.dataset.query;
        closeList();
        form.requestSubmit();
    };

    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
        const option = event.target.closest("li");
        if (option) take(option);
    });

    let timer = 0;
    box.addEventListener("input", (event) => {
        if (event.isComposing) return;
        clearTimeout(timer);
        timer = setTimeout(() => {
            searchWhileTyping();
            suggest();
        }, pause);
    });
    box.addEventListener("blur", () => { closeList(); });
    form.addEventListener("submit", () => { clearTimeout(timer); closeList(); });

    box.addEventListener("keydown", (event) => {
        if (event.isComposing || event.ctrlKey || event.metaKey) return;
        const count = list.children.length;
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            if (list.hidden && event.key === "ArrowDown" && !event.altKey && box.value.trim() !== "") suggest();
            if (count === 0) return;
            event.preventDefault();
            const step = event.key === "ArrowDown" ? 1 : -1;
            choose(chosen + step >= count ? -1 : chosen + step < -1 ? count - 1 : chosen + step);
        } else if (event.key === "Enter" && chosen >= 0) {
            event.preventDefault();
            take(list.children[chosen]);
        } else if (event.key === "Escape" && !list.hidden) {
            event.preventDefault();
            closeList();
        }
    });

    /* More articles below those that are shown. The address then asks for as many, so that it can be passed on. */

    const shownMax = 200;
    const addressWithAll = (count) => {
        const query = new URLSearchParams(location.search);
        if (query.has("page") || query.has("offset") || query.has("cursor") || count > shownMax) return;
        query.set("pageSize", String(count));
        history.replaceState({ shown: true }, "", "/?" + query);
        shownSearch = location.search;
    };

    document.addEventListener("click", async (event) => {
        const link = event.target.closest && event.target.closest(".further a");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (link.getAttribute("aria-disabled") === "true") return;
        link.setAttribute("aria-disabled", "true");
        try {
            const page = await pageOf(link.href, resultRequests.begin(), false);
            const hits = Array.from(page.querySelectorAll(".hits > li"));
            const shown = main.querySelector(".hits");
            shown.append(...hits);
            for (const name of [".further", ".pager"]) {
                const next = page.querySelector(name);
                const old = main.querySelector(name);
                if (next) old.replaceWith(next);
                else old.remove();
            }
            addressWithAll(shown.children.length);
            const first = hits[0] && hits[0].querySelector("h2 a");
            if (first) first.focus({ preventScroll: true });
            document.dispatchEvent(new CustomEvent("broadsheet:shown"));
        } catch (error) {
            location.assign(link.href);
        }
    });
})();
