// @ts-check
import { make } from "../../src/ui/dom.js";
import { colourOf } from "../../src/ui/picture.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../../src/ui/history.js").History} History */
/** @typedef {import("../../src/ui/history.js").Point} Point */
/** @typedef {"score" | "loss"} What */

// Beside the page, not a part of it: nothing else on the site fetches it.
const kLibrary = new URL("../../dist/vendor/uPlot.esm.js", import.meta.url);
const kStyle = new URL("../../dist/vendor/uPlot.min.css", import.meta.url);
const kHeight = 200;
const kRows = 60;

// More dots than this hide the line that they stand on.
const kDots = 30;

/** Loss and score over the epochs, as curves and as a table of the same numbers. */
export class Curves {
  #element;
  #twin;
  #history;
  #language;
  /** @type {any} */ #uPlot = null;
  /** @type {Map<What, any>} */ #plots = new Map();
  #frame = 0;
  #unit = 1;
  /** Whether the score is an accuracy. */ #classes = true;

  /**
   * @param {HTMLElement} element
   * @param {HTMLDetailsElement} twin
   * @param {History} history
   * @param {Language} language
   */
  constructor(element, twin, history, language) {
    this.#element = element;
    this.#twin = twin;
    this.#history = history;
    this.#language = language;
    history.addEventListener("change", () => this.#request());
    twin.addEventListener("toggle", () => this.#request());
    language.addEventListener("change", () => this.repaint());
    new ResizeObserver(() => this.#resize()).observe(element);
    this.#load();
  }

  /**
   * @param {boolean} classes whether the score is an accuracy; else it is an error
   * @param {number} unit what errors are multiplied by to be shown
   */
  open(classes, unit) {
    this.#classes = classes;
    this.#unit = unit;
    this.repaint();
  }

  /** Starts over with the colours, words and formats as they are now. */
  repaint() {
    for (const plot of this.#plots.values()) plot.destroy();
    this.#plots.clear();
    this.#request();
  }

  async #load() {
    try {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = kStyle.href;
      document.head.append(style);
      this.#uPlot = (await import(kLibrary.href)).default;
      this.#request();
    } catch {
      this.#twin.open = true;
      this.#element.replaceChildren(make("p", "note", this.#language.text("curves.missing")));
    }
  }

  #request() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #resize() {
    for (const [what, plot] of this.#plots) {
      const width = this.#place(what)?.clientWidth ?? 0;
      if (width > 0 && width !== plot.width) plot.setSize({ width, height: kHeight });
    }
  }

  /** @param {What} what @returns {HTMLElement | null} */
  #place(what) {
    return this.#element.querySelector(`[data-chart="${what}"]`);
  }

  #paint() {
    for (const what of /** @type {What[]} */ (["score", "loss"])) {
      const place = this.#place(what);
      if (!place) continue;
      this.#say(what, place);
      if (!this.#uPlot) continue;
      const data = this.#merge(what);
      const plot = this.#plots.get(what);
      if (plot) plot.setData(data);
      else this.#plots.set(what, new this.#uPlot(this.#options(what, place), data, place));
      place.classList.toggle("empty", data[0].length === 0);
      place.dataset.empty = data[0].length === 0 ? this.#language.text("curves.empty") : "";
    }
    if (this.#twin.open) this.#fillTwin();
  }

  /** @param {What} what @param {Point | undefined} point */
  #value(what, point) {
    if (!point || point[what] === null) return null;
    return what === "score" && !this.#classes ? /** @type {number} */ (point.score) * this.#unit : point[what];
  }

  /** @param {What} what @param {number | null} value */
  #format(what, value) {
    if (value === null) return "–";
    if (what === "score" && this.#classes) return this.#language.percent(value);
    return this.#language.brief(value);
  }

  /** @param {What} what */
  #name(what) {
    return this.#language.text(what === "loss" ? "curves.loss" : this.#classes ? "curves.accuracy" : "curves.error");
  }

  /**
   * @param {What} what
   * @param {HTMLElement} place
   */
  #say(what, place) {
    const { train, validation } = this.#history;
    const text =
      train.length === 0
        ? this.#language.text("curves.empty")
        : this.#language.text("curves.say", {
            what: this.#name(what),
            train: this.#format(what, this.#value(what, train.at(-1))),
            validation: this.#format(what, this.#value(what, validation.at(-1))),
          });
    if (place.getAttribute("aria-label") !== text) place.setAttribute("aria-label", text);
  }

  /** Both curves over one axis. @param {What} what @returns {[number[], (number | null)[], (number | null)[]]} */
  #merge(what) {
    const { train, validation } = this.#history;
    const known = new Map(validation.map((point) => [point.at, point]));
    for (const { at } of train) if (!known.has(at)) known.set(at, /** @type {any} */ (undefined));
    const trained = new Map(train.map((point) => [point.at, point]));
    const x = [...known.keys()].sort((a, b) => a - b);
    return [x, x.map((at) => this.#value(what, trained.get(at))), x.map((at) => this.#value(what, known.get(at)))];
  }

  /**
   * @param {What} what
   * @param {HTMLElement} place
   */
  #options(what, place) {
    const [ink, line, train, validation] = ["--soft", "--line", "--for", "--against"].map((name) =>
      colourOf(place, name),
    );
    const font = `12px ${getComputedStyle(place).fontFamily}`;
    const axis = { stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
    const share = what === "score" && this.#classes;
    return {
      width: Math.max(200, place.clientWidth),
      height: kHeight,
      padding: [8, 16, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: {
          time: false,
          range: (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) => [
            0,
            Math.max(high ?? 1, 0.05),
          ],
        },
        y: {
          range: (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) =>
            share ? [Math.min(0.9, Math.floor((low ?? 0) * 10) / 10), 1] : [0, Math.max(high ?? 1, 1e-6) * 1.05],
        },
      },
      axes: [
        {
          ...axis,
          size: 28,
          space: 50,
          values: (/** @type {any} */ _, /** @type {number[]} */ values) =>
            values.map((value) => this.#language.number(value)),
        },
        {
          ...axis,
          size: 48,
          space: 36,
          values: (/** @type {any} */ _, /** @type {number[]} */ values) =>
            values.map((value) => (share ? this.#language.percent(value, 0) : this.#language.brief(value))),
        },
      ],
      series: [
        {},
        { stroke: train, width: 2, spanGaps: true, points: { show: false } },
        {
          stroke: validation,
          width: 2,
          dash: [6, 4],
          spanGaps: true,
          points: { show: () => this.#history.validation.length <= kDots, size: 6, fill: validation },
        },
      ],
    };
  }

  #fillTwin() {
    const head = this.#twin.querySelector("[data-twin-head]");
    const body = this.#twin.querySelector("[data-twin-body]");
    if (!head || !body) return;
    const language = this.#language;
    const [training, validating] = [language.text("measure.training"), language.text("measure.validation")];
    const names = [
      language.text("measure.epoch"),
      `${this.#name("loss")}, ${training}`,
      `${this.#name("loss")}, ${validating}`,
      `${this.#name("score")}, ${training}`,
      `${this.#name("score")}, ${validating}`,
    ];
    head.replaceChildren(rowOf("th", names));
    const rows = this.#history.validation;
    const every = Math.ceil(rows.length / kRows);
    const shown = rows.filter((_, i) => (rows.length - 1 - i) % every === 0);
    const trained = new Map(this.#history.train.map((point) => [point.at, point]));
    body.replaceChildren(
      ...shown.map((point) => {
        const own = trained.get(point.at);
        return rowOf("td", [
          language.number(point.at),
          this.#format("loss", this.#value("loss", own)),
          this.#format("loss", this.#value("loss", point)),
          this.#format("score", this.#value("score", own)),
          this.#format("score", this.#value("score", point)),
        ]);
      }),
    );
  }
}

/**
 * @param {"th" | "td"} tag
 * @param {string[]} cells
 */
function rowOf(tag, cells) {
  const row = make("tr");
  for (const text of cells) {
    const cell = make(tag, "", text);
    if (tag === "th") cell.setAttribute("scope", "col");
    row.append(cell);
  }
  return row;
}
