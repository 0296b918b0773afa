// @ts-check
// Networks that learn the same task from the same start, each with its own optimizer, step by step.
import { DivergedError } from "../base/errors.js";
import { Network } from "../network/network.js";
import { Random } from "../base/random.js";
import { take } from "../data/split.js";

/** @typedef {import("./race-tasks.js").Task} Task */
/** @typedef {import("./race-tasks.js").Place} Place */
/** @typedef {keyof typeof kOptimizers} Optimizer */

/** @typedef {{ name: string, optimizer: Optimizer, size: number, rate: number }} Entry  size: samples per step, at most all */

/**
 * One network of a race and its record. Losses are means over all training samples; each list begins before the first
 * step.
 * @typedef {Entry & { net: Network, steps: number, seen: number, losses: number[], accuracies: number[], path: Place[],
 *   diverged: boolean }} Lane `seen`: samples read so far; accuracies on the held-out samples; path: places on the
 *   surface of the loss
 */

export const kOptimizers = /** @type {const} */ ({
  gd: { type: "sgd" },
  momentum: { type: "sgd", momentum: 0.9 },
  adagrad: { type: "adagrad" },
  rmsprop: { type: "rmsprop", rho: 0.9 },
  adam: { type: "adam" },
});

// Times the first loss: no training returns from there, and numbers do not overflow yet.
const kLost = 1000;

export class Race {
  /** @type {Lane[]} */ lanes = [];
  #task;
  #seed;

  /** @param {Task} task @param {number} seed of the order of the samples */
  constructor(task, seed) {
    this.#task = task;
    this.#seed = seed;
  }

  /**
   * @param {Task} task
   * @param {Entry[]} entries
   * @param {number} seed of the first weights, and of the order of the samples
   */
  static async create(task, entries, seed) {
    const race = new Race(task, seed);
    try {
      for (const entry of entries) race.lanes.push(await race.#enter(entry));
    } catch (error) {
      race.dispose();
      throw error;
    }
    return race;
  }

  /** @param {Entry} entry @returns {Promise<Lane>} */
  async #enter(entry) {
    const { spec, y, begin } = this.#task;
    const net = await Network.create({
      ...spec,
      optimizer: { ...kOptimizers[entry.optimizer], learningRate: entry.rate },
      batchSize: y.length,
      seed: this.#seed,
      deterministic: true,
    });
    begin(net);
    const size = Math.min(entry.size, y.length);
    /** @type {Lane} */
    const lane = { ...entry, size, net, steps: 0, seen: 0, losses: [], accuracies: [], path: [], diverged: false };
    this.#measure(lane);
    return lane;
  }

  /** The largest number of steps taken. */
  get steps() {
    return Math.max(...this.lanes.map(({ steps }) => steps));
  }

  /** Whether any network can go on. */
  get alive() {
    return this.lanes.some(({ diverged }) => !diverged);
  }

  /** One step of every network that can go on. @returns {Lane[]} those that diverged in it */
  step() {
    /** @type {Map<number, { x: Float32Array, y: Float32Array | Uint8Array }>} */
    const batches = new Map();
    const running = this.lanes.filter(({ diverged }) => !diverged);
    for (const lane of running) {
      const batch = batches.get(lane.size) ?? this.#batch(lane.size, lane.steps);
      batches.set(lane.size, batch);
      try {
        lane.net.trainBatch(batch.x, batch.y);
        lane.steps++;
        lane.seen += batch.y.length;
        this.#measure(lane);
      } catch (error) {
        if (!(error instanceof DivergedError)) throw error;
        lane.diverged = true;
      }
    }
    return running.filter(({ diverged }) => diverged);
  }

  /** The same samples for all networks of the same batch size. @param {number} size @param {number} step */
  #batch(size, step) {
    const { x, y, spec } = this.#task;
    if (size === y.length) return { x, y };
    const each = Math.ceil(y.length / size);
    const order = new Random(this.#seed, 1 + Math.floor(step / each)).shuffle(Uint32Array.from(y.keys()));
    const rows = order.subarray((step % each) * size, (step % each) * size + size);
    return { x: take(x, spec.input[0], rows), y: take(y, 1, rows) };
  }

  /** @param {Lane} lane */
  #measure(lane) {
    const { x, y, held, where } = this.#task;
    const { loss } = lane.net.evaluate(x, y);
    lane.losses.push(loss);
    if (held) lane.accuracies.push(lane.net.evaluate(held.x, held.y).accuracy ?? NaN);
    if (where) lane.path.push(where(lane.net));
    lane.diverged = !(loss <= kLost * Math.max(1, lane.losses[0]));
  }

  dispose() {
    for (const { net } of this.lanes) net.dispose();
  }
}
