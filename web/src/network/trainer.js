// @ts-check
// The course of a training run: epochs and steps, the learning rate's schedule, reports, validation, early stopping. It
// knows nothing of engines; a Session does each step.
import { Turns } from "../base/turns.js";
import { addTotals, noTotals } from "./totals.js";

/** @typedef {import("./course.js").Course} Course */
/** @typedef {import("./course.js").EarlyStopping} EarlyStopping */
/** @typedef {import("./course.js").Schedule} Schedule */
/** @typedef {import("./totals.js").Evaluation} Evaluation */
/** @typedef {import("./totals.js").Totals} Totals */

/**
 * A network and its data, ready to be trained.
 * @typedef {object} Session
 * @property {number} samples per epoch
 * @property {number} epoch epochs completed over the network's life
 * @property {number} seen samples of the unfinished epoch that were already trained on
 * @property {number} learningRate before the schedule
 * @property {(turns: Turns) => Promise<void>} begin copies the data in, in turns
 * @property {() => void} end
 * @property {(epoch: number) => void} order sets the order of the samples in an epoch
 * @property {(count: number, learningRate: number) => Totals} step trains on the next `count` samples
 * @property {(totals: Totals) => Evaluation} evaluation
 * @property {() => { next: () => boolean, result: () => Evaluation } | undefined} validate measures batch by batch;
 *   undefined without validation data
 * @property {() => unknown} keep copies the weights
 * @property {(kept: any) => void} restore writes such a copy back
 */

/**
 * @typedef {object} Progress
 * @property {number} epoch from 1, counted over the network's life
 * @property {number} step within the epoch, from 1
 * @property {number} steps per epoch
 * @property {number} loss mean over the epoch so far
 * @property {number | null} accuracy over the epoch so far, 0 to 1; null without classes
 * @property {number | null} meanAbsoluteError over the epoch so far; null with classes
 * @property {number} learningRate of the last step
 * @property {Evaluation} [validation] on the report of an epoch's last step
 * @property {"early"} [stopped] on the last report of a run that early stopping ended
 * @property {number} samplesPerSecond mean over the run, pauses left out
 * @property {number} secondsLeft estimated seconds to the end of this run
 */

// How often a run reports within an epoch.
const kReportMs = 100;

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

/** Remembers the best epoch and counts the epochs since. */
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
   * @returns {boolean} whether the patience is used up
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
 * Trains; reports about ten times a second and after every epoch.
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
      // The epoch is complete even if its validation is interrupted.
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
