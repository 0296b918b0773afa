// @ts-check
import { activate } from "../engine/matrix.js";
import { kElementwiseNames, kFormulas } from "../spec/activations.js";
import { GliaElement } from "./element.js";
import { make, set, svg } from "../ui/dom.js";
import { kPlotStyles, Plot } from "../ui/plot.js";

/** @typedef {import("../spec/activations.js").Elementwise} Name */
/** @typedef {{ name: Name, y: number, slope: number }} Value  `slope` is NaN where there is none */
/**
 * @typedef {{ sample: number, below: number, left: number, right: number, top: number, bottom: number, crowd: number }} Label
 *   a name at a point of its line, so many units of the picture below; what is in its way
 */

const kStep = 0.05; // of the movable point
const kSamples = 240;
const kHighest = 2.5; // a picture that reached up to relu(20) would make a flat line of the sigmoid
const kNear = 1e-6; // how far from 0 both sides of it are compared

// How the functions look, in their order: the color, and the dashes of the derivative.
const kLooks = [
  ["var(--soft)", "10 4"],
  ["var(--against)", "1 4"],
  ["var(--accent)", "6 4"],
  ["light-dark(#1b7539, #74d290)", "3 3"],
  ["light-dark(#8a2fa8, #d9a0f2)", "9 3 2 3"],
  ["light-dark(#0b6b7d, #6bd2e2)", "5 2 1 2 1 2"],
  ["light-dark(#8f4a00, #f0b060)", "12 2 2 2"],
  ["light-dark(#9c2353, #ff9dbe)", "2 2 6 2"],
];

/** @param {Name} name */
const lookOf = (name) => kLooks[kElementwiseNames.indexOf(name) % kLooks.length];

/**
 * `<glia-activation name="sigmoid step" at="1">`: activation functions, their derivatives, and both at a point that can
 * be moved. `values` is what the table shows.
 *
 * @fires change  the point was moved, or a function switched on or off, by hand
 */
export class GliaActivation extends GliaElement {
  static tag = "activation";
  static about = "Activation functions and their derivatives over each other, with a point to move";
  static events = { change: "the point was moved, or a function switched on or off, by hand" };
  static attributes = {
    name: /** @type {const} */ ({
      kind: "list",
      default: ["sigmoid", "step"],
      of: kElementwiseNames,
      about: "the functions that are shown at first",
    }),
    at: /** @type {const} */ ({ kind: "number", default: 1, about: "x of the movable point, held within the axis" }),
    range: /** @type {const} */ ({
      kind: "number",
      default: 6,
      least: 1,
      most: 20,
      about: "the axis reaches from minus this to this",
    }),
    derivatives: /** @type {const} */ ({
      kind: "choice",
      default: "shown",
      of: ["shown", "hidden"],
      about: "whether derivatives are drawn, as dashed lines, and listed",
    }),
  };
  static styles = `${kPlotStyles}
    ${kElementwiseNames.map((name) => `.${name} { --of: ${lookOf(name)[0]}; }`).join("\n    ")}
    @media (forced-colors: active) { .line, .dot, .name, .swatch { --of: CanvasText; } }
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
      make("tbody", "", ...kElementwiseNames.map((name) => this.#makeRow(name))),
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
    this.#names = kElementwiseNames.filter((name) => names.includes(name));
    this.#range = range;
    this.#x = Math.max(-range, Math.min(range, at)) + 0; // no −0
    this.#slopes = derivatives === "shown";
    this.#show();
    this.ready();
  }

  /** What is shown at the point, in the order of the table. @returns {Value[]} */
  get values() {
    return this.#names.map((name) => ({ name, ...valueOf(name, this.#x) }));
  }

  /** @param {Name} name */
  #makeRow(name) {
    const box = /** @type {HTMLInputElement} */ (set(make("input"), { type: "checkbox" }));
    box.addEventListener("change", () => {
      const names = kElementwiseNames.filter((one) => this.#rows.get(one)?.box.checked);
      this.#change({ name: names.join(" ") });
    });
    const swatch = svg("svg", { class: `swatch ${name}`, viewBox: "0 0 32 16", "aria-hidden": "true" });
    swatch.append(
      svg("path", { d: "M0 4H32" }),
      svg("path", { d: "M0 12H32", "stroke-dasharray": lookOf(name)[1], class: "slope" }),
    );
    const label = make("label", "", box, swatch, make("code", "", name));
    const cells = [make("td"), make("td")];
    this.#rows.set(name, { box, cells });
    return make("tr", "", set(make("th", "", label), { scope: "row" }), ...cells);
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
        const formula = make("span", "note", saysOf(name)[i]);
        cells[i].replaceChildren(...(box.checked ? [text, formula] : []));
      });
      set(cells[1], { hidden: !this.#slopes });
    }
    this.#kinks.textContent =
      this.#x === 0 && this.#slopes ? this.#names.flatMap((name) => this.#kinkOf(name)).join(" ") : "";
  }

  /** What is to be said of a function's derivative at 0. @param {Name} name @returns {string[]} */
  #kinkOf(name) {
    if (jumps(name)) return [this.words.text("activation.jump")];
    const [left, right] = [-kNear, kNear].map((x) => valueOf(name, x).slope);
    if (Math.abs(left - right) < 1e-3) return [];
    return [this.words.text("activation.kink", { name, slope: this.words.brief(valueOf(name, 0).slope) })];
  }

  /** @param {number} slope */
  #slope(slope) {
    return Number.isNaN(slope) ? this.words.text("activation.none") : this.words.brief(slope);
  }

  #draw() {
    const xs = sampled(this.#range);
    const lines = this.#names.map((name) => {
      const ys = [...activate(name, xs).values];
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
      set(plot.line(points(slopes), name), { "stroke-dasharray": lookOf(name)[1] });
      plot.line(points(ys), name);
    }
    /** @type {Label[]} */
    const labels = [];
    for (const { name, ys } of lines) {
      const label = placeLabel(name, ys, lines.map((line) => line.ys), labels, [low, high]); // prettier-ignore
      if (!label) continue;
      labels.push(label);
      plot.text(xs[label.sample], ys[label.sample], name, `name ${name}`, label.below);
    }
    for (const { name, y, slope } of this.values) {
      if (this.#slopes && within(slope)) plot.dot(this.#x, slope, name);
      if (within(y)) plot.dot(this.#x, y, name);
    }
  }
}

/** @param {Name} name @param {number} x @returns {{ y: number, slope: number }} */
function valueOf(name, x) {
  const y = activate(name, x);
  return { y, slope: slopeAt(name, x, y) };
}

/** A jump has no slope; at a kink the engine takes the one on its left. @param {Name} name @param {number} x @param {number} y */
function slopeAt(name, x, y) {
  const { slope = () => 0, alpha = 0 } = kFormulas[name];
  return x === 0 && jumps(name) ? NaN : slope(y, alpha);
}

/** Whether there is a jump at 0. @param {Name} name */
const jumps = (name) => !kFormulas[name].slope;

/** Function and derivative in words, with alpha as a number. @param {Name} name */
const saysOf = (name) => kFormulas[name].says.map((text) => text.replaceAll("α", String(kFormulas[name].alpha)));

/**
 * Finds room for a function's name beside its line: where the fewest points of lines and no other names lie. Measures
 * are shares of the picture, roughly.
 *
 * @param {Name} name
 * @param {number[]} ys of its line
 * @param {number[][]} all lines that are drawn
 * @param {Label[]} taken
 * @param {readonly [low: number, high: number]} range of y
 * @returns {Label | undefined} undefined if all of the line is outside of the picture
 */
function placeLabel(name, ys, all, taken, [low, high]) {
  const up = (/** @type {number} */ y) => (y - low) / (high - low);
  /** @type {Label | undefined} */
  let best;
  for (let sample = 0; sample < ys.length; sample += 6) {
    if (ys[sample] < low || ys[sample] > high) continue;
    for (const below of [-6, 16]) {
      const left = sample / ys.length + 0.015;
      const bottom = up(ys[sample]) - below / 190 - 0.03;
      /** @type {Label} */
      const label = { sample, below, left, bottom, right: left + 0.021 * name.length, top: bottom + 0.1, crowd: 0 };
      if (label.right > 1 || bottom < 0 || label.top > 1) continue;
      const [from, to] = [label.left, label.right].map((share) => Math.round(share * ys.length));
      for (const line of all) {
        for (let i = from; i < to; i++) label.crowd += Number(up(line[i]) > bottom && up(line[i]) < label.top);
      }
      const meets = (/** @type {Label} */ other) =>
        label.left < other.right && other.left < label.right && bottom < other.top && other.bottom < label.top;
      if (taken.some(meets)) label.crowd += ys.length;
      if (!best || label.crowd < best.crowd) best = label;
    }
  }
  return best;
}

/** Where lines are drawn through: 0 among them, and a point so close to it that a jump is upright. @param {number} range */
function sampled(range) {
  const xs = Array.from({ length: kSamples + 1 }, (_, i) => (i / kSamples - 0.5) * 2 * range);
  xs.splice(kSamples / 2 + 1, 0, 1e-6);
  return Float32Array.from(xs);
}
