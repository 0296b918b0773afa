// @ts-check
import { kToys } from "../data/toys.js";
import { asset } from "../ui/assets.js";
import { kLimits, kOptimizers, kPointChoices } from "../ui/choices.js";
import { kInitializers } from "../spec/names.js";
import { loadDataset } from "../ui/datasets.js";
import { make, set } from "../ui/dom.js";
import { courseFor, createNetwork } from "../ui/plan.js";
import { kPlotStyles, Plot } from "../ui/plot.js";
import { choicesOf, kButtons, kLearning, LearnerElement } from "./learner.js";

/** @typedef {import("../ui/history.js").Point} Point */

const kControls = /** @type {const} */ ([
  "data",
  "layers",
  "activation",
  "initializer",
  "optimizer",
  "rate",
  "batch",
  "epochs",
  "seed",
]);

// What has to be fetched.
const kFetched = ["breast-cancer", "digits"];

const { layers, activation, rate, seed, autostart } = kLearning;

/**
 * `<glia-train data="spiral" layers="16 16">`: a training run with its curves, loss and accuracy, on what is learnt from
 * and on what is held out. `network` and `progress` are where it is.
 */
export class GliaTrain extends LearnerElement {
  static tag = "train";
  static about = "A training run with its curves and controls";
  static events = {
    change: "a setting was changed by hand",
    "glia-progress": "a report of the training: epoch, step, steps, loss, accuracy, validation",
    "glia-diverge": "the training ran away: step, value",
  };
  static controls = kControls;
  static rows = ["train", "validation"];
  static attributes = {
    data: /** @type {const} */ ({
      kind: "choice",
      default: "circles",
      of: [...kToys, ...kFetched],
      about: "what is learnt; a fifth of it is held out to measure by",
    }),
    layers,
    activation,
    initializer: /** @type {const} */ ({
      kind: "choice",
      default: kPointChoices.initializer,
      of: kInitializers,
      about: "how first weights are drawn",
    }),
    optimizer: /** @type {import("../ui/attributes.js").Attribute} */ ({
      kind: "choice",
      default: kPointChoices.optimizer,
      of: Object.keys(kOptimizers),
      about: "optimizer; momentum and nesterov are sgd with 0.9 of it",
    }),
    rate,
    batch: /** @type {const} */ ({
      kind: "number",
      default: kPointChoices.batch,
      ...kLimits.batch,
      most: 2000,
      about: "samples per step; all of them if there are fewer",
    }),
    epochs: /** @type {const} */ ({
      kind: "number",
      default: kPointChoices.epochs,
      ...kLimits.epochs,
      about: "passes over the data until training pauses",
    }),
    seconds: /** @type {const} */ ({
      kind: "number",
      default: 4,
      least: 0,
      most: 600,
      about: "the least time that they take, so that a reader can watch; 0: as fast as the engine can",
    }),
    seed,
    hide: /** @type {const} */ ({
      kind: "list",
      default: [],
      of: [...kButtons, ...kControls],
      about: "buttons and controls that are not shown",
    }),
    autostart,
  };
  static styles = `
    ${LearnerElement.styles}
    ${kPlotStyles}
    .view { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 0.75rem; }
    .view p { font-weight: 650; }
  `;

  #charts = ["loss", "accuracy"].map((name) => ({ name, title: make("p"), plot: new Plot() }));

  build() {
    super.build();
    this.view.append(...this.#charts.map(({ title, plot }) => make("div", "", title, plot.element)));
  }

  relabel() {
    super.relabel();
    const { words } = this;
    set(this.figure, { "aria-label": words.text("train.label") });
    for (const { name, title } of this.#charts) title.textContent = words.text(/** @type {any} */ (`train.${name}`));
    this.follow();
  }

  get atHand() {
    return !kFetched.includes(this.values?.data);
  }

  /** @param {Record<string, any>} values */
  async prepare(values) {
    const data = await loadDataset(values.data, values.seed, asset);
    const choices = choicesOf(values);
    const network = await createNetwork(choices, data);
    return { network, course: { ...courseFor(/** @type {any} */ (choices), data), seconds: values.seconds } };
  }

  /** @param {Record<string, any>} values */
  retune({ epochs, seconds }) {
    this.training.change({ epochs, seconds });
  }

  follow() {
    const { history, goal } = this.training;
    const { train, validation } = history;
    for (const { name, plot } of this.#charts) {
      const of = (/** @type {Point} */ { loss, score }) => (name === "loss" ? loss : (score ?? NaN));
      const most = name === "loss" && train.length > 0 ? Math.max(1e-3, ...[...train, ...validation].map(of)) : 1;
      plot.scale([0, Math.max(goal, 1)], [0, most], (value) => this.words.brief(value));
      plot.clear();
      plot.line(train.map((point) => /** @type {const} */ ([point.at, of(point)])));
      plot.line(
        validation.map((point) => /** @type {const} */ ([point.at, of(point)])),
        "second",
      );
    }
  }
}
