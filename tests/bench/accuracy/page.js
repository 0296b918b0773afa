// @ts-check
// The page of accuracy.js: runs in a worker, one after the other.
import { Network, readIdx, trainInWorker } from "../../../web/src/train.js";

/** @typedef {import("../accuracy.js").Recipe} Recipe */
/** @typedef {{ training: number, whole: number, accuracy: number }} Outcome seconds, and the test accuracy */

const kScale = 1 / 255;

/** @param {string} name */
async function bytesOf(name) {
  const { body } = await fetch(`data/${name}.idx.gz`);
  const unpacked = /** @type {ReadableStream} */ (body).pipeThrough(new DecompressionStream("gzip"));
  return /** @type {Uint8Array} */ (readIdx(new Uint8Array(await new Response(unpacked).arrayBuffer())).values);
}

/** @param {string} name */
const digits = async (name) => ({ x: await bytesOf(`${name}.images`), y: await bytesOf(`${name}.labels`) });

const [train, test] = [await digits("mnist-train-60000"), await digits("mnist-test")];

/** @param {Recipe} recipe @param {number} seed @returns {Promise<Outcome>} */
async function outcome({ network, training }, seed) {
  const net = await Network.create({ ...network, seed });
  const start = performance.now();
  const run = trainInWorker(net, { ...train, scale: kScale }, { ...training, snapshots: false });
  let rate = NaN;
  for await (const { samplesPerSecond } of run) rate = samplesPerSecond;
  const { reason } = await run.finished;
  const end = performance.now();
  const mode = await run.mode;
  if (mode !== "url" || reason !== "done") throw new Error(`the run in mode ${mode} ended with reason ${reason}`);
  const { accuracy } = net.evaluate(test.x, test.y, { scale: kScale });
  net.dispose();
  return {
    training: (training.epochs * train.y.length) / rate,
    whole: (end - start) / 1000,
    accuracy: /** @type {number} */ (accuracy),
  };
}

Object.assign(globalThis, { outcome });
