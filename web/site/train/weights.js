// @ts-check
import { colourOf, paintValues } from "../picture.js";

/** @typedef {import("../language.js").Language} Language */

const kSide = 28;
const kGap = 2;
const kMost = 128;
const kWide = 16;
const kNarrow = 8;

/** The first layer's kernel as pictures, one for each unit, all on one canvas. */
export class Weights {
  #canvas;
  #note;
  #language;
  /** @type {{ shape: number[], values: Float32Array } | null} */ #kernel = null;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {HTMLElement} note
   * @param {Language} language
   */
  constructor(canvas, note, language) {
    this.#canvas = canvas;
    this.#note = note;
    this.#language = language;
    language.addEventListener("change", () => this.repaint());
  }

  /** @param {{ shape: number[], values: Float32Array } | null} kernel (784, units) */
  show(kernel) {
    this.#kernel = kernel;
    this.repaint();
  }

  repaint() {
    if (!this.#kernel) return;
    const { shape, values } = this.#kernel;
    const units = shape[1];
    const count = Math.min(units, kMost);
    const columns = Math.min(
      count,
      this.#canvas.parentElement && this.#canvas.parentElement.clientWidth < 560 ? kNarrow : kWide,
    );
    const cell = kSide + kGap;
    const width = columns * cell - kGap;
    const height = Math.ceil(count / columns) * cell - kGap;
    const up = new Float32Array(width * height);
    const down = new Float32Array(width * height);
    for (let unit = 0; unit < count; unit++) {
      let most = 1e-12;
      for (let i = unit; i < values.length; i += units) most = Math.max(most, Math.abs(values[i]));
      const corner = Math.floor(unit / columns) * cell * width + (unit % columns) * cell;
      for (let i = 0; i < kSide * kSide; i++) {
        const value = values[i * units + unit] / most;
        const at = corner + Math.floor(i / kSide) * width + (i % kSide);
        if (value > 0) up[at] = value;
        else down[at] = -value;
      }
    }
    const canvas = this.#canvas;
    paintValues(canvas, width, height, [
      { values: up, colour: colourOf(canvas, "--for") },
      { values: down, colour: colourOf(canvas, "--against") },
    ]);
    canvas.style.setProperty("--columns", String(columns));
    const language = this.#language;
    canvas.setAttribute("aria-label", language.text("weights.label", { count: language.number(count) }));
    const some = { count: language.number(count), all: language.number(units) };
    this.#note.textContent = count < units ? language.text("weights.some", some) : "";
  }
}
