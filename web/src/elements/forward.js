// @ts-check
import { GliaError, sizes } from "../core/errors.js";
import { ACTIVATIONS } from "../core/spec.js";
import { NetworkElement } from "./network-element.js";
import { Chain } from "./parts/chain.js";
import { button, make, set } from "./parts/dom.js";
import { formula } from "./parts/formula.js";
import { forward, parametersOf, read, subscripted, takeSmall, unitNames, write } from "./parts/small.js";

/** @typedef {import("./parts/small.js").Small} Small */
/** @typedef {import("./parts/small.js").SmallValues} SmallValues */
/** @typedef {import("./parts/small.js").Parameter} Parameter */

/** @param {number[]} input @param {number[][][]} weights @param {number[][]} biases @param {string[]} activations */
const network = (input, weights, biases, activations) => ({
  input,
  layers: weights.map((rows, i) => ({ weights: rows, bias: biases[i], activation: activations[i] })),
});

const kNotes = ["sigmoid", "sigmoid", "identity"];
const kFirst = [[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]; // prettier-ignore
const kSecond = [[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]; // prettier-ignore
const kBiases = [[0.1, 0.2, 0.3], [0.1, 0.2], [0.1, 0.2]]; // prettier-ignore

/** The worked examples of the notes. @type {Record<string, unknown>} */
const kExamples = {
  "three-layer-day52": network([1, 0.5], [kFirst, kSecond, [[0.1, 0.2], [0.2, 0.3]]], kBiases, kNotes), // prettier-ignore
  "three-layer-chapter3": network(
    [1, 0.5],
    [[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]], [[0.1, 0.2], [0.4, 0.5], [0.3, 0.6]], [[0.1, 0.3], [0.4, 0.2]]],
    [[0.2, 0.4, 0.8], [0.5, 0.3], [0.5, 0.3]],
    kNotes,
  ), // prettier-ignore
  "three-layer-book": network([1, 0.5], [kFirst, kSecond, [[0.1, 0.3], [0.2, 0.4]]], kBiases, kNotes), // prettier-ignore
  "relu-exercise-day52": network(
    [2, 5],
    [[[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4], [5, 6]], [[1], [2]]],
    [[0, 0, 0], [0, 0], [0]],
    ["relu", "identity", "identity"],
  ), // prettier-ignore
};

/**
 * `<glia-forward example="relu-exercise-day52">`: a small network as a graph, every number of it editable, and its
 * calculation layer by layer. Property `spec`: any network of up to 4 layers of 5 units; `values` and `output` are what
 * it computes.
 *
 * @fires change  a number was changed by hand
 */
export class GliaForward extends NetworkElement {
  static tag = "forward";
  static attributes = {
    example: /** @type {const} */ ({
      kind: "choice",
      default: "three-layer-day52",
      of: Object.keys(kExamples),
      about: "which of the notes' networks it opens on",
    }),
  };
  #first = button("", () => this.#go(0));
  #next = button("primary", () => this.#go(this.#stage + 1));
  #all = button("", () => this.#go(Infinity));
  #restore = button("", () => this.#take(this.source, true));
  #layers = make("ol");
  #inputs = make("div", "row");
  #choice = /** @type {HTMLSelectElement} */ (make("select"));
  #choiceName = make("span");
  #foot = make("tfoot");
  #formulas = make("div");

  /** @type {SmallValues[]} */ #values = [];
  /** Layers that are computed so far. */
  #stage = 0;
  /** @type {readonly [layer: number, unit: number]} */ #chosen = [0, 0];
  #turn = 0;

  /** Every layer's sums before its activation and its outputs after it, however many are shown. @returns {SmallValues[]} */
  get values() {
    return structuredClone(this.#values);
  }

  /** The outputs of the last layer. @returns {number[]} */
  get output() {
    return [...(this.#values[this.#values.length - 1]?.outputs ?? [])];
  }

  build() {
    this.#choice.addEventListener("change", () => {
      const [layer, unit] = this.#choice.value.split(" ").map(Number);
      this.choose(layer, unit);
    });
    const table = make("table", "sum", this.head, this.body, this.#foot);
    this.figure.append(
      this.graph.element,
      make("div", "row", this.#first, this.#next, this.#all, this.#restore),
      this.#layers,
      this.#inputs,
      make("label", "", this.#choiceName, this.#choice),
      make("div", "scroll", table),
      this.#formulas,
    );
  }

  relabel() {
    const { words } = this;
    set(this.figure, { "aria-label": words.text("forward.label") });
    this.#first.textContent = words.text("forward.first");
    this.#next.textContent = words.text("forward.next");
    this.#all.textContent = words.text("forward.all");
    this.#restore.textContent = words.text("net.restore");
    this.#choiceName.textContent = words.text("forward.neuron");
    this.nameColumns(["forward.from", "forward.value", "forward.weight", "forward.product"]);
    if (this.#values.length > 0) this.#lay();
  }

  update() {
    const source = this.given ?? this.value("example");
    if (source === this.source) return;
    this.#take(source, false);
  }

  /** @param {unknown} source @param {boolean} byHand */
  #take(source, byHand) {
    const small = takeSmall(typeof source === "string" ? kExamples[source] : source, ACTIVATIONS);
    this.source = source;
    this.small = small;
    this.#chosen = [0, 0];
    this.#stage = small.layers.length;
    this.#values = [];
    this.#compute(byHand, true);
  }

  /** @param {boolean} byHand @param {boolean} [isNew] another network, so that other fields are needed */
  async #compute(byHand, isNew = false) {
    if (!this.small) return;
    const turn = ++this.#turn;
    try {
      const values = await forward(this.small);
      if (turn !== this.#turn) return;
      this.#values = values;
    } catch (error) {
      if (!(error instanceof GliaError)) throw error;
      this.complain(error);
      return;
    }
    if (isNew) this.#lay();
    else this.#show();
    this.ready();
    if (!byHand) return;
    this.emit("change");
    this.say(this.words.text("forward.output", { numbers: this.#list(this.output) }));
  }

  /** @param {number} stage */
  #go(stage) {
    if (this.#values.length === 0) return;
    const before = this.#stage;
    this.#stage = Math.min(stage, this.#values.length);
    if (this.#stage > 0 && this.#stage !== before) this.#chosen = [this.#stage - 1, 0];
    this.#lay();
    if (this.#stage > 0) this.say(this.#layers.children[this.#stage - 1].textContent ?? "");
  }

  /** @param {number} layer @param {number} unit @param {number} [from] whose weight is to be changed */
  choose(layer, unit, from) {
    if (this.#values.length === 0) return;
    this.#chosen = [layer, unit];
    this.#lay();
    if (from !== undefined) this.body.querySelectorAll("input")[from]?.focus();
    else this.say(this.#formulas.textContent ?? "");
  }

  /** @param {() => void} change */
  #put(change) {
    change();
    this.#compute(true);
  }

  /** Makes the fields for the network and the neuron chosen, and shows. */
  #lay() {
    const small = /** @type {Small} */ (this.small);
    const { words } = this;
    const names = unitNames(small);
    this.fields = [];
    this.#inputs.replaceChildren(
      ...small.input.map((_, i) => {
        const name = subscripted(names[0][i]);
        const field = this.field(
          () => small.input[i],
          (value) => this.#put(() => (small.input[i] = value)),
          words.text("net.input", { name }),
        );
        return make("label", "", name, field);
      }),
    );
    const [layer, unit] = this.#chosen;
    this.#choice.replaceChildren(
      ...names.slice(1).flatMap((units, i) =>
        units.map((name, j) => {
          const text = `${subscripted(name)} (${words.text("forward.layer", { n: i + 1 })})`;
          return set(make("option", "", text), { value: `${i} ${j}`, selected: i === layer && j === unit });
        }),
      ),
    );
    const into = parametersOf(small).filter((one) => one.layer === layer && one.to === unit);
    const to = subscripted(names[layer + 1][unit]);
    this.body.replaceChildren(
      ...into.map((one) => {
        const from = subscripted(names[layer][one.from] ?? one.name);
        const field = this.field(
          () => read(small.layers, one),
          (value) => this.#put(() => write(small.layers, one, value)),
          one.from < 0 ? words.text("net.bias", { to }) : words.text("net.weight", { from, to }),
        );
        const head = set(make("th", "", one.from < 0 ? words.text("forward.bias") : from), { scope: "row" });
        return make("tr", "", head, make("td"), make("td", "", field), make("td"));
      }),
    );
    this.#show();
  }

  #show() {
    const small = /** @type {Small} */ (this.small);
    const { words } = this;
    const [layer, unit] = this.#chosen;
    this.refill();
    set(this.#first, { "aria-disabled": String(this.#stage === 0) });
    for (const one of [this.#next, this.#all])
      set(one, { "aria-disabled": String(this.#stage === small.layers.length) });
    this.graph.show({
      small,
      value: (column, i) => {
        if (column > this.#stage) return "?";
        return words.brief(column > 0 ? this.#values[column - 1].outputs[i] : small.input[i]);
      },
      brief: (weight) => words.brief(weight),
      chosen: (column, to) => column === layer && to === unit,
    });
    this.#layers.replaceChildren(...small.layers.map((_, i) => make("li", "number", this.#sayLayer(small, i))));

    const entering = layer > 0 ? this.#values[layer - 1].outputs : small.input;
    const known = this.#stage >= layer;
    const into = parametersOf(small).filter((one) => one.layer === layer && one.to === unit);
    into.forEach((one, i) => {
      const { cells } = /** @type {HTMLTableRowElement} */ (this.body.children[i]);
      const weight = read(small.layers, one);
      if (one.from >= 0) cells[1].textContent = known ? this.written(entering[one.from]) : "?";
      const product = one.from < 0 ? weight : Math.fround(weight * entering[one.from]);
      cells[3].textContent = known || one.from < 0 ? this.written(product) : "?";
    });
    const { sums, outputs } = this.#values[layer];
    const done = this.#stage > layer;
    this.#foot.replaceChildren(
      ...[
        [words.text("forward.sum"), sums[unit]],
        [small.layers[layer].activation, outputs[unit]],
      ].map(([name, value]) => {
        const head = set(make("th", "", String(name)), { scope: "row", colspan: 3 });
        return make("tr", "", head, make("td", "", done ? this.written(Number(value)) : "?"));
      }),
    );
    const chain = new Chain(small, this.#values, (value) => this.written(value));
    this.#formulas.replaceChildren(...(done ? chain.forward(layer, unit).map(formula) : []));
  }

  /** Shapes and values of a layer. @param {Small} small @param {number} i */
  #sayLayer({ layers }, i) {
    const { weights, bias, activation } = layers[i];
    const [inputs, units] = [weights.length, weights[0].length];
    const shapes = `[1, ${inputs}] · ${sizes([inputs, units])}${bias ? ` + [${units}]` : ""} = [1, ${units}]`;
    const name = this.words.text("forward.layer", { n: i + 1 });
    if (i >= this.#stage) return `${name}: ${shapes}`;
    const { sums, outputs } = this.#values[i];
    return `${name}: ${shapes}: ${this.#list(sums)} → ${activation} → ${this.#list(outputs)}`;
  }

  /** @param {number[]} values */
  #list(values) {
    return `[${values.map((value) => this.written(value)).join(", ")}]`;
  }
}
