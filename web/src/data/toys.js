// @ts-check
// Two-dimensional data sets of two classes, to watch a decision boundary form. They use only + − × ÷ and √, which
// IEEE 754 rounds the same everywhere: a seed gives the same points in every browser and in Node.
import { badSpec, show } from "../base/errors.js";
import { Random } from "../base/random.js";

/** @typedef {"circles" | "moons" | "spiral" | "xor"} ToyName */

// The rotation by 1/64 of a turn.
const kCos = 0.9951847266721969;
const kSin = 0.0980171403295606;

/**
 * A unit vector, its direction uniformly distributed.
 * @param {Random} random
 * @returns {[number, number]}
 */
function direction(random) {
  for (;;) {
    const [x, y] = [2 * random.uniform() - 1, 2 * random.uniform() - 1];
    const square = x * x + y * y;
    if (square <= 1 && square > 1e-4) return [x / Math.sqrt(square), y / Math.sqrt(square)];
  }
}

/** The point of class `c` in each set, before noise. @type {Record<ToyName, (random: Random, c: number) => number[]>} */
const kSets = {
  circles(random, c) {
    const [x, y] = direction(random);
    const radius = c === 0 ? 0.8 : 0.3;
    return [radius * x, radius * y];
  },
  moons(random, c) {
    const [x, y] = direction(random);
    const up = Math.abs(y);
    return c === 0 ? [0.6 * x - 0.3, 0.6 * up - 0.15] : [0.6 * x + 0.3, 0.15 - 0.6 * up];
  },
  spiral(random, c) {
    // One and a quarter turns outward in 80 steps; within a step, along the chord.
    const t = random.uniform() * 80;
    const whole = Math.floor(t);
    let [x, y] = c === 0 ? [1, 0] : [-1, 0];
    for (let i = 0; i < whole; i++) [x, y] = [kCos * x - kSin * y, kSin * x + kCos * y];
    const [nextX, nextY] = [kCos * x - kSin * y, kSin * x + kCos * y];
    const rest = t - whole;
    const radius = 0.1 + (0.85 * t) / 80;
    return [radius * (x + rest * (nextX - x)), radius * (y + rest * (nextY - y))];
  },
  xor(random, c) {
    const side = () => 0.1 + 0.8 * random.uniform();
    const [x, y] = [side(), side()];
    const flip = random.below(2) === 0 ? 1 : -1;
    return c === 0 ? [flip * x, flip * y] : [flip * x, -flip * y];
  },
};

const kNoise = { circles: 0.08, moons: 0.08, spiral: 0.03, xor: 0.06 };

export const kToys = /** @type {ToyName[]} */ (Object.freeze(Object.keys(kSets)));

/**
 * Points of two classes in turn, mostly within −1…1.
 * @param {ToyName} name
 * @param {{ n?: number, noise?: number, seed?: number }} [options] `n` points, 2 to 10⁶, default 400; `noise`, 0 to 10:
 *   standard deviation added to both coordinates, default 0.03 to 0.08 by set; `seed` 0 (default) to 2³² − 1
 * @returns {{ x: Float32Array, y: Uint8Array }} x: (n, 2); y: (n), 0 or 1
 * @throws {SpecError} if the name is unknown or an option is out of range
 */
export function toy(name, { n = 400, noise = kNoise[name], seed = 0 } = {}) {
  if (!Object.hasOwn(kSets, name)) {
    throw badSpec(show(name), `one of ${kToys.join(", ")}`, "toy");
  }
  if (!Number.isInteger(n) || n < 2 || n > 1e6) {
    throw badSpec(show(n), "an integer from 2 to 1000000", "toy, n");
  }
  if (!(typeof noise === "number" && noise >= 0 && noise <= 10)) {
    throw badSpec(show(noise), "a number from 0 to 10", "toy, noise");
  }
  const random = new Random(seed, kToys.indexOf(name));
  const x = new Float32Array(2 * n);
  const y = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    y[i] = i % 2;
    const [left, up] = kSets[name](random, y[i]);
    x[2 * i] = left + noise * random.normal();
    x[2 * i + 1] = up + noise * random.normal();
  }
  return { x, y };
}
