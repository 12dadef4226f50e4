"use strict";
// Draws the charts in the colours of the style sheet, opens what a link points into, filters articles. Without it
// the page lacks only the charts.
(() => {
  const specs = JSON.parse(document.getElementById("specs").textContent);

  // "@c1" in a specification names a colour of the style sheet. As a CSS variable it follows light, dark and print.
  const coloured = (value) => {
    if (typeof value === "string") return value.replace(/^@([a-z][a-z0-9]*)$/, "var(--$1)");
    if (Array.isArray(value)) return value.map(coloured);
    if (value && typeof value === "object")
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, key === "datasets" ? inner : coloured(inner)]),
      );
    return value;
  };

  const font = getComputedStyle(document.body).fontFamily;
  const options = {
    mode: "vega-lite",
    renderer: "svg",
    actions: false,
    ast: true, // expressions are interpreted, not compiled: the security policy forbids eval
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    config: coloured({
      background: "transparent",
      font,
      view: { stroke: null },
      axis: {
        labelColor: "@muted", titleColor: "@muted", gridColor: "@line", domainColor: "@line", tickColor: "@line",
        labelFontSize: 11, titleFontSize: 11, titleFontWeight: "normal", labelPadding: 5,
      },
      axisX: { grid: false },
      axisY: { domain: false, ticks: false },
      text: { color: "@ink", font },
    }),
  };

  const draw = async () => {
    for (const place of document.querySelectorAll("[data-chart]"))
      await window.vegaEmbed(place, coloured(specs[place.dataset.chart]), options);
    document.documentElement.dataset.drawn = "yes";
  };
  draw();

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const closed = target && (target.closest("details:not([open])") || target.querySelector(":scope > details:not([open])"));
    if (closed) {
      closed.open = true;
      target.scrollIntoView();
    }
  };
  window.addEventListener("hashchange", reveal);
  reveal();

  const articles = [...document.querySelectorAll("article")];
  const input = document.getElementById("filter");
  if (input) {
    const shown = document.getElementById("shown");
    const texts = articles.map((article) => article.textContent.toLowerCase());
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      articles.forEach((article, i) => { article.hidden = !texts[i].includes(wanted); });
      const left = articles.filter((article) => !article.hidden).length;
      shown.textContent = wanted ? `${left} of ${articles.length} articles` : "";
    });
    const toggle = document.getElementById("toggle");
    toggle.addEventListener("click", () => {
      const open = toggle.textContent === "Open all";
      articles.forEach((article) => { article.firstElementChild.open = open; });
      toggle.textContent = open ? "Close all" : "Open all";
    });
  }

  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((details) => { details.open = true; });
  });
})();
