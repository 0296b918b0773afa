// @ts-check
import { greatestOf } from "../../src/ui/layers.js";
import { make } from "../../src/ui/dom.js";
import { convolve, cut, multiply, pool, sliceOf, spanOf } from "./arithmetic.js";
import { Grid } from "./grid.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../language.js").TextKey} TextKey */
/** @typedef {import("../language.js").Values} Values */
/** @typedef {import("./arithmetic.js").Cells} Cells */
/** @typedef {import("./arithmetic.js").Place} Place */
/**
 * One pixel of a map, and what it was computed from.
 *
 * @typedef {object} Pixel
 * @property {Place} place
 * @property {number} map
 * @property {number} row
 * @property {number} column
 * @property {number} channel of the input, whose part is written out
 * @property {Float32Array | null} input null if nothing is being read
 * @property {Float32Array | null} output
 */

/** Whether a layer's numbers can be computed from a few of those before it. @param {Place} place */
export const hasWorking = ({ spec, kernel }) =>
  Boolean(kernel) || spec.type === "maxPool2d" || spec.type === "avgPool2d";

/** What the network itself computed there. @param {Pixel} pixel */
function valueOf({ place, map, row, column, output }) {
  const [, width, count] = place.output;
  return output?.[(row * width + column) * count + map] ?? NaN;
}

/** The numbers that one pixel of a map was made of: what went in, the filter, the products, their sum. */
export class Working {
  element = make("div", "numbers");
  #language;
  #grids = [new Grid(), new Grid(), new Grid()];
  #terms = ["", "×", "="].map((sign, i) => make("div", "term", make("span", "sign", sign), this.#grids[i].element));
  #working = make("div", "working", ...this.#terms);
  #outside = make("p", "note");
  #sums = make("dl", "sums");
  #rounded = make("p", "note");

  /** @param {Language} language */
  constructor(language) {
    this.#language = language;
    this.element.append(this.#working, this.#outside, this.#sums, this.#rounded);
  }

  /** @param {Place} place */
  relabel({ kernel }) {
    this.#outside.textContent = this.#language.text(kernel ? "inspect.outside" : "inspect.outside.pool");
    this.#rounded.textContent = this.#language.text("inspect.rounded");
  }

  /** @param {Pixel} pixel */
  show(pixel) {
    const { place, input, output } = pixel;
    const known = input !== null && output !== null;
    this.#working.hidden = !known || !hasWorking(place);
    this.#sums.hidden = this.#rounded.hidden = !known;
    this.#outside.hidden = true;
    if (!known) return;
    if (place.kernel) this.#showConvolution(pixel, input);
    else if (hasWorking(place)) this.#showPool(pixel, input);
    else this.#write([["inspect.value", valueOf(pixel)]]);
  }

  /** The pixel in one sentence. @param {Pixel} pixel */
  sentence(pixel) {
    const { place, map, row, column, channel, input, output } = pixel;
    const language = this.#language;
    const at = { row: row + 1, column: column + 1 };
    if (!input || !output) return language.text("inspect.blank", at);
    const value = this.number(valueOf(pixel));
    const span = spanOf(place, row, column);
    if (place.kernel) {
      const { products, bias, total } = convolve(place, input, map, span);
      const words = { ...at, value, sum: this.number(products), total: this.number(total) };
      if (bias === null) return language.text("inspect.say.nobias", words);
      return language.text("inspect.say", { ...words, bias: this.number(bias) });
    }
    if (!hasWorking(place)) return language.text("inspect.say.value", { ...at, value });
    const { result } = pool(place, cut(input, place.input, span, channel));
    const key = place.spec.type === "maxPool2d" ? "inspect.say.largest" : "inspect.say.mean";
    return language.text(key, { ...at, value, result: this.number(result) });
  }

  /** A number as it is written here: three places, and a minus sign. @param {number} value */
  number(value) {
    if (value === 0) return "0";
    const written = this.#language.number(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
    return written.replace("-", Number(value.toFixed(3)) === 0 ? "" : "−");
  }

  /**
   * @param {Pixel} pixel
   * @param {Float32Array} input
   */
  #showConvolution(pixel, input) {
    const { place, map, row, column, channel } = pixel;
    const span = spanOf(place, row, column);
    const patch = cut(input, place.input, span, channel);
    const slice = sliceOf(place, map, channel);
    this.#showGrids(span.columns, [
      ["inspect.patch", patch],
      ["inspect.filter", slice],
      ["inspect.products", multiply(patch, slice)],
    ]);
    this.#outside.hidden = !patch.some(Number.isNaN);

    const found = convolve(place, input, map, span);
    const activation = place.spec.activation ?? "identity";
    const many = place.input[2] > 1;
    this.#write([
      ...(many ? [line("inspect.sum.channel", found.parts[channel], { channel: channel + 1 })] : []),
      line(many ? "inspect.sum.all" : "inspect.sum", found.products, { count: place.input[2] }),
      ...(found.bias === null ? [] : [line("inspect.bias", found.bias), line("inspect.total", found.total)]),
      ...(activation === "identity" || found.bent === null ? [] : [line("inspect.bent", found.bent, { activation })]),
      line("inspect.value", valueOf(pixel)),
    ]);
  }

  /**
   * @param {Pixel} pixel
   * @param {Float32Array} input
   */
  #showPool(pixel, input) {
    const { place, row, column, channel } = pixel;
    const span = spanOf(place, row, column);
    const patch = cut(input, place.input, span, channel);
    const { result, winner, count } = pool(place, patch);
    this.#showGrids(span.columns, [["inspect.patch", patch]], winner);
    this.#outside.hidden = !patch.some(Number.isNaN);
    this.#write([
      line(place.spec.type === "maxPool2d" ? "inspect.largest" : "inspect.mean", result, { count }),
      line("inspect.value", valueOf(pixel)),
    ]);
  }

  /**
   * @param {number} columns
   * @param {[TextKey, Cells][]} tables
   * @param {number} [winner] index of a number that stands out
   */
  #showGrids(columns, tables, winner) {
    this.#terms.forEach((term, i) => (term.hidden = i >= tables.length));
    tables.forEach(([key, values], i) => {
      const how = { columns, greatest: greatestOf(values), winner, write: (/** @type {number} */ v) => this.number(v) };
      this.#grids[i].show(this.#language.text(key), values, how);
    });
  }

  /** @param {[TextKey, number, Values?][]} lines */
  #write(lines) {
    this.#sums.replaceChildren(
      ...lines.map(([key, value, words]) => {
        const term = make("dt", "", this.#language.text(key, words));
        const element = make("div", "", term, make("dd", "", this.number(value)));
        element.dataset.sum = key.replace("inspect.", "");
        return element;
      }),
    );
  }
}

/**
 * @param {TextKey} key
 * @param {number} value
 * @param {Values} [words]
 * @returns {[TextKey, number, Values?]}
 */
const line = (key, value, words) => [key, value, words];
