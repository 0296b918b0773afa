// @ts-check
import { GliaError } from "../base/errors.js";
import { kActivations } from "../spec/activations.js";
import { NetworkElement } from "./network-element.js";
import { Chain } from "../ui/chain.js";
import { button, make, set } from "../ui/dom.js";
import { formula } from "../ui/formula.js";
import { Small, subscripted } from "../ui/small.js";
import { bodyRow } from "../ui/table.js";

/** @typedef {import("../ui/small.js").Pass} Pass */
/** @typedef {import("../ui/small.js").Unit} Unit */
/** @typedef {import("../ui/small.js").Parameter} Parameter */

/** @param {number[]} input @param {number[][][]} weights @param {number[][]} biases @param {string[]} activations */
const network = (input, weights, biases, activations) => ({
  input,
  layers: weights.map((rows, i) => ({ weights: rows, bias: biases[i], activation: activations[i] })),
});

const kNotes = ["sigmoid", "sigmoid", "identity"];
// prettier-ignore
const kFirst = [[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]];
// prettier-ignore
const kSecond = [[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]];
// prettier-ignore
const kBiases = [[0.1, 0.2, 0.3], [0.1, 0.2], [0.1, 0.2]];

/** The worked examples of the notes. @type {Record<string, unknown>} */
// prettier-ignore
const kExamples = {
  "three-layer-day52": network([1, 0.5], [kFirst, kSecond, [[0.1, 0.2], [0.2, 0.3]]], kBiases, kNotes),
  "three-layer-chapter3": network(
    [1, 0.5],
    [[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]], [[0.1, 0.2], [0.4, 0.5], [0.3, 0.6]], [[0.1, 0.3], [0.4, 0.2]]],
    [[0.2, 0.4, 0.8], [0.5, 0.3], [0.5, 0.3]],
    kNotes,
  ),
  "three-layer-book": network([1, 0.5], [kFirst, kSecond, [[0.1, 0.3], [0.2, 0.4]]], kBiases, kNotes),
  "relu-exercise-day52": network(
    [2, 5],
    [[[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4], [5, 6]], [[1], [2]]],
    [[0, 0, 0], [0, 0], [0]],
    ["relu", "identity", "identity"],
  ),
};

/**
 * `<glia-forward example="relu-exercise-day52">`: a small network as a graph, with every number editable, and its
 * calculation layer by layer. The property `spec` takes any network of up to 4 layers of 5 units; `values` and `output` are
 * what it computes.
 *
 * @fires change  the user changed a number
 */
export class GliaForward extends NetworkElement {
  static tag = "forward";
  static about = "A small network as a graph, with every weight and value on it";
  static events = { change: "the user changed a number" };
  static attributes = {
    example: /** @type {const} */ ({
      kind: "choice",
      default: "three-layer-day52",
      of: Object.keys(kExamples),
      about: "the worked example of the notes to start with",
    }),
  };

  #first = button("", () => this.#go(0));
  #next = button("primary", () => this.#go(this.#stage + 1));
  #all = button("", () => this.#go(Infinity));
  #layers = make("ol");
  #inputs = make("div", "row");
  #choice = /** @type {HTMLSelectElement} */ (make("select"));
  #choiceName = make("span");
  #foot = make("tfoot");
  #formulas = make("div");

  /** @type {Pass | null} */ #pass = null;
  /** The number of layers computed so far. */
  #stage = 0;
  /** The selected neuron: its column and row. */
  #chosen = [1, 0];
  #turn = 0;

  /** The sums of every layer and its outputs after the activation, shown or not. @returns {{ sums: number[], outputs: number[] }[]} */
  get values() {
    const { z, a } = this.#pass ?? { z: [], a: [] };
    return z.slice(1).map((sums, i) => ({ sums: [...sums], outputs: [...a[i + 1]] }));
  }

  /** The outputs of the last layer. @returns {number[]} */
  get output() {
    return [...(this.#pass?.a.at(-1) ?? [])];
  }

  build() {
    this.#choice.addEventListener("change", () => {
      const [column, row] = this.#choice.value.split(" ").map(Number);
      this.#look(column, row);
    });
    this.figure.append(
      this.graph.element,
      make("div", "row", this.#first, this.#next, this.#all, this.restore),
      this.#layers,
      this.#inputs,
      make("label", "", this.#choiceName, this.#choice),
      make("div", "row", make("table", "", this.head, this.body, this.#foot), this.#formulas),
    );
  }

  relabel() {
    const { words } = this;
    set(this.figure, { "aria-label": words.text("forward.label") });
    this.#first.textContent = words.text("forward.first");
    this.#next.textContent = words.text("forward.next");
    this.#all.textContent = words.text("forward.all");
    this.restore.textContent = words.text("net.restore");
    this.#choiceName.textContent = words.text("forward.neuron");
    this.nameColumns(["forward.from", "forward.value", "forward.weight", "forward.product"]);
    this.#lay();
  }

  update() {
    const source = this.given ?? this.value("example");
    if (source !== this.source) this.take(source, false);
  }

  /** @param {unknown} source @param {boolean} byHand */
  take(source, byHand) {
    this.small = new Small(typeof source === "string" ? kExamples[source] : source, kActivations);
    this.source = source;
    this.#pass = null;
    this.#chosen = [1, 0];
    this.#stage = this.small.activations.length;
    this.#compute(byHand);
  }

  changed() {
    this.#compute(true);
  }

  /** @param {boolean} byHand */
  async #compute(byHand) {
    const turn = ++this.#turn;
    try {
      const pass = await /** @type {Small} */ (this.small).forward();
      if (turn !== this.#turn) return;
      const isNew = !this.#pass;
      this.#pass = pass;
      if (isNew) this.#lay();
      else this.#show();
    } catch (error) {
      if (!(error instanceof GliaError)) throw error;
      this.complain(error);
      return;
    }
    this.ready();
    if (!byHand) return;
    this.emit("change");
    this.say(this.words.text("forward.output", { numbers: this.#list(this.output) }));
  }

  /** @param {number} stage */
  #go(stage) {
    if (!this.#pass) return;
    this.#stage = Math.min(stage, this.#layers.childElementCount);
    if (this.#stage === 0) return this.#lay();
    this.#look(this.#stage, 0);
    this.say(this.#layers.children[this.#stage - 1].textContent ?? "");
  }

  /** @param {Unit} unit @param {Parameter} [weight] */
  choose({ column, row }, weight) {
    if (column === 0) return;
    this.#look(column, row);
    if (weight?.from) this.body.querySelectorAll("input")[weight.from.row].focus();
  }

  /** @param {number} column @param {number} row */
  #look(column, row) {
    this.#chosen = [column, row];
    this.#lay();
    this.say(this.#formulas.textContent ?? "");
  }

  /** Makes the fields for the network and the selected neuron, and shows them. */
  #lay() {
    const { small, words } = this;
    if (!small || !this.#pass) return;
    this.fields = [];
    this.#inputs.replaceChildren(...this.labeledFields("input", "x"));
    const [column, row] = this.#chosen;
    const unit = small.columns[column][row];
    this.#choice.replaceChildren(
      ...small.columns.slice(1).flatMap((units, i) =>
        units.map((one) => {
          const text = `${subscripted(one.name)} (${words.text("forward.layer", { n: i + 1 })})`;
          return set(make("option", "", text), { value: `${i + 1} ${one.row}`, selected: one === unit });
        }),
      ),
    );
    this.body.replaceChildren(
      ...unit.into.map((one) => {
        const name = one.from ? subscripted(one.from.name) : words.text("forward.bias");
        return bodyRow(name, ["", this.parameterField(one), ""]);
      }),
    );
    this.#show();
  }

  #show() {
    const { small, words } = this;
    const pass = this.#pass;
    if (!small || !pass) return;
    const { z, a } = pass;
    const [column, row] = this.#chosen;
    const unit = small.columns[column][row];
    this.refill();
    const whole = small.activations.length;
    set(this.#first, { "aria-disabled": String(this.#stage === 0) });
    for (const one of [this.#next, this.#all]) set(one, { "aria-disabled": String(this.#stage === whole) });
    this.graph.show({
      small,
      inside: (one) => (one.column > this.#stage ? "?" : words.brief(a[one.column][one.row])),
      brief: (value) => words.brief(value),
      chosen: (one) => one === unit,
    });
    this.#layers.replaceChildren(
      ...small.activations.map((_, i) => make("li", "number", this.#sayLayer(small, pass, i + 1))),
    );

    const entered = this.#stage >= column - 1;
    unit.into.forEach(({ from, index }, i) => {
      const { cells } = this.body.rows[i];
      const value = from ? a[from.column][from.row] : 1;
      if (from) cells[1].textContent = entered ? this.written(value) : "?";
      cells[3].textContent = entered || !from ? this.written(Math.fround(value * small.values[index])) : "?";
    });
    const done = this.#stage >= column;
    const results = { [words.text("forward.sum")]: z, [small.activations[column - 1]]: a };
    this.#foot.replaceChildren(
      ...Object.entries(results).map(([name, values]) => {
        const head = set(make("th", "", name), { scope: "row", colspan: 3 });
        return make("tr", "", head, make("td", "", done ? this.written(values[column][row]) : "?"));
      }),
    );
    const chain = new Chain(small, pass, (value) => this.written(value));
    this.#formulas.replaceChildren(...(done ? chain.forward(unit).map(formula) : []));
  }

  /** The shapes of a layer and, once it is computed, its values. @param {Small} small @param {Pass} pass @param {number} column */
  #sayLayer({ columns, activations }, { z, a }, column) {
    const [inputs, units] = [columns[column - 1].length, columns[column].length];
    const bias = columns[column][0].into.length > inputs ? ` + (${units})` : "";
    const shapes = `(1, ${inputs}) · (${inputs}, ${units})${bias} = (1, ${units})`;
    if (column > this.#stage) return shapes;
    return `${shapes}: ${this.#list(z[column])} → ${activations[column - 1]} → ${this.#list(a[column])}`;
  }

  /** @param {number[]} values */
  #list(values) {
    return `[${values.map((value) => this.written(value)).join(", ")}]`;
  }
}
