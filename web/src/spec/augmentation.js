// @ts-check
// The distortions of training pictures: options, limits, and the words for C.
import { badSpec, sizes } from "../base/errors.js";
import { number, options } from "../base/rules.js";

/** @typedef {import("../base/rules.js").Option} Option */

/**
 * Random distortions of training pictures. They depend on the network's seed, the epoch and the sample. Each option is the
 * largest amount to either side, default 0: none.
 * @typedef {object} Augmentation
 * @property {number} [rotation] degrees, to 45
 * @property {number} [scale] share of the size by which both sides change together, and half of it by which each changes
 *   on its own; to 0.5
 * @property {number} [shift] pixels, to 64
 * @property {number} [shear] columns per row, to 1
 * @property {number} [elastic] pixels by which a grid of points, 7 pixels apart, is displaced, with smooth steps between
 *   them; to 16 (after Simard, Steinkraus and Platt 2003)
 * @property {number} [thickness] bolder or finer strokes, to 1: about one pixel on both sides
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
 * Checks an augmentation and puts it into the engine's terms.
 * @param {unknown} value an Augmentation
 * @param {number[]} input the network's; a flat one must be a square picture
 * @returns {number[]} the arguments of `augmentation` in c/abi.c
 * @throws {SpecError} if an option is unknown or out of range, or the input is no picture
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
