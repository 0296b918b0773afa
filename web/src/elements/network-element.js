// @ts-check
import { GliaElement } from "./element.js";
import { button, make, set } from "../ui/dom.js";
import { kFormulaStyles } from "../ui/formula.js";
import { Graph, kGraphStyles } from "../ui/graph.js";
import { numberField, showNumber } from "../ui/number-field.js";
import { kMost, subscripted } from "../ui/small.js";
import { headRow } from "../ui/table.js";

/** @typedef {import("../ui/small.js").Small} Small */
/** @typedef {import("../ui/small.js").Unit} Unit */
/** @typedef {import("../ui/small.js").Parameter} Parameter */
/** @typedef {import("./element.js").ElementKey} ElementKey */

/** The base of the elements that show a small network: a spec, a graph, and fields for its numbers. */
export class NetworkElement extends GliaElement {
  static properties = ["spec"];
  static styles = `${kGraphStyles}${kFormulaStyles}
    .row { margin-block: 0.5rem; }
    tfoot td, tfoot th { border-block-start: 1px solid var(--line); }
  `;

  /** The network as it is now. @type {Small | null} */
  small = null;
  /** The last value that `spec` was set to. @type {unknown} */
  given = null;
  /** The spec, or what stands for one, that the numbers came from. @type {unknown} */
  source = null;
  /** @type {[field: HTMLInputElement, get: () => number][]} */
  fields = [];
  head = make("thead");
  body = /** @type {HTMLTableSectionElement} */ (make("tbody"));
  graph = new Graph((unit, weight) => this.choose(unit, weight));
  restore = button("", () => this.take(this.source, true));

  /** The network as it is now, `{ input, layers: [{ weights, bias, activation }] }`. Setting null restores that of the attributes. @returns {any} */
  get spec() {
    return this.small?.spec ?? null;
  }

  set spec(spec) {
    this.given = spec ?? null;
    this.source = null;
    this.requestUpdate();
  }

  /** Called to start from the numbers of a source. @param {unknown} source @param {boolean} byHand whether the user asked for it */
  take(source, byHand) {
    this.source = source;
    void byHand;
  }

  /** Called when a unit of the graph, or a weight into it, is clicked. @param {Unit} unit @param {Parameter} [weight] */
  choose(unit, weight) {
    void [unit, weight];
  }

  /** Called when the user changed a number. */
  changed() {}

  /**
   * A field for a number of a list.
   *
   * @param {() => number[]} list
   * @param {number} index
   * @param {string | null} name its accessible name; null if it has a label
   */
  field(list, index, name) {
    const put = (/** @type {number} */ value) => {
      list()[index] = value;
      this.changed();
    };
    const field = numberField({ value: list()[index], least: -kMost, most: kMost, onInput: put });
    this.fields.push([field, () => list()[index]]);
    return set(field, { "aria-label": name });
  }

  /** A labeled field for each number of a list. @param {"input" | "target"} which @param {string} letter */
  labeledFields(which, letter) {
    const small = /** @type {Small} */ (this.small);
    return small[which].map((_, i) => {
      const name = subscripted(`${letter}_${i + 1}`);
      return make(
        "label",
        "",
        name,
        this.field(() => small[which], i, this.words.text(`net.${which}`, { name })),
      );
    });
  }

  /** A field for a weight or bias. @param {Parameter} parameter */
  parameterField({ index, name, from, to }) {
    const small = /** @type {Small} */ (this.small);
    const full = `${subscripted(name)}, ${this.nameParameter({ from, to })}`;
    return this.field(() => small.values, index, full);
  }

  /** A weight or bias in words. @param {Pick<Parameter, "from" | "to">} parameter */
  nameParameter({ from, to }) {
    const values = { from: subscripted(from?.name ?? ""), to: subscripted(to.name) };
    return this.words.text(from ? "net.weight" : "net.bias", values);
  }

  /** Has the fields show their numbers. */
  refill() {
    for (const [field, get] of this.fields) showNumber(field, get());
  }

  /** Writes the column headers of the table. @param {ElementKey[]} keys */
  nameColumns(keys) {
    this.head.replaceChildren(headRow(keys.map((key) => this.words.text(key))));
  }

  /** A number to seven digits, the precision of a 32-bit float. @param {number} value */
  written(value) {
    return this.words.brief(value + 0, 7);
  }
}
