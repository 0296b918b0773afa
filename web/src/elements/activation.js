// @ts-check
import { identity, leakyRelu, relu, sigmoid, step, tanh } from "../engine/matrix.js";
import { GliaElement } from "./element.js";
import { make, set, svg } from "../ui/dom.js";
import { kPlotStyles, Plot } from "../ui/plot.js";
import { kAlpha, kSlopes } from "../ui/slopes.js";
import { bodyRow } from "../ui/table.js";

/** @typedef {typeof kNames[number]} Name */
/** @typedef {{ name: Name, y: number, slope: number }} Value  `slope` is NaN where the function has no derivative */

const kNames = /** @type {const} */ (["identity", "step", "sigmoid", "tanh", "relu", "leakyRelu"]);
const kStep = 0.05; // of the movable point, along x
const kSamples = 240;
const kHighest = 2.5; // of the picture: one that reached up to relu(20) would show the sigmoid as a flat line

/**
 * Each function, with the formulas of it and of its derivative, the dashes of its derivative's line, and the place of its
 * name beside its line: the x, and how many units of the picture below the line.
 *
 * @type {Record<Name, { of: (x: any) => any, formulas: [of: string, slope: string], dash: string, at: [x: number, below: number] }>}
 */
const kFunctions = {
  identity: { of: identity, formulas: ["x", "1"], dash: "10 4", at: [-1.9, 4] },
  step: { of: step, formulas: ["x > 0", "0"], dash: "1 4", at: [4, -6] },
  sigmoid: { of: sigmoid, formulas: ["1 / (1 + e⁻ˣ)", "y(1 − y)"], dash: "6 4", at: [1.7, 16] },
  tanh: { of: tanh, formulas: ["tanh x", "1 − y²"], dash: "3 3", at: [-1.1, 12] },
  relu: { of: relu, formulas: ["max(0, x)", "y > 0"], dash: "9 3 2 3", at: [-5.5, -6] },
  leakyRelu: {
    of: (x) => leakyRelu(x, kAlpha),
    formulas: [`max(${kAlpha}x, x)`, `1, ${kAlpha}`],
    dash: "5 2 1 2 1 2",
    at: [-5, 16],
  },
};

/**
 * `<glia-activation name="sigmoid step" at="1">`: activation functions, their derivatives, and the values of both at a
 * point that can be moved. The property `values` has the numbers of the table.
 *
 * @fires change  the user moved the point, or switched a function on or off
 */
export class GliaActivation extends GliaElement {
  static tag = "activation";
  static about = "Activation functions and their derivatives in one picture, with a point to move";
  static events = { change: "the user moved the point, or switched a function on or off" };
  static attributes = {
    name: /** @type {const} */ ({
      kind: "list",
      default: ["sigmoid", "step"],
      of: kNames,
      about: "the functions shown at first",
    }),
    at: /** @type {const} */ ({ kind: "number", default: 1, about: "x of the movable point, clamped to the axis" }),
    range: /** @type {const} */ ({
      kind: "number",
      default: 6,
      least: 1,
      most: 20,
      about: "the axis goes from minus this to this",
    }),
    derivatives: /** @type {const} */ ({
      kind: "choice",
      default: "shown",
      of: ["shown", "hidden"],
      about: "whether derivatives are drawn, as dashed lines, and listed",
    }),
  };
  static styles = `${kPlotStyles}
    .identity { --of: var(--soft); }
    .step { --of: var(--against); }
    .sigmoid { --of: var(--accent); }
    .tanh { --of: light-dark(#1b7539, #74d290); }
    .relu { --of: light-dark(#8a2fa8, #d9a0f2); }
    .leakyRelu { --of: light-dark(#0b6b7d, #6bd2e2); }
    @media (forced-colors: active) { .tanh, .relu, .leakyRelu { --of: CanvasText; } }
    .plot { cursor: ew-resize; touch-action: pan-y; }
    .plot .line:not(.third), .swatch { stroke: var(--of); stroke-width: 2; fill: none; }
    .plot .dot { fill: var(--of); }
    .plot .name { fill: var(--of); stroke: var(--paper); stroke-width: 4; paint-order: stroke; font-weight: 650; }
    .body { display: grid; gap: 0.5rem 1.5rem; align-items: start; }
    @container (min-width: 46rem) { .body { grid-template-columns: minmax(0, 1fr) auto; } }
    .point { display: flex; max-width: 40rem; }
    .point input { flex: 1; min-width: 0; }
    .point output { min-width: 3rem; text-align: end; font-variant-numeric: tabular-nums; }
    table { width: 100%; }
    th, td { padding-block: 0; border-block-start: 1px solid var(--line); }
    thead th { border: 0; }
    th:first-child { text-align: start; }
    tbody th { color: inherit; }
    td { min-width: 4.5rem; }
    th, td { padding-inline: 0.25rem; }
    code { white-space: nowrap; }
    td .note { display: block; font-size: 0.75rem; white-space: nowrap; }
    .swatch { width: 2rem; height: 1rem; flex: none; }
  `;

  #plot = new Plot();
  #slider = /** @type {HTMLInputElement} */ (set(make("input"), { type: "range", step: 1 }));
  #output = make("output");
  #slideName = make("span", "", "x");
  #dashed = make("p", "note");
  #kinks = make("p", "note");
  #head = [make("th"), make("th", "", "y = f(x)"), make("th", "", "f′(x)")];
  /** @type {Map<Name, { box: HTMLInputElement, cells: HTMLElement[] }>} */ #rows = new Map();
  /** @type {Name[]} */ #names = [];
  #x = 0;
  #range = 6;
  #slopes = true;

  build() {
    this.#head.forEach((cell) => set(cell, { scope: "col" }));
    const table = make(
      "table",
      "",
      make("thead", "", make("tr", "", ...this.#head)),
      make("tbody", "", ...kNames.map((name) => this.#makeRow(name))),
    );
    this.#slider.addEventListener("input", () => this.#moveTo(this.#slider.valueAsNumber * kStep));
    this.#plot.element.addEventListener("pointerdown", (event) => {
      this.#plot.element.setPointerCapture(event.pointerId);
      this.#follow(event);
    });
    this.#plot.element.addEventListener("pointermove", (event) => {
      if (this.#plot.element.hasPointerCapture(event.pointerId)) this.#follow(event);
    });
    const point = make("label", "point", this.#slideName, this.#slider, this.#output);
    const picture = make("div", "", this.#plot.element, this.#dashed, point);
    this.figure.append(make("div", "body", picture, make("div", "scroll", table)), this.#kinks);
  }

  relabel() {
    set(this.figure, { "aria-label": this.words.text("activation.label") });
    this.#head[0].textContent = this.words.text("activation.function");
    this.#dashed.textContent = this.words.text("activation.dashed");
    this.#show();
  }

  update() {
    const names = this.value("name");
    const [at, range, derivatives] = [this.value("at"), this.value("range"), this.value("derivatives")];
    this.#names = kNames.filter((name) => names.includes(name));
    this.#range = range;
    this.#x = Math.max(-range, Math.min(range, at)) + 0; // no −0
    this.#slopes = derivatives === "shown";
    this.#show();
    this.ready();
  }

  /** The functions shown, at the point, in the order of the table. @returns {Value[]} */
  get values() {
    return this.#names.map((name) => ({ name, ...valueOf(name, this.#x) }));
  }

  /** @param {Name} name */
  #makeRow(name) {
    const box = /** @type {HTMLInputElement} */ (set(make("input"), { type: "checkbox" }));
    box.addEventListener("change", () => {
      const names = kNames.filter((one) => this.#rows.get(one)?.box.checked);
      this.#change({ name: names.join(" ") });
    });
    const swatch = svg("svg", { class: `swatch ${name}`, viewBox: "0 0 32 16", "aria-hidden": "true" });
    swatch.append(
      svg("path", { d: "M0 4H32" }),
      svg("path", { d: "M0 12H32", "stroke-dasharray": kFunctions[name].dash, class: "slope" }),
    );
    const label = make("label", "", box, swatch, make("code", "", name));
    const cells = [make("td"), make("td")];
    this.#rows.set(name, { box, cells });
    return bodyRow(label, cells);
  }

  /** @param {PointerEvent} event */
  #follow(event) {
    this.#moveTo(this.#plot.at(event)[0]);
  }

  /** @param {number} x */
  #moveTo(x) {
    const most = Math.floor(this.#range / kStep + 1e-9);
    const steps = Math.max(-most, Math.min(most, Math.round(x / kStep)));
    const at = Number((steps * kStep).toFixed(2)) + 0;
    if (at === this.#x) return;
    this.#change({ at });
    this.say(
      this.values
        .map(({ name, y, slope }) =>
          this.words.text("activation.spoken", { name, y: this.words.brief(y), slope: this.#slope(slope) }),
        )
        .join(" "),
    );
  }

  /** @param {{ name?: string, at?: number }} attributes */
  #change(attributes) {
    set(this, attributes);
    this.update();
    this.emit("change");
  }

  #show() {
    if (this.#rows.size === 0) return;
    this.#showNumbers();
    this.#draw();
  }

  #showNumbers() {
    const { words } = this;
    const most = Math.floor(this.#range / kStep + 1e-9);
    const x = words.brief(this.#x);
    set(this.#slider, { min: -most, max: most, "aria-valuetext": `x = ${x}` });
    this.#slider.value = String(Math.round(this.#x / kStep));
    this.#output.textContent = x;
    for (const element of [this.#head[2], this.#dashed, ...this.figure.querySelectorAll(".slope")]) {
      set(element, { hidden: !this.#slopes });
    }
    for (const [name, { box, cells }] of this.#rows) {
      box.checked = this.#names.includes(name);
      const { y, slope } = valueOf(name, this.#x);
      [words.brief(y), this.#slope(slope)].forEach((text, i) => {
        const formula = make("span", "note", kFunctions[name].formulas[i]);
        cells[i].replaceChildren(...(box.checked ? [text, formula] : []));
      });
      set(cells[1], { hidden: !this.#slopes });
    }
    this.#kinks.textContent =
      this.#x === 0 && this.#slopes ? this.#names.flatMap((name) => this.#kinkOf(name)).join(" ") : "";
  }

  /** A note on a function's derivative at 0, if it has a jump or a kink there. @param {Name} name @returns {string[]} */
  #kinkOf(name) {
    if (name === "step") return [this.words.text("activation.jump")];
    if (name !== "relu" && name !== "leakyRelu") return [];
    return [this.words.text("activation.kink", { name, slope: this.words.brief(kSlopes[name](0)) })];
  }

  /** @param {number} slope */
  #slope(slope) {
    return Number.isNaN(slope) ? this.words.text("activation.none") : this.words.brief(slope);
  }

  #draw() {
    const xs = sampled(this.#range);
    const lines = this.#names.map((name) => {
      const ys = [...kFunctions[name].of(xs).values];
      return { name, ys, slopes: this.#slopes ? ys.map((y, i) => slopeAt(name, xs[i], y)) : [] };
    });
    const all = lines.flatMap(({ ys, slopes }) => [...ys, ...slopes]).filter((y) => !Number.isNaN(y));
    const low = Math.max(-kHighest, Math.min(0, ...all)) - 0.2;
    const high = Math.min(kHighest, Math.max(1, ...all)) + 0.2;
    const within = (/** @type {number} */ y) => y >= low && y <= high;
    /** @param {number[]} ys */
    const points = (ys) => ys.map((y, i) => /** @type {const} */ ([xs[i], within(y) ? y : NaN]));

    const plot = this.#plot;
    plot.scale([-this.#range, this.#range], [low, high], (value) => this.words.brief(value));
    plot.clear();
    plot.line([[this.#x, low], [this.#x, high]], "third"); // prettier-ignore
    for (const { name, ys, slopes } of lines) {
      set(plot.line(points(slopes), name), { "stroke-dasharray": kFunctions[name].dash });
      plot.line(points(ys), name);
    }
    for (const { name } of lines) {
      const [at, below] = kFunctions[name].at;
      // The place scales with the axis, but the steep ones stay where their line is within the picture.
      const x = (at * Math.min(this.#range, ["identity", "tanh", "leakyRelu"].includes(name) ? 7 : 20)) / 6;
      const { y } = valueOf(name, x);
      if (within(y)) plot.text(x, y, name, `name ${name}`, below);
    }
    for (const { name, y, slope } of this.values) {
      if (this.#slopes && within(slope)) plot.dot(this.#x, slope, name);
      if (within(y)) plot.dot(this.#x, y, name);
    }
  }
}

/** @param {Name} name @param {number} x */
function valueOf(name, x) {
  const y = /** @type {number} */ (kFunctions[name].of(x));
  return { y, slope: slopeAt(name, x, y) };
}

/** The derivative at x, where the function is y: NaN at a jump, and the slope on the left at a kink. @param {Name} name @param {number} x @param {number} y */
function slopeAt(name, x, y) {
  if (name === "step") return x === 0 ? NaN : 0;
  return kSlopes[name](y);
}

/** The x of the points of a line. One is 0, and one so close to it that a jump is vertical. @param {number} range */
function sampled(range) {
  const xs = Array.from({ length: kSamples + 1 }, (_, i) => (i / kSamples - 0.5) * 2 * range);
  xs.splice(kSamples / 2 + 1, 0, 1e-6);
  return Float32Array.from(xs);
}
