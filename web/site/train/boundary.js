// @ts-check
import { Turns } from "../../src/core/turns.js";
import { colourOf, paintValues } from "../../src/elements/parts/picture.js";

/** @typedef {import("../../src/index.js").Network} Network */
/** @typedef {import("./dataset.js").Dataset} Dataset */
/** @typedef {import("./dataset.js").Samples} Samples */

const kGrid = 80;
const kMargin = 0.1;
const kStrength = 0.55;

/** The plane as a network of two inputs and two classes sees it, and the points that it learns from. */
export class Boundary {
  #canvas;
  /** @type {Dataset | null} */ #dataset = null;
  #low = [0, 0];
  #span = [1, 1];
  /** @type {Float32Array | null} */ #field = null;
  #busy = false;
  /** @type {Network | null} */ #next = null;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.repaint()).observe(canvas);
  }

  /** @param {Dataset} dataset */
  static suits({ inputs, classes }) {
    return inputs === 2 && classes?.length === 2;
  }

  /** @param {Dataset} dataset */
  open(dataset) {
    this.#dataset = dataset;
    this.#field = null;
    const { x } = dataset.train;
    for (const axis of [0, 1]) {
      let [low, high] = [Infinity, -Infinity];
      for (let i = axis; i < x.length; i += 2) [low, high] = [Math.min(low, x[i]), Math.max(high, x[i])];
      const span = high - low || 1;
      this.#low[axis] = low - kMargin * span;
      this.#span[axis] = span * (1 + 2 * kMargin);
    }
  }

  /**
   * Asks a network about the whole plane, in slices; while one question is out, the latest one waits.
   *
   * @param {Network} net
   */
  async ask(net) {
    this.#next = net;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#next) {
        const now = this.#next;
        this.#next = null;
        await this.#look(now);
      }
    } finally {
      this.#busy = false;
    }
  }

  /** @param {Network} net */
  async #look(net) {
    const dataset = this.#dataset;
    const field = new Float32Array(kGrid * kGrid);
    const row = new Float32Array(2 * kGrid);
    const turns = new Turns();
    for (let y = 0; y < kGrid; y++) {
      for (let x = 0; x < kGrid; x++) {
        row[2 * x] = this.#low[0] + ((x + 0.5) / kGrid) * this.#span[0];
        row[2 * x + 1] = this.#low[1] + (1 - (y + 0.5) / kGrid) * this.#span[1];
      }
      const outputs = net.predict(row);
      for (let x = 0; x < kGrid; x++) field[y * kGrid + x] = outputs[2 * x] - outputs[2 * x + 1];
      if (!turns.due) continue;
      await turns.give();
      if (this.#dataset !== dataset) return;
    }
    this.#field = field;
    this.repaint();
  }

  repaint() {
    const canvas = this.#canvas;
    const side = Math.round(canvas.clientWidth * devicePixelRatio);
    if (side === 0 || !this.#dataset) return;
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const context = canvas.getContext("2d");
    if (!context) return;
    const colours = [colourOf(canvas, "--for"), colourOf(canvas, "--against")];
    const paper = colourOf(canvas, "--paper");
    context.fillStyle = paper;
    context.fillRect(0, 0, side, side);
    if (this.#field) {
      const picture = document.createElement("canvas");
      const field = this.#field;
      paintValues(picture, kGrid, kGrid, [
        { values: field, colour: colours[0], strength: kStrength },
        { values: field.map((value) => -value), colour: colours[1], strength: kStrength },
      ]);
      context.imageSmoothingEnabled = true;
      context.drawImage(picture, 0, 0, side, side);
    }
    this.#paintPoints(context, side, this.#dataset.train, colours, paper, false);
    this.#paintPoints(context, side, this.#dataset.validation, colours, paper, true);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} side
   * @param {Samples} samples
   * @param {string[]} colours
   * @param {string} paper
   * @param {boolean} hollow
   */
  #paintPoints(context, side, { x, y }, colours, paper, hollow) {
    const radius = Math.max(2.5, side / 160);
    context.lineWidth = Math.max(1, side / 400);
    for (let i = 0; i < y.length; i++) {
      const left = ((x[2 * i] - this.#low[0]) / this.#span[0]) * side;
      const top = (1 - (x[2 * i + 1] - this.#low[1]) / this.#span[1]) * side;
      context.beginPath();
      // Form tells the classes apart as well as colour does.
      if (y[i] === 0) context.arc(left, top, radius, 0, 2 * Math.PI);
      else context.rect(left - radius * 0.9, top - radius * 0.9, radius * 1.8, radius * 1.8);
      context.fillStyle = hollow ? paper : colours[y[i]];
      context.strokeStyle = hollow ? colours[y[i]] : paper;
      context.fill();
      context.stroke();
    }
  }
}
