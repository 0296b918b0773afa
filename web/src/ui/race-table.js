// @ts-check
import { make, set, svg } from "./dom.js";
import { numberField } from "./number-field.js";
import { styleOf } from "./race-pictures.js";
import { bodyRow, fillTable } from "./table.js";

/** @typedef {import("./race.js").Standing} Standing */
/** @typedef {import("./words.js").ElementWords} ElementWords */

/** @typedef {{ name: string, box: HTMLInputElement | null, field: HTMLInputElement, title: HTMLElement, cells: HTMLElement[] }} Row */

/**
 * What the table shows.
 * @typedef {object} RaceRows
 * @property {ElementWords} words
 * @property {readonly { name: string, rate: number, title: string, racing: boolean }[]} rows
 * @property {readonly Standing[]} standings  of the rows that race, once the race is there
 * @property {boolean} choice  whether a check box makes a row race
 * @property {boolean} editable  whether rates can be changed
 * @property {number} rateStep  by which the arrow keys change a rate
 * @property {boolean} seen  whether there is a column of samples read
 * @property {boolean} accuracy  whether there is a column of accuracies
 */

/** A row for each racer: whether it races, its learning rate, and where it is. */
export class RaceTable {
  element = make("table");
  /** @type {Row[]} */ #rows = [];
  #made = "";
  #onRate;
  #onChoose;

  /**
   * @param {(name: string, rate: number) => void} onRate the user changed a rate
   * @param {(name: string, box: HTMLInputElement) => void} onChoose the user checked or cleared a box
   */
  constructor(onRate, onChoose) {
    this.#onRate = onRate;
    this.#onChoose = onChoose;
  }

  /** @param {RaceRows} view */
  show(view) {
    const { words, standings, seen } = view;
    this.#make(view);
    view.rows.forEach(({ name, rate, racing }, i) => {
      const { box, field, cells } = this.#rows[i];
      const standing = standings.find((one) => one.name === name);
      if (box) box.checked = racing;
      if (!field.isConnected) cells[0].textContent = words.brief(rate);
      else if (!field.matches(":focus")) field.value = String(rate); // what is being typed stays
      cells[1].className = standing?.diverged ? "lost" : "";
      for (const cell of cells.slice(1)) cell.textContent = "";
      if (!standing) return;
      cells[1].textContent = standing.diverged
        ? words.text("descent.lost", { step: standing.steps })
        : words.number(standing.loss, { maximumSignificantDigits: 3 });
      if (seen) cells[2].textContent = words.number(standing.seen);
      if (standing.accuracy !== undefined) cells[cells.length - 1].textContent = words.percent(standing.accuracy);
    });
  }

  /** Makes the rows, unless they are there already: a field keeps its focus. @param {RaceRows} view */
  #make({ words, rows, choice, editable, rateStep, seen, accuracy }) {
    const columns = ["rate", "loss", ...(seen ? ["seen"] : []), ...(accuracy ? ["accuracy"] : [])];
    const heads = ["racer", ...columns].map((key) => words.text(/** @type {any} */ (`descent.${key}`)));
    const made = JSON.stringify([heads, rows.map(({ name, title }) => [name, title]), choice, editable, rateStep]);
    if (made === this.#made) return;
    this.#made = made;
    this.#rows = rows.map(({ name, title }) => {
      const box = choice ? /** @type {HTMLInputElement} */ (set(make("input"), { type: "checkbox" })) : null;
      box?.addEventListener("change", () => this.#onChoose(name, box));
      const swatch = svg("svg", { class: "swatch", viewBox: "0 0 40 12", "aria-hidden": "true" });
      swatch.append(svg("path", { class: `line ${styleOf(name)}`, d: "M0 6H40" }));
      const onInput = (/** @type {number} */ rate) => this.#onRate(name, rate);
      const field = numberField({ value: 0, step: rateStep, least: 0, most: 10, onInput });
      set(field, { "aria-label": words.text("descent.rate.of", { name: title }) });
      const label = make(choice ? "label" : "span", "row", ...(box ? [box] : []), swatch, title);
      return { name, box, field, title: label, cells: columns.map(() => make("td")) };
    });
    fillTable(
      this.element,
      heads,
      this.#rows.map(({ title, cells }) => bodyRow(title, cells)),
    );
    if (editable) for (const { cells, field } of this.#rows) cells[0].append(field);
  }
}
