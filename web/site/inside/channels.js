// @ts-check
import { button, find, make, set } from "../../src/ui/dom.js";
import { rove, stopAt } from "../../src/ui/keys.js";
import { colorsOf, greatestOf } from "../../src/ui/layers.js";
import { sliceOf } from "./arithmetic.js";
import { paintFilter } from "./maps.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("./arithmetic.js").Place} Place */

/**
 * The maps that a filter looks at: each is a button with the filter's slice for it and the sum of its products. "choose"
 * tells that a person chose the map `chosen`.
 */
export class Channels extends EventTarget {
  element = make("div", "channels");
  note = make("p", "note");
  /** The index of the one chosen last. */
  chosen = 0;
  #language;
  /** @type {HTMLElement[]} */ #buttons = [];

  /** @param {Language} language */
  constructor(language) {
    super();
    this.#language = language;
    set(this.element, { role: "group" });
    rove(this.element, () => this.#buttons);
    this.element.addEventListener("focusin", ({ target }) => this.#choose(/** @type {HTMLElement} */ (target)));
  }

  /**
   * Starts over for a filter.
   *
   * @param {Place} place
   * @param {number} filter
   */
  open(place, filter) {
    const count = place.kernel && place.input[2] > 1 ? place.input[2] : 0;
    this.element.hidden = this.note.hidden = count === 0;
    this.#buttons = Array.from({ length: count }, () => {
      const made = button("channel", () => this.#choose(made));
      made.append(make("canvas"), make("span", "part"));
      return made;
    });
    this.element.replaceChildren(...this.#buttons);
    this.repaint(place, filter);
  }

  /**
   * Paints the slices in the colors of now.
   *
   * @param {Place} place
   * @param {number} filter
   */
  repaint(place, filter) {
    const slices = this.#buttons.map((_, channel) => sliceOf(place, filter, channel));
    const greatest = Math.max(...slices.map(greatestOf));
    const colors = colorsOf(this.element);
    this.#buttons.forEach((one, channel) => {
      const canvas = /** @type {HTMLCanvasElement} */ (find("canvas", one));
      paintFilter(canvas, place, slices[channel], colors, greatest);
    });
  }

  relabel() {
    set(this.element, { "aria-label": this.#language.text("inspect.channels") });
    this.note.textContent = this.#language.text("inspect.channels.note");
  }

  /**
   * @param {string[]} parts the sum of each channel's products, as it is written
   * @param {number} chosen
   */
  show(parts, chosen) {
    this.#buttons.forEach((one, channel) => {
      const words = { channel: channel + 1, sum: parts[channel] };
      find(".part", one).textContent = words.sum;
      set(one, { "aria-label": this.#language.text("inspect.part", words), "aria-pressed": `${channel === chosen}` });
    });
    stopAt(this.#buttons, chosen);
  }

  /** @param {number} channel @returns {string} what is said of it */
  labelOf(channel) {
    return this.#buttons[channel]?.getAttribute("aria-label") ?? "";
  }

  /** @param {HTMLElement} one */
  #choose(one) {
    this.chosen = this.#buttons.indexOf(one);
    this.dispatchEvent(new Event("choose"));
  }
}
