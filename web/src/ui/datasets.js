// @ts-check
import { readIdx } from "../data/idx.js";
import { readCsv } from "../data/tables.js";
import { toy } from "../data/toys.js";
import { gunzip } from "../data/gunzip.js";
import { divide } from "./divide.js";

/** @typedef {import("../data/tables.js").Table} Table */
/** @typedef {import("../data/toys.js").ToyName} ToyName */
/** @typedef {import("./divide.js").Samples} Samples */
/** @typedef {"digits" | "points" | "table"} Kind what a sample is */
/** @typedef {{ x: Uint8Array, y: Uint8Array }} Labeled  28 × 28 bytes per picture, row-major; class per picture */
/** @typedef {(file: string) => Promise<Uint8Array>} Source  bytes of a file that the build has packed, by its name without ending */

/**
 * Samples to learn from and samples to measure by. The same seed divides them the same way in a page and in Node.
 *
 * @typedef {object} Dataset
 * @property {string} id as settings and attributes name it
 * @property {string} name of the file, if a person opened one
 * @property {Kind} kind
 * @property {number} inputs numbers per sample
 * @property {readonly number[] | null} picture [height, width, channels]; null if samples are not pictures
 * @property {string[] | null} classes null if the target is a number
 * @property {string[]} columns names of the inputs; empty for pixels
 * @property {Samples} train
 * @property {Samples} validation
 * @property {Uint32Array | null} rows rows of the file that the validation samples come from, from 1
 * @property {{ mean: number, deviation: number } | null} unit of a numeric target before it was standardized
 */

/** The data sets by name, all but the elements' `digits`. @type {Record<string, Kind>} */
export const kData = {
  "mnist-10000": "digits",
  "mnist-60000": "digits",
  circles: "points",
  moons: "points",
  spiral: "points",
  xor: "points",
  "breast-cancer": "table",
  own: "table",
};

const kPicture = [28, 28, 1];
const kPixels = 784;
const kDigits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const kPoints = 500;

/** The shape of a sample; null if samples are not pictures. @param {string} id of kData @returns {readonly number[] | null} */
export const pictureOf = (id) => (kData[id] === "digits" ? kPicture : null);

/**
 * Loads a data set and divides it by the seed. Points are also drawn by the seed.
 *
 * @param {string} id one of kData but "own", or "digits": 2,500 of them, of which a fifth is held out
 * @param {number} seed
 * @param {Source} source
 * @returns {Promise<Dataset>}
 * @throws whatever `source` throws
 */
export async function loadDataset(id, seed, source) {
  if (kData[id] === "points") return pointSet(/** @type {ToyName} */ (id), seed);
  if (kData[id] === "table") return tableSet(id, await once(id, async () => readCsv(await source(id))), seed);
  if (id === "digits") {
    const { train, validation } = divide({ ...(await loadPictures(id, source)), scale: 1 }, kPixels, seed);
    return digitSet(id, train, validation);
  }
  const files = [id.replace("mnist-", "mnist-train-"), "mnist-test"];
  const [train, test] = await Promise.all(files.map((file) => loadPictures(file, source)));
  return digitSet(id, train, test);
}

/**
 * Loads two IDX files, which may be packed: `name`.images and `name`.labels.
 *
 * @param {string} name
 * @param {Source} source
 * @returns {Promise<Labeled>} the same arrays for every caller
 */
export function loadPictures(name, source) {
  return once(name, async () => {
    const load = async (/** @type {string} */ part) => readIdx(await gunzip(await source(`${name}.${part}`))).values;
    const [x, y] = await Promise.all([load("images"), load("labels")]);
    return { x: /** @type {Uint8Array} */ (x), y: /** @type {Uint8Array} */ (y) };
  });
}

/** What was loaded before, so that going back to it is instant. @type {Map<string, Promise<any>>} */
const loaded = new Map();

/**
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
function once(name, load) {
  let promise = loaded.get(name);
  if (!promise) {
    loaded.set(name, (promise = load()));
    promise.catch(() => loaded.delete(name)); // the connection may come back
  }
  return promise;
}

/**
 * @param {string} id
 * @param {{ x: Samples["x"], y: Samples["y"] }} train bytes
 * @param {{ x: Samples["x"], y: Samples["y"] }} validation bytes
 * @returns {Dataset}
 */
export function digitSet(id, train, validation) {
  return {
    id,
    name: "",
    kind: "digits",
    inputs: kPixels,
    picture: kPicture,
    classes: kDigits,
    columns: [],
    train: { ...train, scale: 1 / 255 },
    validation: { ...validation, scale: 1 / 255 },
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
    picture: null,
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
export function tableSet(id, { x, y, columns, classes }, seed, name = "") {
  const inputs = columns.length;
  const parts = divide({ x, y, scale: 1 }, inputs, seed, classes !== null);
  const unit = classes ? null : standardize(parts.train.y, parts.validation.y);
  return { ...parts, id, name, kind: "table", inputs, picture: null, classes, columns, unit };
}

/**
 * Gives numbers a mean of 0 and a deviation of 1, as measured on the training part: prices in millions would need other
 * learning rates than fractions.
 *
 * @param {Float32Array | Uint8Array} known
 * @param {Float32Array | Uint8Array} held
 */
function standardize(known, held) {
  let [sum, squares] = [0, 0];
  for (const value of known) sum += value;
  const mean = sum / known.length;
  for (const value of known) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / known.length) || 1;
  for (const part of [known, held]) for (let i = 0; i < part.length; i++) part[i] = (part[i] - mean) / deviation;
  return { mean, deviation };
}
