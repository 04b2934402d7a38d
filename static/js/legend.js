// @ts-check
/** The legend explains exactly what is on screen, and no more. */

const WORDS = {
  section: "known only as this border section",
  flow: "crossed in this direction, no place named; width grows with the number",
  "placed flow": "crossed in this direction, here",
  circle: "somewhere in this area",
  mark: "at this place",
  planned: "ordered or planned, not done",
  unreal: "denied or only supposed",
  crossing: "crossing point",
  bubble: "several incidents: zoom in",
  rough: "broken ring: that share is known only roughly",
  dot: "one incident; hollow: somewhere near here",
  "small section": "known only as a border section, too short here to be drawn",
  change: "more or fewer than in the other period; broken: fewer",
};

/** @param {HTMLElement} legend @param {Set<string>} shown */
export function drawLegend(legend, shown) {
  const rows = Object.entries(WORDS).filter(([name]) => shown.has(name)).map(([name, words]) => {
    const row = document.createElement("li");
    row.append(Object.assign(document.createElement("span"), { className: `key key-${name.replaceAll(" ", "-")}` }), words);
    return row;
  });
  legend.hidden = !rows.length;
  legend.querySelector("ul")?.replaceChildren(...rows);
}
