// @ts-check
import { argmax } from "../../src/base/argmax.js";
import { button, make, set } from "../../src/ui/dom.js";
import { rove, stopAt } from "../../src/ui/keys.js";
import { colorsOf, greatestOf, paintMaps } from "../../src/ui/layers.js";
import { paintSigned } from "../../src/ui/picture.js";
import { WhenSeen } from "../../src/ui/seen.js";
import { sliceOf } from "./arithmetic.js";
import { describeLayer } from "./describe.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("./arithmetic.js").Cells} Cells */
/** @typedef {import("./arithmetic.js").Place} Place */
/** @typedef {{ button: HTMLElement, picture: HTMLCanvasElement, filter: HTMLCanvasElement | null }} Tile */

/**
 * A layer of pictures: every map as a button, with the filter that made it underneath. "choose" tells that a person chose
 * the map `chosen`.
 */
export class Maps extends EventTarget {
  element = make("section", "layer maps");
  /** @type {Float32Array | null} */ #values = null;
  /** @type {Tile[]} */ #tiles = [];
  /** @type {number | null} */ #chosen = null;
  /** @type {number | null} */ #looked = null;
  #place;
  #language;
  #heading = make("h3");
  #list = make("div", "tiles");
  #readout = make("p", "readout");
  #painting;

  /**
   * @param {Place} place
   * @param {Language} language
   */
  constructor(place, language) {
    super();
    this.#place = place;
    this.#language = language;
    this.#list.setAttribute("role", "group");
    this.#list.classList.toggle("single", place.output[2] === 1);
    this.element.append(this.#heading, this.#list, this.#readout);
    for (let map = 0; map < place.output[2]; map++) this.#tiles.push(this.#makeTile(map));
    this.#list.append(...this.#tiles.map(({ button }) => button));
    const buttons = this.#tiles.map(({ button }) => button);
    rove(
      this.#list,
      () => buttons,
      () => this.#columns(),
    );
    stopAt(buttons, 0);
    this.#list.addEventListener("pointerleave", () => this.#look(null));
    this.#painting = new WhenSeen(this.#list, 0, () => this.#paint());
    this.relabel();
  }

  get place() {
    return this.#place;
  }

  get chosen() {
    return this.#chosen;
  }

  set chosen(map) {
    this.#chosen = map;
    this.#tiles.forEach(({ button }, i) => button.setAttribute("aria-expanded", String(i === map)));
  }

  /** @param {Float32Array | null} values */
  show(values) {
    this.#values = values;
    this.#painting.ask();
    this.#read();
  }

  /** CSS does the layout. The filters get their colors here, because the layer is on the page now. */
  fit() {
    this.#paintFilters();
  }

  relabel() {
    const { index, spec, output } = this.#place;
    const language = this.#language;
    this.#heading.textContent = language.text("layers.name", {
      index,
      layer: describeLayer(spec, output[2], language),
    });
    this.#list.setAttribute("aria-label", language.text("maps.label", { index }));
    this.#tiles.forEach(({ button }, map) => {
      button.setAttribute("aria-label", language.text("maps.one", { map: map + 1, count: output[2] }));
    });
    this.#read();
  }

  /** @param {number} map */
  focus(map) {
    this.#tiles[map].button.focus();
  }

  /** @param {number} map */
  #makeTile(map) {
    const tile = button("tile", () => {
      this.chosen = map;
      this.dispatchEvent(new Event("choose"));
    });
    set(tile, { "aria-expanded": "false" });
    const picture = /** @type {HTMLCanvasElement} */ (make("canvas", "map"));
    [picture.height, picture.width] = this.#place.output; // the shape, before there is anything to paint
    tile.append(picture);
    const filter = this.#place.kernel ? /** @type {HTMLCanvasElement} */ (make("canvas", "filter")) : null;
    if (filter) tile.append(filter);
    tile.addEventListener("pointerenter", () => this.#look(map));
    tile.addEventListener("focus", () => this.#look(map));
    tile.addEventListener("blur", () => this.#look(null));
    return { button: tile, picture, filter };
  }

  /** How many maps stand side by side. */
  #columns() {
    const first = this.#tiles[0].button.offsetTop;
    return this.#tiles.filter(({ button }) => button.offsetTop === first).length;
  }

  /** @param {number | null} map */
  #look(map) {
    this.#looked = map;
    this.#read();
  }

  #read() {
    const map = this.#looked;
    const count = this.#place.output[2];
    const text =
      map === null ? "" : this.#language.text("layers.map", { unit: map + 1, count, value: this.#largest(map) });
    if (this.#readout.textContent !== text) this.#readout.textContent = text;
  }

  /** @param {number} map */
  #largest(map) {
    const values = this.#values;
    if (!values) return "–";
    let most = -Infinity;
    for (let i = map; i < values.length; i += this.#place.output[2]) most = Math.max(most, values[i]);
    return this.#language.number(most, { maximumFractionDigits: 3 });
  }

  #paint() {
    const canvases = this.#tiles.map(({ picture }) => picture);
    paintMaps(canvases, this.#place.output, this.#values, this.element);
  }

  #paintFilters() {
    const colors = colorsOf(this.element);
    this.#tiles.forEach(({ filter }, map) => {
      if (filter) paintFilter(filter, this.#place, strongestSlice(this.#place, map), colors);
    });
  }

  /** Paints again in the colors of now. */
  repaint() {
    this.#paintFilters();
    this.#painting.ask();
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Place} place
 * @param {Cells} slice
 * @param {{ up: string, down: string }} colors
 * @param {number} [greatest] the weight that gets the full color; by default the largest of the slice
 */
export function paintFilter(canvas, { spec }, slice, colors, greatest = greatestOf(slice)) {
  const [rows, columns] = spec.kernelSize;
  paintSigned(canvas, columns, rows, slice, { from: 0, step: 1, greatest, ...colors });
}

/**
 * The slice with the largest sum of squared weights, of a filter for many channels.
 *
 * @param {Place} place
 * @param {number} filter
 */
function strongestSlice(place, filter) {
  const slices = Array.from({ length: place.input[2] }, (_, channel) => sliceOf(place, filter, channel));
  const strengths = slices.map((slice) => slice.reduce((total, weight) => total + weight * weight, 0));
  return slices[argmax(strengths)];
}
