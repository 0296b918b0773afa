// @ts-check
import { Random } from "../../src/base/random.js";
import { Network, trainInWorker } from "../../src/train.js";
import { answersOf, copyOf, examine, kClasses, kPixels, kScale, score, specOf } from "./measure.js";

/*
 * A lesson for a network that classifies digits: a few digits of one person, replayed among many of MNIST's training
 * digits, because a network that trains only on new samples forgets the old ones. Independent of the page.
 */

/** @typedef {import("../../src/formats/model.js").NamedTensor} NamedTensor */
/** @typedef {import("../../src/train/run.js").TrainingRun} TrainingRun */
/** @typedef {import("./measure.js").Digits} Digits */
/** @typedef {import("./measure.js").Score} Score */
/**
 * @typedef {object} Plan
 * @property {boolean} [frozen] whether only the last layer with weights is trained; default true
 * @property {number} [epochs]
 * @property {number} [rate]
 * @property {number} [seed] chooses the replayed digits, their order and the distortion
 */

const kBatch = 48;
const kEpochs = 4;

/** The digits of one class that a lesson needs. Every fifth is held out, so that there is one to measure by. */
export const kEnough = 5;

// Digits of MNIST, and of each class of the person's digits, repeated. With fewer of MNIST's, more are forgotten.
const kReplayed = 4000;
const kEach = 100;

// The final weights are interpolated between those before and after the lesson (Wortsman and others, 2022):
// mnist-cnn, with all layers trained, loses 0.1 points of accuracy on MNIST instead of 0.2, and gains as much.
const kWay = 0.8;

/** Distortion as between two days of the same handwriting. */
const kAugmentation = { rotation: 5, scale: 0.1, shift: 1, shear: 0.1 };

/**
 * Divides the person's digits into those of the lesson and those held out, every fifth of a class.
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
 * @property {boolean} spared whether `own` was measured on held-out digits; otherwise there were too few to hold any out
 */
/** @typedef {{ stage: "lesson", share: number, epoch: number, epochs: number } | { stage: "measuring" }} Report  share: 0 to 1 */

/**
 * A whole lesson: measures, trains in a worker, measures again.
 *
 * @param {Network} net is not changed
 * @param {Digits} digits the person's
 * @param {{ known: Digits, test: Digits }} mnist its training digits, and the test digits
 * @param {Plan} [plan]
 * @param {{ signal?: AbortSignal, report?: (report: Report) => void }} [watch]
 * @returns {Promise<Outcome>}
 * @throws the signal's reason if it aborts; DivergedError if the loss is not finite
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
 * Begins to train a copy.
 *
 * @param {Network} net is not changed
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
 * Interpolates between the parameters before and after the lesson.
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
 * The person's digits, repeated so that every class has the same number, and the replayed ones. The targets of these are
 * not their labels but the network's predictions before the lesson (Li and Hoiem, 2016): so mnist-mlp loses 0.06 points of
 * accuracy on MNIST instead of 0.14.
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
