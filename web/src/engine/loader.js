// @ts-check
// From bytes to a working engine: which build, compiled once, tried on numbers before it is believed.
import simd128Packed from "../../dist/engine-simd128.js";
import { badHost, badSpec, GliaError } from "../base/errors.js";
import { hasRelaxedSimd, hasSimd128 } from "./features.js";
import { Memory } from "./memory.js";
import { activated, product } from "./operations.js";
import { boolean, oneOf } from "../base/rules.js";
import { unpack } from "./unpack.js";

/** @typedef {"simd128" | "relaxed"} Build */

/**
 * One WebAssembly instance: the exports of c/abi.c and their memory.
 * @typedef {object} Engine
 * @property {Build} build
 * @property {Record<string, (...args: number[]) => number>} calls
 * @property {Memory} memory
 */

// Instances whose network was disposed of, for the next one: the host takes back an instance's address space when it
// likes, which in a loop of hundreds is too late. A large one is left to the host all the same.
const kPoolSize = 8;
const kPoolBytes = 16 * 2 ** 20;
/** @type {Engine[]} */
const pool = [];

/** @type {Partial<Record<Build, WebAssembly.Module>>} */
const modules = {};

/** @param {Build} build */
async function bytesOf(build) {
  return unpack(build === "simd128" ? simd128Packed : (await import("../../dist/engine-relaxed.js")).default);
}

/**
 * @param {Build} build
 * @param {WebAssembly.Module} module
 * @returns {Engine}
 */
function instantiate(build, module) {
  const { exports } = new WebAssembly.Instance(module);
  const { memory, ...calls } = exports;
  // A module linked by a current emcc sets its stack up here.
  if (typeof calls._initialize === "function") calls._initialize();
  return {
    build,
    calls: /** @type {Engine["calls"]} */ (calls),
    memory: new Memory(/** @type {WebAssembly.Memory} */ (memory)),
  };
}

/**
 * Tries an engine on a product of integers, which is exact in any order and with any rounding, and on a sigmoid. There
 * are browsers that validate SIMD and compute it wrongly (iOS 16.4).
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

/** @param {string} got */
function noEngine(got) {
  return badHost(got, "WebAssembly SIMD, as in Chrome 91, Firefox 89, Safari 16.4, Node 20 and later", "engine");
}

/**
 * @param {Build} build
 * @param {WebAssembly.Module} module
 */
function keep(build, module) {
  const engine = instantiate(build, module);
  if (!computesRightly(engine)) throw noEngine(`wrong results from the ${build} build`);
  modules[build] = module;
  release(engine);
}

/** @type {Partial<Record<Build, Promise<void>>>} */
const preparing = {};

/** Once, however many ask for it meanwhile. @param {Build} build */
function prepare(build) {
  return (preparing[build] ??= (async () => {
    try {
      if (!modules[build]) keep(build, await WebAssembly.compile(await bytesOf(build)));
    } catch (cause) {
      delete preparing[build];
      throw refused(cause);
    }
  })());
}

/** What is not an error of ours is the host's. @param {unknown} cause */
function refused(cause) {
  if (cause instanceof GliaError) return cause;
  return badHost(
    `a refusal (${cause instanceof Error ? cause.message : cause})`,
    "leave to run WebAssembly; a content security policy needs 'wasm-unsafe-eval' in script-src",
    "engine",
    cause,
  );
}

/** @param {Build} build */
function take(build) {
  const at = pool.findIndex((engine) => engine.build === build);
  if (at >= 0) return pool.splice(at, 1)[0];
  return instantiate(build, /** @type {WebAssembly.Module} */ (modules[build]));
}

/**
 * Gets the build ready that the caller asks for: `relaxed` and `simd128` as they are; `auto` is relaxed where this
 * host has it and it computes rightly, else simd128.
 * @param {{ build?: "auto" | Build, deterministic?: boolean }} [options] `deterministic` means simd128
 * @returns {Promise<Build>} which it is
 */
export async function ready({ build = "auto", deterministic = false } = {}) {
  oneOf(["auto", "simd128", "relaxed"])(build, "build");
  boolean(deterministic, "deterministic");
  if (deterministic && build === "relaxed") {
    throw badSpec("the relaxed build", "simd128 or auto", "build with deterministic");
  }
  if (!hasSimd128()) throw noEngine("a host without it");
  if (build === "relaxed" && !hasRelaxedSimd()) {
    throw badSpec("a host without relaxed SIMD", "one such as Chrome 114 or Node 22, or the build simd128", "build");
  }
  if (build === "relaxed" || (build === "auto" && !deterministic && hasRelaxedSimd())) {
    try {
      await prepare("relaxed");
      return "relaxed";
    } catch (error) {
      if (build === "relaxed") throw error;
    }
  }
  await prepare("simd128");
  return "simd128";
}

/** An engine of the build that `ready` chooses. @param {Parameters<typeof ready>[0]} [options] */
export const acquire = async (options) => take(await ready(options));

/**
 * A simd128 engine at once, for single operations on small values.
 * @returns {Engine}
 */
export function acquireNow() {
  if (!modules.simd128) {
    if (!hasSimd128()) throw noEngine("a host without it");
    try {
      keep("simd128", new WebAssembly.Module(unpack(simd128Packed)));
    } catch (cause) {
      throw refused(cause);
    }
  }
  return take("simd128");
}

/**
 * Gives an engine back. Its network is forgotten, and the next one writes over what is left of it.
 * @param {Engine} engine
 */
export function release(engine) {
  engine.calls.reset();
  if (pool.length < kPoolSize && engine.memory.bytes.length <= kPoolBytes) pool.push(engine);
}
