// @ts-check
import { Turns } from "../base/turns.js";
import { colorOf, paintValues } from "./picture.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {{ x: ArrayLike<number>, y: ArrayLike<number>, hollow?: boolean }} Points  x: (n, 2); y: (n), 0 or 1 */

const kGrid = 80;
const kStrength = 0.55;

/** The plane, colored by the class that a network with two inputs predicts there, and points on it. */
export class Field {
  #canvas;
  #paintOver;
  /** @type {number[]} */ #low = [0, 0];
  /** @type {number[]} */ #span = [1, 1];
  /** @type {readonly Points[]} */ #sets = [];
  /** @type {Float32Array | null} */ #answers = null;
  #busy = false;
  /** @type {Network | null} */ #next = null;
  /** Identifies the plane shown. */ #plane = {};

  /**
   * @param {HTMLCanvasElement} canvas a square
   * @param {(context: CanvasRenderingContext2D, side: number) => void} [paintOver] paints on top of it
   */
  constructor(canvas, paintOver = () => {}) {
    this.#canvas = canvas;
    this.#paintOver = paintOver;
    new ResizeObserver(() => this.repaint()).observe(canvas);
  }

  /**
   * Shows another plane, which no network has been asked about.
   *
   * @param {number[]} low x and y of its lower left corner
   * @param {number[]} span its width and height
   */
  clear(low, span) {
    this.#low = low;
    this.#span = span;
    this.#plane = {};
    this.#answers = null;
    this.#next = null;
  }

  /** @param {readonly Points[]} sets to paint from now on */
  put(sets) {
    this.#sets = sets;
    this.repaint();
  }

  /** The point of the plane under an event. @param {MouseEvent} event @returns {[x: number, y: number]} */
  at({ clientX, clientY }) {
    const { left, top, width, height } = this.#canvas.getBoundingClientRect();
    const [across, down] = [(clientX - left) / width, (clientY - top) / height];
    return [this.#low[0] + across * this.#span[0], this.#low[1] + (1 - down) * this.#span[1]];
  }

  /**
   * The position of a point on a square canvas.
   *
   * @param {number} x
   * @param {number} y
   * @param {number} side of the square, in pixels
   */
  place(x, y, side) {
    return [((x - this.#low[0]) / this.#span[0]) * side, (1 - (y - this.#low[1]) / this.#span[1]) * side];
  }

  /**
   * Asks a network about the whole plane, in slices. While one call works, only the latest of the others waits.
   *
   * @param {Network} network must live until `clear`
   */
  async ask(network) {
    this.#next = network;
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

  /** @param {Network} network */
  async #look(network) {
    const plane = this.#plane;
    const answers = new Float32Array(kGrid * kGrid);
    const row = new Float32Array(2 * kGrid);
    const turns = new Turns();
    for (let y = 0; y < kGrid; y++) {
      for (let x = 0; x < kGrid; x++) {
        row[2 * x] = this.#low[0] + ((x + 0.5) / kGrid) * this.#span[0];
        row[2 * x + 1] = this.#low[1] + (1 - (y + 0.5) / kGrid) * this.#span[1];
      }
      const outputs = network.predict(row);
      for (let x = 0; x < kGrid; x++) answers[y * kGrid + x] = outputs[2 * x] - outputs[2 * x + 1];
      if (!turns.due) continue;
      await turns.give();
      if (this.#plane !== plane) return;
    }
    this.#answers = answers;
    this.repaint();
  }

  repaint() {
    const canvas = this.#canvas;
    const side = Math.round(canvas.clientWidth * devicePixelRatio);
    if (side === 0) return;
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const context = canvas.getContext("2d");
    if (!context) return;
    const colors = [colorOf(canvas, "--for"), colorOf(canvas, "--against")];
    const paper = colorOf(canvas, "--paper");
    context.fillStyle = paper;
    context.fillRect(0, 0, side, side);
    if (this.#answers) {
      const picture = document.createElement("canvas");
      const answers = this.#answers;
      paintValues(picture, kGrid, kGrid, [
        { values: answers, color: colors[0], strength: kStrength },
        { values: answers.map((value) => -value), color: colors[1], strength: kStrength },
      ]);
      context.imageSmoothingEnabled = true;
      context.drawImage(picture, 0, 0, side, side);
    }
    for (const points of this.#sets) this.#paintPoints(context, side, points, colors, paper);
    this.#paintOver(context, side);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} side
   * @param {Points} points
   * @param {string[]} colors
   * @param {string} paper
   */
  #paintPoints(context, side, { x, y, hollow }, colors, paper) {
    const radius = Math.max(2.5, side / 160);
    context.lineWidth = Math.max(1, side / 400);
    for (let i = 0; i < y.length; i++) {
      const [left, top] = this.place(x[2 * i], x[2 * i + 1], side);
      context.beginPath();
      // Not by color alone: shapes tell the classes apart, too.
      if (y[i] === 0) context.arc(left, top, radius, 0, 2 * Math.PI);
      else context.rect(left - radius * 0.9, top - radius * 0.9, radius * 1.8, radius * 1.8);
      context.fillStyle = hollow ? paper : colors[y[i]];
      context.strokeStyle = hollow ? colors[y[i]] : paper;
      context.fill();
      context.stroke();
    }
  }
}
