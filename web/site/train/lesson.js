// @ts-check
import { DivergedError, Network, trainInWorker } from "../../src/train.js";
import { batchFor, courseFor, specFor } from "./plan.js";
import { sameSetup } from "./settings.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./dataset.js").Dataset} Dataset */
/** @typedef {import("../../src/ui/history.js").History} History */
/** @typedef {import("../../src/train/run.js").TrainingRun} TrainingRun */
/** @typedef {import("../../src/network/network.js").Progress} Progress */
/** @typedef {"idle" | "running" | "paused"} Phase */

// Slow motion: steps between two looks, so that what would be over in a blink takes some seconds.
const kFrame = 16;
const kFrames = 300;
const kMostSteps = 8;

/**
 * One network, the data it learns from, and its training. Knows no views.
 *
 *   "open"      another network is in place
 *   "phase"     training began, paused or ended
 *   "rest"      it stands still: the network here is where the training is, its optimiser included
 *   "mode"      it became known where the training runs
 *   "progress"  a report of the training came; the network's weights follow it
 *   "trouble"   training ended by itself, for the reason in `trouble`
 */
export class Lesson extends EventTarget {
  /** @type {Network | null} */ net = null;
  /** @type {Dataset | null} */ dataset = null;
  /** What the network was made by. @type {Settings | null} */ settings = null;
  /** @type {Phase} */ phase = "idle";
  /** The last report. @type {Progress | null} */ progress = null;
  /** @type {unknown} */ trouble = null;
  /** Whether settings and seed alone lead here: no rate was changed on the way, and nothing loaded. */ pure = true;
  /** How the training is run: in a worker, or on the page's thread. @type {string | null} */ mode = null;

  #history;
  /** @type {TrainingRun | null} */ #run = null;
  /** @type {Promise<void>} when all that came of the run was taken in */ #told = Promise.resolve();
  #standing = true;
  #slow = false;
  #goal = 0;
  #single = false;
  #epoch = 0;
  #step = 0;

  /** @param {History} history */
  constructor(history) {
    super();
    this.#history = history;
  }

  /** Whole epochs behind the network. */
  get epoch() {
    return this.#epoch;
  }

  /** Steps behind the network. */
  get step() {
    return this.#step;
  }

  /** The epoch at which the training that was asked for ends. */
  get goal() {
    return this.#goal;
  }

  /**
   * Puts a network in place of the one there is; the old one stays if the new one cannot be.
   *
   * @param {Dataset} dataset
   * @param {Settings} settings
   * @param {{ net: Network, pure: boolean }} [loaded] otherwise a new one, untrained
   */
  async open(dataset, settings, loaded) {
    const net = loaded?.net ?? (await Network.create(specFor(settings, dataset)));
    if (!loaded && dataset.kind === "table") net.adapt(dataset.train.x);
    await this.settle();
    this.net?.dispose();
    this.net = net;
    this.dataset = dataset;
    this.settings = settings;
    this.progress = null;
    this.trouble = null;
    this.pure = loaded?.pure ?? true;
    this.#epoch = net.epoch;
    this.#step = net.step;
    this.#goal = 0;
    this.#history.clear();
    this.dispatchEvent(new Event("open"));
  }

  /** @param {Settings} settings @returns {boolean} whether they ask for another network than this */
  outgrown(settings) {
    return this.settings !== null && !sameSetup(this.settings, settings);
  }

  /**
   * Trains until the epochs that the settings ask for are through; when they are, as many again.
   *
   * @param {number} epochs
   */
  async start(epochs) {
    if (this.phase === "running") return;
    const goal = this.#goalFor(epochs);
    if (!this.#run || this.#single || goal !== this.#goal) {
      await this.settle();
      this.#goal = goal;
      this.#go(goal - this.#epoch);
    } else if (!this.#slow) this.#run.resume();
    this.#single = false;
    this.#enter("running");
    if (this.#slow) this.#crawl();
  }

  /** @param {number} epochs */
  #goalFor(epochs) {
    if (epochs > this.#epoch) return epochs;
    return this.#goal > this.#epoch ? this.#goal : this.#epoch + epochs;
  }

  /** @returns {Promise<void>} when it stands still */
  async pause() {
    const run = this.#run;
    if (this.phase !== "running" || !run) return;
    this.#enter("paused");
    await run.pause();
    this.#rest();
  }

  /** One step, then rest. */
  async takeStep() {
    if (this.phase === "running" || !this.net) return;
    if (!this.#run) {
      this.#goal = this.#goalFor(this.settings?.epochs ?? 1);
      this.#go(this.#goal - this.#epoch);
    }
    this.#standing = false;
    this.#enter("paused");
    await this.#run?.step();
    this.#rest();
  }

  /** To the end of an epoch, then rest. */
  async takeEpoch() {
    if (this.phase === "running" || !this.net) return;
    await this.settle();
    this.#single = true;
    this.#goal = this.#epoch + 1;
    this.#go(1);
    this.#enter("running");
    if (this.#slow) this.#crawl();
  }

  /** Whether training goes no faster than can be watched. */
  get slow() {
    return this.#slow;
  }

  set slow(slow) {
    if (slow === this.#slow) return;
    this.#slow = slow;
    // Turned off, the crawl sees it and lets go.
    if (slow && this.phase === "running") this.#crawl();
  }

  /** Steps a few at a time, for as long as it is wanted. */
  async #crawl() {
    const run = this.#run;
    const here = () => run !== null && run === this.#run && this.phase === "running";
    while (here() && this.#slow) {
      const all = this.#stepsOf(this.#goal);
      const steps = Math.min(kMostSteps, Math.ceil(all / kFrames));
      await run?.step(steps);
      await new Promise((resolve) => setTimeout(resolve, kFrame));
    }
    if (here()) run?.resume();
  }

  /** @param {number} epochs */
  #stepsOf(epochs) {
    const { dataset, settings } = this;
    if (!dataset || !settings) return 1;
    const samples = dataset.train.y.length;
    return epochs * Math.ceil(samples / batchFor(settings, samples));
  }

  /** @param {number} rate for the next step and all after it */
  setRate(rate) {
    if (!this.net || !this.settings || rate === this.settings.rate) return;
    if (this.#step > 0) this.pure = false;
    this.settings = { ...this.settings, rate };
    if (this.#run) this.#run.set({ learningRate: rate });
    else this.net.learningRate = rate;
  }

  /** @param {number} epochs that training is to go on to */
  async setEpochs(epochs) {
    if (!this.settings || epochs === this.settings.epochs) return;
    this.settings = { ...this.settings, epochs };
    if (this.phase !== "running" || this.#single) return;
    // The run ends at the old number; stopping it and going on gives the same bits.
    await this.settle();
    if (epochs > this.#epoch) await this.start(epochs);
  }

  /** Ends the run, if there is one. */
  async settle() {
    await this.#run?.stop();
    await this.#told;
  }

  /** Whether the network is where the training is, in everything. */
  get resting() {
    return this.phase !== "running" && this.#standing;
  }

  /** The network as a file's bytes; training that goes on is held up for it. */
  async save() {
    const running = this.phase === "running";
    await this.pause();
    if (!this.net || !this.settings) throw new Error("There is no network to save.");
    const bytes = this.net.save();
    if (running) await this.start(this.settings.epochs);
    return bytes;
  }

  /** @param {number} epochs */
  #go(epochs) {
    const { net, dataset, settings } = this;
    if (!net || !dataset || !settings) return;
    this.trouble = null;
    this.#standing = false;
    this.#run = trainInWorker(net, /** @type {any} */ (dataset.train), {
      ...courseFor(settings, dataset),
      epochs,
    });
    this.#told = this.#follow(this.#run);
  }

  /** @param {TrainingRun} run */
  async #follow(run) {
    run.mode.then((mode) => {
      this.mode = mode;
      this.dispatchEvent(new Event("mode"));
    });
    try {
      for await (const progress of run) this.#take(progress);
    } catch (error) {
      this.trouble = error;
    }
    await run.finished;
    this.#run = null;
    this.#single = false;
    this.#enter("idle");
    this.#rest();
    if (this.trouble) this.dispatchEvent(new Event("trouble"));
  }

  #rest() {
    if (this.phase === "running") return;
    this.#standing = true;
    if (this.net) {
      this.#epoch = this.net.epoch;
      this.#step = this.net.step;
    }
    this.dispatchEvent(new Event("rest"));
  }

  /** @param {Progress} progress */
  #take(progress) {
    this.progress = progress;
    const whole = progress.step === progress.steps;
    this.#epoch = whole ? progress.epoch : progress.epoch - 1;
    this.#step = (progress.epoch - 1) * progress.steps + progress.step;
    this.#history.add(progress);
    this.dispatchEvent(new Event("progress"));
  }

  /** @param {Phase} phase */
  #enter(phase) {
    if (this.phase === phase) return;
    this.phase = phase;
    this.dispatchEvent(new Event("phase"));
  }
}

/** @param {unknown} error @returns {error is DivergedError} */
export function isDivergence(error) {
  return error instanceof DivergedError;
}
