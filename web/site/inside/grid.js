// @ts-check
import { make } from "../../src/ui/dom.js";

/** @typedef {import("./arithmetic.js").Cells} Cells */

/** A table of numbers, each on a ground whose color shows its size. */
export class Grid {
  element = make("div", "grid");
  #caption = make("caption");
  #body = document.createElement("tbody");
  /** @type {HTMLElement[]} */ #cells = [];

  constructor() {
    const table = make("table");
    table.append(this.#caption, this.#body);
    this.element.append(table);
  }

  /**
   * @param {string} caption
   * @param {Cells} values NaN is outside of the picture
   * @param {object} how
   * @param {number} how.columns
   * @param {number} how.greatest the size that gets the strongest color
   * @param {number} [how.winner] index of a number that stands out
   * @param {string} [how.outside] what is written outside of the picture
   * @param {(value: number) => string} how.write
   */
  show(caption, values, { columns, greatest, winner = -1, outside = "0", write }) {
    if (this.#caption.textContent !== caption) this.#caption.textContent = caption;
    if (this.#cells.length !== values.length || this.#body.rows[0]?.cells.length !== columns) {
      this.#build(values.length, columns);
    }
    this.#cells.forEach((cell, i) => {
      const beyond = Number.isNaN(values[i]);
      cell.textContent = beyond ? outside : write(values[i]);
      cell.className = beyond ? "outside" : values[i] < 0 ? "below" : "above";
      if (i === winner) cell.classList.add("winner");
      const share = greatest > 0 && !beyond ? Math.abs(values[i]) / greatest : 0;
      cell.style.setProperty("--share", share.toFixed(3));
    });
  }

  /**
   * @param {number} count
   * @param {number} columns
   */
  #build(count, columns) {
    this.#cells = Array.from({ length: count }, () => make("td"));
    const rows = Array.from({ length: count / columns }, (_, row) => {
      const line = make("tr");
      line.append(...this.#cells.slice(row * columns, (row + 1) * columns));
      return line;
    });
    this.#body.replaceChildren(...rows);
  }
}
