// @ts-check
// Single operations of an engine, in the memory behind its network; operands live only while one runs.
import { kActivations } from "../spec/activations.js";

/**
 * @typedef {Pick<import("./instances.js").Engine, "calls" | "memory">} Engine
 */

/**
 * @param {Engine} engine
 * @param {ArrayLike<number>} a (M, K)
 * @param {ArrayLike<number>} b (K, N)
 * @param {number} M
 * @param {number} N
 * @param {number} K
 * @returns {Float32Array} (M, N)
 */
export function product({ calls, memory }, a, b, M, N, K) {
  const A = calls.end();
  const B = A + 4 * M * K;
  const C = B + 4 * K * N;
  const scratch = C + 4 * M * N;
  memory.reserve(scratch + 4 * calls.dot_scratch(M, N, K));
  memory.writeFloats(A, a);
  memory.writeFloats(B, b);
  calls.dot(C, A, B, scratch, M, N, K);
  return memory.copyFloats(C, M * N);
}

/**
 * @param {Engine} engine
 * @param {import("../spec/activations.js").Activation} name
 * @param {ArrayLike<number>} values (rows, row)
 * @param {number} row what softmax sums over
 * @param {number} [alpha]
 * @returns {Float32Array} (rows, row)
 */
export function activated({ calls, memory }, name, values, row, alpha = 0) {
  const at = calls.end();
  memory.reserve(at + 4 * values.length);
  memory.writeFloats(at, values);
  if (values.length > 0) calls.activate_rows(at, at, kActivations.indexOf(name), alpha, values.length / row, row);
  return memory.copyFloats(at, values.length);
}
