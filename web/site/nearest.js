// @ts-check
import { Turns } from "../src/base/turns.js";
import { fetchPictures } from "./fetching.js";
import { make } from "../src/ui/dom.js";
import { colorOf, paintValues } from "../src/ui/picture.js";
import { Refusal } from "./refusal.js";
import { WhenSeen } from "../src/ui/seen.js";

/** @typedef {import("./language.js").Language} Language */
/** @typedef {{ index: number, distance: number }} Neighbour */

const kPixels = 784;
const kSide = 28;
const kShown = 3;
const kDigits = "mnist-train-10000";

// Milliseconds between two searches while a person draws: each takes about ten.
const kPause = 500;

// Pictures between two looks at the clock; they take a tenth of a millisecond.
const kAtOnce = 100;

/**
 * The pictures whose pixels differ least, the nearest first, by Euclidean distance. Yields to the page meanwhile.
 *
 * @param {Float32Array} pixels 0 to 1
 * @param {Uint8Array} pictures one after the other
 * @param {number} count how many to find
 * @param {() => boolean} [wanted] whether the result is still needed
 * @returns {Promise<Neighbour[]>}
 */
export async function findNearest(pixels, pictures, count, wanted = () => true) {
  const ink = Float32Array.from(pixels, (value) => value * 255);
  const turns = new Turns();
  /** @type {Neighbour[]} */
  const best = [];
  let limit = Infinity;
  for (let index = 0; index * kPixels < pictures.length; index++) {
    if (index % kAtOnce === 0 && turns.due) {
      await turns.give();
      if (!wanted()) return [];
    }
    let sum = 0;
    for (let i = 0, at = index * kPixels; i < kPixels && sum < limit; i++, at++) {
      const difference = ink[i] - pictures[at];
      sum += difference * difference;
    }
    if (sum >= limit) continue;
    best.push({ index, distance: sum });
    best.sort((a, b) => a.distance - b.distance);
    if (best.length > count) best.pop();
    if (best.length === count) limit = best[count - 1].distance;
  }
  return best.map(({ index, distance }) => ({ index, distance: Math.sqrt(distance) / 255 }));
}

/** The training digits most similar to a drawing; fetched when the panel comes into view. */
export class Nearest {
  #element;
  #language;
  #figures = make("div", "neighbours");
  #note = make("p", "note");
  /** @type {Float32Array | null} */ #pixels = null;
  /** @type {{ digit: number, distance: number, values: Float32Array }[]} */ #found = [];
  /** @type {Refusal | null} */ #trouble = null;
  #search = 0;
  #searching;

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    this.#element = element;
    this.#language = language;
    element.append(this.#figures, this.#note);
    this.#searching = new WhenSeen(element, kPause, () => this.#find());
    language.addEventListener("change", () => this.repaint());
    this.repaint();
  }

  /** @param {Float32Array | null} pixels null if there is nothing to compare */
  show(pixels) {
    this.#pixels = pixels;
    if (pixels) this.#searching.ask();
    else this.#put([]);
  }

  async #find() {
    const pixels = this.#pixels;
    if (!pixels) return;
    const mine = ++this.#search;
    const wanted = () => mine === this.#search && this.#pixels !== null;
    try {
      const { x, y } = await fetchPictures(kDigits);
      const found = await findNearest(pixels, x, kShown, wanted);
      if (!wanted()) return;
      this.#trouble = null;
      this.#put(
        found.map(({ index, distance }) => ({
          digit: y[index],
          distance,
          values: Float32Array.from(x.subarray(index * kPixels, (index + 1) * kPixels), (byte) => byte / 255),
        })),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#trouble = error;
      this.#put([]);
    }
  }

  /** @param {{ digit: number, distance: number, values: Float32Array }[]} found */
  #put(found) {
    this.#found = found;
    this.repaint();
  }

  repaint() {
    const language = this.#language;
    this.#element.dataset.found = String(this.#found.length);
    const trouble = this.#trouble;
    this.#note.textContent = trouble ? language.text(trouble.key, trouble.values) : language.text("nearest.note");
    const figures = Array.from({ length: kShown }, (_, i) => {
      const canvas = /** @type {HTMLCanvasElement} */ (make("canvas", "value-picture"));
      const figure = make("figure");
      figure.append(canvas);
      const neighbour = this.#found[i];
      if (!neighbour) {
        paintValues(canvas, kSide, kSide, []);
        figure.append(make("figcaption", "", "–"));
        return figure;
      }
      const { digit, values } = neighbour;
      const distance = language.number(neighbour.distance, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", language.text("samples.one", { digit }));
      paintValues(canvas, kSide, kSide, [{ values, color: colorOf(this.#element, "--ink") }]);
      const caption = make("figcaption");
      caption.append(
        make("strong", "", String(digit)),
        make("span", "", language.text("nearest.distance", { distance })),
      );
      figure.append(caption);
      return figure;
    });
    this.#figures.replaceChildren(...figures);
  }
}
