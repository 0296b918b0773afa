// @ts-check
import { toy } from "../../src/data/toys.js";
import { divide } from "../../src/ui/divide.js";
import { kData } from "./settings.js";

/** @typedef {import("./settings.js").Kind} Kind */
/** @typedef {import("../../src/data/tables.js").Table} Table */
/** @typedef {import("../../src/data/toys.js").ToyName} ToyName */
/** @typedef {import("../../src/ui/divide.js").Samples} Samples */

/**
 * Samples to learn from and samples to measure by, whatever they are. The same seed divides them the same way on the
 * page and in Node.
 *
 * @typedef {object} Dataset
 * @property {string} id as the settings name it
 * @property {string} name of the file, for one's own
 * @property {Kind} kind
 * @property {number} inputs numbers a sample
 * @property {string[] | null} classes null when the target is a number
 * @property {string[]} columns what the inputs are called; none for pixels
 * @property {Samples} train
 * @property {Samples} validation
 * @property {Uint32Array | null} rows which rows of the file the validation samples are, from 1
 * @property {{ mean: number, deviation: number } | null} unit by which a numeric target was standardised
 */

const kDigits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const kPoints = 500;

/**
 * @param {string} id
 * @param {{ x: Uint8Array, y: Uint8Array }} train
 * @param {{ x: Uint8Array, y: Uint8Array }} test
 * @returns {Dataset}
 */
export function digitSet(id, train, test) {
  return {
    id,
    name: "",
    kind: "digits",
    inputs: 784,
    classes: kDigits,
    columns: [],
    train: { ...train, scale: 1 / 255 },
    validation: { ...test, scale: 1 / 255 },
    rows: null,
    unit: null,
  };
}

/**
 * @param {ToyName} id
 * @param {number} seed
 * @returns {Dataset}
 */
export function pointSet(id, seed) {
  return {
    ...divide({ ...toy(id, { n: kPoints, seed }), scale: 1 }, 2, seed),
    id,
    name: "",
    kind: "points",
    inputs: 2,
    classes: ["A", "B"],
    columns: ["x", "y"],
    unit: null,
  };
}

/**
 * @param {string} id
 * @param {Table} table
 * @param {number} seed
 * @param {string} [name]
 * @returns {Dataset}
 */
export function tableSet(id, table, seed, name = "") {
  const { x, columns, classes } = table;
  const inputs = columns.length;
  const parts = divide({ x, y: table.y, scale: 1 }, inputs, seed, classes !== null);
  const unit = classes ? null : standardise(parts.train.y, parts.validation.y);
  return { ...parts, id, name, kind: kData[id], inputs, classes, columns, unit };
}

/**
 * Numbers to mean 0 and deviation 1, by those that are learnt from: prices in millions would ask for other rates than
 * shares of one.
 *
 * @param {Float32Array | Uint8Array} known
 * @param {Float32Array | Uint8Array} held
 */
function standardise(known, held) {
  let [sum, squares] = [0, 0];
  for (const value of known) sum += value;
  const mean = sum / known.length;
  for (const value of known) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / known.length) || 1;
  for (const part of [known, held]) for (let i = 0; i < part.length; i++) part[i] = (part[i] - mean) / deviation;
  return { mean, deviation };
}
