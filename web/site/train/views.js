// @ts-check
import { find } from "../../src/ui/dom.js";
import { WhenSeen } from "../../src/ui/seen.js";
import { Boundary } from "./boundary.js";
import { Curves } from "./curves.js";
import { Examination } from "./examination.js";
import { Mistakes } from "./mistakes.js";
import { Probe } from "./probe.js";
import { Weights } from "./weights.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("./experiment.js").Experiment} Experiment */

// Milliseconds between two updates, according to what they cost.
const kBoundaryPause = 120;
const kWeightsPause = 300;
const kExaminePause = 2000;

/** The pictures of the network and its training; each is updated only in sight, and as often as its cost allows. */
export class Views {
  #experiment;
  #curves;
  #boundary;
  #probe;
  #weights;
  #mistakes;
  #examination = new Examination();
  #whenSeen;

  /**
   * @param {Experiment} experiment
   * @param {Language} language
   */
  constructor(experiment, language) {
    this.#experiment = experiment;
    const twin = /** @type {HTMLDetailsElement} */ (find("[data-twin]"));
    this.#curves = new Curves(find("[data-curves]"), twin, experiment.training.history, language);
    this.#boundary = new Boundary(/** @type {HTMLCanvasElement} */ (find("[data-boundary]")));
    this.#probe = new Probe(find("[data-probe-section]"));
    this.#weights = new Weights(find("[data-weights-section]"), language);
    this.#mistakes = new Mistakes(find("[data-mistakes-section]"), this.#examination, language);
    this.#whenSeen = {
      boundary: new WhenSeen(find("[data-boundary]"), kBoundaryPause, () => this.#askBoundary()),
      weights: new WhenSeen(find("[data-weights-section]"), kWeightsPause, () => this.#showWeights()),
      mistakes: new WhenSeen(find("[data-mistakes-section]"), kExaminePause, () => this.#examine()),
    };
  }

  /** Another network is in place. */
  open() {
    const { network, dataset } = this.#experiment;
    if (!network || !dataset) return;
    const digits = dataset.kind === "digits";
    const plane = Boundary.suits(dataset);
    find("[data-boundary-section]").hidden = !plane;
    find("[data-probe-section]").hidden = !digits;
    find("[data-weights-section]").hidden = !digits;
    find("[data-mistakes-section]").hidden = dataset.classes === null;
    this.#curves.open(dataset.classes !== null, dataset.unit?.deviation ?? 1);
    if (plane) this.#boundary.open(dataset);
    this.#probe.open(digits ? network : null);
    this.#examination.clear();
    if (dataset.classes) this.#mistakes.open(dataset);
    this.follow();
    this.examine();
  }

  /** The weights changed. */
  follow() {
    this.#whenSeen.boundary.ask();
    this.#whenSeen.weights.ask();
    if (this.#experiment.dataset?.kind === "digits") this.#probe.read();
  }

  /** The weights changed enough to look at every validation sample again. */
  examine() {
    this.#whenSeen.mistakes.ask();
  }

  /** The page's colors changed. */
  repaint() {
    for (const view of [this.#curves, this.#boundary, this.#weights, this.#mistakes]) view.repaint();
  }

  #askBoundary() {
    const { network, dataset } = this.#experiment;
    if (network && dataset && Boundary.suits(dataset)) this.#boundary.ask(network);
  }

  #showWeights() {
    const { network, dataset } = this.#experiment;
    if (network && dataset?.kind === "digits") this.#weights.show(firstKernel(network.parameters()));
  }

  #examine() {
    const { network, dataset } = this.#experiment;
    if (network && dataset) this.#examination.look(network, dataset);
  }
}

/** @param {{ name: string, shape: number[], values: Float32Array }[]} parameters */
function firstKernel(parameters) {
  return parameters.find(({ name }) => name.endsWith("/kernel")) ?? null;
}
