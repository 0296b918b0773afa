// @ts-check
import { colourOf, paintValues } from "./picture.js";

/** @typedef {import("./language.js").Language} Language */
/** @typedef {import("./language.js").TextKey} TextKey */
/** @typedef {{ name: string, shape: number[], values: Float32Array }} Activation */
/** @typedef {{ up: string, down: string, line: string, chosen: string }} Colours */
/** @typedef {{ type: string, units?: number, filters?: number, activation?: string }} LayerSpec */

// Layers that only hand on or rearrange what the one before them put out.
const kSilent = new Set(["flatten", "dropout", "rescaling", "normalization"]);
const kBounded = new Set(["sigmoid", "tanh", "softmax", "step"]);
const kCell = 28;

/** @type {Record<string, TextKey>} */
const kDescriptions = { dense: "layer.dense", conv2d: "layer.conv2d", activation: "layer.activation" };

// A cell's side on the screen: large enough to point at, small enough that a layer is seen at a glance.
const kUnitSides = { least: 20, most: 36 };
const kMapSides = { least: 64, most: 192 };

// Bitmap pixels for each of the layout's, for the screens of today.
const kSharpness = 2;

/** The outputs of the hidden layers: a dense layer's units as squares, a convolution's maps as pictures. */
export class Layers {
  #element;
  #language;
  /** @type {LayerSpec[]} */ #specs = [];
  /** @type {Activation[]} */ #activations = [];
  /** @type {Plot[]} */ #plots = [];

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    this.#element = element;
    this.#language = language;
    language.addEventListener("change", () => this.repaint());
    addEventListener("resize", () => this.#fit());
  }

  /** Whether the network has no layer to show. */
  get empty() {
    return this.#plots.length === 0;
  }

  /**
   * Starts over for a network.
   *
   * @param {LayerSpec[]} specs
   * @param {Activation[]} activations of any batch: their shapes matter here
   */
  open(specs, activations) {
    this.#specs = specs;
    const hidden = hiddenOf(specs, activations);
    this.#plots = hidden.map(({ spec, activation }, i) => new Plot(i + 1, spec, activation.shape, this.#language));
    this.#element.replaceChildren(...this.#plots.map((plot) => plot.element));
    this.#fit();
    this.show([]);
  }

  #fit() {
    const rooms = this.#plots.map((plot) => plot.element.clientWidth);
    this.#plots.forEach((plot, i) => plot.fit(rooms[i]));
  }

  /** @param {Activation[]} activations none when nothing is being read */
  show(activations) {
    this.#activations = activations;
    const hidden = hiddenOf(this.#specs, activations);
    this.#plots.forEach((plot, i) => plot.show(hidden[i]?.activation.values ?? null));
  }

  repaint() {
    for (const plot of this.#plots) plot.relabel();
    this.show(this.#activations);
  }
}

/**
 * @param {LayerSpec[]} specs
 * @param {Activation[]} activations
 */
function hiddenOf(specs, activations) {
  return activations
    .map((activation, i) => ({ activation, spec: specs[i] }))
    .slice(0, -1)
    .filter(({ spec }) => !kSilent.has(spec.type));
}

/** One layer: a canvas of cells that can be walked through with pointer or arrow keys, and a line that reads one out. */
class Plot {
  element = document.createElement("section");
  #index;
  #spec;
  #language;
  #heading = document.createElement("h3");
  #canvas = document.createElement("canvas");
  #readout = document.createElement("p");
  #count;
  #mapHeight;
  #mapWidth;
  #columns = 1;
  /** The side of a cell on the screen, in CSS pixels. */
  #side = kUnitSides.most;
  /** @type {Float32Array | null} */ #values = null;
  /** @type {number | null} */ #pointed = null;
  #focused = 0;

  /**
   * @param {number} index
   * @param {LayerSpec} spec
   * @param {number[]} shape [1, units], [1, height, width] or [1, height, width, channels]
   * @param {Language} language
   */
  constructor(index, spec, shape, language) {
    this.#index = index;
    this.#spec = spec;
    this.#language = language;
    this.#count = shape.length === 3 ? 1 : shape[shape.length - 1];
    this.#mapHeight = shape.length >= 3 ? shape[1] : 1;
    this.#mapWidth = shape.length >= 3 ? shape[2] : 1;

    const canvas = this.#canvas;
    this.element.className = "layer";
    canvas.className = "units";
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "slider");
    canvas.setAttribute("aria-valuemin", "1");
    canvas.setAttribute("aria-valuemax", String(this.#count));
    this.#readout.className = "readout";
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

  /** @param {number} room the width that is there */
  fit(room) {
    const { least, most } = this.#hasMaps ? kMapSides : kUnitSides;
    this.#columns = columnsFor(this.#count, Math.max(1, Math.floor(room / least)));
    this.#side = Math.min(most, room / this.#columns);
    this.#canvas.style.width = `${this.#columns * this.#side}px`;
    this.#paint();
  }

  /** @param {Float32Array | null} values */
  show(values) {
    this.#values = values;
    this.#paint();
  }

  get #hasMaps() {
    return this.#mapWidth * this.#mapHeight > 1;
  }

  relabel() {
    this.#heading.textContent = this.#language.text("layers.name", {
      index: this.#index,
      layer: describeLayer(this.#spec, this.#count, this.#language),
    });
    this.#canvas.setAttribute("aria-label", this.#language.text("layers.choose", { index: this.#index }));
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
    const last = this.#count - 1;
    const to = {
      ArrowRight: this.#focused + 1,
      ArrowLeft: this.#focused - 1,
      ArrowDown: this.#focused + this.#columns,
      ArrowUp: this.#focused - this.#columns,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#pointed = null;
    if (to >= 0 && to <= last) this.#focused = to;
    this.#paint();
  }

  #paint() {
    const canvas = this.#canvas;
    const rows = Math.ceil(this.#count / this.#columns);
    const magnified = Math.max(1, Math.round((this.#side - 4) / this.#mapWidth));
    const [cellWidth, cellHeight] = this.#hasMaps
      ? [magnified * this.#mapWidth + 4, magnified * this.#mapHeight + 4]
      : [kCell, kCell];
    canvas.width = this.#columns * cellWidth * kSharpness;
    canvas.height = rows * cellHeight * kSharpness;
    const context = canvas.getContext("2d");
    if (!context) return;
    context.scale(kSharpness, kSharpness);
    context.imageSmoothingEnabled = false;

    const focused = document.activeElement === canvas && canvas.matches(":focus-visible");
    const chosen = this.#pointed ?? (focused ? this.#focused : null);
    const greatest = this.#greatest();
    const colours = this.#colours();
    for (let unit = 0; unit < this.#count; unit++) {
      const left = (unit % this.#columns) * cellWidth;
      const top = Math.floor(unit / this.#columns) * cellHeight;
      if (this.#hasMaps) this.#paintMap(context, unit, left, top, magnified, greatest, colours);
      else this.#paintUnit(context, unit, left, top, greatest, colours);
      if (unit !== chosen) continue;
      context.strokeStyle = colours.chosen;
      context.lineWidth = 3;
      context.strokeRect(left + 1.5, top + 1.5, cellWidth - 3, cellHeight - 3);
    }
    this.#read(chosen);
  }

  /** @returns {Colours} */
  #colours() {
    const canvas = this.#canvas;
    return {
      up: colourOf(canvas, "--for"),
      down: colourOf(canvas, "--against"),
      line: colourOf(canvas, "--edge"),
      chosen: colourOf(canvas, "--ink"),
    };
  }

  /** The output that fills a cell. */
  #greatest() {
    if (kBounded.has(this.#spec.activation ?? "")) return 1;
    return this.#values?.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} unit
   * @param {number} left
   * @param {number} top
   * @param {number} greatest
   * @param {Colours} colours
   */
  #paintUnit(context, unit, left, top, greatest, colours) {
    const value = this.#values?.[unit] ?? 0;
    const side = Math.sqrt(Math.abs(value) / greatest) * (kCell - 4);
    const [x, y] = [left + (kCell - side) / 2, top + (kCell - side) / 2];
    if (side < 3) {
      context.fillStyle = colours.line;
      context.fillRect(left + kCell / 2 - 1.5, top + kCell / 2 - 1.5, 3, 3);
      return;
    }
    context.fillStyle = context.strokeStyle = value > 0 ? colours.up : colours.down;
    context.lineWidth = 2;
    if (value > 0) context.fillRect(x, y, side, side);
    else context.strokeRect(x + 1, y + 1, side - 2, side - 2);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} map
   * @param {number} left
   * @param {number} top
   * @param {number} magnified
   * @param {number} greatest
   * @param {Colours} colours
   */
  #paintMap(context, map, left, top, magnified, greatest, colours) {
    const size = this.#mapWidth * this.#mapHeight;
    const up = new Float32Array(size);
    const down = new Float32Array(size);
    for (let i = 0; i < size; i++) {
      const value = (this.#values?.[i * this.#count + map] ?? 0) / greatest;
      if (value > 0) up[i] = value;
      else down[i] = -value;
    }
    const picture = document.createElement("canvas");
    paintValues(picture, this.#mapWidth, this.#mapHeight, [
      { values: up, colour: colours.up },
      { values: down, colour: colours.down },
    ]);
    context.strokeStyle = colours.line;
    context.lineWidth = 1;
    const [width, height] = [magnified * this.#mapWidth, magnified * this.#mapHeight];
    context.strokeRect(left + 1.5, top + 1.5, width + 1, height + 1);
    context.drawImage(picture, left + 2, top + 2, width, height);
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
    const number = this.#values && this.#language.number(this.#output(unit), { maximumFractionDigits: 3 });
    const values = { unit: unit + 1, count: this.#count, value: number ?? "–" };
    return this.#language.text(this.#hasMaps ? "layers.map" : "layers.unit", values);
  }

  /** @param {number} unit */
  #output(unit) {
    if (!this.#values) return 0;
    let most = -Infinity;
    for (let i = unit; i < this.#values.length; i += this.#count) most = Math.max(most, this.#values[i]);
    return most;
  }
}

/**
 * @param {LayerSpec} spec
 * @param {number} units
 * @param {Language} language
 */
export function describeLayer(spec, units, language) {
  return language.text(kDescriptions[spec.type] ?? "layer.other", {
    type: spec.type,
    units: language.number(units),
    activation: spec.activation ?? "identity",
  });
}

/**
 * As many columns as there is room for, without a ragged last row where the count allows it.
 *
 * @param {number} count
 * @param {number} room the most columns that fit
 */
function columnsFor(count, room) {
  if (count <= room) return count;
  for (let columns = room; columns > 0.4 * room; columns--) if (count % columns === 0) return columns;
  return room;
}
