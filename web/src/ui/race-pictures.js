// @ts-check
// The two pictures of a race: paths over the loss surface, or accuracies where there is no surface; and losses.
import { make } from "./dom.js";
import { kPlotStyles, Plot } from "./plot.js";
import { lineTask } from "./race-tasks.js";

/** @typedef {import("./race.js").Lane} Lane */
/** @typedef {import("./race-tasks.js").Place} Place */
/** @typedef {import("./words.js").ElementWords} ElementWords */

export const kRacers = /** @type {const} */ (["gd", "momentum", "adagrad", "rmsprop", "adam"]);
export const kBatches = /** @type {const} */ (["batch", "mini", "stochastic"]);

/** The part of the surface that is drawn: w from -9 to 9, b from -3 to 3. */
export const kWide = 9;
export const kHigh = 3;
const kRings = 11; // contours, √loss apart by ½

/** Styles of the pictures, and of each racer's line wherever it is drawn. */
export const kRaceStyles = `
  ${kPlotStyles}
  :host {
    --l0: var(--accent); --l1: var(--against); --l2: light-dark(#1a7a48, #6ed49d);
    --l3: light-dark(#8636b4, #d3a0ff); --l4: var(--ink);
  }
  .plots { display: grid; align-items: end; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 0.5rem 1rem; }
  .line.l0, .dot.l0 { --c: var(--l0); }
  .line.l1, .dot.l1 { --c: var(--l1); stroke-dasharray: 7 3; }
  .line.l2, .dot.l2 { --c: var(--l2); stroke-dasharray: 2 3; }
  .line.l3, .dot.l3 { --c: var(--l3); stroke-dasharray: 9 3 2 3; }
  .line.l4, .dot.l4 { --c: var(--l4); stroke-dasharray: 14 4; }
  .line:is(.l0, .l1, .l2, .l3, .l4) { fill: none; stroke: var(--c); stroke-width: 2; }
  .dot:is(.l0, .l1, .l2, .l3, .l4) { fill: var(--c); stroke-dasharray: none; }
  .plot .line.ring { fill: var(--accent); fill-opacity: 0.06; stroke: var(--line); stroke-width: 1; }
  .plot .dot.least { fill: none; stroke: var(--ink); }
`;

/** The class of a racer's line. @param {string} name of an optimizer or a kind of batches @returns {string} */
export const styleOf = (name) =>
  `l${Math.max(kRacers.indexOf(/** @type {any} */ (name)), kBatches.indexOf(/** @type {any} */ (name)))}`;

/** The nearest place within the picture. @param {Place} place @returns {[number, number]} */
const inside = ([w, b]) => [Math.max(-kWide, Math.min(kWide, w)), Math.max(-kHigh, Math.min(kHigh, b))];

/**
 * What the pictures show.
 * @typedef {object} RaceView
 * @property {ElementWords} words
 * @property {readonly Lane[]} lanes  empty until the race is there
 * @property {number} steps  the length of the race
 * @property {{ seed: number, start: Place } | null} surface  of the line's task; null for a task without a surface
 * @property {boolean} movable  whether a press on the surface moves the start
 */

export class RacePictures {
  element;
  #left = new Plot();
  #right = new Plot();
  #captions = [make("p", "note"), make("p", "note")];

  /** @param {(place: [w: number, b: number]) => void} onPress called with the place on the surface that is pressed */
  constructor(onPress) {
    const plots = [this.#left, this.#right].map(({ element }, i) => make("div", "", this.#captions[i], element));
    this.element = make("div", "plots", ...plots);
    this.#left.element.addEventListener("click", (event) => {
      onPress(inside(this.#left.at(/** @type {PointerEvent} */ (event))));
    });
  }

  /** @param {RaceView} view */
  show(view) {
    const { words, surface, movable } = view;
    const left = !surface ? "descent.accuracies" : movable ? "descent.surface.press" : "descent.surface";
    this.#captions[0].textContent = words.text(left);
    this.#captions[1].textContent = words.text("descent.losses");
    for (const plot of [this.#left, this.#right]) plot.clear();
    if (surface) this.#drawSurface(view, surface);
    else this.#drawAccuracies(view);
    this.#drawLosses(view);
  }

  /** @param {RaceView} view @param {{ seed: number, start: Place }} surface */
  #drawSurface({ words, lanes }, { seed, start }) {
    const { bowl } = lineTask(seed, start);
    const plot = this.#left;
    plot.scale([-kWide, kWide], [-kHigh, kHigh], (value) => words.number(value));
    for (let i = kRings; i > 0; i--) plot.line(bowl.ring(i * i * 0.25).map(inside), "ring");
    plot.dot(...bowl.least, "least");
    if (lanes.length === 0) plot.dot(...inside(start), "l0");
    drawLanes(plot, lanes, ({ path }) => path.map(inside));
  }

  /** @param {RaceView} view */
  #drawAccuracies(view) {
    const low = Math.min(0.8, ...view.lanes.flatMap(({ accuracies }) => accuracies));
    drawCurves(
      this.#left,
      view,
      [Math.floor(low * 10) / 10, 1],
      ({ accuracies }) => accuracies,
      (share) => view.words.percent(share, 0),
    );
  }

  /** @param {RaceView} view */
  #drawLosses(view) {
    const { words, lanes } = view;
    const powers = (/** @type {Lane} */ { losses }) => losses.map((loss) => Math.log10(Math.max(1e-6, loss)));
    const low = Math.min(-1, ...lanes.flatMap(powers).filter(Number.isFinite));
    const high = Math.max(0, ...lanes.map((lane) => powers(lane)[0]));
    drawCurves(this.#right, view, [Math.floor(low), Math.ceil(high)], powers, (power) =>
      Number.isInteger(power) ? words.brief(10 ** power) : "",
    );
  }
}

/** A line for each racer, and a dot at its end. @param {Plot} plot @param {readonly Lane[]} lanes @param {(lane: Lane) => (readonly [number, number])[]} of */
function drawLanes(plot, lanes, of) {
  for (const lane of lanes) {
    const points = of(lane);
    plot.line(points, styleOf(lane.name));
    plot.dot(...points[points.length - 1], styleOf(lane.name));
  }
}

/**
 * A curve for each racer over the steps. Values above the range are drawn at its upper end.
 *
 * @param {Plot} plot
 * @param {RaceView} view
 * @param {readonly [number, number]} range
 * @param {(lane: Lane) => number[]} of
 * @param {(value: number) => string} format
 */
function drawCurves(plot, { words, lanes, steps }, range, of, format) {
  plot.scale([0, steps], range, (step) => words.number(step), format);
  drawLanes(plot, lanes, (lane) => of(lane).map((value, step) => [step, Math.min(range[1], value)]));
}
