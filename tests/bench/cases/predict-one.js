// @ts-check
// What a page does while a stroke is drawn: one picture in as a Float32Array, ten numbers out.
import { glia, kBuilds } from "../libraries/glia.js";
import { ort, session } from "../libraries/onnxruntime.js";
import { numbersOf, startTfjs, tensorsOf, tf, tfjsModel } from "../libraries/tfjs.js";
import { denseModel } from "../onnx.js";
import { forward } from "../reference.js";
import { denseLayers, pictures } from "../seeded.js";

/** @typedef {import("../bench.js").Case} Case */

const kLayers = denseLayers(1, [784, 50, 100, 10], ["sigmoid", "sigmoid", "softmax"]);
// Several, so that no library can keep an answer.
const kPictures = 16;
const { x: kPixels } = pictures(2, kPictures);
const kImages = Array.from({ length: kPictures }, (_, i) => kPixels.slice(i * 784, (i + 1) * 784));

/** @param {(image: Float32Array) => ArrayLike<number>} answer */
function calls(answer) {
  let i = 0;
  return {
    run: () => answer(kImages[i++ % kPictures])[i % 10],
    prove: async () => kImages.flatMap((image) => Array.from(answer(image))),
  };
}

/** @param {(image: Float32Array) => Promise<ort.InferenceSession.OnnxValueMapType>} answer */
function awaitedCalls(answer) {
  const numbers = (/** @type {ort.InferenceSession.OnnxValueMapType} */ { y }) => /** @type {Float32Array} */ (y.data);
  let i = 0;
  return {
    awaits: true,
    run: async () => numbers(await answer(kImages[i++ % kPictures]))[i % 10],
    prove: async () => {
      const proof = [];
      for (const image of kImages) proof.push(...numbers(await answer(image)));
      return proof;
    },
  };
}

/** @type {Case} */
export const predictOne = {
  name: "predict 1, 784-50-100-10",
  note: "sigmoid, sigmoid, softmax; a Float32Array(784) in, the ten numbers out, every call",
  unit: "µs per call",
  better: "lower",
  expected: () => kImages.flatMap((image) => forward(kLayers, image)),
  agrees: (got, expected) => Math.abs(got - expected) <= 1e-4,
  contenders: [
    ...kBuilds.map(({ build, unable }) => ({
      library: `Glia, ${build}`,
      way: "net.predict",
      ours: true,
      unable,
      prepare: async () => {
        const { net } = await glia(build, kLayers, { batchSize: 1 });
        return calls((image) => net.predict(image));
      },
    })),
    {
      library: "onnxruntime-web",
      // Output tensors made beforehand would save a microsecond or two, but 1.30 leaves the numbers of such on the heap.
      way: "await session.run, input tensor used again",
      prepare: async (host) => {
        const network = await session(host, denseModel(kLayers, 1));
        const pixels = new Float32Array(784);
        const feeds = { x: new ort.Tensor("float32", pixels, [1, 784]) };
        return awaitedCalls((image) => {
          pixels.set(image);
          return network.run(feeds);
        });
      },
    },
    {
      library: "tfjs-wasm",
      way: "fused.matMul, dataSync",
      prepare: async (host) => {
        await startTfjs(host);
        const [first, second, third] = tensorsOf(kLayers);
        return calls((image) =>
          numbersOf(() => {
            const a = tf.tensor2d(image, [1, 784]);
            const h1 = tf.fused.matMul({ a, b: first.kernel, bias: first.bias, activation: "sigmoid" });
            const h2 = tf.fused.matMul({ a: h1, b: second.kernel, bias: second.bias, activation: "sigmoid" });
            return tf.softmax(tf.fused.matMul({ a: h2, b: third.kernel, bias: third.bias }));
          }),
        );
      },
    },
    {
      library: "tfjs-wasm",
      way: "model.predict, dataSync",
      prepare: async (host) => {
        await startTfjs(host);
        const { model } = tfjsModel(kLayers);
        return calls((image) =>
          numbersOf(() => /** @type {tf.Tensor} */ (model.predict(tf.tensor2d(image, [1, 784])))),
        );
      },
    },
  ],
};
