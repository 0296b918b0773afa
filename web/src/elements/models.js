// @ts-check
// The networks that `<glia-draw>` can read with by itself.
import { GliaError } from "../base/errors.js";
import { Network } from "../network/network.js";
import { asset } from "../ui/assets.js";

/** @typedef {import("../ui/reader.js").Wish} Wish */
/** @typedef {import("../ui/reading.js").Subject} Subject */

const kOptions = { deterministic: true, batchSize: 1 };

/**
 * By name: what a network tells apart, and the probability below which it is in doubt, if it was trained to be
 * (models/recipes.js).
 *
 * @type {Record<string, { subject: Subject, unsure?: number }>}
 */
export const kModels = {
  "mnist-cnn": { subject: "digits", unsure: 0.6 },
  "mnist-mlp": { subject: "digits" },
  "mnist-mlp-book": { subject: "digits" },
  "fashion-cnn": { subject: "clothes" },
};

/**
 * The network that a figure's attributes ask for.
 *
 * @param {string} model a name of `kModels`
 * @param {string} src the address of a file, which comes first; empty for none
 * @returns {Wish}
 */
export function wishFor(model, src) {
  if (src) return { key: `src ${src}`, subject: "digits", own: true, open: () => Network.load(get(src), kOptions) };
  const open = async () => Network.load(await asset(model), kOptions);
  return { key: model, ...kModels[model], own: true, open };
}

/** @param {string} src @returns {Promise<Response>} @throws {GliaError} if it cannot be fetched */
async function get(src) {
  try {
    return await fetch(src);
  } catch {
    throw new GliaError({ got: `no ${src}`, expected: "a file that can be fetched", where: "<glia-draw>, src" });
  }
}
