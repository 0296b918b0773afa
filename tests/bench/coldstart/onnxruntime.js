// @ts-check
import * as ort from "onnxruntime-web/wasm";
import { answer, pixels } from "./answer.js";

ort.env.wasm.numThreads = 1;
// The JavaScript that belongs to the WebAssembly file is already in the bundle.
ort.env.wasm.wasmPaths = { wasm: "runtime.wasm" };
const session = await ort.InferenceSession.create("model.onnx", { executionProviders: ["wasm"] });
const { y } = await session.run({ x: new ort.Tensor("float32", pixels, [1, 784]) });
answer(/** @type {Float32Array} */ (y.data));
