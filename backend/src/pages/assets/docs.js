// Shows only what matches all words of the search.
"use strict";
(() => {
  const search = document.getElementById("search");
  const all = [...document.querySelectorAll("[data-find]")];
  const groups = [...document.querySelectorAll("nav section, .group")];
  const nothing = document.getElementById("nothing");

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of all) item.hidden = !words.every((word) => item.dataset.find.includes(word));
    for (const group of groups) group.hidden = !group.querySelector("[data-find]:not([hidden])");
    nothing.hidden = document.querySelector("article:not([hidden])") !== null;
  }

  search.addEventListener("input", filter);
  addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    }
  });
  filter();
})();
