// @ts-check
import { softmax } from "../engine/activations.js";
import { GliaElement } from "./element.js";
import { button, make, set } from "../ui/dom.js";
import { numberField } from "../ui/number-field.js";
import { bodyRow, headRow } from "../ui/table.js";

/** @typedef {{ powers: number[], sum: number, probabilities: number[] }} Softmax  eᵃ of each score a, their sum, and each divided by the sum */

const kMost = 8;
const kRaised = 1000; // by which a button changes all scores

/**
 * `<glia-softmax scores="0.3 2.9 4">`: scores to probabilities, the naive form beside the safe one. The properties `naive`
 * and `safe` have the numbers that it shows.
 *
 * @fires change  the user changed a score
 */
export class GliaSoftmax extends GliaElement {
  static tag = "softmax";
  static about = "From scores to probabilities: the plain formula of softmax beside its safe form";
  static events = { change: "the user changed a score" };
  static attributes = {
    scores: /** @type {const} */ ({
      kind: "numbers",
      default: [0.3, 2.9, 4],
      fewest: 2,
      longest: kMost,
      about: "the scores, two to eight numbers",
    }),
  };
  static styles = `
    table { width: 100%; }
    td, th { padding-inline: 0.25rem; }
    td { white-space: nowrap; }
    thead th { vertical-align: bottom; }
    .bar { display: block; height: 0.375rem; margin-block-start: 0.125rem; background: var(--accent); border-radius: 2px; }
    .broken { color: var(--against); font-weight: 650; }
    .row, .verdict { margin-block-start: 0.75rem; }
    tfoot td, tfoot th { border-block-start: 1px solid var(--line); }
    @container (max-width: 30rem) {
      td, th { padding-inline: 0.125rem; font-size: 0.8125rem; }
      input[type="number"] { width: 4rem; padding-inline: 0.25rem; }
      input::-webkit-inner-spin-button { appearance: none; }
      .row { gap: 0.5rem; }
      button { flex: 1 1 auto; padding-inline: 0.5rem; }
    }
  `;

  #head = make("thead");
  #body = /** @type {HTMLTableSectionElement} */ (make("tbody"));
  #foot = make("tfoot");
  #raise = button("", () => this.#add(kRaised));
  #lower = button("", () => this.#add(-kRaised));
  #restore = button("", () => this.#change(null));
  #verdict = make("p", "verdict");
  /** @type {number[]} */ #scores = [];
  /** @type {HTMLInputElement[]} */ #fields = [];

  build() {
    const table = make("table", "", this.#head, this.#body, this.#foot);
    const row = make("div", "row", this.#raise, this.#lower, this.#restore);
    this.figure.append(make("div", "scroll", table), row, this.#verdict);
  }

  relabel() {
    const { words } = this;
    set(this.figure, { "aria-label": words.text("softmax.label") });
    this.#raise.textContent = words.text("softmax.raise");
    this.#lower.textContent = words.text("softmax.lower");
    this.#restore.textContent = words.text("softmax.restore");
    const columns = /** @type {const} */ (["score", "naive.power", "naive", "safe.power", "safe"]);
    this.#head.replaceChildren(headRow(columns.map((column) => words.text(`softmax.${column}`))));
    this.#fields.forEach((field, i) => set(field, { "aria-label": words.text("softmax.score.nth", { n: i + 1 }) }));
    this.#show();
  }

  update() {
    this.#scores = [...this.value("scores")];
    if (this.#fields.length !== this.#scores.length) this.#makeFields();
    this.#fields.forEach((field, i) => {
      if (field.valueAsNumber !== this.#scores[i]) field.value = String(this.#scores[i]);
    });
    this.#show();
    this.ready();
  }

  /** By the plain formula, in 32-bit floats as in the engine: eᵃ is infinite from a = 89 on. @returns {Softmax} */
  get naive() {
    return shares(this.#scores);
  }

  /** With the largest score subtracted from all; the probabilities are the engine's. @returns {Softmax} */
  get safe() {
    const scores = this.#scores.map(Math.fround); // as in the engine
    const most = Math.max(...scores);
    const { powers, sum } = shares(scores.map((score) => score - most));
    return { powers, sum, probabilities: [...softmax(this.#scores).values] };
  }

  #makeFields() {
    this.#fields = this.#scores.map((value, i) => {
      const field = numberField({
        value,
        onInput: (score) => this.#change(this.#scores.map((old, j) => (j === i ? score : old))),
      });
      return set(field, { "aria-label": this.words.text("softmax.score.nth", { n: i + 1 }) });
    });
    this.#body.replaceChildren(
      ...this.#fields.map((field) =>
        make("tr", "", make("td", "", field), ...Array.from({ length: 4 }, () => make("td"))),
      ),
    );
  }

  /** @param {number} amount */
  #add(amount) {
    this.#change(this.#scores.map((score) => Number((score + amount).toPrecision(12))));
  }

  /** @param {number[] | null} scores null restores those of the author, or the default */
  #change(scores) {
    this.#begun ??= this.getAttribute("scores");
    set(this, { scores: scores ? scores.join(" ") : this.#begun });
    this.update();
    this.emit("change");
    const { naive } = this;
    this.say(this.words.text(isWhole(naive) ? "softmax.fine" : "softmax.broken"));
  }

  /** The attribute before the user's first change. @type {string | null | undefined} */ #begun;

  #show() {
    if (this.#scores.length === 0) return;
    const { words, naive, safe } = this;
    [...this.#body.rows].forEach((row, i) => {
      const cells = [naive.powers[i], naive.probabilities[i], safe.powers[i], safe.probabilities[i]];
      cells.forEach((value, j) => this.#write(row.cells[j + 1], value, j % 2 === 1));
    });
    const sums = [naive.sum, total(naive.probabilities), safe.sum, total(safe.probabilities)];
    const cells = sums.map((sum) => this.#write(make("td"), sum, false));
    this.#foot.replaceChildren(bodyRow(words.text("softmax.sum"), cells));
    this.#verdict.textContent = words.text(isWhole(naive) ? "softmax.fine" : "softmax.broken");
  }

  /** @param {HTMLElement} cell @param {number} value @param {boolean} asBar */
  #write(cell, value, asBar) {
    const finite = Number.isFinite(value);
    cell.className = finite ? "" : "broken";
    cell.replaceChildren(make("span", "", this.#say(value)));
    if (!asBar || !finite) return cell;
    const bar = set(make("span", "bar"), { "aria-hidden": "true" });
    bar.style.width = `${100 * value}%`;
    cell.append(bar);
    return cell;
  }

  /** @param {number} value */
  #say(value) {
    if (Number.isNaN(value)) return "NaN";
    if (!Number.isFinite(value)) return "∞";
    return value !== 0 && Math.abs(value) < 1e-3
      ? this.words.number(value, { notation: "scientific", maximumSignificantDigits: 4 })
      : this.words.brief(value);
  }
}

/** @param {Softmax} softmax */
const isWhole = ({ probabilities }) => probabilities.every(Number.isFinite);

const total = (/** @type {number[]} */ values) => values.reduce((sum, value) => Math.fround(sum + value), 0);

/** eᵃ / Σ eᵃ, with every intermediate result rounded to 32 bits. @param {number[]} scores @returns {Softmax} */
function shares(scores) {
  const powers = scores.map((score) => Math.fround(Math.exp(Math.fround(score))));
  const sum = total(powers);
  return { powers, sum, probabilities: powers.map((power) => Math.fround(power / sum)) };
}
