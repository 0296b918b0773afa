// @ts-check
import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import { kAdam } from "../reference.js";

/** @typedef {import("../seeded.js").Dense} Dense */
/** @typedef {import("@jax-js/jax").numpy.Array} Tensor  every function takes a reference from what it is given */
/** @typedef {import("../reference.js").Optimizer} Optimizer */

/**
 * The wasm backend on one thread. It starts threads where there are both `SharedArrayBuffer` and `Worker`; a page without
 * cross-origin isolation lacks the first, and Node 20 the second until onnxruntime-web makes it, which needs none.
 */
export async function startJax() {
  if (typeof SharedArrayBuffer !== "undefined") Reflect.deleteProperty(globalThis, "Worker");
  if (!(await init("wasm")).includes("wasm")) throw new Error("jax-js: got no wasm backend, expected one");
  defaultDevice("wasm");
}

/** @param {Float32Array} values @param {number[]} shape */
export const jaxArray = (values, shape) => np.array(values.slice()).reshape(shape);

/**
 * How kernels lie in memory: (IN, OUT) or (OUT, IN). Its products are faster the one or the other way, as the sizes are.
 * @typedef {"in, out" | "out, in"} Order
 */

/** @param {readonly Dense[]} layers @param {Order} order @returns {Tensor[]} kernel, bias, kernel, bias, … */
function parametersOf(layers, order) {
  return layers.flatMap(({ kernel, bias, IN, OUT }) => {
    const turned = () => kernel.map((_, i) => kernel[(i % IN) * OUT + Math.floor(i / IN)]);
    return [order === "in, out" ? jaxArray(kernel, [IN, OUT]) : jaxArray(turned(), [OUT, IN]), jaxArray(bias, [OUT])];
  });
}

/**
 * @param {readonly Dense[]} layers ending in softmax
 * @param {Order} order
 * @returns {(parameters: Tensor[], x: Tensor, y: Tensor) => Tensor} the mean cross-entropy
 */
function lossOf(layers, order) {
  const activate = { relu: nn.relu, sigmoid: nn.sigmoid, softmax: nn.logSoftmax };
  return (parameters, x, y) => {
    const logs = layers.reduce((h, { activation }, l) => {
      const [kernel, bias] = parameters.slice(2 * l, 2 * l + 2);
      return activate[activation](np.dot(h, order === "in, out" ? kernel : kernel.transpose()).add(bias));
    }, x);
    return np.mean(logs.mul(y).sum(1)).neg();
  };
}

/**
 * Of Adam's step: m and v for each parameter, and how much of their starting value of 0 is left in them.
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
 * @param {readonly Dense[]} layers
 * @param {Optimizer} optimizer
 * @param {Order} order
 * @returns {{ step: (x: Tensor, y: Tensor) => number, reset: () => void }} `reset` sets the weights and nothing else back
 */
export function jaxTraining(layers, optimizer, order) {
  const adam = optimizer.type === "adam";
  const start = parametersOf(layers, order);
  const zeros = () => (adam ? start.map(({ shape }) => np.zeros(shape)) : []);
  /** @type {State} */
  let state = {
    parameters: tree.ref(start),
    m: zeros(),
    v: zeros(),
    left: adam ? [np.array(1), np.array(1)] : [],
  };
  const update = updater(optimizer);
  const gradient = valueAndGrad(lossOf(layers, order));
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
