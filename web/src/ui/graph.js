// @ts-check
import { svg } from "./dom.js";
import { subscripted } from "./small.js";

/** @typedef {import("./small.js").Small} Small */
/** @typedef {import("./small.js").Unit} Unit */
/** @typedef {import("./small.js").Parameter} Parameter */
/**
 * @typedef {object} Drawing
 * @property {Small} small
 * @property {number[]} [values]  of the parameters, instead of the network's own
 * @property {(unit: Unit) => string} inside  the text in its circle
 * @property {(value: number) => string} brief  formats a number
 * @property {boolean} [named]  whether the weights' names are shown
 * @property {(unit: Unit, weight?: Parameter) => boolean} chosen  whether a unit, or a weight into it, is highlighted
 */

const kWidth = 360;
const kRow = 74;
const kRadius = 21;
/** A label with less room than this is left out; the table beside the graph has its number. */
const kCrowded = 9;
/** Places of a label along its edge, in the order of preference. */
const kPlaces = [0.5, 0.4, 0.6, 0.3, 0.7];

/** Styles of a graph. */
export const kGraphStyles = `
.graph { display: block; width: 100%; max-width: 34rem; margin-inline: auto; font-size: 11px; text-anchor: middle; fill: var(--ink); }
.graph g { cursor: pointer; }
.graph circle { fill: var(--tint); stroke: var(--edge); stroke-width: 1.5; }
.graph .chosen circle { stroke: var(--accent); stroke-width: 3; }
.graph line { stroke: var(--for); opacity: 0.55; }
.graph .minus line { stroke: var(--against); stroke-dasharray: 5 3; }
.graph .chosen line { opacity: 1; }
.graph .hit { stroke: transparent !important; stroke-width: 16; stroke-dasharray: none !important; }
.graph .under { fill: var(--soft); font-size: 10px; }
.graph .label, .graph .under { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.graph .chosen .label { font-weight: 700; }
`;

/**
 * A network drawn in SVG: units in columns, edges as thick as their weights are large, dashed below 0. It is not accessible
 * by itself: a table beside it must show the same numbers and offer what a click does.
 */
export class Graph {
  element = svg("svg", { class: "graph", "aria-hidden": "true" });
  #choose;

  /** @param {(unit: Unit, weight?: Parameter) => void} choose called when a unit, or a weight into it, is clicked */
  constructor(choose) {
    this.#choose = choose;
  }

  /** @param {Drawing} drawing */
  show({ small, values = small.values, inside, brief, named, chosen }) {
    const { columns, target } = small;
    const height = Math.max(...columns.map(({ length }) => length)) * kRow + 8;
    const weights = small.parameters.filter(({ from }) => from);
    const greatest = Math.max(1e-9, ...weights.map(({ index }) => Math.abs(values[index])));
    /** @param {Unit} unit @returns {[number, number]} */
    const place = ({ column, row }) => [
      kRadius + 8 + (column / (columns.length - 1)) * (kWidth - 2 * kRadius - 16),
      ((row + 0.5) / columns[column].length) * height + 2,
    ];
    /** @param {SVGElement[]} parts @param {string} className @param {Unit} unit @param {Parameter} [weight] */
    const group = (parts, className, unit, weight) => {
      const one = svg("g", { class: className + (chosen(unit, weight) ? " chosen" : "") }, ...parts);
      one.addEventListener("click", () => this.#choose(unit, weight));
      return one;
    };
    /** @param {string} text @param {number} x @param {number} y @param {string} [className] */
    const label = (text, x, y, className) => svg("text", { x, y: y + 4, class: className }, text);

    /** @type {[number, number][]} */
    const taken = [];
    // Chosen weights get the first choice of label places, and are drawn last, on top of the others.
    weights.sort((one, other) => Number(chosen(other.to, other)) - Number(chosen(one.to, one)));
    const lines = weights.map((one) => {
      const weight = values[one.index];
      const [start, end] = [place(/** @type {Unit} */ (one.from)), place(one.to)];
      const [x, y, room] = freest(start, end, taken);
      const ends = { x1: start[0], y1: start[1], x2: end[0], y2: end[1] };
      const parts = [
        svg("line", { ...ends, "stroke-width": 0.75 + (3.5 * Math.abs(weight)) / greatest }),
        svg("line", { ...ends, class: "hit" }),
      ];
      if (room > kCrowded || chosen(one.to, one)) {
        taken.push([x, y]);
        parts.push(label((named ? `${subscripted(one.name)} ` : "") + brief(weight), x, y, "label"));
      }
      return group(parts, weight < 0 ? "minus" : "plus", one.to, one);
    });
    const circles = columns.flat().map((unit) => {
      const [x, y] = place(unit);
      const bias = unit.into.find(({ from }) => !from);
      const aim = target && unit.out.length === 0 ? `, t ${brief(target[unit.row])}` : "";
      const parts = [
        svg("circle", { cx: x, cy: y, r: kRadius }),
        label(inside(unit), x, y),
        label(subscripted(unit.name) + aim, x, y - kRadius - 8, "under"),
        label(bias ? `b ${brief(values[bias.index])}` : "", x, y + kRadius + 7, "under"),
      ];
      return group(parts, "", unit);
    });
    this.element.setAttribute("viewBox", `0 0 ${kWidth} ${height}`);
    this.element.replaceChildren(...lines.reverse(), ...circles);
  }
}

/**
 * The place on a line for a label that is farthest from the labels already there.
 *
 * @param {readonly [number, number]} from
 * @param {readonly [number, number]} to
 * @param {[number, number][]} taken
 * @returns {[x: number, y: number, room: number]}
 */
function freest([x1, y1], [x2, y2], taken) {
  /** @type {[number, number, number]} */
  let best = [0, 0, -1];
  for (const share of kPlaces) {
    const [x, y] = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
    // A label is about four times as wide as high; labels 18 units away do not matter any more.
    const room = Math.min(18, ...taken.map(([a, b]) => Math.hypot((a - x) / 4, b - y)));
    if (room > best[2]) best = [x, y, room];
  }
  return best;
}
