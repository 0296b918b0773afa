// @ts-check
// The data for every library: the first 10,000 training digits of MNIST, with a fifth of the pixels not 0.
import { readIdx } from "../../web/src/index.js";

/** @typedef {{ x: Float32Array, labels: Uint8Array }} Digits  x (n, 784), in 0…1 */

/** @param {import("./bench.js").Host} host @param {string} name @returns {Promise<Uint8Array>} */
async function values({ read }, name) {
  let bytes = await read(`web/dist/data/mnist-train-10000.${name}.idx.gz`);
  // The browser has already decompressed it if the server said so.
  if (bytes[0] === 0x1f) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  }
  return /** @type {Uint8Array} */ (readIdx(bytes).values);
}

/** @param {import("./bench.js").Host} host @returns {Promise<Digits>} */
export async function loadDigits(host) {
  const [images, labels] = [await values(host, "images"), await values(host, "labels")];
  return { x: Float32Array.from(images, (value) => value / 255), labels };
}

/** The first n digits. @param {Digits} digits @param {number} n @returns {Digits} */
export const firstOf = ({ x, labels }, n) => ({ x: x.subarray(0, n * 784), labels: labels.subarray(0, n) });

/**
 * All complete batches.
 * @param {Digits} digits with any number of pixels
 * @param {number} batch
 * @returns {Digits[]}
 */
export function batchesOf({ x, labels }, batch) {
  const size = (x.length / labels.length) * batch;
  return Array.from({ length: Math.floor(labels.length / batch) }, (_, i) => ({
    x: x.subarray(i * size, (i + 1) * size),
    labels: labels.subarray(i * batch, (i + 1) * batch),
  }));
}
