// @ts-check
// Holds samples out, to measure a network on samples it was not trained on.
import { badSpec, show } from "../base/errors.js";
import { Random } from "../base/random.js";

/**
 * Divides samples 0…n − 1 by a seed. If `stratified`, the same share of every class is held out; a class of two or more
 * samples keeps at least one and has at least one held out.
 * @param {ArrayLike<number>} y (n) class indices; any values if not `stratified`
 * @param {{ share?: number, seed?: number, stratified?: boolean }} [options] `share` held out, above 0 and below 1,
 *   default 0.2; `seed` 0 (default) to 2³² − 1; `stratified` default true
 * @returns {{ train: Uint32Array, held: Uint32Array }} indices, ascending
 * @throws {SpecError} if share is out of range, or there are fewer than 2 samples
 */
export function split(y, { share = 0.2, seed = 0, stratified = true } = {}) {
  if (!(typeof share === "number" && share > 0 && share < 1)) {
    throw badSpec(show(share), "a number above 0 and below 1", "split, share");
  }
  if (y.length < 2) throw badSpec(`${y.length} samples`, "at least 2", "split");

  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (let i = 0; i < y.length; i++) {
    const group = stratified ? y[i] : 0;
    const members = groups.get(group);
    if (members) members.push(i);
    else groups.set(group, [i]);
  }

  const random = new Random(seed);
  const held = new Uint8Array(y.length);
  for (const [, members] of [...groups].sort(([a], [b]) => a - b)) {
    const wanted = Math.max(1, Math.round(members.length * share));
    const count = Math.min(members.length - 1, wanted);
    for (const i of random.shuffle(members).slice(0, count)) held[i] = 1;
  }
  const indices = Uint32Array.from(held.keys());
  return { train: indices.filter((i) => !held[i]), held: indices.filter((i) => held[i] === 1) };
}

/**
 * Copies rows of a flat array, in the order of `indices`.
 * @template {Float32Array | Float64Array | Uint8Array | Uint32Array | Int32Array} T
 * @param {T} values (n, width)
 * @param {number} width
 * @param {ArrayLike<number>} indices
 * @returns {T} (indices.length, width)
 */
export function take(values, width, indices) {
  const taken = new /** @type {any} */ (values.constructor)(indices.length * width);
  for (let i = 0; i < indices.length; i++) {
    taken.set(values.subarray(indices[i] * width, (indices[i] + 1) * width), i * width);
  }
  return taken;
}
