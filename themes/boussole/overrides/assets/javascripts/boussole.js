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
  const frames = document.querySelectorAll(".bo-scroll, .bo-plot");
  const name = (frame) =>
    frame.querySelector("caption")?.textContent ||
    frame.querySelector("svg")?.getAttribute("aria-label") ||
    frame.closest("section, article, main")?.querySelector("h2, h1")?.textContent;
  const measure = () => {
    for (const frame of frames) {
      const scrolls = frame.scrollWidth > frame.clientWidth;
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

  // A figure may be read point by point: what draws it again is loaded when a reader asks, and never before.
  const here = document.currentScript.src;
  const load = (src) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.onload = done;
      script.onerror = failed;
      script.src = src;
      document.head.append(script);
    });
  let drawer;
  const draw = async (plot) => {
    drawer ??= load(new URL("vega.js", here).href);
    await Promise.all([drawer, load(plot.dataset.live)]);
    const still = [...plot.children].find((form) => form.getBoundingClientRect().width);
    const figure = window.boussoleFigures[plot.dataset.id];
    const room = document.createElement("span");
    room.className = "bo-live";
    // One image to who listens, described as before; its points are read through the choice below.
    room.setAttribute("role", "img");
    room.setAttribute("aria-label", still.getAttribute("aria-label"));
    room.style.maxWidth = still.style.maxWidth;
    const inside = document.createElement("span");
    inside.setAttribute("aria-hidden", "true");
    room.append(inside);
    // Interpreted, for the page's policy lets no text become a program; and nothing styles but the theme.
    const { view } = await window.vegaEmbed(inside, figure[still.matches(".bo-narrow") ? "narrow" : "wide"], {
      actions: false,
      ast: true,
      defaultStyle: false,
      formatLocale: figure.locale,
      mode: "vega-lite",
      renderer: "svg",
      tooltip: false,
    });
    plot.replaceChildren(room);
    return { view, room, table: figure.table };
  };
  const reading = (plot, { view, room, table: [head, ...rows] }) => {
    const line = document.createElement("span");
    const label = document.createElement("label");
    const choice = document.createElement("select");
    const told = document.createElement("output");
    line.className = "bo-reading";
    label.append(plot.dataset.point, " ", choice);
    choice.append(new Option(plot.dataset.choose, ""), ...rows.map(([name]) => new Option(name, name)));
    const read = () => {
      const row = rows[choice.selectedIndex - 1];
      told.textContent = row ? row.map((cell, at) => (at && cell ? `${head[at]} ${cell}` : "")).filter(Boolean).join(" · ") : "";
      view.signal("chosen", choice.value).runAsync();
    };
    choice.addEventListener("change", read);
    room.addEventListener("pointerover", (event) => {
      const name = event.target.__data__?.datum?.name;
      if (name && name !== choice.value && rows.some((row) => row[0] === name)) {
        choice.value = name;
        read();
      }
    });
    line.append(label, told);
    plot.after(line);
    choice.focus();
  };
  for (const plot of document.querySelectorAll(".bo-plot[data-live]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "bo-explore";
    button.textContent = plot.dataset.open;
    plot.after(button);
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        reading(plot, await draw(plot));
        button.remove();
      } catch (error) {
        button.replaceWith(plot.dataset.failed);
        throw error;
      }
    });
  }

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
