// @ts-check
import { find, make } from "../../src/ui/dom.js";
import { Chart } from "./chart.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../../src/ui/history.js").History} History */
/** @typedef {import("../../src/ui/history.js").Point} Point */
/** @typedef {import("./chart.js").Columns} Columns */
/** @typedef {"score" | "loss"} What */

// Only this page fetches it.
const kLibrary = new URL("../../dist/vendor/uPlot.esm.js", import.meta.url);
const kStyle = new URL("../../dist/vendor/uPlot.min.css", import.meta.url);

const kWhats = /** @type {const} */ (["score", "loss"]);
const kRows = 60;

/** Loss and score by epoch, as charts and as a table of the same numbers. */
export class Curves {
  #element;
  #twin;
  #history;
  #language;
  /** @type {any} */ #uPlot = null;
  /** @type {{ what: What, place: HTMLElement, chart: Chart }[]} */ #charts;
  /** @type {Record<What, Columns>} */ #columns = { score: [[], [], []], loss: [[], [], []] };
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
    this.#charts = kWhats.map((what) => {
      const place = find(`[data-chart="${what}"]`, element);
      return { what, place, chart: new Chart(place, find(`[data-readout="${what}"]`, element)) };
    });
    history.addEventListener("change", () => this.#request());
    twin.addEventListener("toggle", () => this.#request());
    language.addEventListener("change", () => this.repaint());
    new ResizeObserver(() => this.#charts.forEach(({ chart }) => chart.resize())).observe(element);
    this.#load();
  }

  /**
   * @param {boolean} classes whether the score is an accuracy; else it is an error
   * @param {number} unit factor from errors to what is shown
   */
  open(classes, unit) {
    this.#classes = classes;
    this.#unit = unit;
    this.repaint();
  }

  /** Draws everything again, with the colors, words and formats as they are now. */
  repaint() {
    for (const { what, chart } of this.#uPlot ? this.#charts : [])
      chart.open(this.#uPlot, {
        share: what === "score" && this.#classes,
        formatX: (at) => this.#language.number(at),
        formatY: (value) => this.#format(what, value, 0),
        describe: (index) => this.#describe(what, index),
      });
    this.#request();
  }

  async #load() {
    try {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = kStyle.href;
      document.head.append(style);
      this.#uPlot = (await import(kLibrary.href)).default;
      this.repaint();
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

  #paint() {
    for (const { what, place, chart } of this.#charts) {
      const columns = (this.#columns[what] = this.#columnsOf(what));
      const empty = columns[0].length === 0;
      place.setAttribute("aria-label", this.#label(what));
      place.classList.toggle("empty", empty);
      place.dataset.empty = empty ? this.#language.text("curves.empty") : "";
      chart.show(columns);
    }
    if (this.#twin.open) this.#fillTwin();
  }

  /** Both curves over one axis. @param {What} what @returns {Columns} */
  #columnsOf(what) {
    const { train, validation } = this.#history;
    const at = [...new Set([...train, ...validation].map((point) => point.at))].sort((a, b) => a - b);
    const column = (/** @type {Point[]} */ points) => {
      const known = new Map(points.map((point) => [point.at, this.#value(what, point)]));
      return at.map((one) => known.get(one) ?? null);
    };
    return [at, column(train), column(validation)];
  }

  /** @param {What} what @param {Point} point */
  #value(what, point) {
    const value = point[what];
    return value !== null && what === "score" && !this.#classes ? value * this.#unit : value;
  }

  // ---- in words

  /** @param {What} what @param {number | null | undefined} value @param {number} [digits] of a percentage */
  #format(what, value, digits = 1) {
    if (value === null || value === undefined) return "–";
    if (what === "score" && this.#classes) return this.#language.percent(value, digits);
    return this.#language.brief(value);
  }

  /** @param {What} what */
  #name(what) {
    return this.#language.text(what === "loss" ? "curves.loss" : this.#classes ? "curves.accuracy" : "curves.error");
  }

  /** The last known values of both curves at an index, or at the end. @param {What} what @param {number} [index] */
  #wordsAt(what, index) {
    const [, ...columns] = this.#columns[what];
    const end = index === undefined ? undefined : index + 1;
    const [train, validation] = columns.map((column) =>
      this.#format(
        what,
        column.slice(0, end).findLast((value) => value !== null),
      ),
    );
    return { train, validation };
  }

  /** @param {What} what */
  #label(what) {
    if (this.#history.train.length === 0) return this.#language.text("curves.empty");
    return this.#language.text("curves.say", { what: this.#name(what), ...this.#wordsAt(what) });
  }

  /** @param {What} what @param {number | null} index null: the latest */
  #describe(what, index) {
    const [at] = this.#columns[what];
    if (at.length === 0) return "";
    const one = index ?? at.length - 1;
    return this.#language.text("curves.at", { at: this.#language.brief(at[one]), ...this.#wordsAt(what, one) });
  }

  // ---- the table

  #fillTwin() {
    const language = this.#language;
    const parts = [language.text("measure.training"), language.text("measure.validation")];
    const names = /** @type {const} */ (["loss", "score"]).flatMap((what) =>
      parts.map((part) => `${this.#name(what)}, ${part}`),
    );
    find("[data-twin-head]", this.#twin).replaceChildren(rowOf("th", [language.text("measure.epoch"), ...names]));
    const rows = this.#history.validation;
    const every = Math.ceil(rows.length / kRows);
    const trained = new Map(this.#history.train.map((point) => [point.at, point]));
    find("[data-twin-body]", this.#twin).replaceChildren(
      ...rows
        .filter((_, i) => (rows.length - 1 - i) % every === 0)
        .map((point) => {
          const cell = (/** @type {What} */ what, /** @type {Point | undefined} */ one) =>
            this.#format(what, one && this.#value(what, one));
          const own = trained.get(point.at);
          return rowOf("td", [
            language.number(point.at),
            cell("loss", own),
            cell("loss", point),
            cell("score", own),
            cell("score", point),
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
