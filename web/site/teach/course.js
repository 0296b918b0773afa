// @ts-check
import { Random } from "../../src/base/random.js";
import { Network, trainInWorker } from "../../src/train.js";
import { answersOf, copyOf, examine, kClasses, kPixels, kScale, score, specOf } from "./measure.js";

/*
 * A lesson for a network that reads digits already: a few digits by one hand, among many of those that it learnt from,
 * because a network that sees only the new ones forgets the others. Knows no page.
 */

/** @typedef {import("../../src/formats/model.js").NamedTensor} NamedTensor */
/** @typedef {import("../../src/train/run.js").TrainingRun} TrainingRun */
/** @typedef {import("./measure.js").Digits} Digits */
/** @typedef {import("./measure.js").Score} Score */
/**
 * @typedef {object} Plan
 * @property {boolean} [frozen] only the last layer that has weights learns; default true
 * @property {number} [epochs]
 * @property {number} [rate]
 * @property {number} [seed] of which digits are replayed, of their order and of how all are distorted
 */

const kBatch = 48;
const kEpochs = 4;

/** So many of a kind are worth a lesson; every fifth is kept out of it, for with fewer none could be spared. */
export const kEnough = 5;

// Of MNIST, and of the reader's digits of one kind, repeated: with fewer of MNIST's, more of them are forgotten.
const kReplayed = 4000;
const kEach = 100;

// How far the weights go from those before the lesson to those at its end (Wortsman and others 2022 average them so):
// mnist-cnn, all layers in the lesson, loses 0.1 points of MNIST where all the way costs 0.2, and gains as much.
const kWay = 0.8;

/** As another day's writing would differ. */
const kAugmentation = { rotation: 5, scale: 0.1, shift: 1, shear: 0.1 };

/**
 * Parts the reader's digits into those of the lesson and those held out of it, every fifth of a kind.
 *
 * @param {Digits} digits
 * @returns {{ lesson: Digits, held: Digits }}
 */
export function divide(digits) {
  const seen = new Uint32Array(kClasses);
  const spared = Array.from(digits.y, (label) => ++seen[label] % kEnough === 0);
  const part = (/** @type {boolean} */ held) =>
    pick(
      digits,
      [...spared.keys()].filter((i) => spared[i] === held),
    );
  return { lesson: part(false), held: part(true) };
}

/**
 * @typedef {object} Outcome
 * @property {Network} taught
 * @property {{ own: Score, mnist: Score }} before
 * @property {{ own: Score, mnist: Score }} after
 * @property {boolean} spared whether `own` are digits held out of the lesson; else there were too few to spare any
 */
/** @typedef {{ stage: "lesson", share: number, epoch: number, epochs: number } | { stage: "measuring" }} Report  share: 0 to 1 */

/**
 * A whole lesson: measures, teaches in a worker, measures again.
 *
 * @param {Network} net stays as it is
 * @param {Digits} digits the reader's
 * @param {{ known: Digits, test: Digits }} mnist what the network learnt from, and what it is measured by
 * @param {Plan} [plan]
 * @param {{ signal?: AbortSignal, report?: (report: Report) => void }} [watch]
 * @returns {Promise<Outcome>}
 * @throws the signal's reason; DivergedError
 */
export async function teach(net, digits, { known, test }, plan = {}, { signal, report = () => {} } = {}) {
  signal?.throwIfAborted();
  const { lesson, held } = divide(digits);
  const spared = held.y.length > 0;
  const measure = async (/** @type {Network} */ one) => ({
    own: await score(one, spared ? held : digits),
    mnist: await examine(one, test, signal),
  });
  const old = await copyOf(net);
  const made = [old];
  try {
    const { pupil, run } = await begin(old, lesson, known, plan, signal);
    made.push(pupil);
    const [before] = await Promise.all([measure(old), follow(run, plan.epochs ?? kEpochs, report)]);
    report({ stage: "measuring" });
    const taught = await copyOf(old, between(old.parameters(), pupil.parameters()));
    made.push(taught);
    const after = await measure(taught);
    made.pop();
    return { taught, before, after, spared };
  } finally {
    for (const one of made) one.dispose();
  }
}

/**
 * @param {TrainingRun} run
 * @param {number} epochs
 * @param {(report: Report) => void} report
 */
async function follow(run, epochs, report) {
  for await (const { epoch, step, steps } of run) {
    report({ stage: "lesson", share: (epoch - 1 + step / steps) / epochs, epoch, epochs });
  }
}

/**
 * Begins to teach a copy.
 *
 * @param {Network} net stays as it is
 * @param {Digits} lesson
 * @param {Digits} known
 * @param {Plan} plan
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ pupil: Network, run: TrainingRun }>}
 */
async function begin(net, lesson, known, { frozen = true, epochs = kEpochs, rate = 1e-3, seed = 1 }, signal) {
  const replayed = pick(known, new Random(seed).shuffle(Uint32Array.from(known.y.keys())).subarray(0, kReplayed));
  const answers = await answersOf(net, replayed);
  const spec = specOf(net);
  const last = spec.layers.findLastIndex(({ type }) => type === "dense" || type === "conv2d");
  const pupil = await Network.create({
    ...spec,
    layers: spec.layers.map((layer, i) =>
      "trainable" in layer ? { ...layer, trainable: !frozen || i === last } : layer,
    ),
    loss: "categoricalCrossentropy",
    optimizer: { type: "adam", learningRate: rate },
    batchSize: kBatch,
    seed,
  });
  pupil.setParameters(net.parameters());
  const run = trainInWorker(pupil, mix(lesson, replayed, answers), {
    epochs,
    schedule: { type: "cosine" },
    augmentation: kAugmentation,
    snapshots: false,
    signal,
  });
  return { pupil, run };
}

/**
 * What lies on the way from one network's parameters to those after the lesson.
 *
 * @param {NamedTensor[]} from
 * @param {NamedTensor[]} to
 * @returns {NamedTensor[]}
 */
function between(from, to) {
  return from.map(({ name, shape, values }, i) => ({
    name,
    shape,
    values: values.map((value, k) => value + kWay * (to[i].values[k] - value)),
  }));
}

/**
 * The reader's digits, as often as makes every kind weigh the same, and the replayed ones. What is asked of these is not
 * their label but the answer that the network gave before the lesson (Li and Hoiem 2016): it keeps its doubts, and
 * mnist-mlp loses 0.06 points of MNIST instead of 0.14.
 *
 * @param {Digits} lesson
 * @param {Digits} replayed
 * @param {Float32Array} answers
 */
function mix(lesson, replayed, answers) {
  const kinds = Array.from({ length: kClasses }, (_, kind) => [...lesson.y.keys()].filter((i) => lesson.y[i] === kind));
  const each = Array.from({ length: kEach }, (_, i) => i);
  const own = pick(
    lesson,
    kinds.flatMap((kind) => (kind.length > 0 ? each.map((i) => kind[i % kind.length]) : [])),
  );
  const n = own.y.length;
  const x = new Uint8Array(own.x.length + replayed.x.length);
  const y = new Float32Array(n * kClasses + answers.length);
  x.set(own.x);
  x.set(replayed.x, own.x.length);
  own.y.forEach((label, i) => (y[i * kClasses + label] = 1));
  y.set(answers, n * kClasses);
  return { x, y, scale: kScale };
}

/**
 * @param {Digits} digits
 * @param {ArrayLike<number> & Iterable<number>} which
 * @returns {Digits}
 */
function pick({ x, y }, which) {
  const picked = { x: new Uint8Array(which.length * kPixels), y: Uint8Array.from(which, (i) => y[i]) };
  let to = 0;
  for (const i of which) picked.x.set(x.subarray(i * kPixels, (i + 1) * kPixels), kPixels * to++);
  return picked;
}
