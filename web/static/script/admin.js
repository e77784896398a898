// SPDX-License-Identifier: GPL-3.0-or-later
// The page of jobs keeps up with them while somebody looks at it. Without this file it is read again by hand.
"use strict";

(() => {
    const live = document.getElementById("live");
    if (!live) return;

    // What somebody is about to press stays under their finger.
    const isInUse = () => document.hidden || live.contains(document.activeElement);

    const renew = async () => {
        if (!isInUse()) {
            try {
                const reply = await fetch(location.href, { headers: { accept: "text/html" } });
                const fresh = new DOMParser().parseFromString(await reply.text(), "text/html").getElementById("live");
                if (reply.ok && fresh && !isInUse() && fresh.innerHTML !== live.innerHTML) {
                    live.replaceChildren(...fresh.childNodes);
                    live.dataset.every = fresh.dataset.every;
                }
            } catch {
                // The server may be starting again.
            }
        }
        setTimeout(renew, 1000 * Number(live.dataset.every));
    };
    setTimeout(renew, 1000 * Number(live.dataset.every));
})();
