// @ts-check
import { svg } from "./dom.js";
import { parametersOf, read, subscripted, unitNames } from "./small.js";

/** @typedef {import("./small.js").Small} Small */
/** @typedef {import("./small.js").Parameter} Parameter */
/**
 * @typedef {object} Drawing
 * @property {Small} small
 * @property {(column: number, unit: number) => string} value  what stands in a circle; column 0 is the input
 * @property {(weight: number) => string} brief
 * @property {boolean} [named]  whether the weights' names are shown
 * @property {number[]} [target]
 * @property {(layer: number, to: number, from?: number) => boolean} chosen  a unit, or a weight into it
 */

const kWidth = 360;
const kRow = 74;
const kRadius = 21;
/** Where on an edge its label may stand: the middle first. */
const kPlaces = [0.5, 0.38, 0.62, 0.3, 0.7];

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
 * A network as a picture in SVG: units in columns, edges as thick as their weights are large, dashed below 0. It says
 * nothing to who cannot see it, and a click is only a short cut: a table must have both.
 */
export class Graph {
  element = svg("svg", { class: "graph", "aria-hidden": "true" });
  #choose;

  /** @param {(layer: number, to: number, from?: number) => void} choose a unit was clicked, or a weight into it */
  constructor(choose) {
    this.#choose = choose;
  }

  /** @param {Drawing} drawing */
  show({ small, value, brief, named, target, chosen }) {
    const columns = unitNames(small);
    const height = Math.max(...columns.map(({ length }) => length)) * kRow + 8;
    const weights = parametersOf(small).filter(({ from }) => from >= 0);
    const greatest = Math.max(1e-9, ...weights.map((one) => Math.abs(read(small.layers, one))));
    /** @param {number} column @param {number} unit @returns {readonly [number, number]} */
    const place = (column, unit) => [
      kRadius + 3 + (column / (columns.length - 1)) * (kWidth - 2 * kRadius - 6),
      ((unit + 0.5) / columns[column].length) * height + 2,
    ];
    /** @param {string} className @param {number} layer @param {number} to @param {number | undefined} from @param {...SVGElement} parts */
    const group = (className, layer, to, from, ...parts) => {
      const mark = chosen(layer, to, from) ? " chosen" : "";
      const one = svg("g", { class: className + mark }, ...parts);
      one.addEventListener("click", () => this.#choose(layer, to, from));
      return one;
    };

    /** @type {[number, number][]} */
    const taken = [];
    const lines = weights.map((one) => {
      const { name, layer, from, to } = one;
      const weight = read(small.layers, one);
      const [start, end] = [place(layer, from), place(layer + 1, to)];
      const [x, y] = freest(start, end, taken);
      taken.push([x, y]);
      const ends = { x1: start[0], y1: start[1], x2: end[0], y2: end[1] };
      const label = (named ? `${subscripted(name)} ` : "") + brief(weight);
      return group(
        weight < 0 ? "minus" : "plus",
        layer,
        to,
        from,
        svg("line", { ...ends, "stroke-width": 0.75 + (3.5 * Math.abs(weight)) / greatest }),
        svg("line", { ...ends, class: "hit" }),
        svg("text", { class: "label", x, y: y + 4 }, label),
      );
    });
    const circles = columns.flatMap((names, column) =>
      names.map((name, unit) => {
        const [x, y] = place(column, unit);
        const bias = small.layers[column - 1]?.bias;
        const under = [
          bias ? `b ${brief(bias[unit])}` : "",
          column === small.layers.length && target ? `t ${brief(target[unit])}` : "",
        ];
        return group(
          "",
          column - 1,
          unit,
          undefined,
          svg("circle", { cx: x, cy: y, r: kRadius }),
          svg("text", { x, y: y + 4 }, value(column, unit)),
          svg("text", { class: "under", x, y: y - kRadius - 4 }, subscripted(name)),
          svg("text", { class: "under", x, y: y + kRadius + 10 }, under.join(" ").trim()),
        );
      }),
    );
    this.element.setAttribute("viewBox", `0 0 ${kWidth} ${height}`);
    this.element.replaceChildren(...lines, ...circles);
  }
}

/**
 * @param {readonly [number, number]} from
 * @param {readonly [number, number]} to
 * @param {[number, number][]} taken
 * @returns {[number, number]} on the line, where the others are furthest
 */
function freest([x1, y1], [x2, y2], taken) {
  let [best, room] = [/** @type {[number, number]} */ ([0, 0]), -1];
  for (const share of kPlaces) {
    const [x, y] = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
    // A label is about twice as wide as high.
    const free = Math.min(40, ...taken.map(([a, b]) => Math.hypot((a - x) / 2, b - y)));
    if (free > room) [best, room] = [[x, y], free];
  }
  return best;
}
