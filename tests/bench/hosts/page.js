// @ts-check
import { bench } from "../bench.js";

/** @type {import("../bench.js").Host} */
const host = { tfjsFiles: "/tfjs/", ortFiles: "/ort/" };

Object.assign(globalThis, {
  runBench: (/** @type {{ rounds: number, only?: string }} */ options) =>
    bench(host, options, (line) => console.info(line)),
});
