// @ts-check
import { badSpec, ShapeError, show } from "../base/errors.js";
import { dot } from "../engine/matrix.js";
import { GliaElement } from "./element.js";
import { button, make, set } from "../ui/dom.js";
import { numberField } from "../ui/number-field.js";

/** @typedef {number[][]} Rows */
/** @typedef {"a" | "b"} Side */

const kMost = 5;

/**
 * `<glia-dot a="1 2 3; 4 5 6" b="1 2; 3 4; 5 6">`: a product of two matrices, with every number editable. The selected
 * cell of the product shows its row, its column and its sum. The properties `left` and `right` are the operands; `product`
 * is their product, or null if their shapes do not fit.
 *
 * @fires change  the user changed a number or a size
 */
export class GliaDot extends GliaElement {
  static tag = "dot";
  static about = "A product of matrices, with every number editable and every sum written out";
  static events = { change: "the user changed a number or a size" };
  static attributes = {
    a: /** @type {const} */ ({
      kind: "text",
      default: "1 2 3; 4 5 6",
      about: "the left matrix, with ; between its rows",
    }),
    b: /** @type {const} */ ({
      kind: "text",
      default: "1 2; 3 4; 5 6",
      about: "the right matrix, with ; between its rows",
    }),
  };
  static properties = ["left", "right"];
  static styles = `
    .matrices { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1rem; }
    .matrix { border-inline: 2px solid var(--ink); border-radius: 0.375rem; padding: 0.125rem 0.375rem; }
    .matrix td { padding: 0.125rem; }
    .matrix input[type="number"] { width: 4rem; padding-inline: 0.25rem; }
    .name { display: block; margin-block-end: 0.25rem; }
    .sign { font-size: 1.25rem; }
    .used input { background: var(--tint); border-color: var(--accent); border-width: 2px; }
    .result button { min-width: 3.5rem; justify-content: end; font-variant-numeric: tabular-nums; }
    .sum { margin-block-start: 0.75rem; overflow-x: auto; }
    .refusal { color: var(--against); font-weight: 650; margin-block-start: 0.75rem; }
    .sizes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 0.25rem 1rem;
      margin-block-start: 0.75rem; }
    .sizes > div { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
    .sizes button { min-width: 2.75rem; padding-inline: 0.5rem; }
    fieldset { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem; margin: 0; padding: 0; border: 0; }
    legend { float: inline-start; min-width: 6rem; margin-inline-end: 0.5rem; }
    legend + * { clear: none; }
    @container (max-width: 30rem) { .matrix input[type="number"] { width: 3.25rem; } }
  `;

  /** @type {Record<Side, Rows>} */ #values = { a: [[0]], b: [[0]] };
  /** The last attributes, to notice changes. */ #said = "";
  #tables = { a: make("table", "matrix"), b: make("table", "matrix"), c: make("table", "matrix result") };
  #names = { a: make("span", "name"), b: make("span", "name"), c: make("span", "name") };
  #equals = make("span", "sign", "=");
  #result;
  #sum = make("p", "sum number");
  #refusal = make("p", "refusal");
  /** The library's error message, which is English. */ #message = set(make("p", "note"), { lang: "en" });
  #hint = make("p", "note");
  #sizes = make("div", "sizes");
  /** The selected cell. @type {[row: number, column: number]} */ #looked = [0, 0];

  constructor() {
    super();
    this.#result = make("div", "", this.#names.c, this.#tables.c);
  }

  build() {
    const part = (/** @type {Side} */ side) => make("div", "", this.#names[side], this.#tables[side]);
    const sign = make("span", "sign", "·");
    this.figure.append(
      make("div", "matrices", part("a"), sign, part("b"), this.#equals, this.#result),
      this.#sizes,
      this.#refusal,
      this.#message,
      this.#sum,
      this.#hint,
    );
  }

  relabel() {
    set(this.figure, { "aria-label": this.words.text("dot.label") });
    this.#hint.textContent = this.words.text("dot.hint");
    this.#makeSizes();
    this.#make("a");
    this.#make("b");
    this.#show();
  }

  update() {
    const said = ["a", "b"].map((side) => this.value(side));
    const [a, b] = said.map((text, i) => readMatrix(text, `<glia-dot>, ${"ab"[i]}`));
    if (said.join("|") !== this.#said) {
      this.#said = said.join("|");
      this.#values = { a, b };
      this.relabel();
    }
    this.ready();
  }

  /** The left matrix. @returns {Rows} a copy */
  get left() {
    return this.#values.a.map((row) => [...row]);
  }

  set left(rows) {
    set(this, { a: writeMatrix(rows) });
  }

  /** The right matrix. @returns {Rows} a copy */
  get right() {
    return this.#values.b.map((row) => [...row]);
  }

  set right(rows) {
    set(this, { b: writeMatrix(rows) });
  }

  /** The product, null if the shapes do not fit. @returns {Rows | null} */
  get product() {
    const product = this.#multiply();
    return product instanceof ShapeError ? null : product;
  }

  #multiply() {
    try {
      return /** @type {Rows} */ (dot(this.#values.a, this.#values.b).toArray());
    } catch (error) {
      if (error instanceof ShapeError) return error;
      throw error;
    }
  }

  /** @param {Side} side */
  #make(side) {
    const rows = this.#values[side];
    this.#tables[side].replaceChildren(
      ...rows.map((row, i) =>
        make(
          "tr",
          "",
          ...row.map((value, j) => {
            const onInput = (/** @type {number} */ number) => {
              this.#values[side][i][j] = number;
              this.#changed();
            };
            const field = numberField({ value, step: 1, onInput });
            set(field, { "aria-label": this.words.text("dot.cell", { name: side, row: i + 1, column: j + 1 }) });
            return make("td", "", field);
          }),
        ),
      ),
    );
  }

  #makeSizes() {
    const { words } = this;
    const fieldset = (/** @type {Side} */ side, /** @type {"rows" | "columns"} */ which) => {
      const count = () => (which === "rows" ? this.#values[side].length : this.#values[side][0].length);
      const shown = make("output", "number", String(count()));
      const change = (/** @type {number} */ by) => {
        if (count() + by < 1 || count() + by > kMost) return;
        this.#resize(side, which, count() + by);
        shown.textContent = String(count());
      };
      const [fewer, more] = [button("", () => change(-1)), button("", () => change(1))];
      const name = words.text(`dot.${which}`, { name: side });
      fewer.textContent = "−";
      more.textContent = "+";
      set(fewer, { "aria-label": words.text("dot.fewer", { name }) });
      set(more, { "aria-label": words.text("dot.more", { name }) });
      return make("fieldset", "", make("legend", "note", name), fewer, shown, more);
    };
    this.#sizes.replaceChildren(
      .../** @type {const} */ (["a", "b"]).map((side) =>
        make("div", "", fieldset(side, "rows"), fieldset(side, "columns")),
      ),
    );
  }

  /** @param {Side} side @param {"rows" | "columns"} which @param {number} size */
  #resize(side, which, size) {
    const rows = this.#values[side];
    const [M, N] = which === "rows" ? [size, rows[0].length] : [rows.length, size];
    this.#values[side] = Array.from({ length: M }, (_, i) => Array.from({ length: N }, (_, j) => rows[i]?.[j] ?? 1));
    this.#make(side);
    this.#changed();
  }

  #changed() {
    this.#show();
    this.emit("change");
    this.say(this.product ? (this.#sum.textContent ?? "") : (this.#refusal.textContent ?? ""));
  }

  #show() {
    const { words } = this;
    const { a, b } = this.#values;
    const made = this.#multiply();
    const c = made instanceof ShapeError ? null : made;
    const shape = (/** @type {Rows} */ rows) => `(${rows.length}, ${rows[0].length})`;
    this.#names.a.textContent = `a ${shape(a)}`;
    this.#names.b.textContent = `b ${shape(b)}`;
    this.#names.c.textContent = c ? `a · b ${shape(c)}` : "";
    this.#result.hidden = this.#equals.hidden = this.#sum.hidden = !c;
    this.#refusal.textContent = c
      ? ""
      : words.text("dot.refusal", { a: shape(a), b: shape(b), columns: a[0].length, rows: b.length });
    this.#message.textContent = made instanceof ShapeError ? `ShapeError: ${made.message}` : "";
    if (c) {
      this.#looked = [Math.min(this.#looked[0], c.length - 1), Math.min(this.#looked[1], c[0].length - 1)];
      this.#fill(c);
    }
    this.#look();
  }

  /** @param {Rows} c */
  #fill(c) {
    const table = this.#tables.c;
    const fits = table.children.length === c.length && table.children[0]?.children.length === c[0].length;
    if (!fits) {
      table.replaceChildren(
        ...c.map((row, i) =>
          make(
            "tr",
            "",
            ...row.map((_, j) => {
              const look = () => {
                this.#looked = [i, j];
                this.#look();
              };
              const cell = button("", look);
              cell.addEventListener("pointerenter", look);
              cell.addEventListener("focus", look);
              return make("td", "", cell);
            }),
          ),
        ),
      );
    }
    c.forEach((row, i) =>
      row.forEach((value, j) => {
        const cell = table.children[i].children[j].firstElementChild;
        if (cell) cell.textContent = this.words.brief(value, 7);
      }),
    );
  }

  /** Marks the row and the column of the selected cell, and writes its sum out. */
  #look() {
    const c = this.product;
    const [row, column] = c ? this.#looked : [-1, -1];
    mark(this.#tables.a, (i) => i === row);
    mark(this.#tables.b, (_, j) => j === column);
    [...this.#tables.c.children].forEach((tr, i) =>
      [...tr.children].forEach((td, j) => {
        const cell = td.firstElementChild;
        if (cell) set(cell, { "aria-pressed": i === row && j === column ? "true" : "false" });
      }),
    );
    if (!c) return;
    const { a, b } = this.#values;
    const number = (/** @type {number} */ value) =>
      value < 0 ? `(${this.words.brief(value, 7)})` : this.words.brief(value, 7);
    const terms = a[row].map((value, k) => `${number(value)} × ${number(b[k][column])}`);
    this.#sum.textContent = this.words.text("dot.sum", {
      row: row + 1,
      column: column + 1,
      sum: `${terms.join(" + ")} = ${this.words.brief(c[row][column], 7)}`,
    });
  }
}

/** @param {HTMLElement} table @param {(row: number, column: number) => boolean} isUsed */
function mark(table, isUsed) {
  [...table.children].forEach((tr, i) =>
    [...tr.children].forEach((td, j) => td.classList.toggle("used", isUsed(i, j))),
  );
}

/**
 * Reads a matrix.
 *
 * @param {string} text `;` or line breaks between rows, spaces or commas between numbers
 * @param {string} where for the error message
 * @returns {Rows} 1 to 5 rows of 1 to 5 numbers
 * @throws {SpecError} if it is malformed or too large
 */
function readMatrix(text, where) {
  const rows = text
    .split(/[;\n]/)
    .map((row) => row.trim())
    .filter((row) => row !== "")
    .map((row) => row.split(/[\s,]+/).map(Number));
  const [first] = rows;
  const whole =
    first !== undefined &&
    rows.length <= kMost &&
    first.length <= kMost &&
    rows.every((row) => row.length === first.length && row.every(Number.isFinite));
  if (whole) return rows;
  throw badSpec(show(text), `rows of equal length with ";" between them, at most ${kMost} × ${kMost}`, where);
}

const writeMatrix = (/** @type {Rows} */ rows) => rows.map((row) => row.join(" ")).join("; ");
