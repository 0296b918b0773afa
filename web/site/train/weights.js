// @ts-check
import { find } from "../../src/ui/dom.js";
import { colorOf, paintValues } from "../../src/ui/picture.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {{ shape: number[], values: Float32Array }} Kernel */
/** @typedef {{ height: number, width: number, count: number }} Pictures */

const kSide = 28;
const kGap = 2;
const kMost = 128;
const kWide = 16;
const kNarrow = 8;

/** The first layer's kernel as pictures, one for each unit or filter, all on one canvas. */
export class Weights {
  #canvas;
  #note;
  #some;
  #language;
  /** @type {Kernel | null} */ #kernel = null;

  /**
   * @param {HTMLElement} section
   * @param {Language} language
   */
  constructor(section, language) {
    this.#canvas = /** @type {HTMLCanvasElement} */ (find("[data-weights]", section));
    this.#note = find("[data-weights-note]", section);
    this.#some = find("[data-weights-some]", section);
    this.#language = language;
    language.addEventListener("change", () => this.repaint());
  }

  /** @param {Kernel | null} kernel (pixels, units), or (height, width, channels, filters) */
  show(kernel) {
    this.#kernel = kernel;
    this.repaint();
  }

  repaint() {
    const kernel = this.#kernel;
    if (!kernel) return;
    const pictures = picturesOf(kernel.shape);
    this.#tell(kernel.shape, pictures);
    if (pictures) this.#paint(kernel.values, pictures);
  }

  /**
   * @param {number[]} shape
   * @param {Pictures | null} pictures
   */
  #tell(shape, pictures) {
    const language = this.#language;
    this.#canvas.hidden = this.#some.hidden = !pictures;
    if (!pictures) {
      this.#note.textContent = language.text("weights.none");
      return;
    }
    const { height, width } = pictures;
    const filters = shape.length === 4;
    const all = language.number(pictures.count);
    const count = language.number(Math.min(pictures.count, kMost));
    const words = { count, all, height, width, inputs: language.number(height * width) };
    this.#note.textContent = language.text(filters ? "weights.note.filters" : "weights.note", words);
    this.#canvas.setAttribute("aria-label", language.text(filters ? "weights.label.filters" : "weights.label", words));
    this.#some.textContent = count === all ? "" : language.text("weights.some", words);
  }

  /**
   * @param {Float32Array} values
   * @param {Pictures} pictures
   */
  #paint(values, { height: rows, width: columns, count: units }) {
    const canvas = this.#canvas;
    const count = Math.min(units, kMost);
    const across = Math.min(count, (canvas.parentElement?.clientWidth ?? 0) < 560 ? kNarrow : kWide);
    // A few weights are drawn as large as many.
    const zoom = Math.floor(kSide / Math.max(rows, columns));
    const cell = kSide + kGap;
    const width = across * cell - kGap;
    const height = Math.ceil(count / across) * cell - kGap;
    const up = new Float32Array(width * height);
    const down = new Float32Array(width * height);
    for (let unit = 0; unit < count; unit++) {
      let most = 1e-12;
      for (let i = unit; i < values.length; i += units) most = Math.max(most, Math.abs(values[i]));
      const corner = Math.floor(unit / across) * cell * width + (unit % across) * cell;
      for (let y = 0; y < rows * zoom; y++) {
        for (let x = 0; x < columns * zoom; x++) {
          const weight = Math.floor(y / zoom) * columns + Math.floor(x / zoom);
          const value = values[weight * units + unit] / most;
          const at = corner + y * width + x;
          if (value > 0) up[at] = value;
          else down[at] = -value;
        }
      }
    }
    paintValues(canvas, width, height, [
      { values: up, color: colorOf(canvas, "--for") },
      { values: down, color: colorOf(canvas, "--against") },
    ]);
    canvas.style.setProperty("--columns", String(across));
  }
}

/**
 * The pictures that a kernel is of; null where it is of none: a filter of several channels, or units that see no square.
 *
 * @param {number[]} shape
 * @returns {Pictures | null}
 */
function picturesOf(shape) {
  const [height, width, channels, filters] = shape;
  if (shape.length === 4) return channels === 1 ? { height, width, count: filters } : null;
  const side = Math.sqrt(height);
  return shape.length === 2 && Number.isInteger(side) ? { height: side, width: side, count: width } : null;
}
