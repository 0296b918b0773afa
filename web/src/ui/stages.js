// @ts-check
import { argmax } from "../base/argmax.js";
import { nameOf } from "./classes.js";
import { make, set } from "./dom.js";
import { colorOf, paintValues } from "./picture.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("./reading.js").Step} Step */
/** @typedef {import("./reading.js").Subject} Subject */
/** @typedef {import("./words.js").ElementWords} ElementWords */
/** @typedef {Step & { guess: number, sure: number, same: boolean }} Stage  same: whether it is the guess of the last step */

const kSide = 28;

/** The steps of the preparation. @type {Record<Subject, Step["name"][]>} */
const kSteps = { digits: ["drawn", "ink", "fitted", "centered"], clothes: ["drawn"] };

export const kPictureStyles = `
.value-picture {
  display: block; width: 100%; aspect-ratio: 1; border: 1px solid var(--line); border-radius: 0.25rem;
  background: var(--paper); image-rendering: pixelated; object-fit: contain;
}
`;

export const kStageStyles = `
.stages {
  display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.75rem 1rem; max-width: 22rem;
  margin-block: 0.75rem 0.5rem;
}
.stages figcaption > * { display: block; }
.read { color: var(--soft); font-variant-numeric: tabular-nums; }
.read.other { color: var(--against); }
.stages .seen .value-picture { border-color: var(--accent); }
`;

/** The steps of the preparation as pictures, each with what the network would answer to it. */
export class Stages {
  #words;
  #figures = kSteps.digits.map((name) => {
    const canvas = /** @type {HTMLCanvasElement} */ (
      set(make("canvas", "value-picture"), { role: "img", "data-stage": name })
    );
    const title = make("span");
    const read = set(make("span", "read"), { "data-read": true });
    const element = make("figure", name === "centered" ? "seen" : "", canvas, make("figcaption", "", title, " ", read));
    return { name, canvas, title, read, element: set(element, { "data-step": name }) };
  });
  /** @type {Subject} */ #subject = "digits";
  /** @type {Stage[]} */ #stages = [];

  /**
   * @param {HTMLElement} element
   * @param {ElementWords} words
   */
  constructor(element, words) {
    this.#words = words;
    element.append(...this.#figures.map((figure) => figure.element));
    words.addEventListener("change", () => this.repaint());
    this.repaint();
  }

  /**
   * @param {Step[]} steps none for a blank drawing
   * @param {Network | null} net which predicts each of them
   * @param {Subject} subject
   */
  show(steps, net, subject) {
    this.#subject = subject;
    const answers = net ? steps.map(({ pixels }) => net.predict(pixels)) : [];
    const guesses = answers.map(argmax);
    this.#stages = guesses.map((guess, i) => ({
      ...steps[i],
      guess,
      sure: answers[i][guess],
      same: guess === guesses[guesses.length - 1],
    }));
    this.repaint();
  }

  /** Paints again in the colors of now. */
  repaint() {
    const words = this.#words;
    for (const { name, canvas, title, read, element } of this.#figures) {
      element.hidden = !kSteps[this.#subject].includes(name);
      title.textContent = words.text(`sees.${name}`);
      set(canvas, { "aria-label": title.textContent });
      const stage = this.#stages.find((one) => one.name === name);
      paintValues(canvas, kSide, kSide, stage ? [{ values: stage.pixels, color: colorOf(canvas, "--ink") }] : []);
      read.textContent = stage ? this.#say(stage) : "–";
      read.classList.toggle("other", stage?.same === false);
    }
  }

  /** @param {Stage} stage */
  #say({ guess, sure }) {
    const words = this.#words;
    return words.text("sees.read", { answer: nameOf(this.#subject, guess, words), percent: words.percent(sure, 0) });
  }
}
