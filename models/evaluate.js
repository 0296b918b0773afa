// @ts-check
// Measures the accuracy of the models and the calibration of their probabilities.
//
//   node models/evaluate.js              all models
//   node models/evaluate.js mnist-cnn    one model, with every kind of clutter
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { textTable } from "../web/src/network/summary.js";
import { Network } from "../web/src/index.js";
import { clutter, kHeldOut } from "./clutter.js";
import { drawnMissing, hwd1000, unipen } from "./drawn.js";
import { fashion, fashionMissing } from "./fashion.js";
import { mnist } from "./mnist.js";
import { kRecipes } from "./recipes.js";

/**
 * @typedef {object} Reading the predictions for many pictures
 * @property {number} accuracy
 * @property {number} calibration the expected calibration error
 * @property {Float32Array} sure the largest probability for each picture
 * @property {boolean[]} right whether the most probable class is the picture's class
 */

/** @typedef {{ sure: Float32Array, kinds: string[] }} Clutter */

// No recipe has this seed, so no model was trained on one of these drawings.
const kSeed = 1000;

/** If the largest probability is at most this, the network counts as unsure. */
export const kDoubt = 0.6;

/**
 * The most probable class of each row and its probability.
 *
 * @param {Float32Array} probabilities n × 10
 */
function best(probabilities) {
  const n = probabilities.length / 10;
  const sure = new Float32Array(n);
  const guess = new Uint8Array(n);
  for (let i = 0; i < probabilities.length; i++) {
    const row = Math.floor(i / 10);
    if (probabilities[i] <= sure[row]) continue;
    sure[row] = probabilities[i];
    guess[row] = i % 10;
  }
  return { sure, guess };
}

/**
 * The expected calibration error (Naeini, Cooper and Hauskrecht 2015): the mean absolute difference of predicted
 * probability and accuracy, over 15 equal intervals of probability.
 *
 * @param {Float32Array} sure
 * @param {readonly boolean[]} right
 */
export function calibrationError(sure, right) {
  const gaps = new Float64Array(15);
  sure.forEach((value, i) => {
    gaps[Math.min(14, Math.floor(15 * value))] += value - Number(right[i]);
  });
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / sure.length;
}

/**
 * @param {Network} net
 * @param {{ x: Uint8Array | Float32Array, y: Uint8Array, scale?: number }} pictures
 * @returns {Reading}
 */
export function read(net, { x, y, scale = 1 }) {
  const { sure, guess } = best(net.predict(Float32Array.from(x, (value) => value * scale)));
  const right = Array.from(guess, (digit, i) => digit === y[i]);
  return { accuracy: right.filter(Boolean).length / y.length, calibration: calibrationError(sure, right), sure, right };
}

/**
 * @param {Network} net
 * @param {{ x: Uint8Array, kinds: string[] }} clutter
 * @returns {Clutter}
 */
function doubts(net, { x, kinds }) {
  return { sure: best(net.predict(Float32Array.from(x, (value) => value / 255))).sure, kinds };
}

/**
 * @param {Network} net
 * @param {readonly string[]} kinds
 * @param {number} n
 */
export const readClutter = (net, kinds, n) => doubts(net, clutter(n, { seed: kSeed, kinds }));

/** The share whose largest probability is at most `limit`. @param {Float32Array} sure @param {number} [limit] */
export const doubted = (sure, limit = kDoubt) => sure.filter((value) => value <= limit).length / sure.length;

/** Both sets of digits that people drew, as one. @returns {Promise<import("./drawn.js").Drawn>} */
export async function drawnDigits() {
  const [pen, paint] = [await unipen(), await hwd1000()];
  const x = new Float32Array(pen.x.length + paint.x.length);
  x.set(pen.x);
  x.set(paint.x, pen.x.length);
  return { x, y: Uint8Array.of(...pen.y, ...paint.y) };
}

/** All pictures, prepared once and used for every model. @type {Promise<Awaited<ReturnType<typeof prepared>>> | null} */
let pictures = null;

async function prepared() {
  return {
    mnist: await mnist("test"),
    unipen: drawnMissing ? null : await unipen(),
    hwd1000: drawnMissing ? null : await hwd1000(),
    drawn: drawnMissing ? null : await drawnDigits(),
    clutter: clutter(3000, { seed: kSeed }),
    heldOut: clutter(2400, { seed: kSeed, kinds: kHeldOut }),
  };
}

/**
 * Every measure of a digit network. The ones on digits that people drew are null if those are not on this machine.
 *
 * @param {Network} net
 */
export async function digitFigures(net) {
  const data = await (pictures ??= prepared());
  return {
    mnist: read(net, data.mnist),
    unipen: data.unipen && read(net, data.unipen),
    hwd1000: data.hwd1000 && read(net, data.hwd1000),
    drawn: data.drawn && read(net, data.drawn),
    clutter: doubts(net, data.clutter),
    heldOut: doubts(net, data.heldOut),
  };
}

/** @typedef {Awaited<ReturnType<typeof digitFigures>>} DigitFigures */

/** @param {number | undefined} share */
export const percent = (share) => (share === undefined ? "–" : `${(100 * share).toFixed(2)}%`);

export const kDigitColumns = ["MNIST", "UNIPEN", "hwd1000", "calibration error", "clutter", "held-out clutter"];

/** @param {DigitFigures} figures @returns {string[]} in the order of kDigitColumns */
export const digitRow = (figures) => [
  percent(figures.mnist.accuracy),
  percent(figures.unipen?.accuracy),
  percent(figures.hwd1000?.accuracy),
  percent(figures.drawn?.calibration),
  percent(doubted(figures.clutter.sure)),
  percent(doubted(figures.heldOut.sure)),
];

/** The share of each kind for which the network is unsure, smallest first. @param {Clutter} clutter @returns {[string, number][]} */
export function byKind({ sure, kinds }) {
  return [...new Set(kinds)]
    .map((kind) => /** @type {[string, number]} */ ([kind, doubted(sure.filter((_, i) => kinds[i] === kind))]))
    .sort((a, b) => a[1] - b[1]);
}

/** @param {string | undefined} wanted */
async function main(wanted) {
  const digits = [["model", ...kDigitColumns]];
  const clothes = [["model", "Fashion-MNIST"]];
  /** @type {Clutter[]} */
  const cluttered = [];
  for (const { name, data } of kRecipes) {
    if (wanted !== undefined && wanted !== name) continue;
    const net = await Network.load(await readFile(new URL(`${name}.safetensors`, import.meta.url)), {
      deterministic: true,
    });
    if (data === "mnist") {
      const figures = await digitFigures(net);
      digits.push([name, ...digitRow(figures)]);
      cluttered.push(figures.clutter, figures.heldOut);
    } else {
      clothes.push([name, fashionMissing || percent(read(net, await fashion("test")).accuracy)]);
    }
    net.dispose();
  }
  if (digits.length > 1) console.log(textTable(digits));
  if (clothes.length > 1) console.log(textTable(clothes));
  if (drawnMissing) console.log(`UNIPEN, hwd1000: ${drawnMissing}`);
  if (wanted === undefined || cluttered.length === 0) return;
  console.log(`\nShare with a largest probability of at most ${kDoubt}, by kind; held-out kinds last`);
  for (const kinds of cluttered)
    console.log(
      byKind(kinds)
        .map(([kind, share]) => `${kind} ${percent(share)}`)
        .join(", "),
    );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv[2]);
