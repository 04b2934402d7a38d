// @ts-check
/** The map's own button beside zoom: everything into view. */

/** @param {any} map Leaflet's @param {() => void} fit */
export function fitControl(map, fit) {
  const control = L.control({ position: "topleft" });
  control.onAdd = () => {
    const bar = L.DomUtil.create("div", "leaflet-bar");
    const button = L.DomUtil.create("button", "fit-button", bar);
    Object.assign(button, { type: "button", title: "Fit all incidents (f)" });
    button.setAttribute("aria-label", "Fit all incidents");
    button.dataset.fit = "";
    button.textContent = "⤢";
    L.DomEvent.disableClickPropagation(bar);
    button.addEventListener("click", fit);
    return bar;
  };
  control.addTo(map);
}

/** @param {any} map Leaflet's @param {[number, number, number, number]} bounds west, south, east, north @param {number} maxZoom */
export function fitTo(map, [west, south, east, north], maxZoom) {
  map.fitBounds([[south, west], [north, east]], { maxZoom, animate: false, paddingTopLeft: [48, 56], paddingBottomRight: [48, 40] });
}

/** What stood in the middle stays there whatever size the map takes; left to itself the map drifts by half a pixel. @param {any} leaflet */
export function keepMiddle(leaflet) {
  const middle = leaflet.getCenter();
  leaflet.invalidateSize({ pan: false });
  leaflet.setView(middle, leaflet.getZoom(), { reset: true });
}
