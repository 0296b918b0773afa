// @ts-check
import * as ort from "onnxruntime-web/wasm";

export { ort };

/**
 * A session on the wasm backend: SIMD, one thread, in the calling thread.
 * @param {import("../bench.js").Host} host
 * @param {Uint8Array} model
 * @param {"all" | "disabled"} [graphOptimizationLevel]
 */
export function session({ ortFiles }, model, graphOptimizationLevel = "all") {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.proxy = false;
  if (ortFiles) ort.env.wasm.wasmPaths = ortFiles;
  return ort.InferenceSession.create(model, { executionProviders: ["wasm"], graphOptimizationLevel });
}
