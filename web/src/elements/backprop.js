// @ts-check
import { DivergedError, GliaError } from "../core/errors.js";
import { NetworkElement } from "./network-element.js";
import { Chain, kSlopes, numericalSlope } from "./parts/chain.js";
import { button, make, set } from "./parts/dom.js";
import { formula } from "./parts/formula.js";
import { kMost, learn, parametersOf, read, subscripted, takeSmall, unitNames, write } from "./parts/small.js";

/** @typedef {import("./parts/small.js").Small & { target: number[] }} Small */
/** @typedef {import("./parts/small.js").Parameter} Parameter */
/** @typedef {Awaited<ReturnType<typeof learn>>} Learned */
/**
 * What is reached within a step, in this order.
 * @typedef {{ kind: "start" | "error" | "update" | "after" } | { kind: "forward", layer: number } |
 *   { kind: "slope", parameter: Parameter }} Stage
 */

const kPause = 900; // milliseconds between two stages of a run
const kMany = 100;

/** @type {(least: number, ...values: number[]) => any} */
const numbers = (count, ...values) => ({ kind: "numbers", default: values, fewest: count, longest: count });
const within = { least: -kMost, most: kMost };

/**
 * `<glia-backprop rate="0.5">`: one step of training through a small network, every derivative written out with its
 * numbers and checked by a numerical gradient. Property `spec`: any network of up to 4 layers of 5 units, with its
 * target. `error`, `gradients`, `parameters` and `stage` are what it shows.
 *
 * @fires change  a number was changed by hand, or a stage was reached
 * @fires glia-diverge  a step led out of the range of numbers
 */
export class GliaBackprop extends NetworkElement {
  static tag = "backprop";
  static attributes = {
    rate: /** @type {const} */ ({ kind: "number", default: 0.5, least: 0, most: kMost, about: "the learning rate" }),
    inputs: { ...numbers(2, 0.1, 0.2), ...within, about: "the two inputs" },
    targets: { ...numbers(2, 0.4, 0.6), ...within, about: "what the two outputs should be" },
    weights: {
      ...numbers(8, 0.3, 0.25, 0.4, 0.35, 0.45, 0.4, 0.7, 0.6),
      ...within,
      about: "w1 to w8: into the two hidden neurons (w1, w2 and w3, w4), then into the two outputs",
    },
    activation: /** @type {const} */ ({ kind: "choice", default: "sigmoid", of: kSlopes, about: "of both layers" }),
  };
  static styles = `${NetworkElement.styles}
    .now { padding-block: 0.5rem; }
    .errors { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
    .errors b { font-variant-numeric: tabular-nums; }
    table { width: 100%; font-size: 0.875rem; }
    th button { padding: 0 0.25rem; }
    small { display: block; color: var(--soft); font-size: 0.8125rem; }
    @container (max-width: 30rem) {
      th, td { padding-inline: 0.125rem; font-size: 0.75rem; }
      small { font-size: 0.75rem; }
      td input[type="number"] { width: 4.5rem; padding-inline: 0.25rem; font-size: 0.8125rem; }
    }
  `;

  #samples = make("div", "row");
  #step = button("primary", () => this.#advance());
  #run = button("", () => (this.#timer === undefined ? this.#play() : this.#rest()));
  #many = button("", () => this.#skip());
  #reset = button("", () => this.#take(this.source, true));
  #title = make("h3");
  #formulas = make("div", "now");
  #errors = make("p", "errors");

  /** @type {Learned | null} */ #lesson = null;
  /** @type {Stage[]} */ #stages = [];
  #at = 0;
  /** A stage that is looked at again. @type {number | null} */ #look = null;
  /** Whole steps before this one. */
  #taken = 0;
  #rate = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #turn = 0;

  /** ½ Σ (t − o)² before the step, and after it. */
  get error() {
    const { error: before = NaN, errorAfter: after = NaN } = this.#lesson ?? {};
    return { before, after };
  }

  /** The error's derivatives, by the names w1, …, b1, …. @returns {Record<string, number>} */
  get gradients() {
    return this.#named(this.#lesson?.slopes);
  }

  /** Weights and biases as the step finds them, by their names. @returns {Record<string, number>} */
  get parameters() {
    return this.#named(this.small?.layers);
  }

  /** And as it leaves them. @returns {Record<string, number>} */
  get updated() {
    return this.#named(this.#lesson?.layers);
  }

  /** What is reached: start, forward-1, …, error, w5, …, update, after. */
  get stage() {
    const stage = this.#stages[this.#at] ?? { kind: "start" };
    if (stage.kind === "forward") return `forward-${stage.layer + 1}`;
    return stage.kind === "slope" ? plain(stage.parameter.name) : stage.kind;
  }

  /** Steps of training that are done. */
  get steps() {
    return this.#taken + Number(this.#has("after"));
  }

  build() {
    const table = make("table", "", this.head, this.body);
    this.figure.append(
      this.#samples,
      this.graph.element,
      make("div", "row", this.#step, this.#run, this.#many, this.#reset),
      this.#errors,
      this.#title,
      this.#formulas,
      make("div", "scroll", table),
    );
  }

  relabel() {
    const { words } = this;
    set(this.figure, { "aria-label": words.text("backprop.label") });
    this.#step.textContent = words.text("backprop.step");
    this.#many.textContent = words.text("backprop.many", { n: kMany });
    this.#reset.textContent = words.text("net.restore");
    this.nameColumns(["backprop.weight", "backprop.value", "backprop.slope", "backprop.check", "backprop.updated"]);
    if (this.#lesson) this.#lay();
  }

  update() {
    const [rate, given] = [this.value("rate"), this.given ?? this.#ofAttributes()];
    const isNew = typeof given === "string" ? given !== this.source : this.source === null;
    if (isNew) {
      this.#rate = rate;
      this.#take(given, false);
    } else if (rate !== this.#rate) {
      this.#rate = rate;
      this.#compute();
    }
  }

  sleep() {
    this.#rest();
  }

  /** The network of two inputs, two hidden neurons and two outputs that the attributes describe, as text. */
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
  #take(source, byHand) {
    const spec = typeof source === "string" ? JSON.parse(source) : source;
    const small = /** @type {Small} */ (takeSmall(spec, kSlopes, true));
    this.#rest();
    this.source = source;
    this.small = small;
    this.#lesson = null;
    const parameters = parametersOf(small);
    this.#stages = [
      { kind: "start" },
      ...small.layers.map((_, layer) => ({ kind: /** @type {const} */ ("forward"), layer })),
      { kind: "error" },
      // From the last layer back to the first.
      ...small.layers.flatMap((_, i) =>
        parameters
          .filter(({ layer }) => layer === small.layers.length - 1 - i)
          .map((parameter) => ({ kind: /** @type {const} */ ("slope"), parameter })),
      ),
      { kind: "update" },
      { kind: "after" },
    ];
    this.#at = 0;
    this.#look = null;
    this.#taken = 0;
    this.#compute({ byHand, isNew: true });
  }

  /** @param {{ byHand?: boolean, isNew?: boolean, skip?: number }} [what] skip: steps to be taken first */
  async #compute({ byHand = false, isNew = false, skip = 0 } = {}) {
    const small = /** @type {Small} */ (this.small);
    const turn = ++this.#turn;
    try {
      const lesson = await learn(small, this.#rate, skip);
      if (turn !== this.#turn) return false;
      this.#lesson = lesson;
      this.small = lesson.small;
      this.#taken += skip;
    } catch (error) {
      if (!(error instanceof GliaError)) throw error;
      this.#rest();
      this.complain(error);
      if (error instanceof DivergedError) this.emit("glia-diverge", error);
      return false;
    }
    this.complain(null);
    if (isNew) this.#lay();
    else this.#show();
    this.ready();
    if (byHand) this.emit("change");
    return true;
  }

  // ---- stages

  get #end() {
    return this.#stages.length - 1;
  }

  /** Whether it is reached. @param {Stage["kind"]} kind the first of its kind */
  #has(kind) {
    return this.#at >= this.#stages.findIndex((stage) => stage.kind === kind);
  }

  /** The next stage; after the last one, the next step of training begins. */
  async #advance() {
    if (!this.#lesson) return;
    this.#look = null;
    if (this.#at === this.#end) {
      if (!(await this.#compute({ skip: 1 }))) return;
      this.#at = 0;
    }
    this.#at++;
    this.#tell();
  }

  async #play() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    await this.#advance();
    if (calm) {
      this.#at = this.#end;
      this.#tell();
    } else if (this.#lesson && this.awake) this.#goOn();
  }

  #goOn() {
    this.#timer = setTimeout(async () => {
      await this.#advance();
      if (this.#timer === undefined) return;
      if (this.#at < this.#end) this.#goOn();
      else this.#rest();
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

  /** Many steps of training at once. */
  async #skip() {
    if (!this.#lesson) return;
    this.#rest();
    this.#look = null;
    if (!(await this.#compute({ skip: kMany - Number(!this.#has("after")) }))) return;
    this.#at = this.#end;
    this.#tell();
  }

  #tell() {
    this.#show();
    this.say(`${this.#title.textContent}. ${this.#errors.textContent}`);
    this.emit("change");
  }

  /**
   * Shows a stage once more that was reached: what a unit is, or the derivative by a weight.
   *
   * @param {number} layer
   * @param {number} to
   * @param {number} [from]
   */
  choose(layer, to, from) {
    const at = this.#stages.findIndex((stage) => is(stage, layer, to, from));
    if (at < 0 || at > this.#at || !this.#lesson) return;
    this.#look = at;
    this.#show();
    this.say(this.#formulas.textContent ?? "");
  }

  // ---- what is seen

  /** @param {() => void} change */
  #put(change) {
    change();
    this.#compute({ byHand: true });
  }

  /** Makes the fields for the network, and shows. */
  #lay() {
    const { words } = this;
    const small = () => /** @type {Small} */ (this.small); // another one after each step
    const units = unitNames(small()).map((names) => names.map(subscripted));
    this.fields = [];
    const list = (/** @type {"input" | "target"} */ which, /** @type {string} */ letter) =>
      small()[which].map((_, i) => {
        const name = subscripted(`${letter}_${i + 1}`);
        const field = this.field(
          () => small()[which][i],
          (value) => this.#put(() => (small()[which][i] = value)),
          words.text(`net.${which}`, { name }),
        );
        return make("label", "", name, field);
      });
    const setRate = (/** @type {number} */ rate) => {
      this.#rate = rate;
      set(this, { rate });
    };
    const rate = this.field(
      () => this.#rate,
      (value) => this.#put(() => setRate(value)),
      null,
      { least: 0, step: 0.5 },
    );
    this.#samples.replaceChildren(
      ...list("input", "x"),
      ...list("target", "t"),
      make("label", "", words.text("backprop.rate"), rate),
    );
    this.body.replaceChildren(
      ...parametersOf(small()).map((one) => {
        const name = subscripted(one.name);
        const [from, to] = [units[one.layer][one.from], units[one.layer + 1][one.to]];
        const full = one.from < 0 ? words.text("net.bias", { to }) : words.text("net.weight", { from, to });
        const look = button("", () => this.choose(one.layer, one.to, one.from));
        look.textContent = name;
        set(look, { "aria-label": words.text("backprop.look", { name, full }) });
        const field = this.field(
          () => read(small().layers, one),
          (value) => this.#put(() => write(small().layers, one, value)),
          `${name}, ${full}`,
        );
        const cells = Array.from({ length: 3 }, () => make("td"));
        const head = set(make("th", "", look), { scope: "row" });
        return make("tr", "", head, make("td", "", field), ...cells);
      }),
    );
    this.#show();
  }

  #show() {
    const { words } = this;
    const lesson = this.#lesson;
    if (!lesson) return;
    this.refill();
    this.#draw(lesson);
    this.#nameRun();

    const stage = this.#stages[this.#look ?? this.#at];
    const [title, lines] = this.#explain(stage, lesson);
    this.#title.textContent = title;
    this.#formulas.replaceChildren(...lines.map(formula));

    const after = this.#has("after") ? this.#sayError(lesson.errorAfter) : "?";
    this.#errors.replaceChildren(
      make("span", "", words.text("backprop.taken", { n: this.#taken + 1 })),
      make("span", "", words.text("backprop.before"), " ", make("b", "before", this.#sayError(lesson.error))),
      make("span", "", words.text("backprop.after"), " ", make("b", "after", after)),
    );

    const updated = this.#has("update");
    parametersOf(lesson.small).forEach((one, i) => {
      const { cells } = /** @type {HTMLTableRowElement} */ (this.body.children[i]);
      const at = this.#stages.findIndex((other) => other.kind === "slope" && other.parameter.name === one.name);
      const reached = at <= this.#at;
      set(/** @type {Element} */ (cells[0].firstElementChild), {
        "aria-disabled": String(!reached),
        "aria-pressed": String(stage === this.#stages[at]),
      });
      const slope = read(lesson.slopes, one);
      const numerical = numericalSlope(lesson.small, one);
      const difference = words.number(Math.abs(slope - numerical), {
        notation: "scientific",
        maximumSignificantDigits: 2,
      });
      cells[2].textContent = reached ? this.written(slope) : "";
      cells[3].replaceChildren(...(reached ? [this.written(numerical), make("small", "", `Δ ${difference}`)] : []));
      cells[4].textContent = updated ? this.written(read(lesson.layers, one)) : "";
    });
  }

  /**
   * A stage in words and formulas.
   *
   * @param {Stage} stage
   * @param {Learned} lesson
   * @returns {[title: string, formulas: string[]]}
   */
  #explain(stage, lesson) {
    const { words } = this;
    const { small } = lesson;
    const chain = new Chain(small, lesson.before, (value) => this.written(value));
    const update = (/** @type {Parameter} */ one) =>
      chain.update(one, read(lesson.slopes, one), this.#rate, read(lesson.layers, one));
    switch (stage.kind) {
      case "forward": {
        const units = small.layers[stage.layer].weights[0];
        const title = words.text("backprop.forward", { n: stage.layer + 1 });
        return [title, units.flatMap((_, unit) => chain.forward(stage.layer, unit))];
      }
      case "error":
        return [words.text("backprop.error"), chain.error(this.#sayError(lesson.error))];
      case "slope": {
        const { parameter } = stage;
        const lines = chain.slope(parameter, read(lesson.slopes, parameter));
        const title = words.text("backprop.of", { name: subscripted(parameter.name) });
        return [title, this.#has("update") ? [...lines, ...update(parameter)] : lines];
      }
      case "update": {
        const parameters = this.#stages.flatMap((one) => (one.kind === "slope" ? [one.parameter] : []));
        return [words.text("backprop.update"), parameters.flatMap(update)];
      }
      case "after": {
        const then = new Chain(small, lesson.after, (value) => this.written(value));
        return [words.text("backprop.again"), then.error(this.#sayError(lesson.errorAfter))];
      }
      default:
        return [words.text("backprop.start"), []];
    }
  }

  /** @param {Learned} lesson */
  #draw({ small, before, after, layers }) {
    const { words } = this;
    const [updated, again] = [this.#has("update"), this.#has("after")];
    const stage = this.#stages[this.#look ?? this.#at];
    this.graph.show({
      small: updated ? { ...small, layers } : small,
      value: (column, i) => {
        if (column > this.#at) return "?";
        return words.brief(column > 0 ? (again ? after : before)[column - 1].outputs[i] : small.input[i]);
      },
      brief: (weight) => words.brief(weight),
      named: true,
      target: small.target,
      chosen: (layer, to, from) => is(stage, layer, to, from),
    });
  }

  /** @param {import("./parts/small.js").Slopes[] | undefined} layers @returns {Record<string, number>} */
  #named(layers) {
    const small = this.small;
    if (!small || !layers) return {};
    return Object.fromEntries(parametersOf(small).map((one) => [plain(one.name), read(layers, one)]));
  }

  /** With all seven, so that two errors can be compared. @param {number} value */
  #sayError(value) {
    return this.words.number(value, {
      minimumSignificantDigits: 7,
      maximumSignificantDigits: 7,
      notation: value < 1e6 ? "standard" : "scientific",
    });
  }
}

/** @param {string} name w_5 */
const plain = (name) => name.replace("_", "");

/** Whether a stage is about a layer, or about a weight if one is meant. @param {Stage} stage @param {number} layer @param {number} to @param {number} [from] */
function is(stage, layer, to, from) {
  if (from === undefined) return stage.kind === "forward" && stage.layer === layer;
  if (stage.kind !== "slope") return false;
  const { parameter: one } = stage;
  return one.layer === layer && one.to === to && one.from === from;
}
