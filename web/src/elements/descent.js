// @ts-check
import { GliaError } from "../base/errors.js";
import { asset } from "../ui/assets.js";
import { GliaElement } from "./element.js";
import { button, make, set, svg } from "../ui/dom.js";
import { numberField } from "../ui/number-field.js";
import { kPlotStyles, Plot } from "../ui/plot.js";
import { cancerTask, lineTask } from "../ui/race-tasks.js";
import { Race } from "../ui/race.js";

/** @typedef {import("../ui/race.js").Lane} Lane */
/** @typedef {import("../ui/race.js").Optimizer} Optimizer */
/** @typedef {import("../ui/race.js").Entry} Entry */

/**
 * How a racer does. `loss` is the mean over all samples to learn from, `seen` how many were read so far, `accuracy` that on
 * what is held out (breast cancer), `place` where it is on the surface: w and b.
 * @typedef {{ name: string, rate: number, steps: number, seen: number, loss: number, diverged: boolean, accuracy?: number,
 *   place?: readonly [number, number] }} Standing
 */

/** @typedef {{ name: string, box: HTMLInputElement | null, field: HTMLInputElement, title: HTMLElement, cells: HTMLElement[] }} Row */

const kRacers = /** @type {const} */ (["gd", "momentum", "adagrad", "rmsprop", "adam"]);
const kBatches = /** @type {const} */ (["batch", "mini", "stochastic"]);

/** Learning rates with which each does well. @type {Record<string, Record<Optimizer, number>>} */
const kRates = {
  surface: { gd: 0.8, momentum: 0.1, adagrad: 1.5, rmsprop: 0.2, adam: 0.3 },
  "breast-cancer": { gd: 0.5, momentum: 0.1, adagrad: 0.1, rmsprop: 0.01, adam: 0.02 },
};

// What of the surface is seen: this much to both sides of 0.
const kWide = 9;
const kHigh = 3;
const kRings = 11; // half a root of the loss apart

const kFrames = 240; // that a whole race takes, about four seconds
const kBudget = 8; // milliseconds of a frame

/**
 * `<glia-descent on="surface" racers="gd adam">`: ways of descent race from one start, on the loss of a line through points
 * as a surface, or on the breast-cancer data, with the same batches. `standings` is how they do.
 *
 * @fires change  the start, a rate or who races was changed by hand
 * @fires glia-progress  steps were taken, or all is at the start again; detail: `standings`
 * @fires glia-diverge  detail: the one of `standings` that diverged; the others go on
 */
export class GliaDescent extends GliaElement {
  static tag = "descent";
  static about = "Optimisers and kinds of batches racing down one loss from one start";
  static events = {
    change: "a setting or the start was changed by hand",
    "glia-progress": "where each racer is: name, loss, steps",
    "glia-diverge": "a racer ran away: its standing",
  };
  static attributes = {
    on: /** @type {const} */ ({
      kind: "choice",
      default: "surface",
      of: ["surface", "breast-cancer"],
      about: "what they learn: a line through points, with its loss as a surface, or the breast-cancer data",
    }),
    racers: /** @type {const} */ ({ kind: "list", default: kRacers, of: kRacers, about: "the optimisers that race" }),
    batches: /** @type {const} */ ({
      kind: "list",
      default: ["mini"],
      of: kBatches,
      about: "what a step is taken on; several race against each other, with the first racer",
    }),
    rate: /** @type {const} */ ({
      kind: "numbers",
      default: [],
      least: 0,
      most: 10,
      about: "the learning rate of each racer, in their order; the last is that of those after it",
    }),
    start: /** @type {const} */ ({
      kind: "numbers",
      default: [-7, 2],
      fewest: 2,
      longest: 2,
      least: -kWide,
      most: kWide,
      about: "where on the surface they start: w, from -9 to 9, and b, from -3 to 3",
    }),
    steps: /** @type {const} */ ({ kind: "number", default: 100, least: 1, most: 2000, about: "how long the race is" }),
    batch: /** @type {const} */ ({ kind: "number", default: 8, least: 1, most: 455, about: "samples of a mini-batch" }),
    seed: /** @type {const} */ ({
      kind: "number",
      default: 1,
      least: 0,
      most: 2 ** 32 - 1,
      about: "of points, first weights, held-out samples and batches",
    }),
    hide: /** @type {const} */ ({
      kind: "list",
      default: [],
      of: ["run", "choice", "rate", "start"],
      about: "controls that are not offered",
    }),
  };
  static styles = `
    ${kPlotStyles}
    :host {
      --l0: var(--accent); --l1: var(--against); --l2: light-dark(#1a7a48, #6ed49d);
      --l3: light-dark(#8636b4, #d3a0ff); --l4: var(--ink);
    }
    .plots { display: grid; align-items: end; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 0.5rem 1rem; }
    .line.l0, .dot.l0 { --c: var(--l0); }
    .line.l1, .dot.l1 { --c: var(--l1); stroke-dasharray: 7 3; }
    .line.l2, .dot.l2 { --c: var(--l2); stroke-dasharray: 2 3; }
    .line.l3, .dot.l3 { --c: var(--l3); stroke-dasharray: 9 3 2 3; }
    .line.l4, .dot.l4 { --c: var(--l4); stroke-dasharray: 14 4; }
    .line:is(.l0, .l1, .l2, .l3, .l4) { fill: none; stroke: var(--c); stroke-width: 2; }
    .dot:is(.l0, .l1, .l2, .l3, .l4) { fill: var(--c); stroke-dasharray: none; }
    .plot .line.ring { fill: var(--accent); fill-opacity: 0.06; stroke: var(--line); stroke-width: 1; }
    .plot .dot.least { fill: none; stroke: var(--ink); }
    .swatch { flex: none; width: 2.5rem; height: 0.75rem; }
    table { width: 100%; margin-block: 0.5rem; }
    td { white-space: nowrap; }
    th:first-child { padding-inline-start: 0; text-align: start; }
    tbody th { color: var(--ink); }
    th .row { flex-wrap: nowrap; gap: 0.5rem; }
    tbody tr { border-block-start: 1px solid var(--line); }
    td.lost { color: var(--against); font-weight: 650; white-space: normal; }
    @container (max-width: 30rem) {
      th, td { padding-inline: 0.25rem; }
      td input[type="number"] { width: 4.25rem; padding-inline: 0.25rem; }
      .swatch { width: 1.5rem; }
    }
  `;

  #left = new Plot();
  #right = new Plot();
  #captions = [make("p", "note"), make("p", "note")];
  #start = [kWide, kHigh].map((most, axis) =>
    numberField({
      value: 0,
      least: -most,
      most,
      onInput: (value) => this.#change({ start: this.#settings.start.map(at(axis, value)) }),
    }),
  );
  #place = make("div", "row", ...this.#start.map((field, axis) => make("label", "", "wb"[axis], field)));
  #table = make("table");
  #run = button("primary", () => this.#press());
  #one = button("", () => this.#stepOnce());
  #reset = button("", () => this.#begin());
  #controls = make("div", "row", this.#run, this.#one, this.#reset);
  #progress = make("p", "note number");

  /** @type {Record<string, any>} */ #settings = {};
  #raced = "";
  #tabled = "";
  /** @type {Row[]} */ #rows = [];
  /** What each had last, also who does not race now. @type {Map<string, number>} */ #rates = new Map();
  /** @type {Race | null} */ #race = null;
  #turn = 0;
  #running = false;
  #failed = false;
  #frame = 0;

  build() {
    this.#place.hidden = true;
    const plots = [this.#left, this.#right].map(({ element }, i) => make("div", "", this.#captions[i], element));
    this.figure.append(
      make("div", "plots", ...plots),
      this.#place,
      make("div", "scroll", this.#table),
      make("div", "row", this.#controls, this.#progress),
    );
    this.#left.element.addEventListener("click", (event) => {
      if (this.#place.hidden) return;
      const place = inside(this.#left.at(/** @type {PointerEvent} */ (event)));
      this.#change({ start: place.map((value) => Number(value.toFixed(2))) });
    });
  }

  relabel() {
    const { words } = this;
    set(this.figure, { "aria-label": words.text("descent.label") });
    this.#one.textContent = words.text("descent.step");
    this.#reset.textContent = words.text("descent.reset");
    this.#start.forEach((field, axis) => set(field, { "aria-label": words.text(axis ? "descent.b" : "descent.w") }));
    this.#tabled = "";
    if (this.#raced) this.#draw();
  }

  update() {
    const settings = Object.fromEntries(Object.keys(GliaDescent.attributes).map((name) => [name, this.value(name)]));
    if (!settings.racers.length) settings.racers = kRacers;
    if (settings.on !== this.#settings.on) this.#rates.clear();
    this.#settings = settings;
    this.#start.forEach((field, axis) => {
      if (field.valueAsNumber !== settings.start[axis]) field.value = settings.start[axis];
    });
    const { hide, ...raced } = settings;
    this.#place.hidden = settings.on !== "surface" || hide.includes("start");
    this.#controls.hidden = hide.includes("run");
    const key = JSON.stringify(raced);
    if (key !== this.#raced) {
      this.#raced = key;
      this.#begin();
    }
    this.#draw();
    this.ready();
  }

  wake() {
    if (!this.#race) this.#begin();
    else if (this.#running) this.#advance();
  }

  sleep() {
    cancelAnimationFrame(this.#frame);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
  }

  /** How the racers do, in their order; nobody before it first came into sight. @returns {Standing[]} */
  get standings() {
    return (this.#race?.lanes ?? []).map(({ name, rate, steps, seen, diverged, losses, accuracies, path }) => ({
      name,
      rate,
      steps,
      seen,
      diverged,
      loss: losses[steps],
      accuracy: accuracies[steps],
      place: path[steps],
    }));
  }

  // ---- the race

  /** Who races. @returns {Entry[]} */
  get #entries() {
    const { on, racers, batches, batch, rate } = this.#settings;
    const sizes = { batch: Infinity, mini: Math.round(batch), stochastic: 1 };
    /** @type {[name: string, optimizer: Optimizer, kind: keyof typeof sizes][]} */
    const runs = this.#byKind
      ? batches.map((/** @type {any} */ kind) => [kind, racers[0], kind])
      : racers.map((/** @type {any} */ racer) => [racer, racer, batches[0] ?? "mini"]);
    return runs.map(([name, optimizer, kind], i) => {
      const given = rate[Math.min(i, rate.length - 1)];
      return { name, optimizer, size: sizes[kind], rate: given ?? kRates[on][optimizer] };
    });
  }

  /** Whether kinds of batches race, and not optimisers. */
  get #byKind() {
    return this.#settings.batches.length > 1;
  }

  get #over() {
    return !this.#race?.alive || this.#race.steps >= Math.round(this.#settings.steps);
  }

  #end() {
    this.#turn++;
    this.#running = false;
    cancelAnimationFrame(this.#frame);
    this.#race?.dispose();
    this.#race = null;
  }

  /** Everybody at the start. */
  async #begin() {
    this.#end();
    if (!this.awake || !this.#raced) return;
    const turn = this.#turn;
    const { on, start } = this.#settings;
    const seed = Math.round(this.#settings.seed);
    try {
      const task = on === "surface" ? lineTask(seed, start) : cancerTask(await asset("breast-cancer"), seed);
      const race = await Race.create(task, this.#entries, seed);
      if (turn !== this.#turn) return race.dispose();
      this.#race = race;
      if (this.#failed) this.complain(null);
      this.#failed = false;
      this.#show();
    } catch (error) {
      if (!(error instanceof GliaError)) throw error;
      if (turn !== this.#turn) return;
      this.#failed = true;
      this.complain(error);
    }
  }

  async #press() {
    if (this.#running) return this.#rest();
    if (this.#race && this.#over) await this.#begin();
    if (!this.#race) return;
    this.#running = true;
    this.#draw();
    this.#advance();
  }

  #rest() {
    this.#running = false;
    cancelAnimationFrame(this.#frame);
    this.#show();
  }

  #stepOnce() {
    if (this.#over) return;
    this.#take();
    this.#rest();
  }

  /** As many steps as a frame has time for; who does not want motion sees only the end. */
  #advance = () => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const until = performance.now() + kBudget;
    let left = still ? Infinity : Math.ceil(this.#settings.steps / kFrames);
    while (left-- > 0 && !this.#over && performance.now() < until) this.#take();
    if (this.#over) return this.#finish();
    this.#frame = requestAnimationFrame(this.#advance);
    if (!still) this.#show();
  };

  #take() {
    for (const lane of this.#race?.step() ?? []) {
      this.emit(
        "glia-diverge",
        this.standings.find(({ name }) => name === lane.name),
      );
    }
  }

  #finish() {
    this.#rest();
    const [best] = this.standings.filter(({ diverged }) => !diverged).sort((a, b) => a.loss - b.loss);
    const { words } = this;
    this.say(
      best
        ? words.text("descent.done", { name: this.#nameOf(best.name), loss: words.brief(best.loss) })
        : words.text("descent.lost.all"),
    );
  }

  // ---- by hand

  /** @param {Record<string, (string | number)[]>} values of attributes */
  #change(values) {
    Object.assign(this, values); // asks for an update
    queueMicrotask(() => this.emit("change"));
  }

  /** @param {string} name @param {number} rate */
  #setRate(name, rate) {
    this.#rates.set(name, rate);
    const entries = this.#entries;
    if (!entries.some((entry) => entry.name === name)) return;
    this.#change({ rate: entries.map((entry) => (entry.name === name ? rate : entry.rate)) });
  }

  /** @param {string} name @param {HTMLInputElement} box */
  #choose(name, box) {
    const racing = this.#entries.map((entry) => entry.name);
    const racers = kRacers.filter((racer) => (racer === name ? box.checked : racing.includes(racer)));
    box.checked ||= racers.length === 0; // somebody has to
    if (racers.length > 0) this.#change({ racers, rate: racers.map((racer) => this.#rateOf(racer)) });
  }

  /** @param {string} name */
  #rateOf(name) {
    return this.#rates.get(name) ?? kRates[this.#settings.on][/** @type {Optimizer} */ (name)];
  }

  // ---- what is seen

  #show() {
    this.#draw();
    this.emit("glia-progress", this.standings);
  }

  /** @param {string} name of a racer or a kind of batches */
  #nameOf(name) {
    return this.words.text(/** @type {any} */ (`descent.${name}`), { n: Math.round(this.#settings.batch) });
  }

  #makeTable() {
    const { words } = this;
    const { on, hide } = this.#settings;
    const entries = this.#entries;
    const choice = !this.#byKind && !hide.includes("choice");
    const names = choice ? kRacers : entries.map(({ name }) => name);
    const columns = ["rate", "loss", ...(this.#byKind ? ["seen"] : []), ...(on === "surface" ? [] : ["accuracy"])];
    const made = [names, columns, on, hide, words.tongue, this.#settings.batch].join();
    if (made === this.#tabled) return;
    this.#tabled = made;
    this.#rows = names.map((name) => {
      const box = choice ? /** @type {HTMLInputElement} */ (set(make("input"), { type: "checkbox" })) : null;
      box?.addEventListener("change", () => this.#choose(name, box));
      const swatch = svg("svg", { class: "swatch", viewBox: "0 0 40 12", "aria-hidden": "true" });
      swatch.append(svg("path", { class: `line ${styleOf(name)}`, d: "M0 6H40" }));
      const field = numberField({
        value: 0,
        step: on === "surface" ? 0.05 : 0.01,
        least: 0,
        most: 10,
        onInput: (rate) => this.#setRate(name, rate),
      });
      set(field, { "aria-label": words.text("descent.rate.of", { name: this.#nameOf(name) }) });
      const title = make(choice ? "label" : "span", "row", ...(box ? [box] : []), swatch, this.#nameOf(name));
      return { name, box, field, title, cells: columns.map(() => make("td")) };
    });
    const heads = ["racer", ...columns].map((key) =>
      set(make("th", "", words.text(/** @type {any} */ (`descent.${key}`))), { scope: "col" }),
    );
    this.#table.replaceChildren(
      make("thead", "", make("tr", "", ...heads)),
      make(
        "tbody",
        "",
        ...this.#rows.map(({ title, cells }) => make("tr", "", set(make("th", "", title), { scope: "row" }), ...cells)),
      ),
    );
    if (!hide.includes("rate")) for (const { cells, field } of this.#rows) cells[0].append(field);
  }

  #draw() {
    this.#makeTable();
    const { words } = this;
    const { on, steps } = this.#settings;
    const idle = !this.#race;
    this.#captions[0].textContent = words.text(
      on !== "surface" ? "descent.accuracies" : this.#place.hidden ? "descent.surface" : "descent.surface.press",
    );
    this.#captions[1].textContent = words.text("descent.losses");
    this.#run.textContent = words.text(this.#running ? "descent.pause" : "descent.run");
    set(this.#run, { "aria-disabled": idle ? "true" : null });
    set(this.#one, { "aria-disabled": idle || this.#over ? "true" : null });
    this.#progress.textContent = words.text("descent.at", {
      step: words.number(this.#race?.steps ?? 0),
      steps: words.number(Math.round(steps)),
    });
    this.#drawTable();
    for (const plot of [this.#left, this.#right]) plot.clear();
    if (on === "surface") this.#drawSurface();
    else this.#drawAccuracies();
    this.#drawLosses();
  }

  #drawTable() {
    const { words, standings } = this;
    for (const entry of this.#entries) this.#rates.set(entry.name, entry.rate);
    const racing = this.#entries.map(({ name }) => name);
    for (const { name, box, field, cells } of this.#rows) {
      const standing = standings.find((one) => one.name === name);
      if (box) box.checked = racing.includes(name);
      const rate = this.#rateOf(name);
      if (!field.isConnected) cells[0].textContent = words.brief(rate);
      else if (field !== this.shadowRoot?.activeElement) field.value = String(rate); // else it is being typed
      const last = cells.length - 1;
      cells[1].className = standing?.diverged ? "lost" : "";
      for (const cell of cells.slice(1)) cell.textContent = "";
      if (!standing) continue;
      cells[1].textContent = standing.diverged
        ? words.text("descent.lost", { step: standing.steps })
        : words.number(standing.loss, { maximumSignificantDigits: 3 });
      if (this.#byKind) cells[2].textContent = words.number(standing.seen);
      if (standing.accuracy !== undefined) cells[last].textContent = words.percent(standing.accuracy);
    }
  }

  /** Lines of all racers, and a dot where each is. @param {Plot} plot @param {(lane: Lane) => (readonly [number, number])[]} of */
  #drawLanes(plot, of) {
    for (const lane of this.#race?.lanes ?? []) {
      const points = of(lane);
      plot.line(points, styleOf(lane.name));
      plot.dot(...points[points.length - 1], styleOf(lane.name));
    }
  }

  /**
   * A curve of each over the steps.
   *
   * @param {Plot} plot
   * @param {readonly [number, number]} range
   * @param {(lane: Lane) => number[]} of
   * @param {(value: number) => string} format
   */
  #drawCurves(plot, range, of, format) {
    plot.scale([0, this.#settings.steps], range, (step) => this.words.number(step), format);
    this.#drawLanes(plot, (lane) => of(lane).map((value, step) => [step, Math.min(range[1], value)]));
  }

  #drawLosses() {
    const lanes = this.#race?.lanes ?? [];
    const powers = (/** @type {Lane} */ { losses }) => losses.map((loss) => Math.log10(Math.max(1e-6, loss)));
    const low = Math.min(-1, ...lanes.flatMap(powers).filter(Number.isFinite));
    const high = Math.max(0, ...lanes.map((lane) => powers(lane)[0]));
    this.#drawCurves(this.#right, [Math.floor(low), Math.ceil(high)], powers, (power) =>
      Number.isInteger(power) ? this.words.brief(10 ** power) : "",
    );
  }

  #drawAccuracies() {
    const low = Math.min(0.8, ...(this.#race?.lanes ?? []).flatMap(({ accuracies }) => accuracies));
    this.#drawCurves(
      this.#left,
      [Math.floor(low * 10) / 10, 1],
      ({ accuracies }) => accuracies,
      (share) => this.words.percent(share, 0),
    );
  }

  #drawSurface() {
    const { seed, start } = this.#settings;
    const { bowl } = lineTask(Math.round(seed), start);
    const plot = this.#left;
    plot.scale([-kWide, kWide], [-kHigh, kHigh], (value) => this.words.number(value));
    for (let i = kRings; i > 0; i--) plot.line(bowl.ring(i * i * 0.25).map(inside), "ring");
    plot.dot(...bowl.least, "least");
    if (!this.#race) plot.dot(...inside(start), "l0");
    this.#drawLanes(plot, ({ path }) => path.map(inside));
  }
}

/** @param {number} axis @param {number} value */
const at = (axis, value) => (/** @type {number} */ old, /** @type {number} */ i) => (i === axis ? value : old);

/** Their lines in pictures and table. @param {string} name @returns {string} */
const styleOf = (name) =>
  `l${Math.max(kRacers.indexOf(/** @type {any} */ (name)), kBatches.indexOf(/** @type {any} */ (name)))}`;

/** What would be out of the picture stays at its edge. @param {readonly [number, number]} place @returns {[number, number]} */
const inside = ([w, b]) => [Math.max(-kWide, Math.min(kWide, w)), Math.max(-kHigh, Math.min(kHigh, b))];
