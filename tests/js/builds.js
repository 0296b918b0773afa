// @ts-check
// The engine builds that this host can run; every engine test runs with each of them.
import { test } from "node:test";
import { hasRelaxedSimd } from "../../web/src/engine/features.js";

/** @type {("simd128" | "relaxed")[]} */
export const kBuilds = ["simd128", "relaxed"];

/**
 * @param {string} name
 * @param {(build: "simd128" | "relaxed") => void | Promise<void>} run
 */
export function testBuilds(name, run) {
  for (const build of kBuilds) {
    const skip = build === "relaxed" && !hasRelaxedSimd() ? "this host has no relaxed SIMD" : false;
    test(`${name} (${build})`, { skip }, () => run(build));
  }
}

/**
 * Numbers in [-1, 1) from a seed (mulberry32), for tests.
 * @param {number} seed
 */
export function numbers(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

/**
 * @param {number} length
 * @param {number} seed
 */
export function floats(length, seed) {
  const next = numbers(seed);
  return Float32Array.from({ length }, next);
}
