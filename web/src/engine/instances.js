// @ts-check
// From a compiled module to running engines: a build is tried on numbers before it is used, instances are pooled.
import { badHost } from "../base/errors.js";
import { Memory } from "./memory.js";
import { activated, product } from "./operations.js";

/** @typedef {"simd128" | "relaxed"} Build */

/**
 * One WebAssembly instance: the exports of c/abi.c and their memory.
 * @typedef {object} Engine
 * @property {Build} build
 * @property {Record<string, (...args: number[]) => number>} calls
 * @property {Memory} memory
 */

// Instances whose network was disposed of, for the next one: the host frees an instance's address space only at its
// next garbage collection, which in a loop of hundreds is too late. Larger ones than kPoolBytes are left to the host.
const kPoolSize = 8;
const kPoolBytes = 16 * 2 ** 20;
/** @type {Engine[]} */
const pool = [];

/** @type {Partial<Record<Build, WebAssembly.Module>>} */
const modules = {};

/**
 * @param {Build} build
 * @param {WebAssembly.Module} module
 * @returns {Engine}
 */
function instantiate(build, module) {
  const { exports } = new WebAssembly.Instance(module);
  const { memory, ...calls } = exports;
  // A module linked by a current emcc sets up its stack here.
  if (typeof calls._initialize === "function") calls._initialize();
  return {
    build,
    calls: /** @type {Engine["calls"]} */ (calls),
    memory: new Memory(/** @type {WebAssembly.Memory} */ (memory)),
  };
}

/**
 * Tries an engine on a product of integers, which is exact in any order and with any rounding, and on a sigmoid. Some
 * browsers validate SIMD and compute wrong results (iOS 16.4).
 * @param {Engine} engine
 */
function computesRightly(engine) {
  const [M, N, K] = [5, 13, 9];
  const a = Array.from({ length: M * K }, (_, i) => ((i * 7) % 11) - 5);
  const b = Array.from({ length: K * N }, (_, i) => ((i * 5) % 13) - 6);
  const exact = (/** @type {number} */ i) =>
    Array.from({ length: K }, (_, k) => a[Math.floor(i / N) * K + k] * b[k * N + (i % N)]).reduce((sum, x) => sum + x);
  const y = activated(engine, "sigmoid", a, M * K);
  return (
    product(engine, a, b, M, N, K).every((c, i) => c === exact(i)) &&
    a.every((x, i) => Math.abs(y[i] * (1 + Math.exp(-x)) - 1) < 1e-6)
  );
}

/** @param {string} got what this host has */
export function noEngine(got) {
  return badHost(got, "WebAssembly SIMD, as in Chrome 91, Firefox 89, Safari 16.4, Node 20 and later", "engine");
}

/**
 * The module of a build: compiled here, or received from another thread.
 * @param {Build} build
 * @returns {WebAssembly.Module | undefined} undefined until the build was adopted
 */
export const moduleOf = (build) => modules[build];

/**
 * Makes a build usable, after a test of its arithmetic. A build that is usable already keeps its module.
 * @param {Build} build
 * @param {WebAssembly.Module} module compiled from the build's bytes
 * @throws {GliaError} if the host computes wrong results with it
 */
export function adopt(build, module) {
  if (modules[build]) return;
  const engine = instantiate(build, module);
  if (!computesRightly(engine)) throw noEngine(`wrong results from the ${build} build`);
  modules[build] = module;
  release(engine);
}

/**
 * @param {Build} build one that was adopted
 * @returns {Engine} for one network, until `release`
 */
export function take(build) {
  const at = pool.findIndex((engine) => engine.build === build);
  if (at >= 0) return pool.splice(at, 1)[0];
  return instantiate(build, /** @type {WebAssembly.Module} */ (modules[build]));
}

/**
 * Returns an engine to the pool. Its network is forgotten; the next network overwrites the memory.
 * @param {Engine} engine
 */
export function release(engine) {
  engine.calls.reset();
  if (pool.length < kPoolSize && engine.memory.bytes.length <= kPoolBytes) pool.push(engine);
}
