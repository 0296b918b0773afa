// @ts-check
// The distortions of training pictures: options, limits, and the words for C.
import { badSpec, sizes } from "../base/errors.js";
import { number, options } from "../base/rules.js";

/** @typedef {import("../base/rules.js").Option} Option */

/**
 * Distortions of training pictures, drawn anew for every sample and epoch by the network's seed; each the most to
 * either side, default 0.
 * @typedef {object} Augmentation
 * @property {number} [rotation] degrees, to 45
 * @property {number} [scale] share of the size that both sides change by, and each on its own by half of it; to 0.5
 * @property {number} [shift] pixels, to 64
 * @property {number} [shear] columns a row, to 1
 * @property {number} [elastic] pixels that points 7 apart are displaced by, to 16
 * @property {number} [thickness] bolder or finer strokes, to 1: by about a pixel to both sides
 */

/** @param {number} max @returns {Option} */
const upTo = (max) => [number(0, max), 0];
const distortions = options({
  rotation: upTo(45),
  scale: upTo(0.5),
  shift: upTo(64),
  shear: upTo(1),
  elastic: upTo(16),
  thickness: upTo(1),
});

/**
 * @param {unknown} value an Augmentation
 * @param {number[]} input
 * @returns {number[]} as `augmentation` of c/abi.c takes them
 */
export function takeAugmentation(value, input) {
  const { rotation, ...rest } = distortions(value, "augmentation");
  const side = Math.sqrt(input[0]);
  const [height, width, channels = 1] = input.length > 1 ? input : [side, side];
  if (!Number.isInteger(height)) {
    throw badSpec(`the input ${sizes(input)}`, "[height, width, channels]", "augmentation");
  }
  const turn = Math.tan((rotation * Math.PI) / 360);
  return [height, width, channels, turn, .../** @type {number[]} */ (Object.values(rest))];
}
