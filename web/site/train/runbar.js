// @ts-check
import { find } from "../../src/ui/dom.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("./experiment.js").Experiment} Experiment */

/** The training's buttons, its progress, and the four numbers. Reads the experiment, changes nothing. */
export class RunBar {
  #experiment;
  #language;

  /**
   * @param {Experiment} experiment
   * @param {Language} language
   */
  constructor(experiment, language) {
    this.#experiment = experiment;
    this.#language = language;
  }

  /** @param {boolean} pending whether the settings ask for another network */
  show(pending) {
    const { loading, slow, training } = this.#experiment;
    const { phase, network, step, progress } = training;
    const running = phase === "running";
    const language = this.#language;
    const ready = network !== null && !loading;
    const start = find("[data-start]");
    const key = running ? "run.pause" : pending ? "run.anew" : step > 0 ? "run.continue" : "run.start";
    const label = language.text(key);
    if (start.textContent !== label) start.textContent = label;
    disable(start, !ready && !(pending && !loading));
    disable(find("[data-step]"), !ready || running);
    disable(find("[data-epoch]"), !ready || running);
    disable(find("[data-reset]"), !ready || (step === 0 && !running));
    find("[data-slow]").setAttribute("aria-pressed", String(slow));
    find("[data-pending]").hidden = !pending;

    const bar = /** @type {HTMLProgressElement} */ (find("[data-progress]"));
    bar.value = this.#share();
    const status = this.#sentence();
    find("[data-status]").textContent = status;
    bar.setAttribute("aria-valuetext", status);
    this.#measure("score", progress?.accuracy, progress?.meanAbsoluteError);
    this.#measure("loss", null, progress?.loss);
    const validation = progress?.validation;
    this.#measure("validation-score", validation?.accuracy, validation?.meanAbsoluteError);
    this.#measure("validation-loss", null, validation?.loss);
  }

  /** The completed part of the epochs to train. */
  #share() {
    const { goal, progress, epoch } = this.#experiment.training;
    if (goal === 0) return 0;
    const begun = progress && progress.step < progress.steps ? progress.step / progress.steps : 0;
    return Math.min(1, (epoch + begun) / goal);
  }

  #sentence() {
    const { loading, slow, training } = this.#experiment;
    const { phase, step, epoch, goal, progress } = training;
    const language = this.#language;
    if (loading) return language.text("run.status.loading");
    if (step === 0 && phase !== "running") return language.text("run.status.ready");
    const words = {
      epoch: language.number(progress?.epoch ?? epoch),
      goal: language.number(goal),
      step: language.number(progress?.step ?? 0),
      steps: language.number(progress?.steps ?? 0),
      epochs: language.number(epoch),
    };
    if (phase !== "running") {
      const between = !progress || progress.step === progress.steps;
      return language.text(between ? "run.status.done" : "run.status.rest", words);
    }
    if (!progress) return language.text("run.status.loading");
    if (slow) return language.text("run.status.running", words);
    const speed = language.number(progress.samplesPerSecond, { maximumSignificantDigits: 3 });
    return [
      language.text("run.status.running", words),
      language.text("run.speed", { speed }),
      language.text("run.left", { time: this.#time(progress.secondsLeft) }),
    ].join(" · ");
  }

  /** @param {number} seconds */
  #time(seconds) {
    const language = this.#language;
    if (seconds < 90) return language.text("run.seconds", { n: language.number(Math.ceil(seconds)) });
    return language.text("run.minutes", { n: language.number(Math.ceil(seconds / 60)) });
  }

  /**
   * @param {string} name
   * @param {number | null | undefined} accuracy
   * @param {number | null | undefined} number
   */
  #measure(name, accuracy, number) {
    const cell = find(`[data-measure="${name}"]`);
    const error = name.endsWith("score") && number ? number * (this.#experiment.dataset?.unit?.deviation ?? 1) : number;
    const text =
      typeof accuracy === "number"
        ? this.#language.percent(accuracy)
        : typeof error === "number"
          ? this.#language.brief(error)
          : "–";
    if (cell.textContent !== text) cell.textContent = text;
  }
}

/**
 * Not `disabled`: a button that its own press turns off would lose the keyboard's focus.
 *
 * @param {HTMLElement} button
 * @param {boolean} off
 */
function disable(button, off) {
  button.setAttribute("aria-disabled", String(off));
}
