// @ts-check
import { colorOf } from "../../src/ui/picture.js";

/** @typedef {[at: number[], train: (number | null)[], validation: (number | null)[]]} Columns  at: epochs, ascending */
/**
 * @typedef {object} Look
 * @property {boolean} share whether values are shares of 1
 * @property {(at: number) => string} formatX
 * @property {(value: number) => string} formatY
 * @property {(index: number | null) => string} describe what is at an index of the columns; null: the latest
 */

const kHeight = 200;

// More dots than this hide the line that they stand on.
const kDots = 30;

/** Keys and how many points they move the cursor. @type {Record<string, number>} */
const kKeys = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

/**
 * A chart of two curves by epoch, to be studied: a cursor that shows the numbers under it, and zoom. That is what uPlot is
 * for; a figure in an article has a movable point at most, and web/src/ui/plot.js draws it in a twentieth of the bytes.
 *
 * For assistive technology it is a slider over the epochs: arrow keys move the cursor, and its text is the numbers there.
 */
export class Chart {
  #place;
  #readout;
  /** @type {Look | null} */ #look = null;
  /** @type {any} */ #plot = null;
  /** @type {Columns} */ #columns = [[], [], []];
  /** Index of the columns under the cursor. @type {number | null} */ #at = null;
  /** Range of epochs in view; null: all. @type {[number, number] | null} */ #zoom = null;

  /**
   * @param {HTMLElement} place
   * @param {HTMLElement} readout for the numbers under the cursor
   */
  constructor(place, readout) {
    this.#place = place;
    this.#readout = readout;
    place.addEventListener("keydown", (event) => this.#key(event));
    place.addEventListener("blur", () => this.#moveTo(null));
    // uPlot listens to the mouse only.
    for (const type of /** @type {const} */ (["pointerdown", "pointermove"]))
      place.addEventListener(type, (event) => this.#touch(event));
  }

  /** @param {any} uPlot the library @param {Look} look */
  open(uPlot, look) {
    this.#look = look;
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(look), this.#columns, this.#place);
  }

  /** @param {Columns} columns */
  show(columns) {
    this.#columns = columns;
    const [at] = columns;
    if (at.length === 0) this.#zoom = this.#at = null;
    this.#plot?.setData(columns);
    this.#read();
  }

  resize() {
    const width = this.#place.clientWidth;
    if (this.#plot && width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: kHeight });
  }

  // ---- the cursor

  /** Shows the numbers under the cursor, or the latest ones. */
  #read() {
    const [at] = this.#columns;
    const last = at.length - 1;
    const index = this.#at === null ? null : Math.min(this.#at, last);
    const text = this.#look?.describe(index) ?? "";
    if (this.#readout.textContent !== text) this.#readout.textContent = text;
    const place = this.#place;
    place.setAttribute("aria-valuemax", String(at[last] ?? 0));
    place.setAttribute("aria-valuenow", String(at[index ?? last] ?? 0));
    place.setAttribute("aria-valuetext", text);
  }

  /** @param {number | null} index of the columns */
  #moveTo(index) {
    const left = index === null ? -10 : this.#plot?.valToPos(this.#columns[0][index], "x");
    this.#plot?.setCursor({ left, top: index === null ? -10 : kHeight / 2 });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const move = kKeys[event.key];
    const last = this.#columns[0].length - 1;
    if (event.key === "Escape") this.#setZoom(null);
    if (move === undefined || last < 0) return;
    event.preventDefault();
    this.#moveTo(Math.max(0, Math.min(last, (this.#at ?? last) + move)));
  }

  /** @param {PointerEvent} event */
  #touch({ pointerType, clientX, clientY }) {
    if (pointerType === "mouse" || !this.#plot) return;
    const { left, top } = this.#plot.over.getBoundingClientRect();
    this.#plot.setCursor({ left: clientX - left, top: clientY - top });
  }

  /** @param {[number, number] | null} zoom */
  #setZoom(zoom) {
    this.#zoom = zoom;
    this.#plot?.setSelect({ left: 0, width: 0, height: 0 }, false);
    this.#plot?.setData(this.#columns);
  }

  // ---- uPlot

  /** @param {Look} look */
  #options({ share, formatX, formatY }) {
    const place = this.#place;
    const colors = ["--soft", "--line", "--for", "--against"].map((name) => colorOf(place, name));
    const [ink, line, train, validation] = colors;
    const axis = {
      stroke: ink,
      font: `12px ${getComputedStyle(place).fontFamily}`,
      grid: { stroke: line, width: 1 },
      ticks: { show: false },
    };
    /** @param {(value: number) => string} format */
    const values = (format) => (/** @type {any} */ _, /** @type {number[]} */ list) => list.map(format);
    const rangeX = (/** @type {any} */ _, /** @type {number} */ __, /** @type {number} */ high) =>
      this.#zoom ?? [0, Math.max(high ?? 1, 0.05)];
    const rangeY = (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) =>
      share ? [Math.min(0.9, Math.floor((low ?? 0) * 10) / 10), 1] : [0, Math.max(high ?? 1, 1e-6) * 1.05];
    const curve = { width: 2, spanGaps: true };
    const dots = () => this.#columns[2].filter((value) => value !== null).length <= kDots;
    return {
      width: Math.max(200, place.clientWidth),
      height: kHeight,
      padding: [8, 16, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: true, y: false, setScale: false } },
      scales: { x: { time: false, range: rangeX }, y: { range: rangeY } },
      axes: [
        { ...axis, size: 28, space: 50, values: values(formatX) },
        { ...axis, size: 48, space: 36, values: values(formatY) },
      ],
      series: [
        {},
        { ...curve, stroke: train, points: { show: false } },
        { ...curve, stroke: validation, dash: [6, 4], points: { show: dots, size: 6, fill: validation } },
      ],
      hooks: {
        setCursor: [
          (/** @type {any} */ plot) => {
            this.#at = plot.cursor.idx ?? null;
            this.#read();
          },
        ],
        setSelect: [
          (/** @type {any} */ plot) => {
            const { left, width } = plot.select;
            if (width > 0) this.#setZoom([plot.posToVal(left, "x"), plot.posToVal(left + width, "x")]);
          },
        ],
        ready: [
          (/** @type {any} */ plot) => {
            plot.over.addEventListener("dblclick", () => this.#setZoom(null));
          },
        ],
      },
    };
  }
}
