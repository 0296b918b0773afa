// @ts-check
import { bench } from "../bench.js";

/** @type {import("../bench.js").Host} */
const host = {
  read: async (path) => {
    const response = await fetch(`/project/${path}`);
    if (!response.ok) throw new Error(`${path}: got HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  },
  tfjsFiles: "/tfjs/",
  ortFiles: "/ort/",
};

Object.assign(globalThis, {
  runBench: (/** @type {import("../bench.js").Options} */ options) =>
    bench(host, options, (line) => console.info(line)),
});
