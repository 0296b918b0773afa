// @ts-check
import { sharedWorker } from "../train/find-worker.js";
import { trainInWorker } from "../train/run.js";
import { History } from "./history.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("../network/network.js").Progress} Progress */
/** @typedef {import("../train/run.js").TrainingRun} TrainingRun */
/** @typedef {import("./divide.js").Samples} Samples */
/** @typedef {"idle" | "running" | "paused"} Phase  paused: a run exists, or is about to, and does not go on by itself */
/**
 * What a network learns from, and how.
 *
 * @typedef {object} Course
 * @property {Samples} train
 * @property {Samples} [validation]
 * @property {number} batchSize samples per step, at most the network's batchSize
 * @property {import("../spec/augmentation.js").Augmentation} [augmentation]
 * @property {number} epochs training pauses at this epoch; starting again then trains this many more
 * @property {number} [seconds] the least time that `epochs` epochs take, so that a person can watch; default 0, as fast
 *   as the engine can
 */

// Milliseconds between two looks at a training that somebody watches.
const kLook = 33;

const kFreely = 2 ** 30;

/**
 * A network and its training. Knows no views. A single loop drives the run: every method only says what is wanted.
 *
 *   "phase"     `phase` changed
 *   "mode"      it became known where training runs
 *   "progress"  `progress` and the network's weights changed; once for everything that arrives together
 *   "rest"      training stands still: the network is exactly where training is, its optimizer included
 *   "trouble"   training ended by itself, because of the error in `trouble`
 */
export class Training extends EventTarget {
  /** @type {Network | null} */ network = null;
  /** The last report. Its validation is the latest there is. @type {Progress | null} */ progress = null;
  /** Where training runs, once known. @type {"worker" | "main" | null} */ mode = null;
  /** @type {unknown} */ trouble = null;
  history = new History();

  #shared;
  /** @type {Course | null} */ #course = null;
  #goal = 0;
  #running = false;
  #awake = true;
  /** Whether training waits while the network is saved. */ #held = false;
  /** Steps to take one by one. */ #singles = 0;
  /** Whether to pause at the end of this epoch. */ #oneEpoch = false;
  /** Whether the run has another course or goal than is wanted. */ #stale = false;
  /** @type {Promise<void> | null} */ #loop = null;
  /** @type {TrainingRun | null} */ #run = null;
  /** Resolves when every report of the run was taken in. @type {Promise<void>} */ #told = Promise.resolve();
  /** @type {Phase} */ #toldPhase = "idle";
  #toldSoon = false;

  /**
   * @param {{ shared?: boolean }} [options] shared: in the one worker that all elements of a page share, for an article
   *   may have many of them. Otherwise every run has a worker of its own, which the browser ends with the run
   */
  constructor({ shared = false } = {}) {
    super();
    this.#shared = shared;
  }

  /** @returns {Phase} */
  get phase() {
    if (this.#running) return "running";
    return this.#run || this.#singles > 0 ? "paused" : "idle";
  }

  /** Whether training is to go on; out of sight it rests all the same. */
  get running() {
    return this.#running;
  }

  /** Whether the network is exactly where training is. */
  get resting() {
    return !this.#running && !this.#loop;
  }

  /** Completed epochs. */
  get epoch() {
    const { network, progress } = this;
    if (!progress || this.resting) return network?.epoch ?? 0;
    return progress.step === progress.steps ? progress.epoch : progress.epoch - 1;
  }

  /** Steps taken. */
  get step() {
    const { network, progress } = this;
    if (!progress || this.resting) return network?.step ?? 0;
    return (progress.epoch - 1) * progress.steps + progress.step;
  }

  get course() {
    return this.#course;
  }

  /** The epoch at which training pauses. */
  get goal() {
    return this.#goal;
  }

  /**
   * Replaces the network; the old one is freed.
   *
   * @param {Network} network
   * @param {Course} course
   */
  open(network, course) {
    this.close();
    this.network = network;
    this.#course = course;
    this.#goal = course.epochs;
  }

  /** Ends training and frees the network. */
  close() {
    this.#running = this.#oneEpoch = this.#stale = false;
    this.#singles = 0;
    this.network?.dispose(); // which ends its run
    this.network = this.progress = this.trouble = this.#run = null;
    this.history.clear();
    this.#tellPhase();
  }

  /** Takes effect at the next step. @param {Partial<Course>} part */
  change(part) {
    const before = this.#course;
    if (!before) return;
    const names = /** @type {(keyof Course)[]} */ (Object.keys(part)).filter((name) => part[name] !== before[name]);
    if (names.length === 0) return;
    this.#course = { ...before, ...part };
    if (names.includes("epochs") && !this.#oneEpoch) this.#goal = this.#course.epochs;
    if (names.some((name) => name !== "seconds")) this.#stale = true;
    this.#run?.pause();
    this.#drive();
  }

  /** @param {number} rate for the next step and all after it */
  setRate(rate) {
    if (this.#run) this.#run.set({ learningRate: rate });
    else if (this.network) this.network.learningRate = rate;
  }

  /** Trains to the course's last epoch; if that is behind, for as many epochs again. */
  start() {
    if (!this.network || this.#running) return;
    this.#oneEpoch = false;
    this.#go(this.#nextGoal);
  }

  /** Trains to the end of an epoch. */
  trainEpoch() {
    if (!this.network || this.#running) return;
    this.#oneEpoch = true;
    this.#go(this.epoch + 1);
  }

  /** Takes one step. */
  takeStep() {
    if (!this.network || this.#running) return;
    this.#singles++;
    if (this.#goal <= this.epoch) this.#aim(this.#nextGoal);
    this.#begin();
  }

  /** @returns {Promise<void>} when training stands still */
  async pause() {
    if (this.#running) {
      this.#running = false;
      this.#run?.pause();
      this.#tellPhase();
    }
    await this.#loop;
  }

  /**
   * @returns {Promise<Uint8Array>} the network as a file; training that runs waits meanwhile
   * @throws {DisposedError} if the network was replaced meanwhile
   */
  async save() {
    const { network } = this;
    if (!network) throw new Error("There is no network to save.");
    this.#held = true;
    this.#run?.pause();
    await this.#loop;
    try {
      return network.save();
    } finally {
      this.#held = false;
      this.#drive();
    }
  }

  /** Whether training may go on; false for what is out of sight. */
  get awake() {
    return this.#awake;
  }

  set awake(awake) {
    this.#awake = awake;
    if (awake) this.#drive();
    else this.#run?.pause();
  }

  // ---- what is wanted

  get #nextGoal() {
    const { epochs } = /** @type {Course} */ (this.#course);
    const { epoch } = this;
    if (epochs > epoch) return epochs;
    return this.#goal > epoch ? this.#goal : epoch + epochs;
  }

  /** @param {number} goal */
  #aim(goal) {
    if (goal === this.#goal) return;
    this.#goal = goal;
    this.#stale = true;
  }

  /** @param {number} goal */
  #go(goal) {
    this.#running = true;
    this.#aim(goal);
    this.#begin();
  }

  #begin() {
    this.trouble = null;
    this.#tellPhase();
    this.#drive();
  }

  get #wanted() {
    return this.network !== null && !this.#held && (this.#singles > 0 || (this.#running && this.#awake));
  }

  // ---- the loop

  #drive() {
    if (this.#wanted) this.#loop ??= this.#work();
  }

  /** Makes the run do what is wanted, as long as anything is. */
  async #work() {
    /** @type {unknown} */
    let trouble = null;
    try {
      const worker = await (this.#shared ? sharedWorker() : undefined);
      while (this.#wanted) {
        if (this.#stale) await this.#endRun();
        else await this.#stride(worker);
      }
    } catch (error) {
      trouble = error;
    }
    this.#loop = null;
    // Only now, so that who hears of it can start again.
    if (trouble) this.#halt(trouble);
    if (this.resting) this.dispatchEvent(new Event("rest"));
  }

  /** Trains until the next look. @param {Worker | null | undefined} worker */
  async #stride(worker) {
    const run = (this.#run ??= this.#employ(worker));
    const look = new Promise((resolve) => setTimeout(resolve, kLook));
    const steps = this.#singles || this.#pace;
    this.#singles = 0;
    const ended = run.finished.then(() => true);
    const standing = run.step(steps).then(() => false);
    if (await Promise.race([ended, standing])) await this.#told;
    else if (this.#running) await look;
  }

  /** Ends a run that has another course or goal; the next one goes on from there, with the same bits. */
  async #endRun() {
    this.#stale = false;
    await this.#run?.stop();
    await this.#told;
    if (!this.network) return;
    // Reports may lag behind; now the epoch is exact.
    if (this.#oneEpoch) this.#goal = this.network.epoch + 1;
    else if (this.#goal <= this.network.epoch) this.#halt(null);
  }

  /**
   * Steps until the next look: whole epochs if possible, for what is reported within an epoch covers only a part of the
   * data.
   */
  get #pace() {
    const { seconds = 0, epochs } = /** @type {Course} */ (this.#course);
    if (seconds === 0) return kFreely;
    const steps = this.#stepsPerEpoch;
    const pace = (epochs * steps * kLook) / 1000 / seconds;
    return pace > steps / 2 ? steps * Math.round(pace / steps) : Math.ceil(pace);
  }

  get #stepsPerEpoch() {
    const { train, batchSize } = /** @type {Course} */ (this.#course);
    return Math.ceil(train.y.length / batchSize);
  }

  /**
   * @param {Worker | null | undefined} worker
   * @throws {GliaError} if course and network do not fit, or something else trains the network
   */
  #employ(worker) {
    const network = /** @type {Network} */ (this.network);
    const { train, seconds: _, ...options } = /** @type {Course} */ (this.#course);
    const run = trainInWorker(network, train, {
      ...options,
      worker,
      epochs: Math.max(1, this.#goal - network.epoch),
      batchSize: Math.min(options.batchSize, train.y.length),
    });
    run.mode.then((mode) => {
      if (run !== this.#run) return;
      this.mode = mode === "main" ? "main" : "worker";
      this.dispatchEvent(new Event("mode"));
    });
    this.#told = this.#follow(run);
    return run;
  }

  /** @param {TrainingRun} run */
  async #follow(run) {
    const mine = () => this.#run === run; // not if its network was replaced
    /** @type {unknown} */
    let trouble = null;
    try {
      for await (const progress of run) if (mine()) this.#take(progress);
    } catch (error) {
      trouble = error;
    }
    const { reason } = await run.finished;
    if (!mine()) return;
    this.#run = null;
    if (reason !== "stopped") this.#halt(trouble);
  }

  /** @param {unknown} trouble null if training reached its goal */
  #halt(trouble) {
    this.#running = this.#oneEpoch = false;
    this.#singles = 0;
    this.trouble = trouble;
    this.#tellPhase();
    if (trouble) this.dispatchEvent(new Event("trouble"));
  }

  // ---- what is told

  /** @param {Progress} progress */
  #take(progress) {
    const pace = this.#pace;
    const inStride = this.#running && pace !== kFreely && pace >= progress.steps;
    if (progress.step === progress.steps || !inStride) this.history.add(progress);
    this.progress = { validation: this.progress?.validation, ...progress };
    if (this.#toldSoon) return;
    this.#toldSoon = true;
    setTimeout(() => {
      this.#toldSoon = false;
      if (this.progress) this.dispatchEvent(new Event("progress"));
    });
  }

  #tellPhase() {
    const { phase } = this;
    if (phase === this.#toldPhase) return;
    this.#toldPhase = phase;
    this.dispatchEvent(new Event("phase"));
  }
}
