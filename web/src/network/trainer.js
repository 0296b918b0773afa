// @ts-check
// The course of a training run: epochs and steps, the learning rate's schedule, reports, validation, early stopping. It
// knows nothing of engines; a Session does each step.
import { integer, oneOf, options, rule } from "../base/rules.js";
import { Turns } from "../base/turns.js";

/**
 * A network and its data, ready to be trained.
 * @typedef {object} Session
 * @property {number} samples in an epoch
 * @property {number} epoch finished over the network's life
 * @property {number} seen samples of the epoch that is not finished
 * @property {number} learningRate before the schedule
 * @property {(turns: Turns) => Promise<void>} begin copies the data in, giving turns
 * @property {() => void} end
 * @property {(epoch: number) => void} order sets the order in which the samples of an epoch come
 * @property {(count: number, learningRate: number) => Totals} step trains on the next `count` samples
 * @property {(totals: Totals) => Evaluation} evaluation
 * @property {() => { next: () => boolean, result: () => Evaluation } | undefined} validate measures batch by batch; nothing
 *   without validation data
 * @property {() => unknown} keep a copy of the weights
 * @property {(kept: any) => void} restore
 */

/** @typedef {{ count: number, sum: number, correct: number, absolute: number }} Totals of a loss over `count` samples */

/**
 * @typedef {object} Evaluation
 * @property {number} loss the mean, and the penalty of kernelRegularizer
 * @property {number | null} accuracy share of the classes right; null without classes
 * @property {number | null} meanAbsoluteError null with classes
 * @property {number[][]} [confusion] counts, `confusion[truth][guess]`
 * @property {number[]} [precision] of each class: of those that were guessed, the share that is right; NaN when none was
 * @property {number[]} [recall] of each class: of those that there are, the share that was found; NaN when there is none
 */

/**
 * How the learning rate changes, as a factor of the network's own. Counted over the network's life, so that a run that
 * was interrupted goes on as it would have.
 * @typedef {object} Schedule
 * @property {"constant" | "step" | "cosine"} type step: times `factor` after `every` epochs; cosine: down to 0 at the end
 *   of the run (Loshchilov and Hutter 2017)
 * @property {number} [every] step: epochs
 * @property {number} [factor] step: default 0.1
 * @property {number} [warmup] steps over which the factor first rises in a line from 0; default 0
 */

/**
 * @typedef {object} EarlyStopping ends the run when validation has stopped to improve; the best weights are put back
 * @property {number} patience epochs without improvement
 * @property {"loss" | "accuracy"} [monitor] default loss
 */

/**
 * @typedef {object} Progress
 * @property {number} epoch from 1, counted over the network's life
 * @property {number} step within the epoch, from 1
 * @property {number} steps in an epoch
 * @property {number} loss mean over the epoch so far
 * @property {number | null} accuracy over the epoch so far; null without classes
 * @property {number | null} meanAbsoluteError over the epoch so far; null with classes
 * @property {number} learningRate of the last step
 * @property {Evaluation} [validation] after the last step of an epoch
 * @property {"early"} [stopped] on the last report of a run that early stopping ended
 * @property {number} samplesPerSecond
 * @property {number} secondsLeft estimated, of this run
 */

/**
 * Holds a run between two steps.
 * @typedef {object} Gate
 * @property {boolean} closed looked at before every step
 * @property {() => Promise<void>} opened resolves when training may go on
 * @property {() => void} stepped called after every step
 */

/**
 * @typedef {object} Course
 * @property {number} epochs ends of an epoch to reach
 * @property {number} batchSize
 * @property {Schedule} schedule
 * @property {EarlyStopping} [earlyStopping]
 * @property {AbortSignal} [signal]
 * @property {Gate} [gate]
 */

// How often a run reports within an epoch.
const kReportMs = 100;

/** How many there are of what is counted. */
export const many = integer(1, 2 ** 31 - 1);

const scheduled = options({
  type: [oneOf(["constant", "step", "cosine"])],
  every: [(value) => value, 1],
  factor: [rule((value) => value > 0 && value <= 1, "a number above 0, at most 1"), 0.1],
  warmup: [integer(0, 2 ** 31 - 1), 0],
});

/** @type {(value: unknown, where: string) => Schedule} */
export function checkSchedule(value, where) {
  const schedule = scheduled(value, where);
  if (schedule.type === "step") many(Object(value).every, `${where}.every`);
  return schedule;
}

/** @type {(value: unknown, where: string) => EarlyStopping} */
export const checkEarlyStopping = options({ patience: [many], monitor: [oneOf(["loss", "accuracy"]), "loss"] });

/** @type {(value: unknown, where: string) => AbortSignal} */
export const checkSignal = rule((value) => value instanceof AbortSignal, "an AbortSignal");

/** @returns {Totals} of nothing yet */
export const noTotals = () => ({ count: 0, sum: 0, correct: 0, absolute: 0 });

/** @param {Totals} totals @param {Totals} more */
export function addTotals(totals, more) {
  for (const key of /** @type {(keyof Totals)[]} */ (Object.keys(totals))) totals[key] += more[key];
}

/**
 * The factor of the learning rate at a step.
 * @param {Schedule} schedule
 * @param {number} step from 0, over the network's life
 * @param {number} steps in an epoch
 * @param {number} total steps until the end of the run
 */
export function scheduleFactor({ type, every = 1, factor = 0.1, warmup = 0 }, step, steps, total) {
  const rise = warmup > 0 ? Math.min(1, (step + 1) / warmup) : 1;
  if (type === "step") return rise * factor ** Math.floor(step / steps / every);
  if (type === "cosine") return (rise * (1 + Math.cos((Math.PI * step) / total))) / 2;
  return rise;
}

/** Remembers the best epoch and says when there was none for too long. */
class Patience {
  #stopping;
  #best = Infinity;
  #waited = 0;
  /** @type {unknown} */
  kept = null;

  /** @param {EarlyStopping} stopping */
  constructor(stopping) {
    this.#stopping = stopping;
  }

  /**
   * @param {Evaluation} validation
   * @param {() => unknown} keep
   * @returns {boolean} whether it is at an end
   */
  spent({ loss, accuracy }, keep) {
    const score = this.#stopping.monitor === "accuracy" ? -(accuracy ?? 0) : loss;
    if (score < this.#best) {
      this.#best = score;
      this.#waited = 0;
      this.kept = keep();
      return false;
    }
    this.#waited++;
    return this.#waited >= this.#stopping.patience;
  }
}

/**
 * Trains, and reports about ten times a second and after every epoch.
 * @param {Session} session
 * @param {Course} course
 * @returns {AsyncGenerator<Progress, void, void>}
 */
export async function* runCourse(session, { epochs, batchSize, schedule, earlyStopping, signal, gate }) {
  signal?.throwIfAborted();
  const turns = new Turns();
  await session.begin(turns);
  try {
    signal?.throwIfAborted();
    const { samples } = session;
    const steps = Math.ceil(samples / batchSize);
    const lastEpoch = session.epoch + epochs;
    const patience = earlyStopping && new Patience(earlyStopping);
    let [rate, trained, busy] = [session.learningRate, 0, 0];
    let resumed = performance.now();
    let reported = resumed;

    const giveTurn = async () => {
      await turns.give();
      signal?.throwIfAborted();
    };

    while (session.epoch < lastEpoch) {
      session.order(session.epoch);
      const totals = noTotals();
      let unreported = false;

      /** @returns {Progress} */
      const progress = () => {
        const seconds = Math.max((busy + performance.now() - resumed) / 1000, 1e-6);
        const left = (lastEpoch - session.epoch) * samples - session.seen;
        unreported = false;
        return {
          epoch: session.epoch + 1,
          step: Math.ceil(session.seen / batchSize),
          steps,
          ...session.evaluation(totals),
          learningRate: rate,
          samplesPerSecond: trained / seconds,
          secondsLeft: (seconds * left) / trained,
        };
      };

      while (session.seen < samples) {
        if (gate?.closed) {
          if (unreported) yield progress();
          busy += performance.now() - resumed;
          await gate.opened();
          resumed = performance.now();
          signal?.throwIfAborted();
          continue;
        }
        const step = session.epoch * steps + Math.floor(session.seen / batchSize);
        rate = session.learningRate * scheduleFactor(schedule, step, steps, lastEpoch * steps);
        const count = Math.min(batchSize, samples - session.seen);
        addTotals(totals, session.step(count, rate));
        trained += count;
        unreported = true;
        gate?.stepped();
        if (turns.due) {
          if (session.seen < samples && performance.now() - reported >= kReportMs) {
            yield progress();
            reported = performance.now();
          }
          await giveTurn();
        }
      }

      const last = progress();
      // The epoch is done, whatever becomes of its validation.
      session.seen = 0;
      session.epoch++;
      const measure = session.validate();
      if (measure) {
        while (measure.next()) if (turns.due) await giveTurn();
        last.validation = measure.result();
      }
      if (patience && last.validation && patience.spent(last.validation, session.keep)) last.stopped = "early";
      if (patience?.kept && (last.stopped || session.epoch === lastEpoch)) session.restore(patience.kept);
      yield last;
      if (last.stopped) return;
      reported = performance.now();
      if (session.epoch < lastEpoch) await giveTurn();
    }
  } finally {
    session.end();
  }
}
