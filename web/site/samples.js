// @ts-check
import { kClasses, nameOf } from "../src/ui/classes.js";
import { colourOf, digitCanvas, paintValues } from "../src/ui/picture.js";

/** @typedef {import("./fetching.js").Labelled} Labelled */
/** @typedef {import("./language.js").Language} Language */
/** @typedef {import("../src/ui/reading.js").Subject} Subject */

const kSide = 28;

/** Ten pictures, one of each class. "pick" tells that a person picked `picked`. */
export class Samples extends EventTarget {
  #element;
  #language;
  /** @type {Uint8Array[][]} */ #byClass = [];
  /** @type {HTMLButtonElement[]} */ #buttons = [];
  /** @type {Subject} */ #subject = "digits";
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
   * @param {Subject} subject
   * @param {Labelled} pictures
   */
  open(subject, { x, y }) {
    this.#subject = subject;
    const size = kSide * kSide;
    this.#byClass = Array.from({ length: kClasses }, () => []);
    y.forEach((label, i) => this.#byClass[label].push(x.subarray(i * size, (i + 1) * size)));
    this.#buttons = this.#byClass.map((_, label) => this.#makeButton(label));
    this.#element.replaceChildren(...this.#buttons);
    this.repaint();
  }

  /** @param {number} label */
  #makeButton(label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sample";
    button.dataset.sample = String(label);
    button.append(document.createElement("canvas"));
    button.addEventListener("click", () => {
      this.#picked = digitCanvas(this.#image(label), kSide);
      this.dispatchEvent(new Event("pick"));
    });
    return button;
  }

  /** Shows the next ten. */
  turn() {
    this.#turn++;
    this.repaint();
  }

  repaint() {
    this.#buttons.forEach((button, label) => {
      button.setAttribute("aria-label", this.#name(label));
      const canvas = button.querySelector("canvas");
      if (!canvas) return;
      const values = Float32Array.from(this.#image(label), (byte) => byte / 255);
      paintValues(canvas, kSide, kSide, [{ values, colour: colourOf(canvas, "--ink") }]);
    });
  }

  /** @param {number} label */
  #name(label) {
    const name = nameOf(this.#subject, label, this.#language);
    return this.#subject === "digits" ? this.#language.text("samples.one", { digit: name }) : name;
  }

  /** @param {number} label */
  #image(label) {
    const images = this.#byClass[label];
    return images[this.#turn % images.length];
  }
}
