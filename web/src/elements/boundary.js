// @ts-check
import { badSpec, GliaError, show } from "../base/errors.js";
import { Network } from "../network/network.js";
import { kToys, toy } from "../data/toys.js";
import { button, make, set } from "../ui/dom.js";
import { arrowOf } from "../ui/keys.js";
import { Field } from "../ui/field.js";
import { colorOf } from "../ui/picture.js";
import { specFor } from "../ui/plan.js";
import { choicesOf, kButtons, kLearning, LearnerElement } from "./learner.js";

/** @typedef {{ x: number, y: number, label: number }} LabeledPoint  x and y from −1 to 1, label 0 or 1 */

const kControls = /** @type {const} */ (["data", "layers", "activation", "rate"]);
const kTools = /** @type {const} */ (["a", "b", "eraser"]);
const kEraser = 2;

/** What a sample is. @type {Pick<import("../ui/datasets.js").Dataset, "kind" | "inputs" | "picture" | "classes">} */
const kPlane = { kind: "points", inputs: 2, picture: null, classes: ["a", "b"] };

// The plane is a little larger than the area of the points.
const kLow = [-1.2, -1.2];
const kSpan = [2.4, 2.4];

const kMostPoints = 1000;
const kApart = 0.08; // between two points of a drag
const kReach = 0.12; // of the eraser
const kMove = 0.1; // of the keyboard's cursor
const kBatch = 10;
const kEpochsPerSecond = 30;
const kForGood = 1e6;

/**
 * `<glia-boundary data="moons" layers="8">`: points of two classes, which the reader can draw, and the plane as a network
 * sees it while it learns to separate them. `points` gets and sets the points; `network`, `scores` and `progress` tell the
 * state of training.
 */
export class GliaBoundary extends LearnerElement {
  static tag = "boundary";
  static about = "Points of two classes, drawn by hand, and the network that separates them";
  static events = {
    change: "the user changed a point or a setting",
    "glia-progress": "training made progress: epoch, step, steps, loss, accuracy",
    "glia-diverge": "training diverged: step, layer, rate, message",
  };
  static controls = kControls;
  static properties = ["points"];
  static attributes = {
    ...kLearning,
    data: /** @type {import("../ui/attributes.js").Attribute} */ ({
      kind: "choice",
      default: "moons",
      of: [...kToys, "empty"],
      about: "the points to begin with",
    }),
    layers: { ...kLearning.layers, default: [8, 8] },
    rate: { ...kLearning.rate, default: 0.02 },
    count: /** @type {const} */ ({
      kind: "number",
      default: 200,
      least: 2,
      most: kMostPoints,
      whole: true,
      about: "the number of points to begin with",
    }),
    hide: /** @type {const} */ ({
      kind: "list",
      default: [],
      of: [...kButtons, "draw", ...kControls],
      about: "buttons and controls to hide; without draw, the reader cannot change the points",
    }),
  };
  static styles = `
    ${LearnerElement.styles}
    canvas {
      display: block; width: 100%; aspect-ratio: 1; border: 1px solid var(--line); border-radius: var(--radius);
      touch-action: none; cursor: crosshair;
    }
    canvas:not([tabindex]) { touch-action: auto; cursor: auto; }
    tbody th::before { display: none; }
    .view { display: grid; gap: 0.5rem; max-width: 26rem; }
    .view .row { gap: 0.5rem; }
    @container (min-width: 44rem) {
      .figure { grid-template-columns: 26rem 1fr; gap: 0.75rem 1.5rem; align-content: start; grid-auto-rows: max-content; }
      .view { grid-column: 1; grid-row: 1 / span 5; }
    }
  `;

  #canvas = /** @type {HTMLCanvasElement} */ (make("canvas"));
  #field = new Field(this.#canvas, (context, side) => this.#paintCursor(context, side));
  #tools = kTools.map((_, i) => button("", () => this.#choose(i)));
  #clear = button("", () => this.#change([]));
  #toolbar = make("div", "row", ...this.#tools, this.#clear);
  #counts = make("p", "note");
  #tool = 0;
  /** @type {LabeledPoint[] | null} */ #points = null;
  /** The attributes that the points were made from. @type {string | null} */ #made = null;
  /** Where the pointer drew its last point. @type {[number, number] | null} */ #last = null;
  #drawing = false;
  #cursor = [0, 0];
  #onScheme = () => this.#field.repaint();

  /** The points, copies. @returns {LabeledPoint[]} */
  get points() {
    return (this.#points ?? []).map((point) => ({ ...point }));
  }

  /** An invalid list is refused with a message in place. */
  set points(points) {
    try {
      this.#points = checkPoints(points);
    } catch (error) {
      if (!(error instanceof GliaError)) throw error;
      this.complain(error);
      return;
    }
    this.complain(null);
    this.#takePoints();
  }

  /** Loss and accuracy over all points, with the weights as they are now; null if there are no points. */
  get scores() {
    const { network } = this;
    if (!network || !this.trainable) return null;
    const { x, y } = this.#samples();
    const { loss, accuracy } = network.evaluate(x, y);
    return { loss, accuracy };
  }

  get progress() {
    const { progress } = this.training;
    if (!progress) return null;
    const { epoch, step, steps, loss, accuracy } = progress;
    return { epoch, step, steps, loss, accuracy, ...this.scores };
  }

  get trainable() {
    return (this.#points ?? []).length > 0;
  }

  build() {
    super.build();
    this.view.append(this.#canvas, this.#toolbar, this.#counts);
    const canvas = set(this.#canvas, { role: "application" });
    canvas.addEventListener("pointerdown", (event) => this.#press(event));
    canvas.addEventListener("pointermove", (event) => this.#drag(event));
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) {
      canvas.addEventListener(type, () => this.#lift());
    }
    canvas.addEventListener("keydown", (event) => this.#key(event));
    for (const type of ["focus", "blur"]) canvas.addEventListener(type, () => this.#field.repaint());
    this.#choose(0);
  }

  relabel() {
    super.relabel();
    const { words } = this;
    set(this.figure, { "aria-label": words.text("boundary.label") });
    set(this.#canvas, { "aria-label": words.text("boundary.field") });
    this.#tools.forEach((tool, i) => {
      const mark = ["● ", "■ ", ""][i];
      tool.textContent = mark + words.text(`boundary.${kTools[i]}`);
    });
    this.#clear.textContent = words.text("boundary.clear");
    this.#showCounts();
  }

  update() {
    super.update();
    const { data, count, seed, hide } = this.values ?? {};
    const fixed = hide.includes("draw");
    this.#toolbar.hidden = fixed;
    set(this.#canvas, { tabindex: fixed ? null : 0 });
    const made = data === "empty" ? data : `${data} ${count} ${seed}`;
    if (made === this.#made) return;
    const early = this.#made === null && this.#points !== null;
    this.#made = made;
    if (early) return;
    this.#points = data === "empty" ? [] : pointsOf(toy(data, { n: count, seed }));
    this.#takePoints();
  }

  wake() {
    super.wake();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.#onScheme);
  }

  sleep() {
    super.sleep();
    matchMedia("(prefers-color-scheme: dark)").removeEventListener("change", this.#onScheme);
  }

  disconnectedCallback() {
    this.#field.clear(kLow, kSpan);
    super.disconnectedCallback();
  }

  /** @param {Record<string, any>} values */
  async prepare(values) {
    const train = this.#samples();
    const choices = { ...choicesOf(values), batch: kBatch };
    const network = await Network.create(specFor(choices, { ...kPlane, train }));
    this.#field.clear(kLow, kSpan);
    const seconds = kForGood / kEpochsPerSecond;
    return { network, course: { train: this.#samples(), batchSize: kBatch, epochs: kForGood, seconds } };
  }

  follow() {
    this.#field.put([this.#samples()]);
    if (this.network) this.#field.ask(this.network);
  }

  // ---- points

  #samples() {
    const points = this.#points ?? [];
    return {
      x: Float32Array.from(points.flatMap(({ x, y }) => [x, y])),
      y: Uint8Array.from(points, ({ label }) => label),
      scale: 1,
    };
  }

  /** Learns from the points as they are now. */
  #takePoints() {
    this.#showCounts();
    this.follow();
    if (this.trainable) this.training.change({ train: this.#samples() });
    else this.training.pause();
    this.showPhase();
    this.showNumbers();
  }

  /** A change by the user. @param {LabeledPoint[]} points */
  #change(points) {
    this.#points = points.slice(0, kMostPoints);
    this.#takePoints();
    if (!this.#drawing) this.emit("change");
  }

  #showCounts() {
    const points = this.#points ?? [];
    const b = points.filter(({ label }) => label === 1).length;
    const { words } = this;
    this.#counts.textContent =
      points.length > 0
        ? words.text("boundary.count", { a: words.number(points.length - b), b: words.number(b) })
        : words.text("boundary.none");
  }

  /** @param {number} tool of kTools */
  #choose(tool) {
    this.#tool = tool;
    this.#tools.forEach((button, i) => set(button, { "aria-pressed": String(i === tool) }));
  }

  /** Adds or erases, as the tool says. @param {number} x @param {number} y */
  #act(x, y) {
    const points = this.#points ?? [];
    if (this.#tool === kEraser) {
      const left = points.filter((point) => Math.hypot(point.x - x, point.y - y) > kReach);
      if (left.length < points.length) this.#change(left);
      return;
    }
    const within = (/** @type {number} */ value) => Math.max(-1, Math.min(1, value));
    this.#change([...points, { x: within(x), y: within(y), label: this.#tool }]);
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (!event.isPrimary || event.button !== 0 || !this.#canvas.hasAttribute("tabindex")) return;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#drawing = true;
    this.#last = null;
    this.#drag(event);
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    if (!this.#drawing || !event.isPrimary) return;
    const [x, y] = this.#field.at(event);
    if (this.#last && this.#tool !== kEraser && Math.hypot(x - this.#last[0], y - this.#last[1]) < kApart) return;
    this.#last = [x, y];
    this.#act(x, y);
  }

  #lift() {
    if (!this.#drawing) return;
    this.#drawing = false;
    this.emit("change");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const arrow = arrowOf(event);
    const [x, y] = this.#cursor;
    if (arrow) {
      this.#cursor = [moved(x, arrow[0]), moved(y, -arrow[1])];
      this.#field.repaint();
      this.#sayCursor();
    } else if (event.key === " " || event.key === "Enter") {
      this.#act(x, y);
      this.say(this.#counts.textContent ?? "");
    } else if (event.key === "Delete" || event.key === "Backspace") {
      const far = ({ x: left, y: up } = { x: 9, y: 9 }) => Math.hypot(left - x, up - y);
      const points = this.#points ?? [];
      const nearest = points.reduce((best, point) => (far(point) < far(best) ? point : best), points[0]);
      if (!(far(nearest) <= kReach)) return;
      this.#change(points.filter((point) => point !== nearest));
      this.say(this.#counts.textContent ?? "");
    } else return;
    event.preventDefault();
  }

  /** Says what the network predicts at the cursor. */
  #sayCursor() {
    const [x, y] = this.#cursor;
    const shares = this.network?.predict([x, y]);
    if (!shares) return;
    const { words } = this;
    const best = shares[1] > shares[0] ? 1 : 0;
    this.say(
      words.text("boundary.at", {
        x: words.brief(x),
        y: words.brief(y),
        class: words.text(`boundary.${kTools[best]}`),
        share: words.percent(shares[best], 0),
      }),
    );
  }

  /** @param {CanvasRenderingContext2D} context @param {number} side */
  #paintCursor(context, side) {
    if (!this.#canvas.matches(":focus-visible")) return;
    const [left, top] = this.#field.place(this.#cursor[0], this.#cursor[1], side);
    const arm = side / 24;
    context.strokeStyle = colorOf(this.#canvas, "--ink");
    context.lineWidth = side / 200;
    context.beginPath();
    context.arc(left, top, arm / 2, 0, 2 * Math.PI);
    context.moveTo(left - arm, top);
    context.lineTo(left + arm, top);
    context.moveTo(left, top - arm);
    context.lineTo(left, top + arm);
    context.stroke();
  }
}

/** @param {{ x: Float32Array, y: Uint8Array }} samples @returns {LabeledPoint[]} */
function pointsOf({ x, y }) {
  return Array.from(y, (label, i) => ({ x: x[2 * i], y: x[2 * i + 1], label }));
}

/** @param {unknown} points @returns {LabeledPoint[]} */
function checkPoints(points) {
  const where = "<glia-boundary>, points";
  const expected = "{ x, y, label }, x and y from −1.2 to 1.2, label 0 or 1";
  if (!Array.isArray(points) || points.length > kMostPoints) {
    throw badSpec(show(points), `an array of at most ${kMostPoints} points ${expected}`, where);
  }
  const within = (/** @type {unknown} */ value) => typeof value === "number" && Math.abs(value) <= -kLow[0];
  return points.map((point, i) => {
    const { x, y, label } = point ?? {};
    if (!within(x) || !within(y) || (label !== 0 && label !== 1)) {
      throw badSpec(JSON.stringify(point) ?? "nothing", expected, `${where}[${i}]`);
    }
    return { x, y, label };
  });
}

/** Where a step of the cursor leads along one axis. @param {number} at @param {number} step −1, 0 or 1 */
const moved = (at, step) => Math.max(-1, Math.min(1, Number((at + kMove * step).toFixed(6))));
