// @ts-check
// A small convolutional network for digits.
import { convnetNet, setWeights, toygradNet } from "../libraries/convnetjs.js";
import { convNet, convNetByHand } from "../libraries/jax.js";
import { conv2dByHand, conv3d } from "../libraries/tfjs.js";
import { convLayers } from "../seeded.js";
import { predict } from "./predict.js";
import { jaxTrainer, tfjsTrainer, train } from "./train.js";

const kLayers = convLayers(5);
const kNet = "28×28, conv 8, conv 16, dense 10";
const kNote = "convolutions 3×3 without padding, relu and max pool 2×2 after each, softmax";
const kTfjsWays = [
  { way: "conv3d of one plane, because conv2d has no gradient", convolve: conv3d },
  { way: "conv2d, with a gradient written here: conv2d and transpose", convolve: conv2dByHand, tuned: true },
];
const kJaxNets = [
  { way: "lax.conv, lax.reduceWindow", make: convNet },
  { way: "composed here: slices and np.dot, np.maximum", make: convNetByHand, tuned: true },
];
const kOneByOne = [
  { library: "convnetjs", make: convnetNet },
  { library: "toygrad", make: toygradNet },
];

/** @param {import("../digits.js").Digits} digits @param {number} batch */
export const predictCnn = (digits, batch) =>
  predict({
    digits,
    net: kNet,
    note: kNote,
    layers: kLayers,
    batch,
    tfjsWay: "fused.conv2d, maxPool, fused.matMul",
    jaxNets: kJaxNets.map(({ make, ...rest }) => ({ ...rest, make: () => make(kLayers) })),
    peers: (calls) =>
      kOneByOne.map(({ library, make }) => ({
        library,
        way: batch === 1 ? "net.forward" : "net.forward, picture by picture",
        prepare: async () => {
          const net = make(kLayers);
          setWeights(net, kLayers);
          const image = net.image();
          return calls((pixels) => {
            const y = new Float32Array(batch * 10);
            for (let i = 0; i < batch; i++) {
              image.w.set(pixels.subarray(i * 784, (i + 1) * 784));
              y.set(net.forward(image).w, i * 10);
            }
            return y;
          });
        },
      })),
  });

/** @param {import("../digits.js").Digits} digits @param {{ batch: number, optimizer: { type: "sgd", learningRate: number } }} what */
export const trainCnn = (digits, { batch, optimizer }) =>
  train({
    digits,
    net: kNet,
    note: kNote,
    layers: kLayers,
    batch,
    optimizer,
    proof: 30,
    peers: (batches, steps) => [
      ...kTfjsWays.map(({ way, convolve, tuned }) => ({
        ...tfjsTrainer(way, { layers: kLayers, optimizer, batches, steps }, convolve),
        tuned,
      })),
      ...kJaxNets.map(({ way, make, tuned }) => ({
        ...jaxTrainer(way, { optimizer, batches, steps }, () => make(kLayers)),
        tuned,
      })),
      ...kOneByOne.map(({ library, make }) => ({
        library,
        way: "trainer.train, picture by picture",
        prepare: async () => {
          const net = make(kLayers);
          const reset = () => setWeights(net, kLayers);
          const learn = net.sgd(batch, optimizer.learningRate);
          const held = batches.map(({ x, labels }) =>
            Array.from(labels, (label, i) => {
              const image = net.image();
              image.w.set(x.subarray(i * 784, (i + 1) * 784));
              return { image, label };
            }),
          );
          const step = (/** @type {number} */ i) =>
            held[i].reduce((sum, { image, label }) => sum + learn(image, label), 0) / batch;
          return steps(step, reset);
        },
      })),
    ],
  });
