// @ts-check
// Prediction, as a page does it after every stroke, or for many images: a Float32Array in, ten numbers per image out.
import { batchesOf, firstOf } from "../digits.js";
import { kBuilds, predictor } from "../libraries/glia.js";
import { jaxArray, jaxPrediction, startJax } from "../libraries/jax.js";
import { ort, session } from "../libraries/onnxruntime.js";
import { numbersOf, startTfjs, tensorsOf, tf, tfjsInput, tfjsLogits, tfjsModel } from "../libraries/tfjs.js";
import { onnxModel } from "../onnx.js";
import { forward } from "../reference.js";
import { awaitedCalls, calls } from "../runs.js";
import { inputShape } from "../seeded.js";

/** @typedef {import("../bench.js").Case} Case */
/** @typedef {import("../bench.js").Contender} Contender */
/** @typedef {import("../seeded.js").Conv} Conv */
/** @typedef {import("../seeded.js").Dense} Dense */
/** @typedef {(answer: (pixels: Float32Array) => ArrayLike<number>) => import("../measure.js").Prepared} Calls */

// Enough requests that no library can cache results and the processor cannot learn which pixels are 0.
const kRequests = 1000;
const kPictures = 2000;

/**
 * @param {object} what
 * @param {import("../digits.js").Digits} what.digits
 * @param {string} what.net its name
 * @param {string} what.note
 * @param {readonly (Conv | Dense)[]} what.layers
 * @param {number} what.batch
 * @param {string} what.tfjsWay tfjs's operations
 * @param {{ way: string, make: () => import("../libraries/jax.js").Net, tuned?: boolean }[]} what.jaxNets
 * @param {(calls: Calls) => Contender[]} [what.peers] additional contenders
 * @returns {Case}
 */
export function predict({ digits, net, note, layers, batch, tfjsWay, jaxNets, peers = () => [] }) {
  const requests = batch === 1 ? kRequests : Math.max(4, kPictures / batch);
  const { x } = firstOf(digits, requests * batch);
  const inputs = batchesOf(digits, batch)
    .slice(0, requests)
    .map((part) => part.x);

  return {
    name: `predict ${batch.toLocaleString("en")}, ${net}`,
    note: `${note}; a Float32Array(${784 * batch}) in, the ${batch === 1 ? "ten" : `${batch} × 10`} numbers out, every call`,
    ...(batch === 1 ? { unit: "µs per call", better: "lower" } : { unit: "samples/s", better: "higher" }),
    expected: () =>
      Array.from({ length: requests * batch }, (_, i) => forward(layers, x.subarray(i * 784, (i + 1) * 784))).flat(),
    agrees: (got, expected) => Math.abs(got - expected) <= 1e-4,
    contenders: [
      ...kBuilds.map(({ build, unable }) => ({
        library: `Glia, ${build}`,
        way: "net.predict",
        ours: true,
        unable,
        prepare: () => predictor(build, layers, inputs, batch),
      })),
      {
        library: "onnxruntime-web",
        // Preallocated output tensors would save a microsecond or two, but version 1.30 leaves their numbers on the
        // heap.
        way: "await session.run, input tensor reused",
        prepare: async (host) => {
          const network = await session(host, onnxModel(layers, batch));
          const held = new Float32Array(784 * batch);
          const [side, , channels] = inputShape(layers);
          const shape = channels ? [batch, channels, side, side] : [batch, side];
          const feeds = { x: new ort.Tensor("float32", held, shape) };
          return awaitedCalls(inputs, batch, async (pixels) => {
            held.set(pixels);
            const { y } = await network.run(feeds);
            return /** @type {Float32Array} */ (y.data);
          });
        },
      },
      {
        library: "tfjs-wasm",
        way: `${tfjsWay}, dataSync`,
        prepare: async (host) => {
          await startTfjs(host);
          const parameters = tensorsOf(layers);
          return calls(inputs, batch, (pixels) =>
            numbersOf(() => tf.softmax(tfjsLogits(layers, parameters, tfjsInput(layers, pixels)))),
          );
        },
      },
      {
        library: "tfjs-wasm",
        way: "model.predict, dataSync",
        prepare: async (host) => {
          await startTfjs(host);
          const { model } = tfjsModel(layers);
          return calls(inputs, batch, (pixels) =>
            numbersOf(() => /** @type {tf.Tensor} */ (model.predict(tfjsInput(layers, pixels), { batchSize: batch }))),
          );
        },
      },
      ...jaxNets.map(({ way, make, tuned }) => ({
        library: "jax-js, wasm",
        way: `jit, ${way}, dataSync`,
        tuned,
        prepare: async () => {
          await startJax();
          const net = make();
          const answer = jaxPrediction(net);
          return calls(inputs, batch, (pixels) => answer(jaxArray(pixels, [batch, ...net.shape])));
        },
      })),
      ...peers((answer) => calls(inputs, batch, answer)),
    ],
  };
}
