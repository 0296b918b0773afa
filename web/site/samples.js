// @ts-check
import { colourOf, digitCanvas, paintValues } from "./picture.js";

/** @typedef {import("./language.js").Language} Language */
/** @typedef {{ shape: number[], values: ArrayLike<number> & { subarray(from: number, to: number): ArrayLike<number> } }} Idx */

/** Ten digits written by other people, one of each kind. "pick" tells that a person picked `picked`. */
export class Samples extends EventTarget {
  #element;
  #language;
  /** @type {ArrayLike<number>[][]} */ #byDigit = Array.from({ length: 10 }, () => []);
  /** @type {HTMLButtonElement[]} */ #buttons = [];
  #side = 28;
  #turn = 0;
  /** @type {HTMLCanvasElement | null} */ #picked = null;

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    super();
    this.#element = element;
    this.#language = language;
    language.addEventListener("change", () => this.repaint());
  }

  /** The picture picked last, its alpha the ink. */
  get picked() {
    return this.#picked;
  }

  /**
   * @param {Idx} images [n, side, side]
   * @param {Idx} labels [n]
   */
  open(images, labels) {
    this.#side = images.shape[1];
    const size = this.#side * this.#side;
    for (let i = 0; i < labels.shape[0]; i++) {
      this.#byDigit[labels.values[i]].push(images.values.subarray(i * size, (i + 1) * size));
    }
    for (let digit = 0; digit < this.#byDigit.length; digit++) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sample";
      button.dataset.sample = String(digit);
      button.append(document.createElement("canvas"));
      button.addEventListener("click", () => {
        this.#picked = digitCanvas(this.#image(digit), this.#side);
        this.dispatchEvent(new Event("pick"));
      });
      this.#buttons.push(button);
    }
    this.#element.replaceChildren(...this.#buttons);
    this.repaint();
  }

  /** Shows the next ten. */
  turn() {
    this.#turn++;
    this.repaint();
  }

  repaint() {
    this.#buttons.forEach((button, digit) => {
      button.setAttribute("aria-label", this.#language.text("samples.one", { digit }));
      const canvas = button.querySelector("canvas");
      if (!canvas) return;
      const values = Float32Array.from(this.#image(digit), (byte) => byte / 255);
      paintValues(canvas, this.#side, this.#side, [{ values, colour: colourOf(canvas, "--ink") }]);
    });
  }

  /** @param {number} digit */
  #image(digit) {
    const images = this.#byDigit[digit];
    return images[this.#turn % images.length];
  }
}
