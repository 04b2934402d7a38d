// @ts-check
/** Maps and timelines are printed as they stand on the screen, scaled to the page and in light colours. */

/** Between the margins of a sheet of A4, and in a column of it, in CSS pixels. */
const [PAGE, COLUMN] = [700, 336];
const DRAWN = ".map-panel, .timeline-panel, .minimap";

export function listenToPrint() {
  const root = document.documentElement;
  let theme = /** @type {string | undefined} */ (undefined);
  window.addEventListener("beforeprint", () => {
    for (const drawn of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(DRAWN))) {
      const { width, height } = drawn.getBoundingClientRect();
      const room = drawn.closest(".record") ? COLUMN : PAGE;
      drawn.classList.toggle("printed", width > 0);
      for (const [name, value] of Object.entries({ width: `${width}px`, height: `${height}px`, zoom: String(Math.min(1, room / width)) })) drawn.style.setProperty(`--print-${name}`, value);
    }
    theme = root.dataset.theme;
    root.dataset.paper = "";
    root.dataset.theme = "light";
  });
  window.addEventListener("afterprint", () => {
    delete root.dataset.paper;
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
  });
}
