// @ts-check
/** Rings on the map round whatever stands for the incidents that one points at, and round the selected one. */

/** @typedef {import("./map.js").Pointed} Pointed */

export class Rings {
  /** @param {import("./map.js").IncidentMap} view */
  constructor(view) {
    this.view = view;
    this.layer = L.layerGroup().addTo(view.map);
  }

  /** A section lights up where no mark of its own stands. @param {Pointed[]} pointed */
  show(pointed) {
    const { selected, sections, stands } = this.view;
    this.layer.clearLayers();
    sections.light([]);
    const all = selected && !pointed.some((one) => one.id === selected.id) ? [...pointed, selected] : pointed;
    sections.light(all.filter((one) => !stands.has(one.id)));
    const places = new Map(all.map((one) => this.placeOf(one)).filter((place) => place !== null).map((place) => [String(place.at), place]));
    for (const { at, radius } of places.values()) this.layer.addLayer(L.circleMarker(at, { radius, className: "ring", interactive: false }));
  }

  /** @param {Pointed} one @returns {{at: any, radius: number} | null} */
  placeOf(one) {
    const { map, spots, stands } = this.view;
    const at = stands.get(one.id);
    if (at) return { at, radius: 18 };
    if (one.where.lat === undefined || one.where.lat === null) return null;
    const bubble = spots.bubbleOver(one.where.lat, one.where.lon ?? 0);
    if (bubble) return { at: map.containerPointToLatLng([bubble.atX, bubble.atY]), radius: bubble.radius + 4 };
    return { at: [one.where.lat, one.where.lon], radius: 8 };
  }
}
