// @ts-check
// The network in TensorFlow.js, for any bundle that registers its kernels.
import { setWasmPath } from "@tensorflow/tfjs-backend-wasm/dist/base.js";
import { env, fused, setBackend, softmax, tensor } from "@tensorflow/tfjs-core";
import { answer, pixels } from "./answer.js";

const kSizes = [784, 50, 100, 10];

// These are fetched while the backend starts.
const file = fetch("model.bin").then((response) => response.arrayBuffer());
env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
setWasmPath("runtime.wasm");
await setBackend("wasm");

const weights = new Float32Array(await file);
let at = 0;
const take = (/** @type {number[]} */ shape) => {
  const start = at;
  at += shape.reduce((product, n) => product * n);
  return tensor(weights.subarray(start, at), shape);
};
let h = tensor(pixels, [1, 784]);
for (let l = 1; l < kSizes.length; l++) {
  const [a, b, bias] = [h, take([kSizes[l - 1], kSizes[l]]), take([kSizes[l]])];
  h = fused.matMul({ a, b, bias, activation: l < kSizes.length - 1 ? "sigmoid" : "linear" });
}
answer(softmax(h).dataSync());
