// @ts-check
import { GliaError } from "../base/errors.js";
import { asset } from "../ui/assets.js";
import { GliaElement } from "./element.js";
import { button, make, set } from "../ui/dom.js";
import { numberField } from "../ui/number-field.js";
import { kBatches, kHigh, kRacers, kRaceStyles, kWide, RacePictures } from "../ui/race-pictures.js";
import { RaceTable } from "../ui/race-table.js";
import { cancerTask, kRates, lineTask } from "../ui/race-tasks.js";
import { Race } from "../ui/race.js";

/** @typedef {import("../ui/race.js").Optimizer} Optimizer */
/** @typedef {import("../ui/race.js").Entry} Entry */
/** @typedef {import("../ui/race.js").Standing} Standing */

const kFrames = 240; // for a whole race: about four seconds
const kBudget = 8; // milliseconds of each frame spent on training

/**
 * `<glia-descent on="surface" racers="gd adam">`: optimizers or batch sizes race down one loss from the same start: that of
 * a line through points, drawn as a surface, or that of the breast-cancer data. The property `standings` says where each is.
 *
 * @fires change  the user changed the start, a learning rate or the choice of racers
 * @fires glia-progress  steps were taken, or the race was reset; detail: `standings`
 * @fires glia-diverge  a racer diverged, the others continue; detail: its entry in `standings`
 */
export class GliaDescent extends GliaElement {
  static tag = "descent";
  static about = "A race of optimizers and batch sizes down one loss, all from the same start";
  static events = {
    change: "the user changed the start, a learning rate or the choice of racers",
    "glia-progress": "steps were taken, or the race was reset; detail: `standings`",
    "glia-diverge": "a racer diverged, the others continue; detail: its entry in `standings`",
  };
  static attributes = {
    on: /** @type {const} */ ({
      kind: "choice",
      default: "surface",
      of: ["surface", "breast-cancer"],
      about: "the task: a line through points, with its loss drawn as a surface, or the breast-cancer data",
    }),
    racers: /** @type {const} */ ({ kind: "list", default: kRacers, of: kRacers, about: "the optimizers that race" }),
    batches: /** @type {const} */ ({
      kind: "list",
      default: ["mini"],
      of: kBatches,
      about: "the samples that a step uses; several kinds race against each other, with the first optimizer",
    }),
    rate: /** @type {const} */ ({
      kind: "numbers",
      default: [],
      least: 0,
      most: 10,
      about: "the learning rate of each racer, in their order; the last one also applies to the racers after it",
    }),
    start: /** @type {const} */ ({
      kind: "numbers",
      default: [-7, 2],
      fewest: 2,
      longest: 2,
      least: -kWide,
      most: kWide,
      about: "the start on the surface: w, from -9 to 9, and b, from -3 to 3",
    }),
    steps: /** @type {const} */ ({
      kind: "number",
      default: 100,
      least: 1,
      most: 2000,
      about: "the length of the race in steps",
    }),
    batch: /** @type {const} */ ({ kind: "number", default: 8, least: 1, most: 455, about: "samples in a mini-batch" }),
    seed: /** @type {const} */ ({
      kind: "number",
      default: 1,
      least: 0,
      most: 2 ** 32 - 1,
      about: "the seed of the points, initial weights, held-out samples and batches",
    }),
    hide: /** @type {const} */ ({
      kind: "list",
      default: [],
      of: ["run", "choice", "rate", "start"],
      about: "controls to leave out",
    }),
  };
  static styles = `
    ${kRaceStyles}
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

  #pictures = new RacePictures((place) => {
    if (!this.#place.hidden) this.#change({ start: place.map((value) => Number(value.toFixed(2))) });
  });
  #table = new RaceTable(
    (name, rate) => this.#setRate(name, rate),
    (name, box) => this.#choose(name, box),
  );
  #start = [kWide, kHigh].map((most, axis) =>
    numberField({
      value: 0,
      least: -most,
      most,
      onInput: (value) => this.#change({ start: this.#settings.start.map(at(axis, value)) }),
    }),
  );
  #place = make("div", "row", ...this.#start.map((field, axis) => make("label", "", "wb"[axis], field)));
  #run = button("primary", () => this.#press());
  #one = button("", () => this.#stepOnce());
  #reset = button("", () => this.#begin());
  #controls = make("div", "row", this.#run, this.#one, this.#reset);
  #progress = make("p", "note number");

  /** @type {Record<string, any>} */ #settings = {};
  #raced = "";
  /** The last rate of each racer, of those that do not race now too. @type {Map<string, number>} */ #rates = new Map();
  /** @type {Race | null} */ #race = null;
  #turn = 0;
  #running = false;
  #failed = false;
  #frame = 0;

  build() {
    this.#place.hidden = true;
    this.figure.append(
      this.#pictures.element,
      this.#place,
      make("div", "scroll", this.#table.element),
      make("div", "row", this.#controls, this.#progress),
    );
  }

  relabel() {
    const { words } = this;
    set(this.figure, { "aria-label": words.text("descent.label") });
    this.#one.textContent = words.text("descent.step");
    this.#reset.textContent = words.text("descent.reset");
    this.#start.forEach((field, axis) => set(field, { "aria-label": words.text(axis ? "descent.b" : "descent.w") }));
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

  /** Where each racer is, in their order; empty until the element was first in view. @returns {Standing[]} */
  get standings() {
    return this.#race?.standings ?? [];
  }

  // ---- the race

  /** The racers. @returns {Entry[]} */
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

  /** Whether kinds of batches race, not optimizers. */
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

  /** Puts every racer at the start. */
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

  /** Takes as many steps as a frame has time for. With reduced motion, only the end of the race is shown. */
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

  // ---- changes by the user

  /** @param {Record<string, (string | number)[]>} values of attributes */
  #change(values) {
    Object.assign(this, values); // requests an update
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
    box.checked ||= racers.length === 0; // one racer has to stay
    if (racers.length > 0) this.#change({ racers, rate: racers.map((racer) => this.#rateOf(racer)) });
  }

  /** @param {string} name */
  #rateOf(name) {
    return this.#rates.get(name) ?? kRates[this.#settings.on][/** @type {Optimizer} */ (name)];
  }

  // ---- the view

  #show() {
    this.#draw();
    this.emit("glia-progress", this.standings);
  }

  /** @param {string} name of an optimizer or a kind of batches */
  #nameOf(name) {
    return this.words.text(/** @type {any} */ (`descent.${name}`), { n: Math.round(this.#settings.batch) });
  }

  #draw() {
    const { words } = this;
    const { on, steps, seed, start } = this.#settings;
    const idle = !this.#race;
    this.#run.textContent = words.text(this.#running ? "descent.pause" : "descent.run");
    set(this.#run, { "aria-disabled": idle ? "true" : null });
    set(this.#one, { "aria-disabled": idle || this.#over ? "true" : null });
    this.#progress.textContent = words.text("descent.at", {
      step: words.number(this.#race?.steps ?? 0),
      steps: words.number(Math.round(steps)),
    });
    this.#drawTable();
    this.#pictures.show({
      words,
      lanes: this.#race?.lanes ?? [],
      steps,
      surface: on === "surface" ? { seed: Math.round(seed), start } : null,
      movable: !this.#place.hidden,
    });
  }

  #drawTable() {
    const { words, standings } = this;
    const { on, hide } = this.#settings;
    const entries = this.#entries;
    for (const { name, rate } of entries) this.#rates.set(name, rate);
    const racing = entries.map(({ name }) => name);
    const choice = !this.#byKind && !hide.includes("choice");
    this.#table.show({
      words,
      rows: (choice ? kRacers : racing).map((name) => ({
        name,
        rate: this.#rateOf(name),
        title: this.#nameOf(name),
        racing: racing.includes(name),
      })),
      standings,
      choice,
      editable: !hide.includes("rate"),
      rateStep: on === "surface" ? 0.05 : 0.01,
      seen: this.#byKind,
      accuracy: on !== "surface",
    });
  }
}

/** Replaces one coordinate. @param {number} axis @param {number} value */
const at = (axis, value) => (/** @type {number} */ old, /** @type {number} */ i) => (i === axis ? value : old);
