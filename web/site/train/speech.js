// @ts-check
import { Announcer } from "../../src/ui/announce.js";
import { find } from "../../src/ui/dom.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../language.js").TextKey} TextKey */
/** @typedef {import("../language.js").Values} Values */
/** @typedef {import("./experiment.js").Experiment} Experiment */

// Milliseconds between two epochs that are announced.
const kQuiet = 5000;

/** Tells screen readers what training does. */
export class Speech {
  #experiment;
  #language;
  #announcer = new Announcer(find("[data-announce]"));
  #spoken = -Infinity;

  /**
   * @param {Experiment} experiment
   * @param {Language} language
   */
  constructor(experiment, language) {
    this.#experiment = experiment;
    this.#language = language;
    const { training } = experiment;
    training.addEventListener("phase", () => this.#speakOfPhase());
    training.addEventListener("progress", () => {
      const { phase, progress } = training;
      if (phase === "running" && progress?.step === progress?.steps) this.#speakOfEpoch();
    });
  }

  /** @param {TextKey} key @param {Values} [values] */
  say(key, values) {
    this.#announcer.say(this.#language.text(key, values));
  }

  #speakOfEpoch() {
    if (performance.now() - this.#spoken < kQuiet) return;
    this.#spoken = performance.now();
    const { epoch, goal } = this.#experiment.training;
    this.say("run.say.epoch", { epoch, goal, score: this.#score() });
  }

  #speakOfPhase() {
    const { phase, progress, epoch, trouble } = this.#experiment.training;
    if (phase === "running") {
      this.#spoken = performance.now();
      this.say("run.say.start");
    } else if (phase === "paused") {
      this.say("run.say.pause", { epoch: progress?.epoch ?? 1, step: progress?.step ?? 0 });
    } else if (!trouble && progress && progress.step === progress.steps) {
      this.say("run.say.done", { epochs: epoch, score: this.#score() });
    }
  }

  #score() {
    const language = this.#language;
    const { training, dataset } = this.#experiment;
    const validation = training.progress?.validation;
    if (!validation) return "";
    if (validation.accuracy !== null)
      return language.text("run.say.accuracy", { accuracy: language.percent(validation.accuracy) });
    const error = (validation.meanAbsoluteError ?? 0) * (dataset?.unit?.deviation ?? 1);
    return language.text("run.say.error", { error: language.brief(error) });
  }
}
