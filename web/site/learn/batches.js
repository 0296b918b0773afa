// @ts-check
import { argmax } from "../../src/base/argmax.js";

/** @typedef {import("../../src/index.js").Network} Network */
/** @typedef {{ speed: number, right: number }} Way  images per second, and how many were classified correctly */
/** @typedef {{ one: Way, many: Way, count: number, same: boolean }} Timing  same: whether both ways gave the same answers */

/** The number of measurements of each way. */
export const kRounds = 41;

// The length of a measurement: long enough for the rounded clocks of browsers, short enough that few are interrupted.
const kMilliseconds = 4;

/**
 * Measures how fast a network classifies images one at a time and all at once. The two take turns, so that whatever slows
 * the machine down slows both.
 *
 * @param {Network} net whose batch holds all images
 * @param {Float32Array} pixels of one image after the other
 * @param {Uint8Array} labels
 * @returns {Promise<Timing>}
 */
export async function timeBatches(net, pixels, labels) {
  const size = pixels.length / labels.length;
  const pictures = Array.from(labels, (_, i) => pixels.subarray(i * size, (i + 1) * size));
  const readSingly = () => pictures.map((picture) => net.predict(picture));
  const readAtOnce = () => net.predict(pixels);
  const outputs = readAtOnce();
  const width = outputs.length / labels.length;
  const answers = [
    readSingly().map(argmax),
    pictures.map((_, i) => argmax(outputs.subarray(i * width, (i + 1) * width))),
  ];
  /** @type {number[][]} */
  const speeds = [[], []];
  for (let round = 0; round < kRounds; round++) {
    [readSingly, readAtOnce].forEach((read, way) => speeds[way].push(speedOf(read, labels.length)));
    await new Promise((resolve) => setTimeout(resolve)); // the page's turn
  }
  const [one, many] = answers.map((given, way) => ({
    speed: median(speeds[way]),
    right: given.filter((label, i) => label === labels[i]).length,
  }));
  return { one, many, count: labels.length, same: answers[0].every((label, i) => label === answers[1][i]) };
}

/** Images per second. @param {() => void} read @param {number} count images that one call classifies */
function speedOf(read, count) {
  const start = performance.now();
  let [times, took] = [0, 0];
  do {
    read();
    times++;
    took = performance.now() - start;
  } while (took < kMilliseconds);
  return (1000 * count * times) / took;
}

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
