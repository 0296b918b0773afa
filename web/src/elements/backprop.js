// @ts-check
import { DivergedError, GliaError } from "../base/errors.js";
import { NetworkElement } from "./network-element.js";
import { kSlopes, numericalSlope } from "../ui/chain.js";
import { button, make, set } from "../ui/dom.js";
import { formula } from "../ui/formula.js";
import { numberField, showNumber } from "../ui/number-field.js";
import { kMost, Small, subscripted } from "../ui/small.js";
import { explain, isAbout, plainName, stagesOf, writeError } from "../ui/steps.js";
import { bodyRow } from "../ui/table.js";

/** @typedef {import("../ui/small.js").Step} Step */
/** @typedef {import("../ui/small.js").Unit} Unit */
/** @typedef {import("../ui/small.js").Parameter} Parameter */
/** @typedef {import("../ui/steps.js").Stage} Stage */

const kPause = 900; // milliseconds between two stages of a run
const kMany = 100; // training steps that one button takes

/** @type {(least: number, ...values: number[]) => any} */
const numbers = (count, ...values) => ({ kind: "numbers", default: values, fewest: count, longest: count });
const within = { least: -kMost, most: kMost };

/**
 * `<glia-backprop rate="0.5">`: one training step of a small network, every derivative written out with its numbers and
 * checked by a numerical gradient. The property `spec` takes any network of up to 4 layers of 5 units, with its target;
 * `error`, `gradients`, `parameters` and `stage` are what the figure shows.
 *
 * @fires change  the user changed a number, or a stage was reached
 * @fires glia-diverge  a step went out of the range of 32-bit floats; detail: the DivergedError
 */
export class GliaBackprop extends NetworkElement {
  static tag = "backprop";
  static about = "One step of backpropagation, number by number, checked by a numerical gradient";
  static events = {
    "glia-diverge": "a step went out of the range of 32-bit floats; detail: the DivergedError",
    change: "the user changed a number, or a stage was reached",
  };
  static attributes = {
    rate: /** @type {const} */ ({ kind: "number", default: 0.5, least: 0, most: kMost, about: "the learning rate" }),
    inputs: { ...numbers(2, 0.1, 0.2), ...within, about: "the two inputs" },
    targets: { ...numbers(2, 0.4, 0.6), ...within, about: "the targets of the two outputs" },
    weights: {
      ...numbers(8, 0.3, 0.25, 0.4, 0.35, 0.45, 0.4, 0.7, 0.6),
      ...within,
      about: "w1 to w8: into the two hidden neurons (w1, w2 and w3, w4), then into the two outputs",
    },
    activation: /** @type {const} */ ({
      kind: "choice",
      default: "sigmoid",
      of: kSlopes,
      about: "the activation of both layers",
    }),
  };
  static styles = `${NetworkElement.styles}
    .now { padding-block: 0.5rem; }
    .title { font-weight: 650; }
    .errors { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
    .errors b { font-variant-numeric: tabular-nums; }
    table { width: 100%; font-size: 0.875rem; }
    td { white-space: nowrap; }
    th button { padding: 0 0.25rem; }
    small { display: block; color: var(--soft); font-size: 0.8125rem; }
    @container (max-width: 30rem) {
      th, td { padding-inline: 0.125rem; }
      th, td, small { font-size: 0.75rem; }
      input[type="number"] { width: 4.25rem; padding-inline: 0.25rem; font-size: 0.8125rem; }
    }
  `;

  #samples = make("div", "row");
  #rateField = numberField({ value: 0, step: 0.5, least: 0, most: kMost, onInput: (rate) => this.#setRate(rate) });
  #next = button("primary", () => this.#advance());
  #run = button("", () => (this.#timer === undefined ? this.#play() : this.#rest()));
  #many = button("", () => this.#skip());
  #title = make("p", "title");
  #formulas = make("div", "now");
  #errors = make("p", "errors");

  /** @type {Step | null} */ #step = null;
  /** @type {Stage[]} */ #stages = [];
  #at = 0;
  /** An earlier stage that is shown again. @type {Stage | null} */ #look = null;
  /** Completed steps before this one. */
  #taken = 0;
  #rate = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #turn = 0;

  /** ½ Σ (t − o)² before the step, and after it. */
  get error() {
    return { before: NaN, after: NaN, ...this.#step?.error };
  }

  /** The derivatives of the error, by parameter: w1, …, b1, …. @returns {Record<string, number>} */
  get gradients() {
    return this.small?.named(this.#step?.slopes) ?? {};
  }

  /** Weights and biases before the step, by name. @returns {Record<string, number>} */
  get parameters() {
    return this.small?.named(this.small.values) ?? {};
  }

  /** Weights and biases after the step, by name. @returns {Record<string, number>} */
  get updated() {
    return this.small?.named(this.#step?.updated) ?? {};
  }

  /** The stage reached: start, forward-1, …, error, w5, …, update, after. */
  get stage() {
    return this.#stages[this.#at]?.name ?? "start";
  }

  /** Completed training steps. */
  get steps() {
    return this.#taken + Number(this.stage === "after");
  }

  build() {
    const table = make("table", "", this.head, this.body);
    this.figure.append(
      this.#samples,
      this.graph.element,
      make("div", "row", this.#next, this.#run, this.#many, this.restore),
      this.#errors,
      this.#title,
      this.#formulas,
      make("div", "scroll", table),
    );
  }

  relabel() {
    const { words } = this;
    set(this.figure, { "aria-label": words.text("backprop.label") });
    this.#next.textContent = words.text("backprop.step");
    this.#many.textContent = words.text("backprop.many", { n: kMany });
    this.restore.textContent = words.text("net.restore");
    this.nameColumns(["backprop.weight", "backprop.value", "backprop.slope", "backprop.check"]);
    this.#lay();
  }

  update() {
    const [rate, given] = [this.value("rate"), this.given ?? this.#ofAttributes()];
    const again = rate !== this.#rate;
    this.#rate = rate;
    if (given !== this.source) this.take(given, false);
    else if (again) this.#compute();
  }

  sleep() {
    this.#rest();
  }

  /** The spec of the network that the attributes describe, as JSON: two inputs, two hidden neurons, two outputs. */
  #ofAttributes() {
    const [a, b, c, d, e, f, g, h] = this.value("weights");
    const activation = this.value("activation");
    return JSON.stringify({
      input: this.value("inputs"),
      target: this.value("targets"),
      layers: [
        { weights: [[a, c], [b, d]], activation }, // prettier-ignore
        { weights: [[e, g], [f, h]], activation }, // prettier-ignore
      ],
    });
  }

  /** @param {unknown} source @param {boolean} byHand */
  take(source, byHand) {
    const small = new Small(typeof source === "string" ? JSON.parse(source) : source, kSlopes, true);
    this.#rest();
    this.source = source;
    this.small = small;
    this.#step = null;
    this.#stages = stagesOf(small);
    this.#at = 0;
    this.#look = null;
    this.#taken = 0;
    this.#compute(byHand);
  }

  changed() {
    this.#compute(true);
  }

  /** @param {number} rate */
  #setRate(rate) {
    this.#rate = rate;
    set(this, { rate });
    this.changed();
  }

  /** Computes the step. @param {boolean} [byHand] @param {number} [skip] steps to take first @returns {Promise<boolean>} whether it succeeded and no later call replaced it */
  async #compute(byHand = false, skip = 0) {
    const small = /** @type {Small} */ (this.small);
    const turn = ++this.#turn;
    try {
      const step = await small.learn(this.#rate, skip);
      if (turn !== this.#turn) return false;
      const isNew = !this.#step;
      this.#step = step;
      small.values = step.values;
      this.#taken += skip;
      this.complain(null);
      if (isNew) this.#lay();
      else this.#show();
    } catch (error) {
      if (!(error instanceof GliaError)) throw error;
      this.#rest();
      this.complain(error);
      if (error instanceof DivergedError) this.emit("glia-diverge", error);
      return false;
    }
    this.ready();
    if (byHand) this.emit("change");
    return true;
  }

  // ---- stages

  /** Whether a stage is reached. @param {string} name */
  #has(name) {
    return this.#at >= this.#stages.findIndex((stage) => stage.name === name);
  }

  /** The next stage; after the last one, the next step of training begins. */
  async #advance() {
    if (!this.#step) return;
    if (this.stage !== "after") this.#tell(this.#at + 1);
    else if (await this.#compute(false, 1)) this.#tell(1);
  }

  async #play() {
    await this.#advance();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.#tell(this.#stages.length - 1);
    else if (this.awake) this.#goOn();
  }

  #goOn() {
    this.#timer = setTimeout(async () => {
      await this.#advance();
      if (this.#timer === undefined) return;
      if (this.stage === "after") this.#rest();
      else this.#goOn();
    }, kPause);
    this.#nameRun();
  }

  #rest() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#nameRun();
  }

  #nameRun() {
    this.#run.textContent = this.words.text(this.#timer === undefined ? "backprop.run" : "backprop.pause");
  }

  /** Takes many training steps at once, the current one included. */
  async #skip() {
    if (!this.#step) return;
    this.#rest();
    const whole = this.stage === "after";
    if (await this.#compute(false, kMany - Number(!whole))) this.#tell(this.#stages.length - 1);
  }

  /** Goes to a stage and announces it. @param {number} at its index */
  #tell(at) {
    this.#at = at;
    this.#look = null;
    this.#show();
    this.say(`${this.#title.textContent}. ${this.#errors.textContent}`);
    this.emit("change");
  }

  /** Shows a reached stage again: that of a unit's column, or that of a parameter. @param {Unit} unit @param {Parameter} [parameter] */
  choose(unit, parameter) {
    const at = this.#stages.findIndex((stage) => isAbout(stage, unit, parameter));
    if (at < 0 || at > this.#at || !this.#step) return;
    this.#look = this.#stages[at];
    this.#show();
    this.say(this.#formulas.textContent ?? "");
  }

  // ---- the view

  /** Makes the fields for the network, and shows it. */
  #lay() {
    const { small, words } = this;
    if (!small || !this.#step) return;
    this.fields = [];
    this.#samples.replaceChildren(
      ...this.labeledFields("input", "x"),
      ...this.labeledFields("target", "t"),
      make("label", "", words.text("backprop.rate"), this.#rateField),
    );
    this.body.replaceChildren(
      ...small.parameters.map((one) => {
        const look = button("", () => this.choose(one.to, one));
        look.textContent = subscripted(one.name);
        const values = { name: look.textContent, full: this.nameParameter(one) };
        set(look, { "aria-label": words.text("backprop.look", values) });
        return bodyRow(look, [make("td", "", this.parameterField(one), make("small")), "", ""]);
      }),
    );
    this.#show();
  }

  #show() {
    const { small, words } = this;
    const step = this.#step;
    if (!small || !step) return;
    this.refill();
    showNumber(this.#rateField, this.#rate);
    this.#nameRun();
    const stage = this.#look ?? this.#stages[this.#at];
    const [updated, after] = [this.#has("update"), this.#has("after")];
    const { a } = after ? step.after : step.before;
    this.graph.show({
      small,
      values: updated ? step.updated : small.values,
      inside: ({ column, row }) => (column > this.#at ? "?" : words.brief(a[column][row])),
      brief: (value) => words.brief(value),
      named: true,
      chosen: (unit, weight) => isAbout(stage, unit, weight),
    });

    const written = (/** @type {number} */ value) => this.written(value);
    const { title, formulas } = explain(stage, { words, written, small, step, rate: this.#rate, updated });
    this.#title.textContent = title;
    this.#formulas.replaceChildren(...formulas.map(formula));
    const [errorBefore, errorAfter] = [step.error.before, step.error.after].map((error) => writeError(words, error));
    this.#errors.replaceChildren(
      make("span", "", words.text("backprop.taken", { n: this.#taken + 1 })),
      make("span", "", words.text("backprop.before"), " ", make("b", "before", errorBefore)),
      make("span", "", words.text("backprop.after"), " ", make("b", "after", after ? errorAfter : "?")),
    );

    small.parameters.forEach((one, i) => {
      const [head, value, slope, check] = this.body.rows[i].cells;
      const reached = this.#has(plainName(one));
      set(/** @type {Element} */ (head.firstElementChild), {
        "aria-disabled": String(!reached),
        "aria-pressed": String(stage.parameter === one),
      });
      const numerical = numericalSlope(small, one);
      const apart = words.number(Math.abs(step.slopes[i] - numerical), {
        notation: "scientific",
        maximumSignificantDigits: 2,
      });
      const changed = updated ? `→ ${this.written(step.updated[i])}` : "";
      /** @type {Element} */ (value.lastElementChild).textContent = changed;
      slope.textContent = reached ? this.written(step.slopes[i]) : "";
      check.replaceChildren(...(reached ? [this.written(numerical), make("small", "", `Δ ${apart}`)] : []));
    });
  }
}
