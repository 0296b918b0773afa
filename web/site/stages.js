// @ts-check
import { find } from "../src/elements/parts/dom.js";
import { colourOf, paintValues } from "../src/elements/parts/picture.js";

/** @typedef {import("./language.js").Language} Language */
/** @typedef {import("./reading.js").Step} Step */
/** @typedef {Step & { answer: string, sure: number, same: boolean }} Stage  same: as the answer to the last step */

const kSide = 28;

/** The pictures a drawing goes through on its way to the network, and what the network would say to each. */
export class Stages {
  #language;
  /** @type {HTMLElement[]} */ #figures;
  /** @type {Stage[]} */ #stages = [];

  /**
   * @param {HTMLElement} element holds one figure a stage, named by `data-step`
   * @param {Language} language
   */
  constructor(element, language) {
    this.#language = language;
    this.#figures = [...element.querySelectorAll("figure")];
    this.show([]);
  }

  /** @param {Step["name"][]} names the stages that there are */
  offer(names) {
    for (const figure of this.#figures) figure.hidden = !names.includes(/** @type {any} */ (figure.dataset.step));
  }

  /** @param {Stage[]} stages none for blank ink */
  show(stages) {
    this.#stages = stages;
    for (const figure of this.#figures) {
      const stage = stages.find(({ name }) => name === figure.dataset.step);
      const canvas = /** @type {HTMLCanvasElement} */ (find("canvas", figure));
      const washes = stage ? [{ values: stage.pixels, colour: colourOf(canvas, "--ink") }] : [];
      paintValues(canvas, kSide, kSide, washes);
      const reading = find("[data-read]", figure);
      reading.textContent = stage ? this.#say(stage) : "–";
      reading.classList.toggle("other", stage?.same === false);
    }
  }

  /** @param {Stage} stage */
  #say({ answer, sure }) {
    return this.#language.text("sees.read", { answer, percent: this.#language.percent(sure, 0) });
  }

  repaint() {
    this.show(this.#stages);
  }
}
