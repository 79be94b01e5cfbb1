"use strict";
(() => {
  const root = document.documentElement;
  const shown = (selector) => document.querySelectorAll(selector).forEach((e) => { e.hidden = false; });

  // Colours: the reader's choice beats the system's.
  const button = document.getElementById("theme");
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (systemIsDark.matches ? "dark" : "light")) === "dark";
  const tell = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    tell();
  });
  systemIsDark.addEventListener("change", tell);
  tell();

  // Tables: a button in each header sorts by the column, numbers as numbers.
  const value = (row, column) => row.cells[column].textContent.trim();
  const number = (text) => {
    const figure = text.replace(/,/g, "").match(/^[<+]?(-?[0-9.]+)/);
    return figure ? Number(figure[1]) : NaN;
  };
  const compare = (a, b) => {
    const [x, y] = [number(a), number(b)];
    if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? -1 : 1;
    return a < b ? -1 : a > b ? 1 : 0;
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    const headers = [...table.tHead.rows[0].cells];
    headers.forEach((header, column) => {
      if (header.classList.contains("spark")) return;
      const sorter = document.createElement("button");
      sorter.type = "button";
      sorter.append(...header.childNodes);
      header.append(sorter);
      sorter.addEventListener("click", () => {
        const ascending = header.getAttribute("aria-sort") === "descending"
          || (!header.hasAttribute("aria-sort") && !header.classList.contains("n"));
        headers.forEach((other) => other.removeAttribute("aria-sort"));
        header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
        const rows = [...table.tBodies[0].rows].map((row) => [value(row, column), row]);
        rows.sort((a, b) => (ascending ? 1 : -1) * compare(a[0], b[0]));
        table.tBodies[0].append(...rows.map((row) => row[1]));
      });
    });
  }

  // Search: topics and papers whose text has every word.
  const articles = [...document.querySelectorAll("article.topic")];
  const rows = new Map([...document.querySelectorAll("#topic-table tbody tr")]
    .map((row) => [row.dataset.topic, row]));
  const texts = articles.map((article) => article.textContent.toLowerCase());
  const found = document.getElementById("found");
  document.getElementById("find").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    const has = (text) => words.every((word) => text.includes(word));
    let topics = 0;
    let papers = 0;
    articles.forEach((article, i) => {
      const hit = has(texts[i]);
      article.hidden = !hit;
      const row = rows.get(article.id);
      if (row) row.hidden = !hit;
      topics += hit ? 1 : 0;
      for (const paper of article.querySelectorAll(".papers li")) {
        const isHit = words.length > 0 && has(paper.textContent.toLowerCase());
        paper.classList.toggle("hit", isHit);
        papers += isHit ? 1 : 0;
      }
    });
    found.textContent = words.length === 0 ? "" : `${topics} topics, ${papers} typical papers`;
  });

  shown(".controls, .search");
})();
