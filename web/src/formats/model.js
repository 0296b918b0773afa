// @ts-check
// The model file: safetensors, with the architecture and the state of the training in `__metadata__`.
//
//   format        "glia"
//   version       "1"
//   architecture  the spec as JSON, every option given
//   training      {"step": …, "epoch": …, "seen": …} as JSON; seen: samples of the unfinished epoch
//
// Parameters are tensors such as `<layer>/kernel`; what the optimizer keeps of each is named after it, such as
// `optimizer/velocity/<layer>/kernel`.
import { badPart, FormatError, GliaError, show } from "../base/errors.js";
import { resolveSpec } from "../spec/spec.js";
import { floatsOf, readSafetensors, writeSafetensors } from "./safetensors.js";

const kFormat = "glia";
const kVersion = "1";
export const kOptimizer = "optimizer/";

/** @typedef {{ name: string, shape: number[], values: Float32Array }} NamedTensor */
/**
 * @typedef {object} Model
 * @property {import("../spec/spec.js").Architecture} architecture
 * @property {{ step: number, epoch: number, seen: number }} training
 * @property {NamedTensor[]} tensors
 */

const bad = badPart("model");

/**
 * @param {Record<string, string>} metadata
 * @param {string} key
 */
function json(metadata, key) {
  try {
    return JSON.parse(metadata[key]);
  } catch (cause) {
    throw bad(show(metadata[key]), "JSON", `metadata ${key}`, cause);
  }
}

/**
 * @param {unknown} value
 * @param {string} where
 */
function count(value, where) {
  if (Number.isSafeInteger(value) && /** @type {number} */ (value) >= 0) return /** @type {number} */ (value);
  throw bad(show(value), "an integer from 0", where);
}

/**
 * @param {Uint8Array} file
 * @returns {Model} its tensors are not yet compared with its architecture
 * @throws {FormatError} if the file is not a model, or is incomplete or inconsistent
 */
export function readModel(file) {
  const { metadata, tensors } = readSafetensors(file);
  if (metadata.format !== kFormat) {
    throw bad(show(metadata.format), `"${kFormat}": a file that Glia saved`, "metadata format");
  }
  if (metadata.version !== kVersion) {
    throw bad(show(metadata.version), `"${kVersion}"; a newer Glia may read it`, "metadata version");
  }
  let architecture;
  try {
    architecture = resolveSpec(json(metadata, "architecture"));
  } catch (cause) {
    if (!(cause instanceof GliaError) || cause instanceof FormatError) throw cause;
    throw bad(cause.got, cause.expected, `architecture, ${cause.where}`, cause);
  }
  const training = json(metadata, "training");
  return {
    architecture,
    training: {
      step: count(training?.step, "metadata training.step"),
      epoch: count(training?.epoch, "metadata training.epoch"),
      seen: count(training?.seen ?? 0, "metadata training.seen"),
    },
    tensors: [...tensors].map(([name, tensor]) => {
      if (tensor.dtype !== "F32") throw bad(tensor.dtype, "F32", `tensor ${show(name)}`);
      const values = floatsOf(tensor);
      const at = values.findIndex((value) => !Number.isFinite(value));
      if (at >= 0) throw bad(`${values[at]} at ${at}`, "finite numbers", `tensor ${show(name)}`);
      return { name, shape: tensor.shape, values };
    }),
  };
}

/**
 * @param {Model} model
 * @returns {Uint8Array}
 */
export function writeModel({ architecture, training, tensors }) {
  return writeSafetensors({
    metadata: {
      format: kFormat,
      version: kVersion,
      architecture: JSON.stringify(architecture),
      training: JSON.stringify(training),
    },
    tensors,
  });
}
