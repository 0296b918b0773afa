// @ts-check
import { sharedWorker } from "../train/find-worker.js";
import { trainInWorker } from "../train/run.js";
import { History } from "./history.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("../network/network.js").Progress} Progress */
/** @typedef {import("../train/run.js").TrainingRun} TrainingRun */
/** @typedef {import("./divide.js").Samples} Samples */
/**
 * What a network learns from, and how.
 *
 * @typedef {object} Course
 * @property {Samples} train
 * @property {Samples} [validation]
 * @property {number} batch samples a step, at most the network's batchSize
 * @property {number} epochs at whose end it stands still; asked to go on then, it does so many more
 * @property {number} seconds that so many epochs take at least, so that one can watch; 0: as fast as it can
 */

// Milliseconds between two looks at a training that one watches.
const kLook = 33;

const kFreely = 2 ** 30;

// A cross-entropy far beyond that of guessing.
const kWreck = 10;

/**
 * A network and its training, in the worker that all elements share, and only while it is awake. Knows no views.
 *
 *   "phase"     it began, paused or ended, or it became known where it runs
 *   "progress"  the network's weights and `progress` are further
 *   "trouble"   it ended by itself, for the reason in `trouble`
 */
export class Training extends EventTarget {
  /** @type {Network | null} */ network = null;
  /** The last report. Its validation is the latest there is. @type {Progress | null} */ progress = null;
  /** Where it runs, once that is known: in a worker, or on the page's thread. @type {"worker" | "main" | null} */ mode =
    null;
  /** @type {unknown} */ trouble = null;
  history = new History();

  /** @type {Course | null} */ #course = null;
  #goal = 0;
  #running = false;
  #awake = false;
  /** Steps that are to be taken one by one. */ #singles = 0;
  /** Whether the run is one for another course. */ #stale = false;
  #driving = false;
  /** @type {TrainingRun | null} */ #run = null;
  /** @type {Promise<void>} when all that came of the run was taken in */ #told = Promise.resolve();
  /** @type {Set<string>} */ #untold = new Set();

  /** Whether it is to go on; out of sight it rests all the same. */
  get running() {
    return this.#running;
  }

  /** The epoch at whose end it stands still. */
  get goal() {
    return this.#goal;
  }

  /**
   * Puts a network in place of the one there is, which is freed.
   *
   * @param {Network} network untrained
   * @param {Course} course
   */
  open(network, course) {
    this.close();
    this.network = network;
    this.#course = course;
    this.#goal = course.epochs;
  }

  /** Stops, and frees the network. */
  close() {
    this.pause();
    this.network?.dispose(); // which ends its run
    this.network = this.progress = this.trouble = this.#run = null;
    this.#stale = false;
    this.#singles = 0;
    this.history.clear();
  }

  /** Takes effect from the next step on. @param {Partial<Course>} part */
  change(part) {
    const before = this.#course;
    const same = Object.entries(part).every(([name, value]) => before?.[/** @type {keyof Course} */ (name)] === value);
    if (!before || same) return;
    this.#course = { ...before, ...part };
    if (part.epochs) this.#goal = part.epochs;
    this.#stale = true;
    this.#run?.pause();
    this.#drive();
  }

  /** @param {number} rate for the next step and all after it */
  setRate(rate) {
    if (this.#run) this.#run.set({ learningRate: rate });
    else if (this.network) this.network.learningRate = rate;
  }

  /** Whether the weights are so far off that nothing can be learnt from there. */
  get wrecked() {
    const { x, y, scale } = /** @type {Course} */ (this.#course).train;
    return !((this.network?.evaluate(x, y, { scale }).loss ?? NaN) < kWreck);
  }

  start() {
    if (!this.network || !this.#course || this.#running) return;
    if (this.#goal <= this.network.epoch) {
      this.#goal = this.network.epoch + this.#course.epochs;
      this.#stale = true;
    }
    this.#running = true;
    this.trouble = null;
    this.#tell("phase");
    this.#drive();
  }

  pause() {
    if (!this.#running) return;
    this.#running = false;
    this.#run?.pause();
    this.#tell("phase");
  }

  /** One step, then it stands still. */
  step() {
    if (this.#running) return;
    this.#singles++;
    this.trouble = null;
    this.#tell("phase");
    this.#drive();
  }

  get awake() {
    return this.#awake;
  }

  set awake(awake) {
    this.#awake = awake;
    if (awake) this.#drive();
    else this.#run?.pause();
  }

  /** Has the run do what is wanted, for as long as anything is. */
  async #drive() {
    if (this.#driving) return;
    this.#driving = true;
    const worker = await sharedWorker();
    while (this.network && (this.#singles > 0 || (this.#running && this.#awake))) {
      if (this.#stale) {
        this.#stale = false;
        await this.#run?.stop();
        await this.#told;
        continue;
      }
      this.#run ??= this.#begin(this.network, worker);
      const steps = this.#singles || this.#pace();
      this.#singles = 0;
      await Promise.all([this.#run.step(steps), new Promise((resolve) => setTimeout(resolve, kLook))]);
    }
    this.#driving = false;
  }

  /** Steps from look to look: whole epochs where it can be, for what is told within one is told of a part of the data. */
  #pace() {
    const { seconds, epochs } = /** @type {Course} */ (this.#course);
    if (seconds === 0) return kFreely;
    const steps = this.#stepsAnEpoch;
    const pace = (epochs * steps * kLook) / 1000 / seconds;
    return pace > steps / 2 ? steps * Math.round(pace / steps) : Math.ceil(pace);
  }

  get #stepsAnEpoch() {
    const { train, batch } = /** @type {Course} */ (this.#course);
    return Math.ceil(train.y.length / batch);
  }

  /** @param {Network} network @param {Worker | null} worker */
  #begin(network, worker) {
    const { train, validation, batch } = /** @type {Course} */ (this.#course);
    const epochs = Math.max(1, this.#goal - network.epoch);
    const run = trainInWorker(network, train, {
      worker,
      epochs,
      batchSize: Math.min(batch, train.y.length),
      validation,
    });
    run.mode.then((mode) => {
      if (run !== this.#run) return;
      this.mode = mode === "main" ? "main" : "worker";
      this.#tell("phase");
    });
    this.#told = this.#follow(run);
    return run;
  }

  /** @param {TrainingRun} run */
  async #follow(run) {
    const mine = () => this.#run === run; // none of a network's that has gone
    let trouble = null;
    try {
      for await (const progress of run) if (mine()) this.#take(progress);
    } catch (error) {
      trouble = error;
    }
    const { reason } = await run.finished;
    if (!mine()) return;
    this.#run = null;
    if (reason === "stopped") return;
    this.#running = false;
    this.#tell("phase");
    if (!trouble) return;
    this.trouble = trouble;
    this.#tell("trouble");
  }

  /** @param {Progress} progress */
  #take(progress) {
    const whole = progress.step === progress.steps;
    if (whole || this.#pace() < progress.steps) this.history.add(progress);
    this.progress = { validation: this.progress?.validation, ...progress };
    this.#tell("progress");
  }

  /** Tells soon, and once what happens at once. @param {string} type */
  #tell(type) {
    if (this.#untold.size === 0) setTimeout(() => this.#tellAll());
    this.#untold.add(type);
  }

  #tellAll() {
    const types = [...this.#untold];
    this.#untold.clear();
    for (const type of types) this.dispatchEvent(new Event(type));
  }
}
