// Keeps the page up to date. The server renders; this only asks for the page again, and moves the driver's dot.
"use strict";
(() => {
  const EVERY_MS = 60_000;
  // The words ("about 1.2 km away") follow the dot, but not at every step.
  const WORDS_MS = 15_000;
  let asked = Date.now();
  let events = null;
  let busy = false;

  const page = () => document.getElementById("page");

  async function refresh() {
    if (busy || document.hidden) return;
    busy = true;
    asked = Date.now();
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = fresh.getElementById("page");
      if (!next || !page()) return;
      document.title = fresh.title;
      const swap = () => page().replaceWith(next);
      if (document.startViewTransition) await document.startViewTransition(swap).updateCallbackDone;
      else swap();
      listen();
    } catch {
      // No network: what is shown stays, with its time, and the next round tries again.
    } finally {
      busy = false;
    }
  }

  function move(at) {
    const map = document.getElementById("map");
    const dot = document.getElementById("driver");
    if (!map || !dot || Date.now() - asked > WORDS_MS) return refresh();
    const { lat, lon, east, north } = map.dataset;
    const x = (at.lon - lon) * east;
    const y = (lat - at.lat) * north;
    const stage = map.parentElement.getBoundingClientRect();
    if (Math.abs(x) > stage.width / 2 || Math.abs(y) > stage.height / 2) return refresh();
    dot.style.transform = `translate(${x.toFixed(1)}px,${y.toFixed(1)}px)`;
  }

  function listen() {
    const live = page().dataset.live === "yes";
    if (!live && events) {
      events.close();
      events = null;
    } else if (live && !events && window.EventSource) {
      let opened = false;
      events = new EventSource(page().dataset.events);
      // After a gap something may have been missed.
      events.onopen = () => { if (opened) refresh(); opened = true; };
      events.addEventListener("changed", refresh);
      events.addEventListener("moved", (event) => move(JSON.parse(event.data)));
    }
  }

  document.addEventListener("visibilitychange", refresh);
  setInterval(() => { if (page().dataset.live === "yes") refresh(); }, EVERY_MS);
  listen();
})();
