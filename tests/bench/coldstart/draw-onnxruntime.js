// @ts-check
// A minimal page for drawing a digit and reading it with onnxruntime-web; it only scales the canvas down.
import * as ort from "onnxruntime-web/wasm";
import { drawOn, tell } from "./pen.js";

const kSide = 28;

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: "runtime.wasm" };
const session = await ort.InferenceSession.create("model.onnx", { executionProviders: ["wasm"] });

const canvas = document.createElement("canvas");
canvas.width = canvas.height = 280;
document.body.append(canvas);
const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
const small = new OffscreenCanvas(kSide, kSide);
const eye = /** @type {OffscreenCanvasRenderingContext2D} */ (small.getContext("2d", { willReadFrequently: true }));
pen.lineWidth = 21;
pen.lineCap = pen.lineJoin = "round";

canvas.addEventListener("pointerdown", ({ offsetX, offsetY }) => pen.moveTo(offsetX, offsetY));
canvas.addEventListener("pointermove", ({ offsetX, offsetY }) => {
  pen.lineTo(offsetX, offsetY);
  pen.stroke();
});
canvas.addEventListener("pointerup", async () => {
  eye.drawImage(canvas, 0, 0, kSide, kSide);
  const { data } = eye.getImageData(0, 0, kSide, kSide);
  const x = Float32Array.from({ length: kSide * kSide }, (_, i) => data[4 * i + 3] / 255);
  const { y } = await session.run({ x: new ort.Tensor("float32", x, [1, kSide * kSide]) });
  tell(/** @type {Float32Array} */ (y.data));
});
drawOn(canvas);
