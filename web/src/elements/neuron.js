// @ts-check
import { sigmoid, step } from "../engine/activations.js";
import { add, dot } from "../engine/matrix.js";
import { GliaElement } from "./element.js";
import { make, set, svg } from "../ui/dom.js";
import { numberField } from "../ui/number-field.js";
import { kPlotStyles, Plot } from "../ui/plot.js";
import { fillTable } from "../ui/table.js";

/** @typedef {[x: number, y: number]} Point */

/** The four inputs, in the order of the rows and of `outputs`. @type {readonly Point[]} */
const kInputs = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];
/** @type {Record<string, number[]>} */
const kGates = { and: [0, 0, 0, 1], or: [0, 1, 1, 1], nand: [1, 1, 1, 0], xor: [0, 1, 1, 0] };
const kNames = ["w₁", "w₂", "b"];
const kMost = 5;
/** The part of each axis that the plane shows. */
const kRange = /** @type {const} */ ([-0.5, 1.5]);
/** @type {Point[]} */
const kCorners = [
  [-0.5, -0.5],
  [1.5, -0.5],
  [1.5, 1.5],
  [-0.5, 1.5],
];

/**
 * `<glia-neuron gate="nand">`: a neuron with two inputs, its truth table beside that of a gate, and its dividing line.
 *
 * @fires change  the user changed a weight or the bias
 */
export class GliaNeuron extends GliaElement {
  static tag = "neuron";
  static about = "One neuron with two inputs: its sum, its truth table and its dividing line";
  static events = { change: "the user changed a weight or the bias" };
  // The default neuron is none of the gates.
  static attributes = {
    weights: /** @type {const} */ ({
      kind: "numbers",
      default: [1, -1],
      fewest: 2,
      longest: 2,
      least: -kMost,
      most: kMost,
      about: "the two weights",
    }),
    bias: /** @type {const} */ ({
      kind: "number",
      default: -0.5,
      least: -kMost,
      most: kMost,
      about: "the bias, added to the weighted inputs",
    }),
    gate: /** @type {const} */ ({
      kind: "choice",
      default: "none",
      of: ["none", ...Object.keys(kGates)],
      about: "the gate to compare the neuron with",
    }),
    activation: /** @type {const} */ ({
      kind: "choice",
      default: "step",
      of: ["step", "sigmoid"],
      about: "the activation, from the sum to the output",
    }),
  };
  static styles = `${kPlotStyles}
    .sides { display: grid; gap: 1rem 2rem; }
    @container (min-width: 38rem) { .sides { grid-template-columns: 1fr 1fr; } }
    .knobs { display: grid; grid-template-columns: auto 1fr auto; gap: 0.25rem 0.75rem; align-items: center; }
    .knobs input { min-width: 0; }
    .body { display: block; max-width: 24rem; margin-inline: auto; }
    .cell { fill: var(--paper); stroke: var(--edge); }
    .cell.on { fill: var(--tint); stroke: var(--accent); stroke-width: 2; }
    .body text { fill: var(--ink); font-size: 15px; text-anchor: middle; }
    table { width: 100%; white-space: nowrap; }
    td, th { padding-inline: 0.25rem; }
    td label { min-width: 2.75rem; justify-content: center; }
    .chosen { background: var(--tint); }
    .wrong { color: var(--against); font-weight: 650; }
    .plot .side { fill: var(--tint); stroke: none; }
    .plot .dot { stroke: var(--accent); }
    .plot .off { fill: var(--paper); }
  `;

  /** @type {number[]} w₁, w₂, b */ #numbers = [];
  /** @type {number[]} */ #sums = [];
  /** @type {number[]} */ #outputs = [];
  #gate = "none";
  #activation = "step";
  #chosen = 1;

  /** A slider and a field for each number. @type {HTMLInputElement[][]} */ #knobs = kNames.map((_, i) => {
    const onInput = (/** @type {number} */ value) =>
      this.#change(this.#numbers.map((old, j) => (j === i ? value : old)));
    const range = set(make("input"), { type: "range", min: -kMost, max: kMost, step: 0.1 });
    range.addEventListener("input", () => onInput(/** @type {HTMLInputElement} */ (range).valueAsNumber));
    return [/** @type {HTMLInputElement} */ (range), numberField({ value: 0, least: -kMost, most: kMost, onInput })];
  });
  #body = svg("svg", { class: "body", viewBox: "0 0 360 150", "aria-hidden": "true" });
  #formula = make("p", "number");
  #table = make("table");
  #verdict = make("p");
  #plot = new Plot();
  #caption = make("p", "note");

  build() {
    const knobs = make("div", "knobs", ...this.#knobs.flatMap((pair, i) => [kNames[i], ...pair]));
    const left = make("div", "", knobs, this.#plot.element, this.#caption);
    const right = make("div", "", this.#body, this.#formula, make("div", "scroll", this.#table), this.#verdict);
    this.figure.append(make("div", "sides", left, right));
    this.#table.addEventListener("change", ({ target }) => {
      this.#chosen = Number(/** @type {HTMLInputElement} */ (target).value);
      this.#show();
    });
  }

  relabel() {
    const { words } = this;
    set(this.figure, { "aria-label": words.text("neuron.label") });
    this.#knobs.forEach((pair, i) => {
      const name = words.text(i < 2 ? "neuron.weight" : "neuron.bias", { name: kNames[i] });
      for (const knob of pair) set(knob, { "aria-label": name });
    });
    this.#makeTable();
    this.#show();
  }

  update() {
    const [weights, bias, gate, activation] = ["weights", "bias", "gate", "activation"].map((name) => this.value(name));
    this.#numbers = [...weights, bias];
    this.#gate = gate;
    this.#activation = activation;
    this.#knobs.forEach((pair, i) => {
      for (const knob of pair) {
        if (knob.valueAsNumber !== this.#numbers[i]) knob.value = String(this.#numbers[i]);
      }
    });
    const sums = add(
      dot(
        kInputs.map(([a, b]) => [a, b]),
        weights,
      ),
      bias,
    );
    this.#sums = /** @type {number[]} */ (sums.toArray());
    this.#outputs = /** @type {number[]} */ ((activation === "step" ? step : sigmoid)(sums).toArray());
    this.#makeTable();
    this.#show();
    this.ready();
  }

  /** The outputs for (0, 0), (1, 0), (0, 1) and (1, 1). @returns {number[]} */
  get outputs() {
    return [...this.#outputs];
  }

  /** The sums that the outputs come from. @returns {number[]} */
  get sums() {
    return [...this.#sums];
  }

  /** Whether every output is on the same side of ½ as that of the gate; false without a gate. */
  get solved() {
    return this.#right === kInputs.length;
  }

  get #right() {
    return kGates[this.#gate]?.filter((_, i) => this.#isRight(i)).length ?? 0;
  }

  /** @param {number} i */
  #isRight(i) {
    return kGates[this.#gate][i] === Number(this.#outputs[i] > 0.5);
  }

  /** @param {number[]} numbers */
  #change([w1, w2, bias]) {
    set(this, { weights: `${w1} ${w2}`, bias });
    this.update();
    this.emit("change");
    this.say(this.#verdict.textContent || this.#outputs.map((output) => this.words.brief(output)).join(" "));
  }

  #makeTable() {
    const { words } = this;
    const head = ["", "x₁", "x₂", words.text("neuron.sum"), words.text("neuron.output")];
    const gate = kGates[this.#gate] && this.#gate.toUpperCase();
    if (gate) head.push(gate);
    // Rows are replaced only if the head changes, so that the focus stays.
    const shown = head.join();
    if (shown === this.#head) return;
    this.#head = shown;
    const rows = kInputs.map((input, i) => {
      const radio = set(make("input"), {
        type: "radio",
        name: "row",
        value: i,
        checked: i === this.#chosen,
        "aria-label": words.text("neuron.row", { a: input[0], b: input[1] }),
      });
      const cells = head.slice(3).map(() => make("td"));
      return make(
        "tr",
        "",
        make("td", "", make("label", "", radio)),
        ...input.map((x) => make("td", "", `${x}`)),
        ...cells,
      );
    });
    fillTable(this.#table, head, rows);
  }

  #head = "";

  #show() {
    if (this.#sums.length === 0) return;
    const { words } = this;
    const wanted = kGates[this.#gate];
    const gate = this.#gate.toUpperCase();
    /** @type {HTMLTableElement} */ (this.#table).tBodies[0].querySelectorAll("tr").forEach((row, i) => {
      row.className = i === this.#chosen ? "chosen" : "";
      row.cells[3].textContent = words.brief(this.#sums[i]);
      row.cells[4].textContent = words.brief(this.#outputs[i]);
      if (!wanted) return;
      const right = this.#isRight(i);
      row.cells[5].className = right ? "" : "wrong";
      row.cells[5].replaceChildren(
        `${wanted[i]} `,
        set(make("span", "", right ? "✓" : "✗"), { "aria-hidden": "true" }),
        make("span", "unseen", words.text(right ? "neuron.right" : "neuron.wrong")),
      );
    });
    this.#verdict.textContent = wanted
      ? words.text(this.solved ? "neuron.solved" : "neuron.count", { gate, count: this.#right })
      : "";
    this.#caption.textContent = words.text(wanted ? "neuron.points" : "neuron.points.none", { gate });
    this.#showSum();
    this.#showPlane();
  }

  /** Draws the neuron with the numbers of the chosen row. */
  #showSum() {
    const say = (/** @type {number} */ value) => this.words.brief(value);
    const [sum, output] = [this.#sums[this.#chosen], this.#outputs[this.#chosen]];
    const [numbers, [x1, x2]] = [this.#numbers.map(say), kInputs[this.#chosen]];
    const signed = this.#numbers.map((value, i) => (value < 0 ? `(${numbers[i]})` : numbers[i]));
    const result = this.#activation === "step" ? `${sum > 0 ? "> 0" : "≤ 0"} → ${say(output)}` : `→ σ = ${say(output)}`;
    this.#formula.textContent = `w₁x₁ + w₂x₂ + b = ${signed[0]}·${x1} + ${signed[1]}·${x2} + ${signed[2]} = ${say(sum)} ${result}`;

    /** @type {[x: number, y: number, r: number, on: boolean][]} */
    const cells = [
      [45, 35, 20, x1 > 0],
      [45, 125, 20, x2 > 0],
      [185, 80, 36, sum > 0],
      [310, 80, 30, output > 0.5],
    ];
    /** @type {[x: number, y: number, text: string][]} */
    const texts = [
      [12, 40, "x₁"],
      [45, 40, `${x1}`],
      [12, 130, "x₂"],
      [45, 130, `${x2}`],
      [120, 48, `× ${numbers[0]}`],
      [120, 124, `× ${numbers[1]}`],
      [185, 20, `b = ${numbers[2]}`],
      [185, 75, "Σ"],
      [185, 95, say(sum)],
      [250, 74, this.#activation === "step" ? "> 0 ?" : "σ"],
      [310, 85, say(output)],
      [351, 85, "y"],
    ];
    this.#body.replaceChildren(
      svg("path", { class: "cell", d: "M45 35L185 80L45 125M185 28V80H310" }),
      ...cells.map(([cx, cy, r, on]) => svg("circle", { class: on ? "cell on" : "cell", cx, cy, r })),
      ...texts.map(([x, y, text]) => svg("text", { x, y }, text)),
    );
  }

  #showPlane() {
    const [w1, w2, bias] = this.#numbers;
    const { side, border } = half(([x, y]) => w1 * x + w2 * y + bias);
    const wanted = kGates[this.#gate] ?? this.#outputs;
    this.#plot.scale(kRange, kRange, (value) => this.words.brief(value));
    this.#plot.clear();
    this.#plot.line(side, "side");
    this.#plot.line(border);
    kInputs.forEach(([x, y], i) => this.#plot.dot(x, y, wanted[i] > 0.5 ? "" : "off"));
  }
}

/**
 * The part of the plane where a linear function is above 0, as a polygon, and the line where it is 0.
 *
 * @param {(point: Point) => number} sum
 * @returns {{ side: Point[], border: Point[] }}
 */
function half(sum) {
  /** @type {Point[]} */ const side = [];
  /** @type {Point[]} */ const border = [];
  kCorners.forEach((from, i) => {
    const to = kCorners[(i + 1) % kCorners.length];
    const [here, there] = [sum(from), sum(to)];
    if (here > 0) side.push(from);
    if (here > 0 === there > 0) return;
    const share = here / (here - there);
    /** @type {Point} */
    const crossing = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    side.push(crossing);
    border.push(crossing);
  });
  return { side, border };
}
