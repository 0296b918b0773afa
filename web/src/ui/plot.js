// @ts-check
import { svg } from "./dom.js";

/** @typedef {readonly [low: number, high: number]} Range */
/** @typedef {readonly (readonly [x: number, y: number])[]} Points */

const kWidth = 360;
const kHeight = 220;
const kLeft = 44;
const kBottom = 24;
const kTop = 8;
const kRight = 10;

/** Styles of a plot. */
export const kPlotStyles = `
.plot { display: block; width: 100%; max-width: 40rem; height: auto; font-size: 11px; fill: var(--soft); }
.plot .grid { stroke: var(--line); }
.plot .axis { stroke: var(--edge); }
.plot .line { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; }
.plot .line.second { stroke: var(--against); stroke-dasharray: 6 4; }
.plot .line.third { stroke: var(--soft); stroke-dasharray: 2 3; }
.plot .dot { fill: var(--accent); stroke: var(--paper); stroke-width: 2; }
`;

/**
 * Lines over two axes, in SVG. Not accessible by itself: callers must also show the numbers as text.
 *
 * Figures in articles use it, where a function has a movable point at most and every kilobyte is a reader's; where curves
 * are studied, with cursor and zoom, web/site/train/chart.js uses uPlot.
 */
export class Plot {
  element = svg("svg", { class: "plot", viewBox: `0 0 ${kWidth} ${kHeight}`, "aria-hidden": "true" });
  #axes = svg("g");
  #marks = svg("g");
  /** @type {Range} */ #x = [0, 1];
  /** @type {Range} */ #y = [0, 1];
  #shown = "";

  constructor() {
    this.element.append(this.#axes, this.#marks);
  }

  /**
   * @param {Range} x
   * @param {Range} y
   * @param {(value: number) => string} format of the numbers on the axes
   * @param {(value: number) => string} [formatY] format of the y axis, if it differs
   */
  scale(x, y, format, formatY = format) {
    this.#x = x;
    this.#y = y;
    const ticks = { x: ticksOf(x, 6), y: ticksOf(y, 5) };
    const texts = [...ticks.x.map(format), ...ticks.y.map(formatY)];
    const shown = JSON.stringify([x, y, texts]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    /** @type {SVGElement[]} */
    const parts = [];
    ticks.x.forEach((tick, i) => {
      const at = this.#across(tick);
      parts.push(
        svg("line", { class: tick === 0 ? "axis" : "grid", x1: at, x2: at, y1: kTop, y2: kHeight - kBottom }),
        svg("text", { x: at, y: kHeight - 8, "text-anchor": "middle" }, texts[i]),
      );
    });
    ticks.y.forEach((tick, i) => {
      const at = this.#up(tick);
      parts.push(
        svg("line", { class: tick === 0 ? "axis" : "grid", x1: kLeft, x2: kWidth - kRight, y1: at, y2: at }),
        svg("text", { x: kLeft - 6, y: at + 4, "text-anchor": "end" }, texts[ticks.x.length + i]),
      );
    });
    this.#axes.replaceChildren(...parts);
  }

  /** @param {number} x */
  #across(x) {
    return kLeft + ((x - this.#x[0]) / (this.#x[1] - this.#x[0])) * (kWidth - kLeft - kRight);
  }

  /** @param {number} y */
  #up(y) {
    const share = (y - this.#y[0]) / (this.#y[1] - this.#y[0]);
    return kHeight - kBottom - share * (kHeight - kBottom - kTop);
  }

  clear() {
    this.#marks.replaceChildren();
  }

  /** @param {Points} points the line is interrupted where y is not finite @param {string} [className] */
  line(points, className = "") {
    let path = "";
    let drawing = false;
    for (const [x, y] of points) {
      const there = Number.isFinite(y);
      // Keeps coordinates far outside the picture short.
      if (there) path += `${drawing ? "L" : "M"}${this.#across(x).toFixed(1)} ${clamp(this.#up(y)).toFixed(1)}`;
      drawing = there;
    }
    const line = svg("path", { class: `line ${className}`, d: path });
    this.#marks.append(line);
    return line;
  }

  /** @param {number} x @param {number} y @param {string} text @param {string} className @param {number} below distance downwards, in units of the viewBox */
  text(x, y, text, className, below) {
    const [left, top] = [this.#across(x) + 6, this.#up(y) + below];
    this.#marks.append(svg("text", { class: className, x: left, y: top }, text));
  }

  /** @param {number} x @param {number} y @param {string} [className] */
  dot(x, y, className = "") {
    const dot = svg("circle", { class: `dot ${className}`, r: 5, cx: this.#across(x), cy: clamp(this.#up(y)) });
    this.#marks.append(dot);
    return dot;
  }

  /** The values under the pointer. @param {PointerEvent} event @returns {[x: number, y: number]} */
  at(event) {
    const box = this.element.getBoundingClientRect();
    const across = ((event.clientX - box.left) / box.width) * kWidth;
    const down = ((event.clientY - box.top) / box.height) * kHeight;
    const x = (across - kLeft) / (kWidth - kLeft - kRight);
    const y = (kHeight - kBottom - down) / (kHeight - kBottom - kTop);
    return [this.#x[0] + x * (this.#x[1] - this.#x[0]), this.#y[0] + y * (this.#y[1] - this.#y[0])];
  }
}

const clamp = (/** @type {number} */ pixel) => Math.max(-kHeight, Math.min(2 * kHeight, pixel));

/**
 * Round numbers within a range.
 *
 * @param {Range} range
 * @param {number} count about how many
 */
function ticksOf([low, high], count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => power * factor >= rough) ?? 10);
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}
