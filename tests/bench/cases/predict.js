// @ts-check
// What a page does while a stroke is drawn, or with a hundred pictures: a Float32Array in, ten numbers a picture out.
import { glia, kBuilds } from "../libraries/glia.js";
import { ort, session } from "../libraries/onnxruntime.js";
import { numbersOf, startTfjs, tensorsOf, tf, tfjsInput, tfjsLogits, tfjsModel } from "../libraries/tfjs.js";
import { onnxModel } from "../onnx.js";
import { forward } from "../reference.js";
import { inputShape, pictures } from "../seeded.js";

/** @typedef {import("../bench.js").Case} Case */
/** @typedef {import("../bench.js").Contender} Contender */
/** @typedef {import("../seeded.js").Conv} Conv */
/** @typedef {import("../seeded.js").Dense} Dense */
/** @typedef {(answer: (pixels: Float32Array) => ArrayLike<number>) => import("../measure.js").Prepared} Calls */

/**
 * @param {object} what
 * @param {string} what.net its name
 * @param {string} what.note
 * @param {readonly (Conv | Dense)[]} what.layers
 * @param {number} what.batch
 * @param {string} what.tfjsWay of its own operations
 * @param {(calls: Calls) => Contender[]} [what.peers] that take part besides
 * @returns {Case}
 */
export function predict({ net, note, layers, batch, tfjsWay, peers = () => [] }) {
  // Several, so that no library can keep an answer.
  const requests = batch === 1 ? 16 : 4;
  const { x } = pictures(2, requests * batch);
  const inputs = Array.from({ length: requests }, (_, i) => x.slice(i * batch * 784, (i + 1) * batch * 784));

  /** @type {Calls} */
  const calls = (answer) => {
    let i = 0;
    return {
      unitsPerRun: batch,
      run: () => answer(inputs[i++ % requests])[i % 10],
      prove: async () => inputs.flatMap((pixels) => Array.from(answer(pixels))),
    };
  };

  /** @param {(pixels: Float32Array) => Promise<ort.InferenceSession.OnnxValueMapType>} answer */
  const awaitedCalls = (answer) => {
    const numbers = (/** @type {ort.InferenceSession.OnnxValueMapType} */ { y }) =>
      /** @type {Float32Array} */ (y.data);
    let i = 0;
    return {
      awaits: true,
      unitsPerRun: batch,
      run: async () => numbers(await answer(inputs[i++ % requests]))[i % 10],
      prove: async () => {
        const proof = [];
        for (const pixels of inputs) proof.push(...numbers(await answer(pixels)));
        return proof;
      },
    };
  };

  return {
    name: `predict ${batch}, ${net}`,
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
        prepare: async () => {
          const { net } = await glia(build, layers, { batchSize: batch });
          return calls((pixels) => net.predict(pixels));
        },
      })),
      {
        library: "onnxruntime-web",
        // Output tensors made beforehand would save a microsecond or two, but 1.30 leaves the numbers of such on the heap.
        way: "await session.run, input tensor used again",
        prepare: async (host) => {
          const network = await session(host, onnxModel(layers, batch));
          const held = new Float32Array(784 * batch);
          const [side, , channels] = inputShape(layers);
          const shape = channels ? [batch, channels, side, side] : [batch, side];
          const feeds = { x: new ort.Tensor("float32", held, shape) };
          return awaitedCalls((pixels) => {
            held.set(pixels);
            return network.run(feeds);
          });
        },
      },
      {
        library: "tfjs-wasm",
        way: `${tfjsWay}, dataSync`,
        prepare: async (host) => {
          await startTfjs(host);
          const parameters = tensorsOf(layers);
          return calls((pixels) =>
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
          return calls((pixels) =>
            numbersOf(() => /** @type {tf.Tensor} */ (model.predict(tfjsInput(layers, pixels)))),
          );
        },
      },
      ...peers(calls),
    ],
  };
}
