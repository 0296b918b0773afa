// @ts-check
// What the elements that train a network share: creating it, buttons and settings, numbers, and divergence.
import { DivergedError, GliaError } from "../base/errors.js";
import { GliaElement } from "./element.js";
import { kSloped } from "../spec/activations.js";
import { button, make, set } from "../ui/dom.js";
import { kLimits, kPointChoices } from "../ui/choices.js";
import { dense } from "../ui/hidden.js";
import { kSettingsStyles, Settings } from "../ui/settings.js";
import { Training } from "../ui/training.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("../ui/training.js").Course} Course */
/** @typedef {{ loss: number, accuracy: number | null }} Score */
/**
 * @typedef {Score & { epoch: number, step: number, steps: number, validation?: Score | null }} Standing
 *   epoch and step from 1, steps of an epoch
 */

const kMostUnits = 256;

// A cross-entropy far beyond that of guessing.
const kWreck = 10;

/** Attributes that all of them have. */
export const kLearning = /** @type {const} */ ({
  layers: {
    kind: "numbers",
    default: kPointChoices.layers,
    fewest: 0,
    longest: 6,
    least: 1,
    most: kMostUnits,
    whole: true,
    about: "units of the hidden layers, none to six numbers; empty for none",
  },
  activation: {
    kind: "choice",
    default: kPointChoices.activation,
    of: kSloped,
    about: "activation of the hidden layers",
  },
  rate: {
    kind: "number",
    default: kPointChoices.rate,
    ...kLimits.rate,
    about: "learning rate; also changes a training that runs",
  },
  seed: {
    kind: "number",
    default: 0,
    ...kLimits.seed,
    about: "of the first weights, the data and their order: the same seed gives the same bits",
  },
  autostart: {
    kind: "flag",
    about: "starts by itself when it comes into sight, unless the reader prefers reduced motion",
  },
});

/** Buttons that can be hidden. */
export const kButtons = /** @type {const} */ (["start", "step", "reset"]);

/**
 * The hidden layers that attributes ask for, as choices.
 *
 * @param {Record<string, any>} values of the attributes
 * @returns {import("../ui/choices.js").Choices}
 */
export function choicesOf(values) {
  return /** @type {any} */ ({ ...values, layers: dense(...values.layers) });
}

/**
 * An element around one network and its training, which rests out of sight. A class says what is learnt, in `prepare`,
 * and shows it in `view`.
 *
 * @fires change         the user changed a setting or restarted
 * @fires glia-progress  training made progress; detail: epoch, step, steps, loss, accuracy, validation
 * @fires glia-diverge   training diverged; detail: step, layer, rate, message
 */
export class LearnerElement extends GliaElement {
  /** Attributes that get a control. @type {readonly string[]} */
  static controls = [];
  /** What is measured: "train", "validation". @type {readonly string[]} */
  static rows = ["train"];
  static styles = `
    .figure { display: grid; gap: 0.75rem; }
    .diverged { padding: 0.5rem 0.75rem; border-inline-start: 3px solid var(--against); }
    tbody th::before {
      content: ""; display: inline-block; width: 1.5rem; margin-inline-end: 0.5rem; vertical-align: middle;
      border-block-start: 2px solid var(--accent);
    }
    tbody tr + tr th::before { border-color: var(--against); border-block-start-style: dashed; }
    .numbers { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: center; }
    tbody th { text-align: start; }
    .numbers td { min-width: 5.5rem; }
    ${kSettingsStyles}
  `;

  /** Values of the attributes. @type {Record<string, any> | null} */
  values = null;
  training = new Training({ shared: true });
  /** What the class shows training in. */
  view = make("div", "view");

  #start = button("primary", () => this.#toggle());
  #step = button("", () => this.training.takeStep());
  #reset = button("", () => this.#restart());
  #bar = make("div", "row", this.#start, this.#step, this.#reset);
  #status = make("p", "note");
  #head = make("tr");
  #body = /** @type {HTMLTableSectionElement} */ (make("tbody"));
  #sentence = make("p");
  #less = button("", () => this.#goOnSlower());
  #diverged = make("div", "diverged", this.#sentence, this.#less);
  /** @type {Settings | null} */ #settings = null;
  /** The values that the network was created from. */ #setup = "";
  #turn = {};
  #begun = false;
  #byHand = false;
  /** Whether the error in place is one of the training. */ #complained = false;

  get #class() {
    return /** @type {typeof LearnerElement} */ (this.constructor);
  }

  /** The network, whose weights follow training; null until the element is in sight. @returns {Network | null} */
  get network() {
    return this.training.network;
  }

  /** Where training runs: in a worker, or on the page's thread if there is none. @returns {"worker" | "main" | null} */
  get mode() {
    return this.training.mode;
  }

  /** How far training is; null before the first step. @returns {Standing | null} */
  get progress() {
    const { progress } = this.training;
    if (!progress) return null;
    const { epoch, step, steps, loss, accuracy, validation = null } = progress;
    return { epoch, step, steps, loss, accuracy, validation };
  }

  /** The numbers to show; null before there are any. @returns {Score & { validation?: Score | null } | null} */
  get scores() {
    return this.progress;
  }

  // ---- for the classes

  /**
   * @param {Record<string, any>} _values of the attributes
   * @returns {Promise<{ network: Network, course: Course }>} an untrained network
   */
  async prepare(_values) {
    throw new Error("The class has to say what is learnt.");
  }

  /** Changes, beside the rate, a training that runs. @param {Record<string, any>} _values of the attributes */
  retune(_values) {}

  /** Whether nothing has to be fetched, so that the network need not wait until it is in sight. */
  get atHand() {
    return true;
  }

  /** Whether there is something to learn from. */
  get trainable() {
    return true;
  }

  /** Shows what has changed in the training. */
  follow() {}

  // ---- its life

  build() {
    this.training.awake = this.awake;
    const { attributes, controls, rows } = this.#class;
    this.#settings = new Settings(attributes, controls, (name, text) => this.changeByHand(name, text));
    this.#body.append(...rows.map(() => make("tr", "", set(make("th"), { scope: "row" }), make("td"), make("td"))));
    const table = make("table", "", make("thead", "", this.#head), this.#body);
    this.figure.append(this.#bar, this.view, make("div", "numbers", table, this.#status));
    this.figure.append(this.#diverged, this.#settings.element);
    set(this.#diverged, { role: "alert", hidden: true });
    for (const type of ["phase", "mode"]) this.training.addEventListener(type, () => this.showPhase());
    this.training.addEventListener("progress", () => {
      this.showNumbers();
      this.follow();
      this.emit("glia-progress", this.progress);
    });
    this.training.addEventListener("trouble", () => this.#takeTrouble());
  }

  relabel() {
    const { words } = this;
    this.#step.textContent = words.text("run.step");
    this.#reset.textContent = words.text("run.reset");
    this.#head.replaceChildren(
      make("td"),
      ...["run.loss", "run.accuracy"].map((key) =>
        set(make("th", "", words.text(/** @type {any} */ (key))), { scope: "col" }),
      ),
    );
    this.#class.rows.forEach((row, i) => {
      this.#body.rows[i].cells[0].textContent = words.text(/** @type {any} */ (`run.${row}`));
    });
    this.#settings?.label(words);
    this.showPhase();
    this.showNumbers();
  }

  update() {
    const names = Object.keys(this.#class.attributes);
    this.values = Object.fromEntries(names.map((name) => [name, this.value(name)]));
    const { hide } = this.values;
    [this.#start, this.#step, this.#reset].forEach((button, i) => (button.hidden = hide.includes(kButtons[i])));
    this.#bar.hidden = kButtons.every((name) => hide.includes(name));
    this.#settings?.show(this.values, hide);
    if (this.awake || this.atHand) this.#arrange();
  }

  wake() {
    this.training.awake = true;
    this.#arrange();
  }

  sleep() {
    this.training.awake = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#turn = {};
    this.#setup = "";
    this.#begun = false;
    this.training.close();
  }

  /** Makes network and training what the attributes say. */
  #arrange() {
    if (!this.values) return;
    const { rate, epochs: _e, seconds: _s, hide: _h, autostart, ...setup } = this.values;
    const wanted = JSON.stringify(setup);
    if (wanted !== this.#setup) {
      this.#setup = wanted;
      this.open();
      return;
    }
    if (this.network && rate !== this.network.learningRate) this.training.setRate(rate);
    this.retune(this.values);
    if (autostart) this.#startAlone();
  }

  /** Puts an untrained network in place. */
  async open() {
    const turn = (this.#turn = {});
    this.training.pause();
    try {
      const { network, course } = await this.prepare(this.values ?? {});
      if (turn !== this.#turn) {
        network.dispose();
        return;
      }
      this.training.open(network, course);
    } catch (error) {
      if (turn !== this.#turn) return;
      if (!(error instanceof GliaError)) throw error;
      this.#setup = ""; // to be tried again
      this.complain(error);
      return;
    }
    this.complain(null);
    this.showPhase();
    this.showNumbers();
    this.follow();
    this.ready();
    this.#arrange();
  }

  #startAlone() {
    if (this.#begun || !this.awake || !this.trainable || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.#begun = true;
    this.training.start();
  }

  // ---- by hand

  #toggle() {
    this.#byHand = this.#begun = true;
    if (this.training.running) this.training.pause();
    else this.training.start();
  }

  #restart() {
    if (!this.values) return;
    this.#begun = true;
    this.open();
    this.emit("change");
  }

  /** @param {string} name of an attribute @param {string} text */
  changeByHand(name, text) {
    this.#begun = true;
    set(this, { [name]: text });
    this.update();
    this.emit("change");
  }

  async #goOnSlower() {
    this.changeByHand("rate", String(this.#lowerRate));
    if (this.#wrecked) await this.open();
    this.#toggle();
  }

  /** Whether the weights are so far off that nothing can be learnt from there. */
  get #wrecked() {
    const { network, course } = this.training;
    if (!network || !course) return false;
    const { x, y, scale } = course.train;
    return !(network.evaluate(x, y, { scale }).loss < kWreck);
  }

  get #lowerRate() {
    return Number(((this.values?.rate ?? 0) / 10).toPrecision(6));
  }

  // ---- shown

  /** Shows which buttons work, and where training is. */
  showPhase() {
    const { words, training } = this;
    const { running, network, progress, mode } = training;
    this.#start.textContent = words.text(running ? "run.pause" : "run.start");
    const able = network !== null && this.trainable;
    set(this.#start, { "aria-disabled": able ? null : "true" });
    set(this.#step, { "aria-disabled": able && !running ? null : "true" });
    this.#showStatus();
    this.#showTrouble();
    if (running || !progress || !this.#byHand || !mode) return;
    this.#byHand = false;
    this.say(this.#status.textContent ?? "");
  }

  #showStatus() {
    const { words } = this;
    const { progress, mode } = this.training;
    this.#status.textContent =
      progress && mode
        ? words.text(`run.status.${mode}`, {
            epoch: words.number(progress.epoch),
            step: words.number(progress.step),
            steps: words.number(progress.steps),
          })
        : words.text("run.untrained");
  }

  showNumbers() {
    const { scores, words } = this;
    [scores, scores?.validation].slice(0, this.#class.rows.length).forEach((score, i) => {
      const { cells } = this.#body.rows[i] ?? {};
      if (!cells) return;
      cells[1].textContent = score ? words.brief(score.loss) : "–";
      cells[2].textContent = score ? words.percent(score.accuracy ?? 0) : "–";
    });
    this.#showStatus();
  }

  #takeTrouble() {
    const { trouble } = this.training;
    this.#showTrouble();
    if (trouble instanceof DivergedError) {
      const { step, layer, message } = trouble;
      this.emit("glia-diverge", { step, layer, rate: this.values?.rate, message });
    } else if (trouble instanceof Error) {
      this.#complained = true;
      this.complain(trouble);
    }
  }

  #showTrouble() {
    const { words } = this;
    const { trouble } = this.training;
    if (this.#complained && !trouble) {
      this.#complained = false;
      this.complain(null);
    }
    const diverged = trouble instanceof DivergedError;
    this.#diverged.hidden = !diverged;
    if (!diverged) return;
    this.#sentence.textContent = words.text("run.diverged", { step: words.number(trouble.step) });
    this.#less.textContent = words.text("run.less", { rate: words.brief(this.#lowerRate) });
  }
}
