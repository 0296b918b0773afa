// @ts-check
import { colourOf, paintValues } from "./picture.js";

/** @typedef {import("../src/data/digit.js").Stage} Stage */

/** The pictures a drawing goes through on its way to the network; the last is what the network sees. */
export class Stages {
  /** @type {NodeListOf<HTMLCanvasElement>} */ #canvases;
  /** @type {Stage[]} */ #stages = [];

  /** @param {HTMLElement} element holds one canvas a stage, named by `data-stage` */
  constructor(element) {
    this.#canvases = element.querySelectorAll("canvas[data-stage]");
    this.show([]);
  }

  /** @param {Stage[]} stages none for blank ink */
  show(stages) {
    this.#stages = stages;
    for (const canvas of this.#canvases) {
      const stage = stages.find(({ name }) => name === canvas.dataset.stage);
      if (stage)
        paintValues(canvas, stage.width, stage.height, [{ values: stage.data, colour: colourOf(canvas, "--ink") }]);
      else paintValues(canvas, 1, 1, []);
    }
  }

  repaint() {
    this.show(this.#stages);
  }
}
