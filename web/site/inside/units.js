// @ts-check
import { formulaOf } from "../../src/spec/activations.js";
import { make, set } from "../../src/ui/dom.js";
import { placeAfter } from "../../src/ui/keys.js";
import { colorOf } from "../../src/ui/picture.js";
import { describeLayer } from "./describe.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("./describe.js").LayerSpec} LayerSpec */
/** @typedef {{ up: string, down: string, line: string, chosen: string }} Colors */

const kCell = 28;

// A cell's side on the screen, in pixels: large enough to point at, small enough to see a layer at a glance.
const kSides = { least: 20, most: 36 };

// Pixels of the bitmap for each of the layout's, for screens of high density.
const kSharpness = 2;

/**
 * A layer of single numbers: a canvas of cells, of which pointer or arrow keys choose one, and a line with its value.
 */
export class Units {
  element = make("section", "layer");
  #index;
  #spec;
  #language;
  #heading = make("h3");
  #canvas = /** @type {HTMLCanvasElement} */ (make("canvas", "units"));
  #readout = make("p", "readout");
  #count;
  #columns = 1;
  /** The side of a cell on the screen, in CSS pixels. */
  #side = kSides.most;
  /** @type {Float32Array | null} */ #values = null;
  /** @type {number | null} */ #pointed = null;
  #focused = 0;

  /**
   * @param {number} index
   * @param {LayerSpec} spec
   * @param {number} count
   * @param {Language} language
   */
  constructor(index, spec, count, language) {
    this.#index = index;
    this.#spec = spec;
    this.#language = language;
    this.#count = count;

    const canvas = set(this.#canvas, { tabindex: 0, role: "slider", "aria-valuemin": 1, "aria-valuemax": count });
    this.element.append(this.#heading, canvas, this.#readout);

    canvas.addEventListener("pointermove", (event) => this.#point(event));
    canvas.addEventListener("pointerdown", (event) => this.#point(event));
    canvas.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "mouse") return;
      this.#pointed = null;
      this.#paint();
    });
    canvas.addEventListener("keydown", (event) => this.#walk(event));
    canvas.addEventListener("focus", () => this.#paint());
    canvas.addEventListener("blur", () => {
      this.#pointed = null;
      this.#paint();
    });
    this.relabel();
  }

  /** @param {number} room the available width, in pixels */
  fit(room) {
    this.#columns = columnsFor(this.#count, Math.max(1, Math.floor(room / kSides.least)));
    this.#side = Math.min(kSides.most, room / this.#columns);
    this.#canvas.style.width = `${this.#columns * this.#side}px`;
    this.#paint();
  }

  /** @param {Float32Array | null} values */
  show(values) {
    this.#values = values;
    this.#paint();
  }

  relabel() {
    this.#heading.textContent = this.#language.text("layers.name", {
      index: this.#index,
      layer: describeLayer(this.#spec, this.#count, this.#language),
    });
    this.#canvas.setAttribute("aria-label", this.#language.text("layers.choose", { index: this.#index }));
    this.#paint();
  }

  /** Paints again in the colors of now. */
  repaint() {
    this.#paint();
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const rect = this.#canvas.getBoundingClientRect();
    const rows = Math.ceil(this.#count / this.#columns);
    const column = Math.floor(((event.clientX - rect.left) / rect.width) * this.#columns);
    const row = Math.floor(((event.clientY - rect.top) / rect.height) * rows);
    const unit = row * this.#columns + column;
    const inside = column >= 0 && column < this.#columns && unit >= 0 && unit < this.#count;
    this.#pointed = inside ? unit : null;
    if (inside) this.#focused = unit;
    this.#paint();
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const to = placeAfter(event, this.#focused, this.#count, this.#columns);
    if (to === null) return;
    event.preventDefault();
    this.#pointed = null;
    this.#focused = to;
    this.#paint();
  }

  #paint() {
    const canvas = this.#canvas;
    const rows = Math.ceil(this.#count / this.#columns);
    canvas.width = this.#columns * kCell * kSharpness;
    canvas.height = rows * kCell * kSharpness;
    const context = canvas.getContext("2d");
    if (!context) return;
    context.scale(kSharpness, kSharpness);

    const focused = document.activeElement === canvas && canvas.matches(":focus-visible");
    const chosen = this.#pointed ?? (focused ? this.#focused : null);
    const greatest = this.#greatest();
    const colors = this.#colors();
    for (let unit = 0; unit < this.#count; unit++) {
      const left = (unit % this.#columns) * kCell;
      const top = Math.floor(unit / this.#columns) * kCell;
      this.#paintUnit(context, unit, left, top, greatest, colors);
      if (unit !== chosen) continue;
      context.strokeStyle = colors.chosen;
      context.lineWidth = 3;
      context.strokeRect(left + 1.5, top + 1.5, kCell - 3, kCell - 3);
    }
    this.#read(chosen);
  }

  /** @returns {Colors} */
  #colors() {
    const canvas = this.#canvas;
    return {
      up: colorOf(canvas, "--for"),
      down: colorOf(canvas, "--against"),
      line: colorOf(canvas, "--edge"),
      chosen: colorOf(canvas, "--ink"),
    };
  }

  /** The output that fills a cell. */
  #greatest() {
    const { activation } = this.#spec;
    if (activation === "softmax" || formulaOf(activation)?.bounded) return 1;
    return this.#values?.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} unit
   * @param {number} left
   * @param {number} top
   * @param {number} greatest
   * @param {Colors} colors
   */
  #paintUnit(context, unit, left, top, greatest, colors) {
    const value = this.#values?.[unit] ?? 0;
    const side = Math.sqrt(Math.abs(value) / greatest) * (kCell - 4);
    const [x, y] = [left + (kCell - side) / 2, top + (kCell - side) / 2];
    if (side < 3) {
      context.fillStyle = colors.line;
      context.fillRect(left + kCell / 2 - 1.5, top + kCell / 2 - 1.5, 3, 3);
      return;
    }
    context.fillStyle = context.strokeStyle = value > 0 ? colors.up : colors.down;
    context.lineWidth = 2;
    if (value > 0) context.fillRect(x, y, side, side);
    else context.strokeRect(x + 1, y + 1, side - 2, side - 2);
  }

  /** @param {number | null} chosen */
  #read(chosen) {
    this.#canvas.setAttribute("aria-valuenow", String(this.#focused + 1));
    this.#canvas.setAttribute("aria-valuetext", this.#sentence(this.#focused));
    const text = chosen === null ? this.#language.text("layers.hint") : this.#sentence(chosen);
    if (this.#readout.textContent !== text) this.#readout.textContent = text;
  }

  /** @param {number} unit */
  #sentence(unit) {
    const value = this.#values ? this.#language.number(this.#values[unit], { maximumFractionDigits: 3 }) : "–";
    return this.#language.text("layers.unit", { unit: unit + 1, count: this.#count, value });
  }
}

/**
 * As many columns as fit, with a full last row if the count has a fitting divisor.
 *
 * @param {number} count
 * @param {number} room the most columns that fit
 */
function columnsFor(count, room) {
  if (count <= room) return count;
  for (let columns = room; columns > 0.4 * room; columns--) if (count % columns === 0) return columns;
  return room;
}
