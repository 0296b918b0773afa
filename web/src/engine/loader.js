// @ts-check
// From the inlined text to a usable build: which one this host runs, decoded and compiled once. Only what imports this
// file carries the engine; a training worker receives its module from the page.
import simd128 from "../../dist/engine-simd128.js";
import { badHost, badSpec, GliaError } from "../base/errors.js";
import { boolean, oneOf } from "../base/rules.js";
import { hasRelaxedSimd, hasSimd128 } from "./features.js";
import { bytesOfHex } from "./hex.js";
import { adopt, moduleOf, noEngine, take } from "./instances.js";

/** @typedef {import("./instances.js").Build} Build */
/** @typedef {import("./instances.js").Engine} Engine */

/** @param {Build} build */
const textOf = async (build) =>
  build === "simd128" ? simd128 : (await import("../../dist/engine-relaxed.js")).default;

/** @type {Partial<Record<Build, Promise<void>>>} */
const preparing = {};

/** Compiles a build once, however many callers wait for it. @param {Build} build */
function prepare(build) {
  return (preparing[build] ??= (async () => {
    try {
      if (!moduleOf(build)) adopt(build, await WebAssembly.compile(bytesOfHex(await textOf(build))));
    } catch (cause) {
      delete preparing[build];
      throw refused(cause);
    }
  })());
}

/** Any error that is not Glia's comes from the host. @param {unknown} cause */
function refused(cause) {
  if (cause instanceof GliaError) return cause;
  return badHost(
    `a refusal (${cause instanceof Error ? cause.message : cause})`,
    "permission to run WebAssembly: add 'wasm-unsafe-eval' to script-src",
    "engine",
    cause,
  );
}

/**
 * Prepares the build that the caller asks for. `auto` is relaxed where this host has relaxed SIMD and computes rightly
 * with it, else simd128.
 * @param {{ build?: "auto" | Build, deterministic?: boolean }} [options] `deterministic` means simd128
 * @returns {Promise<Build>} the build that is ready
 * @throws {SpecError} if an option is unknown, or this host has no relaxed SIMD and `build` is relaxed
 * @throws {GliaError} if the host has no SIMD or refuses WebAssembly
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

/**
 * @param {Parameters<typeof ready>[0]} [options]
 * @returns {Promise<Engine>} an engine of the build that `ready` chooses
 */
export const acquire = async (options) => take(await ready(options));

/**
 * A simd128 engine at once, for single operations on small values.
 * @returns {Engine}
 * @throws {GliaError} if the host has no SIMD or refuses WebAssembly
 */
export function acquireNow() {
  if (!moduleOf("simd128")) {
    if (!hasSimd128()) throw noEngine("a host without it");
    try {
      adopt("simd128", new WebAssembly.Module(bytesOfHex(simd128)));
    } catch (cause) {
      throw refused(cause);
    }
  }
  return take("simd128");
}
