// @ts-check
import { kClasses } from "./classes.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {{ what: "inputs" | "outputs" | "sum", count: number }} Objection  there are so many, or the outputs sum to that */

const kPixels = 784;

/**
 * Why a network cannot read what is drawn. It reads a blank picture to find that out.
 *
 * @param {Network} net
 * @returns {Objection | null} null when it can
 */
export function objectionTo(net) {
  const inputs = net.spec.input.reduce(
    (/** @type {number} */ product, /** @type {number} */ side) => product * side,
    1,
  );
  if (inputs !== kPixels) return { what: "inputs", count: inputs };
  const outputs = net.predict(new Float32Array(kPixels));
  if (outputs.length !== kClasses) return { what: "outputs", count: outputs.length };
  const sum = outputs.reduce((total, value) => total + value, 0);
  // Written so that NaN, which compares with nothing, is refused too.
  const sound = Math.abs(sum - 1) < 1e-3 && outputs.every((value) => value >= 0);
  return sound ? null : { what: "sum", count: sum };
}
