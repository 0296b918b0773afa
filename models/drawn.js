// @ts-check
// Digits that people drew, from ../shared/data/drawn beside the repository. They are test data: no model is trained on
// them, and they are not shipped.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { normalizeDigit, readIdx } from "../web/src/index.js";
import { fitted, pixelsOf } from "./strokes.js";

const folder = new URL("../../shared/data/drawn/", import.meta.url);

/** Why the drawings cannot be read; false if they can. @type {string | false} */
export const drawnMissing = existsSync(folder) ? false : "../shared/data/drawn is not beside this repository";

/** @typedef {{ x: Float32Array, y: Uint8Array }} Drawn n × 784 pixels as the network reads them, and n digits */

/** @param {string} name */
async function read(name) {
  if (drawnMissing) throw new Error(drawnMissing);
  return readFile(new URL(name, folder));
}

/**
 * 800 digits as pen strokes (UNIPEN), drawn with the page's pen.
 *
 * @param {{ width?: number, fill?: number }} [pen]
 * @returns {Promise<Drawn>}
 */
export async function unipen({ width, fill } = {}) {
  const lines = (await read("unipen/strokes.jsonl")).toString("utf8").trim().split("\n");
  const x = new Float32Array(lines.length * 784);
  const y = new Uint8Array(lines.length);
  lines.forEach((line, i) => {
    /** @type {{ digit: number, strokes: [number, number][][] }} */
    const { digit, strokes } = JSON.parse(line);
    const flat = strokes.map((stroke) => stroke.flatMap(([across, up]) => [across, -up]));
    x.set(pixelsOf(fitted(flat, fill), width), i * 784);
    y[i] = digit;
  });
  return { x, y };
}

/**
 * 1,000 digits drawn in a paint program, 28 × 28 pixels, ink as brightness.
 *
 * @returns {Promise<Drawn>}
 */
export async function hwd1000() {
  const images = readIdx(gunzipSync(await read("hwd1000/hwd1000-images-idx3-ubyte.gz")));
  const labels = readIdx(await read("hwd1000/hwd1000-labels-idx1-ubyte"));
  const x = new Float32Array(images.values.length);
  for (let at = 0; at < x.length; at += 784) {
    const data = /** @type {Uint8Array} */ (images.values.subarray(at, at + 784));
    x.set(normalizeDigit({ data, width: 28, height: 28 }).pixels, at);
  }
  return { x, y: /** @type {Uint8Array} */ (labels.values) };
}
