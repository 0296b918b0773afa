// @ts-check
import { defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import { channelsFirst, rowsChannelsFirst } from "../layout.js";
import { kAdam } from "../reference.js";

/** @typedef {import("../seeded.js").Dense} Dense */
/** @typedef {import("../seeded.js").Conv} Conv */
/** @typedef {import("@jax-js/jax").numpy.Array} Tensor  every function takes a reference from what it is given */
/** @typedef {import("../reference.js").Optimizer} Optimizer */

/**
 * The wasm backend on one thread. It starts threads where there are both `SharedArrayBuffer` and `Worker`; a page
 * without cross-origin isolation lacks the first, and Node 20 the second until onnxruntime-web makes it, which needs
 * none.
 */
export async function startJax() {
  if (typeof SharedArrayBuffer !== "undefined") Reflect.deleteProperty(globalThis, "Worker");
  if (!(await init("wasm")).includes("wasm")) throw new Error("jax-js: got no wasm backend, expected one");
  defaultDevice("wasm");
}

/** @param {Float32Array} values @param {number[]} shape */
export const jaxArray = (values, shape) => np.array(values.slice()).reshape(shape);

/**
 * A network: its parameters, the shape of one sample, and what goes into the softmax.
 * @typedef {{ start: Tensor[], shape: number[], logits: (parameters: Tensor[], x: Tensor) => Tensor }} Net
 */

/**
 * The memory layout of kernels: (IN, OUT) or (OUT, IN). Which one makes the products faster depends on the sizes.
 * @typedef {"in, out" | "out, in"} Order
 */

/** @param {readonly Dense[]} layers @param {Order} order @returns {Net} */
export function denseNet(layers, order) {
  const activate = { relu: nn.relu, sigmoid: nn.sigmoid, softmax: (/** @type {Tensor} */ z) => z };
  return {
    start: layers.flatMap(({ kernel, bias, IN, OUT }) => {
      const turned = () => kernel.map((_, i) => kernel[(i % IN) * OUT + Math.floor(i / IN)]);
      return [order === "in, out" ? jaxArray(kernel, [IN, OUT]) : jaxArray(turned(), [OUT, IN]), jaxArray(bias, [OUT])];
    }),
    shape: [layers[0].IN],
    logits: (parameters, x) =>
      layers.reduce((h, { activation }, l) => {
        const [kernel, bias] = parameters.slice(2 * l, 2 * l + 2);
        return activate[activation](np.dot(h, order === "in, out" ? kernel : kernel.transpose()).add(bias));
      }, x),
  };
}

/** @param {[Conv, Conv, Dense]} layers @returns {Net} with the library's own convolution and pool, on (n, channels, height, width) */
export function convNet([first, second, last]) {
  const convs = [first, second];
  return {
    start: [
      ...convs.flatMap((layer) => [
        jaxArray(channelsFirst(layer), [layer.OUT, layer.IN, 3, 3]),
        jaxArray(layer.bias, [layer.OUT, 1, 1]),
      ]),
      jaxArray(rowsChannelsFirst(last, second.OUT), [last.IN, last.OUT]),
      jaxArray(last.bias, [last.OUT]),
    ],
    shape: [first.IN, first.SIDE, first.SIDE],
    logits: (parameters, x) => {
      const image = convs.reduce((h, _, l) => {
        const y = lax.conv(h, parameters[2 * l], [1, 1], "VALID").add(parameters[2 * l + 1]);
        return lax.reduceWindow(nn.relu(y), (window) => np.max(window), [2, 2], [2, 2]);
      }, x);
      return np.dot(image.reshape([image.shape[0], last.IN]), parameters[4]).add(parameters[5]);
    },
  };
}

/** As slices side by side and a product. @param {Tensor} x (n, side, side, IN) @param {Tensor} kernel (9 · IN, OUT) */
function convolveByHand(x, kernel) {
  const [n, side, , IN] = x.shape;
  const out = side - 2;
  const slices = Array.from({ length: 9 }, (_, place) => {
    const [row, column] = [Math.floor(place / 3), place % 3];
    return x.ref.slice([], [row, row + out], [column, column + out]);
  });
  x.dispose();
  const patches = np.concatenate(slices, 3).reshape([n * out * out, 9 * IN]);
  return np.dot(patches, kernel).reshape([n, out, out, -1]);
}

/** @param {Tensor} x (n, side, side, C) */
function poolByHand(x) {
  const [n, side, , C] = x.shape;
  const half = side >> 1;
  const fours = x.slice([], [0, 2 * half], [0, 2 * half]).reshape([n, half, 2, half, 2, C]);
  const [a, b, c, d] = [0, 1, 2, 3].map((corner) => fours.ref.slice([], [], corner >> 1, [], corner & 1));
  fours.dispose();
  return np.maximum(np.maximum(a, b), np.maximum(c, d));
}

/** @param {[Conv, Conv, Dense]} layers @returns {Net} of slices, products and maxima, on (n, height, width, channels) */
export function convNetByHand([first, second, last]) {
  const convs = [first, second];
  return {
    start: [...convs, last].flatMap(({ kernel, bias, OUT }) => [
      jaxArray(kernel, [kernel.length / OUT, OUT]),
      jaxArray(bias, [OUT]),
    ]),
    shape: [first.SIDE, first.SIDE, first.IN],
    logits: (parameters, x) => {
      const image = convs.reduce(
        (h, _, l) => poolByHand(nn.relu(convolveByHand(h, parameters[2 * l]).add(parameters[2 * l + 1]))),
        x,
      );
      return np.dot(image.reshape([image.shape[0], last.IN]), parameters[4]).add(parameters[5]);
    },
  };
}

/**
 * @param {Tensor} a (M, K)
 * @param {Tensor} b (K, N), or (N, K) when `turned`
 * @param {boolean} turned
 * @returns {() => Float32Array} (M, N); the library computes it when it is read
 */
export function jaxProduct(a, b, turned) {
  const compiled = jit((/** @type {Tensor} */ left, /** @type {Tensor} */ right) =>
    np.dot(left, turned ? right.transpose() : right),
  );
  return () => /** @type {Float32Array} */ (compiled(a.ref, b.ref).dataSync());
}

/** @param {Net} net @returns {(x: Tensor) => Float32Array} */
export function jaxPrediction({ start, logits }) {
  const compiled = jit((/** @type {Tensor[]} */ parameters, /** @type {Tensor} */ x) =>
    nn.softmax(logits(parameters, x)),
  );
  return (x) => /** @type {Float32Array} */ (compiled(tree.ref(start), x).dataSync());
}

/**
 * The state of Adam: m and v for each parameter, and how much of their initial value of 0 is left in them.
 * @typedef {{ parameters: Tensor[], m: Tensor[], v: Tensor[], left: Tensor[] }} State
 */

/** @param {Optimizer} optimizer @returns {(state: State, gradients: Tensor[]) => State} */
function updater({ type, learningRate }) {
  if (type === "sgd") {
    return ({ parameters, ...rest }, gradients) => ({
      parameters: parameters.map((w, i) => w.sub(gradients[i].mul(learningRate))),
      ...rest,
    });
  }
  const { beta1, beta2, epsilon } = kAdam;
  return (state, gradients) => {
    const left = [state.left[0].mul(beta1), state.left[1].mul(beta2)];
    const [share1, share2] = left.map((some) => np.subtract(1, some.ref));
    const m = state.m.map((before, i) => before.mul(beta1).add(gradients[i].ref.mul(1 - beta1)));
    const v = state.v.map((before, i) => before.mul(beta2).add(np.square(gradients[i]).mul(1 - beta2)));
    const parameters = state.parameters.map((w, i) =>
      w.sub(
        m[i].ref
          .div(share1.ref)
          .mul(learningRate)
          .div(np.sqrt(v[i].ref.div(share2.ref)).add(epsilon)),
      ),
    );
    share1.dispose();
    share2.dispose();
    return { parameters, m, v, left };
  };
}

/**
 * @param {Net} net
 * @param {Optimizer} optimizer
 * @returns {{ step: (x: Tensor, y: Tensor) => number, reset: () => void }} `reset` resets only the weights
 */
export function jaxTraining({ start, logits }, optimizer) {
  const adam = optimizer.type === "adam";
  const zeros = () => (adam ? start.map(({ shape }) => np.zeros(shape)) : []);
  /** @type {State} */
  let state = {
    parameters: tree.ref(start),
    m: zeros(),
    v: zeros(),
    left: adam ? [np.array(1), np.array(1)] : [],
  };
  const update = updater(optimizer);
  const gradient = valueAndGrad(
    (/** @type {Tensor[]} */ parameters, /** @type {Tensor} */ x, /** @type {Tensor} */ y) =>
      np.mean(nn.logSoftmax(logits(parameters, x)).mul(y).sum(1)).neg(),
  );
  const compiled = jit((/** @type {State} */ before, /** @type {Tensor} */ x, /** @type {Tensor} */ y) => {
    const [loss, gradients] = gradient(tree.ref(before.parameters), x, y);
    return { loss, after: update(before, gradients) };
  });
  return {
    step: (x, y) => {
      const { loss, after } = compiled(state, x.ref, y.ref);
      state = after;
      return loss.item();
    },
    reset: () => {
      tree.dispose(state.parameters);
      state.parameters = tree.ref(start);
    },
  };
}
