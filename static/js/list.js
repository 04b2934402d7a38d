// @ts-check
/** The list beside the map: the same set as map and timeline, page by page, and their twin for keyboard and screen reader. */
import { element } from "./elements.js";
import { counted, groupBy, received } from "./incidents.js";
import { isInView, wholeFilter } from "./query.js";
import { Rows } from "./rows.js";

/** @typedef {import("./incidents.js").Incident} Incident */

export class List {
  /** @param {HTMLElement} root @param {HTMLElement} drawer @param {{open: (id: number) => void, point: (test: ((one: {id: number}) => boolean) | null) => void, more: (cursor: string) => Promise<{rows: Incident[], cursor: string}>}} heard */
  constructor(root, drawer, heard) {
    [this.root, this.drawer, this.home, this.heard] = [root, drawer, drawer.parentElement, heard];
    /** @type {Incident[]} */
    this.rows = [];
    this.cursor = "";
    this.total = 0;
    this.drawn = "";
    this.made = new Rows();
    root.addEventListener("click", (event) => {
      const link = this.rowOf(event);
      const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
      if (!link || ctrlKey || metaKey || shiftKey) return;
      event.preventDefault();
      heard.open(Number(link.dataset.id));
    });
    for (const [name, on] of /** @type {const} */ ([["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])) {
      root.addEventListener(name, (event) => {
        const id = Number(this.rowOf(event)?.dataset.id);
        if (id) heard.point(on ? (one) => one.id === id : null);
      });
    }
    // The next page comes before the end is reached; the button is there for who does not scroll.
    this.end = new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) this.more(); }, { root: this.home, rootMargin: "600px" });
  }

  /** @param {Event} event @returns {HTMLElement | null} */
  rowOf(event) {
    return /** @type {Element} */ (event.target).closest("a.incident-row");
  }

  /** @param {Incident[]} rows the first page @param {string} cursor of the next @param {number} total @param {number | null} selected */
  show(rows, cursor, total, selected) {
    const drawn = JSON.stringify([rows.map((one) => [one.id, one.status, one.figure, one.label, one.when]), cursor, total]);
    if (drawn !== this.drawn) Object.assign(this, { rows, cursor, total, drawn });
    else if (this.selected === selected) return;
    this.selected = selected;
    this.draw();
  }

  /** @param {number | null} id */
  select(id) {
    if (this.selected === id) return;
    this.selected = id;
    if (this.drawn) this.draw();
  }

  draw() {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const [id, inDrawer] = [focused?.dataset?.id, this.drawer.contains(focused)];
    this.end.disconnect();
    const rows = this.rowsOf(this.rows);
    // The same rows in the same order stay where they are: only what follows them may be new.
    if (rows.length && rows.every((row, index) => row === this.root.children[index])) while (this.root.children.length > rows.length) this.root.lastElementChild?.remove();
    else { this.home?.append(this.drawer); this.root.replaceChildren(...rows); }
    this.root.append(...this.tail());
    this.made.keep(this.rows);
    this.placeDrawer();
    if (inDrawer) focused?.focus({ preventScroll: true });
    else if (id) this.link(Number(id))?.focus({ preventScroll: true });
  }

  /** @param {Incident[]} some */
  rowsOf(some) {
    const groups = groupBy(this.rows, (one) => one.twins);
    const next = new Set(this.rows.filter((one, index) => saysTheSame(one, this.rows[index - 1])).map((one) => one.id));
    return some.map((one) => this.made.of(one, one.id === this.selected, (groups.get(one.twins)?.length ?? 1) - 1, next.has(one.id)));
  }

  tail() {
    if (!this.rows.length) return [nothing(/** @type {HTMLElement} */ (this.root.closest("[data-dashboard]")).dataset.submitUrl)];
    if (!this.cursor) return [];
    const button = element("button", "button", [`Show more of ${counted(this.total)}`]);
    button.setAttribute("type", "button");
    button.dataset.more = "";
    button.addEventListener("click", () => this.more(true));
    const last = element("li", "more", [button]);
    this.end.observe(last);
    return [last];
  }

  /** @param {boolean} [byHand] then the focus goes on to the first new row */
  async more(byHand = false) {
    const cursor = this.cursor;
    if (!cursor || this.asked === cursor) return;
    this.asked = cursor;
    const told = await this.heard.more(cursor);
    if (this.cursor !== cursor) return;
    const rows = received(told.rows);
    this.cursor = told.cursor;
    this.rows = [...this.rows, ...rows];
    this.root.querySelector("li.more")?.remove();
    this.root.append(...this.rowsOf(rows), ...this.tail());
    if (byHand && rows.length) this.link(rows[0].id)?.focus();
  }

  /** The chosen incident opens under its row; one that the list does not show opens over the list. */
  placeDrawer() {
    const host = this.root.querySelector("li.chosen") ?? this.home;
    if (this.drawer.parentElement !== host) host?.append(this.drawer);
    this.drawer.classList.toggle("inline", host !== this.home);
  }

  /** @param {number} id @returns {HTMLElement | null} */
  link(id) {
    return this.root.querySelector(`a.incident-row[data-id="${id}"]`);
  }

  /** @param {{id: number}[]} pointed */
  ring(pointed) {
    const ids = new Set(pointed.map((one) => String(one.id)));
    for (const link of /** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll("a.incident-row"))) link.classList.toggle("ringed", ids.has(link.dataset.id ?? ""));
  }
}

/** @param {Incident} one @param {Incident | undefined} before */
const saysTheSame = (one, before) => before !== undefined && ["twins", "label", "when", "direction", "modality"].every((name) => one[name] === before[name]);

/** @param {string | undefined} submit where reports are submitted, for who may */
function nothing(submit) {
  const isAll = !wholeFilter().toString() && !isInView();
  const link = (/** @type {string} */ to, /** @type {string} */ words) => { const made = element("a", "", [words]); made.setAttribute("href", to); return made; };
  const next = isAll ? (submit ? [link(submit, "Submit a report"), ": what it tells of stands here."] : ["What reports tell of stands here."]) : ["Widen the period, or ", link(location.pathname, "clear the filter"), "."];
  return element("li", "empty", [element("strong", "", [isAll ? "No incident yet" : "No incident in this view"]), ...next]);
}
