// @ts-check
import { kClasses, nameOf } from "../src/ui/classes.js";
import { colorOf, paintValues } from "../src/ui/picture.js";
import { button, find, make, set } from "../src/ui/dom.js";
import { fetchPictures } from "./fetching.js";

/** @typedef {import("./language.js").Language} Language */
/** @typedef {import("../src/ui/reading.js").Subject} Subject */

const kSide = 28;
const kPixels = kSide * kSide;

/** Where the build has put pictures that no network has seen. @type {Record<Subject, string>} */
const kFiles = { digits: "samples", clothes: "fashion" };

/** Ten pictures, one of each class. "pick" tells that a person picked `picked`. */
export class Samples extends EventTarget {
  #element;
  #section;
  #language;
  /** @type {Uint8Array[][]} */ #byClass = [];
  /** @type {HTMLButtonElement[]} */ #buttons = [];
  /** @type {Subject | null} */ #subject = null;
  #turn = 0;
  /** @type {Float32Array | null} */ #picked = null;

  /**
   * @param {HTMLElement} element gets the pictures
   * @param {HTMLElement} section around it, with a heading and a button for the next ten
   * @param {Language} language
   */
  constructor(element, section, language) {
    super();
    this.#element = element;
    this.#section = section;
    this.#language = language;
    find("[data-more]", section).addEventListener("click", () => {
      this.#turn++;
      this.repaint();
    });
    language.addEventListener("change", () => this.repaint());
  }

  /** The picture picked last: 784 pixels, 0 to 1. */
  get picked() {
    return this.#picked;
  }

  /**
   * Fetches the pictures of a subject. The page works without them: if they cannot be fetched, the section is hidden.
   *
   * @param {Subject} subject
   */
  async open(subject) {
    if (subject === this.#subject) return;
    this.#subject = subject;
    this.#name();
    const pictures = await fetchPictures(kFiles[subject], "idx").catch(() => null);
    if (subject !== this.#subject) return;
    this.#section.hidden = !pictures;
    if (!pictures) return;
    const { x, y } = pictures;
    this.#byClass = Array.from({ length: kClasses }, () => []);
    y.forEach((label, i) => this.#byClass[label].push(x.subarray(i * kPixels, (i + 1) * kPixels)));
    this.#buttons = this.#byClass.map((_, label) => this.#makeButton(label));
    this.#element.replaceChildren(...this.#buttons);
    this.repaint();
  }

  /** @param {number} label */
  #makeButton(label) {
    const made = button("sample", () => {
      this.#picked = this.#image(label);
      this.dispatchEvent(new Event("pick"));
    });
    made.append(make("canvas"));
    return set(made, { "data-sample": label });
  }

  /** Paints and writes again, in the colors and the language of now. */
  repaint() {
    this.#name();
    this.#buttons.forEach((button, label) => {
      const canvas = /** @type {HTMLCanvasElement} */ (find("canvas", button));
      paintValues(canvas, kSide, kSide, [{ values: this.#image(label), color: colorOf(canvas, "--ink") }]);
    });
  }

  #name() {
    const language = this.#language;
    const clothes = this.#subject === "clothes";
    find("h2", this.#section).textContent = language.text(clothes ? "samples.heading.clothes" : "samples.heading");
    this.#buttons.forEach((button, label) => {
      const name = nameOf(clothes ? "clothes" : "digits", label, language);
      set(button, { "aria-label": clothes ? name : language.text("samples.one", { digit: name }) });
    });
  }

  /** @param {number} label @returns {Float32Array} 784 pixels, 0 to 1 */
  #image(label) {
    const images = this.#byClass[label];
    return Float32Array.from(images[this.#turn % images.length], (byte) => byte / 255);
  }
}
