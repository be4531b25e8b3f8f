// What a page gains where scripts run; it is complete without any of this.
(() => {
  // On paper every fold is open, and closes again afterwards.
  const opened = new Set();
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("main details:not([open])")) {
      fold.open = true;
      opened.add(fold);
    }
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened.clear();
  });

  // A frame that scrolls must be reached by the keyboard and say what it holds; one that does not, must not.
  const frames = document.querySelectorAll(".bo-scroll, .bo-plot, .bo-nav");
  const name = (frame) =>
    frame.querySelector("caption")?.textContent ||
    frame.querySelector("svg")?.getAttribute("aria-label") ||
    frame.closest("section, article, main")?.querySelector("h2, h1")?.textContent;
  const measure = () => {
    for (const frame of frames) {
      if (frame.matches(".bo-nav")) continue;
      const scrolls = frame.scrollWidth > frame.clientWidth + 1;
      frame.toggleAttribute("tabindex", scrolls);
      if (scrolls) {
        frame.tabIndex = 0;
        frame.setAttribute("role", "group");
        frame.setAttribute("aria-label", name(frame) || "");
      } else {
        frame.removeAttribute("role");
        frame.removeAttribute("aria-label");
      }
    }
  };
  measure();
  addEventListener("resize", measure);

  // On a phone the sections are one row that scrolls: the current one comes into view.
  const current = document.querySelector(".bo-nav [aria-current]");
  const row = current?.closest("ul");
  if (row) row.scrollLeft = current.offsetLeft - row.offsetLeft - 16;

  // A choice of waves closes like any menu.
  const waves = document.querySelector(".bo-waves");
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && waves?.open) {
      waves.open = false;
      waves.querySelector("summary").focus();
    }
  });
  addEventListener("click", (event) => {
    if (waves?.open && !waves.contains(event.target)) waves.open = false;
  });
})();
