// @ts-check
import { split, take } from "../data/split.js";

/** @typedef {{ x: Float32Array | Uint8Array, y: Float32Array | Uint8Array, scale: number }} Samples  x: (n, inputs); y: (n) */

/**
 * Holds out a fifth of the samples for validation, drawn by the seed.
 *
 * @param {Samples} samples
 * @param {number} inputs numbers per sample
 * @param {number} seed
 * @param {boolean} [stratified] whether every class gives the same share; y must then be class indices
 * @returns {{ train: Samples, validation: Samples, rows: Uint32Array }} `rows`: rows of the held-out samples, from 1
 */
export function divide({ x, y, scale }, inputs, seed, stratified = true) {
  const { train, held } = split(y, { share: 0.2, seed, stratified });
  const part = (/** @type {Uint32Array} */ rows) => ({ x: take(x, inputs, rows), y: take(y, 1, rows), scale });
  return { train: part(train), validation: part(held), rows: held.map((row) => row + 1) };
}
