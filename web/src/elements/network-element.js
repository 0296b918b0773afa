// @ts-check
import { GliaElement } from "./element.js";
import { kFormulaStyles } from "./parts/formula.js";
import { make, set } from "./parts/dom.js";
import { Graph, kGraphStyles } from "./parts/graph.js";
import { numberField, showNumber } from "./parts/number-field.js";
import { kMost } from "./parts/small.js";

/** @typedef {import("./parts/small.js").Small} Small */
/** @typedef {import("./element.js").ElementKey} ElementKey */

/** What the elements of small networks share: a spec, a graph, fields for its numbers and numbers as they are written. */
export class NetworkElement extends GliaElement {
  static properties = ["spec"];
  static styles = `${kGraphStyles}${kFormulaStyles}
    .row { margin-block: 0.5rem; }
    tfoot td, tfoot th { border-block-start: 1px solid var(--line); }
  `;

  /** The network as it is now. @type {Small | null} */
  small = null;
  /** What was given as `spec`. @type {unknown} */
  given = null;
  /** What the numbers were first taken from. @type {unknown} */
  source = null;
  /** @type {[field: HTMLInputElement, get: () => number][]} */
  fields = [];
  head = make("thead");
  body = /** @type {HTMLTableSectionElement} */ (make("tbody"));
  graph = new Graph((layer, to, from) => this.choose(layer, to, from));

  /** The network as it is now, `{ input, layers: [{ weights, bias, activation }] }`; null sets that of the attributes. @returns {any} */
  get spec() {
    return structuredClone(this.small);
  }

  set spec(spec) {
    this.given = spec ?? null;
    this.source = null;
    this.requestUpdate();
  }

  /** A neuron of the graph was clicked, or a weight into it. @param {number} layer @param {number} to @param {number} [from] */
  choose(layer, to, from) {
    void [layer, to, from];
  }

  /**
   * A field for a number of the network.
   *
   * @param {() => number} get
   * @param {(value: number) => void} put
   * @param {string | null} name null where its label names it
   * @param {{ least?: number, step?: number }} [options]
   */
  field(get, put, name, options) {
    const field = numberField({ value: get(), least: -kMost, most: kMost, onInput: put, ...options });
    this.fields.push([field, get]);
    return set(field, { "aria-label": name });
  }

  /** Has the fields show what they stand for. */
  refill() {
    for (const [field, get] of this.fields) showNumber(field, get());
  }

  /** @param {ElementKey[]} keys of the columns of the table */
  nameColumns(keys) {
    const cells = keys.map((key) => set(make("th", "", this.words.text(key)), { scope: "col" }));
    this.head.replaceChildren(make("tr", "", ...cells));
  }

  /** To the seven digits that a 32-bit float has. @param {number} value */
  written(value) {
    return this.words.brief(value + 0, 7);
  }
}
