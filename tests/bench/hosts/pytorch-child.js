// @ts-check
// Measures for pytorch.js: Glia in this process, PyTorch in a process of its own, which waits while Glia runs. Both run
// on the same core.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { resultOf } from "../bench.js";
import { train } from "../cases/train.js";
import { loadDigits } from "../digits.js";
import { channelsFirst, filtersOf, rowsChannelsFirst } from "../layout.js";
import { convLayers, denseLayers } from "../seeded.js";
import { hold } from "./core.js";
import { readFromDisk } from "./files.js";

/** @typedef {import("../bench.js").Contender} Contender */
/** @typedef {import("../seeded.js").Conv} Conv */
/** @typedef {import("../seeded.js").Dense} Dense */
/** @typedef {{ way: string, tuned?: boolean, channelsLast?: boolean, traced?: boolean }} Way a way of using PyTorch; `traced` uses SGD's foreach */

const { python, core, rounds } = JSON.parse(process.argv[2]);
hold(core);

const kSgd = /** @type {const} */ ({ type: "sgd", learningRate: 0.1 });
/** @type {Way[]} */
const kWays = [
  { way: "eager, as its users write it" },
  { way: "torch.jit.trace, SGD with foreach", traced: true, tuned: true },
];
/** @type {Way[]} */
const kConvWays = [
  ...kWays,
  { way: "eager, channels_last", channelsLast: true, tuned: true },
  { way: "torch.jit.trace, SGD with foreach, channels_last", traced: true, channelsLast: true, tuned: true },
];

// Enough steps to lower the loss by a tenth are compared; sigmoids need more.
const kCases = [
  {
    net: "784-50-100-10",
    note: "sigmoid, sigmoid, softmax",
    layers: denseLayers(3, [784, 50, 100, 10], ["sigmoid", "sigmoid", "softmax"]),
    batch: 100,
    proof: 60,
    ways: kWays,
  },
  {
    net: "784-128-10",
    note: "relu, softmax",
    layers: denseLayers(3, [784, 128, 10], ["relu", "softmax"]),
    batch: 128,
    proof: 10,
    ways: kWays,
  },
  {
    net: "28×28, conv 8, conv 16, dense 10",
    note: "convolutions 3×3 without padding, relu and max pool 2×2 after each, softmax",
    layers: convLayers(5),
    batch: 32,
    proof: 30,
    ways: kConvWays,
  },
];

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const files = ["images", "labels"].map((part) => here(`../../../web/dist/data/mnist-train-10000.${part}.idx.gz`));
const torch = spawn(python, [here("../pytorch.py"), ...files], {
  stdio: ["pipe", "pipe", "inherit"],
  env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
});
const answers = createInterface(torch.stdout)[Symbol.asyncIterator]();

async function answer() {
  const { value, done } = await answers.next();
  if (done) throw new Error("PyTorch: got the end of its process, expected a reply");
  return JSON.parse(value);
}

/** @param {object} command */
function ask(command) {
  torch.stdin.write(`${JSON.stringify(command)}\n`);
  return answer();
}

const base64 = (/** @type {Float32Array} */ { buffer, byteOffset, byteLength }) =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

/** The layers in PyTorch's layout: outputs before inputs, channels before rows and columns. @param {readonly (Conv | Dense)[]} layers */
const described = (layers) =>
  layers.map((layer, i) => {
    const { IN, OUT } = layer;
    const bias = base64(layer.bias);
    if (layer.type === "conv") return { shape: [OUT, IN, 3, 3], kernel: base64(channelsFirst(layer)), bias };
    const before = layers[i - 1];
    const kernel = before?.type === "conv" ? rowsChannelsFirst(layer, before.OUT) : layer.kernel;
    const rows = filtersOf({ ...layer, kernel }).flatMap((row) => Array.from(row));
    return { shape: [OUT, IN], kernel: base64(Float32Array.from(rows)), bias, activation: layer.activation };
  });

/**
 * A run is one pass over the batches, so that a sample of 120 ms waits for few messages.
 * @param {typeof kCases[number]} what
 * @param {Way} way
 * @param {number} batches
 * @returns {Contender}
 */
const contender = ({ layers, batch, proof }, { way, tuned, channelsLast = false, traced = false }, batches) => ({
  library: "PyTorch",
  way,
  tuned,
  prepare: async () => {
    const network = { layers: described(layers), batch, batches, rate: kSgd.learningRate };
    const training = await ask({ ...network, channels_last: channelsLast, traced });
    let restart = false;
    const take = (/** @type {number} */ steps) => {
      const taken = ask({ training, restart, steps });
      restart = false;
      return taken;
    };
    // The weights are reset when the next run begins, which takes about 50 µs.
    const reset = () => {
      restart = true;
    };
    const prove = async () => {
      reset();
      return [await take(proof + 1)];
    };
    return { awaits: true, unitsPerRun: batch * batches, reset, run: () => take(batches), prove };
  },
});

const about = await answer();
const host = { read: readFromDisk, tfjsFiles: "" };
const digits = await loadDigits(host);
const cases = [];
for (const what of kCases) {
  process.stderr.write(`PyTorch: ${what.net}\n`);
  const { net, note, layers, batch, proof, ways } = what;
  const one = train({
    ...{ digits, net, note, layers, batch, proof },
    optimizer: kSgd,
    peers: (batches) => ways.map((way) => contender(what, way, batches.length)),
  });
  const contenders = one.contenders.filter(({ prepare }) => prepare);
  cases.push(await resultOf({ ...one, contenders }, host, rounds));
}
torch.stdin.end();
process.send?.({ ...about, cases }, () => process.exit(0));
