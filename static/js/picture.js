// @ts-check
/** The one answer that feeds map, timeline, list, facets and drawers, so that they cannot disagree. */
import { received } from "./incidents.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {{border: string, from: string, to: string, n: number, low: number | null, high: number | null, open: boolean, words: string, unit: string, days: number, nights: number, when: string, direction: string, families: Record<string, number>, types: Record<string, number>, ids: number[]}} Flow what is known only as a section, one row a direction; "" where nothing crossed */
/** @typedef {Record<string, {lines: [number, number][][], name: string, km: number}>} Shapes by code; each line has the first country of the code on its left */
/** @typedef {[string, number, Record<string, [number, number]>, number, number]} Told first day, incidents, by type or family [incidents, of them surely in it], surely in it, people at the least */
/** @typedef {{by: "event_type" | "family", unit: "day" | "week" | "month" | "year", first: string, last: string, buckets: Told[]}} Histogram */

/**
 * @typedef {object} Picture
 * @property {number} total
 * @property {number} all
 * @property {number} hidden
 * @property {number} no_place
 * @property {number} no_date
 * @property {number} in_view
 * @property {number} listed of the list: all, or what is in view
 * @property {Incident | null} selected
 * @property {[number, number, number, number] | null} bounds west, south, east, north of all that has a place
 * @property {"marks" | "dots" | "cells"} level
 * @property {Incident[]} marks
 * @property {[number, number, number, number, number][]} cells lon, lat, incidents, family, share of rough places
 * @property {Flow[]} sections
 * @property {Shapes} shapes
 * @property {Histogram} histogram
 * @property {Incident[]} lanes
 * @property {Record<string, [string, number][]>} facets
 * @property {Incident[]} rows
 * @property {string} cursor
 */

/** Up to this zoom the server tells lines of borders coarsely. */
const FAR = 5;

/** @param {any} told @returns {Picture} */
const read = (told) => ({ ...told, marks: received(told.marks), lanes: received(told.lanes), rows: received(told.rows), selected: told.selected ? received([told.selected])[0] : null });

/** Asks for pictures: one request under way, the last question wins, and what is known already is not asked again. */
export class Pictures {
  /** @param {string} address @param {(picture: Picture, other: Picture | null) => Promise<void>} show @param {(status: number) => void} failed @param {(busy: boolean) => void} busy */
  constructor(address, show, failed, busy) {
    [this.address, this.show, this.failed, this.busy] = [address, show, failed, busy];
    /** Sections of borders, told once for far and once for near. @type {Shapes} */
    this.shapes = {};
    /** @type {Set<string>} */
    this.fine = new Set();
    /** @type {string[] | null} */
    this.next = null;
    /** The question under way. */
    this.asking = "";
    this.shown = "";
  }

  /** @param {URLSearchParams} question @param {URLSearchParams | null} other the period to compare with */
  ask(question, other = null) {
    const asked = [question, other].filter((one) => one !== null).map(String);
    if (asked.join() === (this.asking || this.shown)) { this.next = null; return; }
    this.next = asked;
    if (!this.asking) this.run();
  }

  async run() {
    this.busy(true);
    while (this.next) {
      const asked = this.next;
      [this.next, this.asking] = [null, asked.join()];
      const [picture, other] = await Promise.all(asked.map((query) => this.fetch(query)));
      if (!picture) continue;
      this.shown = asked.join();
      await this.show(picture, other ?? null);
    }
    this.asking = "";
    this.busy(false);
  }

  /** @param {string} query @returns {Promise<Picture | null>} */
  async fetch(query) {
    const isFar = Number(new URLSearchParams(query).get("zoom")) <= FAR;
    const have = Object.keys(this.shapes).filter((code) => isFar || this.fine.has(code)).join(",");
    const answer = await fetch(`${this.address}?${query}${have ? `&have=${have}` : ""}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) {
      this.failed(answer?.status ?? 0);
      return null;
    }
    const picture = read(await answer.json());
    Object.assign(this.shapes, picture.shapes);
    if (!isFar) for (const code of Object.keys(picture.shapes)) this.fine.add(code);
    return picture;
  }
}
