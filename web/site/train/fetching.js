// @ts-check
import { readIdx } from "../../src/index.js";
import { readCsv } from "../../src/formats/csv.js";
import { Refusal } from "../refusal.js";
import { digitSet, pointSet, tableSet } from "./dataset.js";
import { kData } from "./settings.js";

/** @typedef {import("./dataset.js").Dataset} Dataset */
/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("../../src/formats/csv.js").Table} Table */

const kFolder = "dist/data/";

/** Fetched before, so that going back to a set is instant. @type {Map<string, Promise<any>>} */
const fetched = new Map();

/**
 * The data that settings name.
 *
 * @param {Settings} settings
 * @param {{ name: string, table: Table } | null} own the reader's own table, if one was opened
 * @returns {Promise<Dataset>}
 * @throws {Refusal}
 */
export async function fetchDataset({ data, seed }, own) {
  if (data === "own") {
    if (!own) throw new Refusal("data.own.missing");
    return tableSet(data, copyOf(own.table), seed, own.name);
  }
  if (kData[data] === "points") return pointSet(/** @type {any} */ (data), seed);
  if (data === "breast-cancer") return tableSet(data, copyOf(await once("breast-cancer.csv", readCsv)), seed);
  const [train, test] = await Promise.all([digits(data.replace("mnist-", "mnist-train-")), digits("mnist-test")]);
  return digitSet(data, train, test);
}

/**
 * A table is divided anew for every seed.
 *
 * @param {Table} table
 * @returns {Table}
 */
function copyOf(table) {
  return { ...table, x: table.x.slice(), y: table.y.slice() };
}

/** @param {string} name */
async function digits(name) {
  const [images, labels] = await Promise.all(["images", "labels"].map((part) => once(`${name}.${part}.idx.gz`, bytes)));
  return { x: images, y: labels };
}

/** @param {Uint8Array} file */
function bytes(file) {
  return /** @type {Uint8Array} */ (readIdx(file).values);
}

/**
 * @template T
 * @param {string} file
 * @param {(bytes: Uint8Array) => T} read
 * @returns {Promise<T>}
 */
function once(file, read) {
  let promise = fetched.get(file);
  if (!promise) {
    promise = fetchBytes(file).then(read);
    fetched.set(file, promise);
    promise.catch(() => fetched.delete(file)); // a connection may come back
  }
  return promise;
}

/** @param {string} file */
async function fetchBytes(file) {
  let response;
  try {
    response = await fetch(kFolder + file);
  } catch {
    throw new Refusal("data.fetch");
  }
  if (!response.ok) throw new Refusal("data.missing", { file: kFolder + file, status: response.status });
  const found = new Uint8Array(await response.arrayBuffer());
  // Some servers say of a .gz file that its content is encoded so, and the browser has unpacked it by now.
  if (found[0] !== 0x1f || found[1] !== 0x8b) return found;
  const unpacked = new Blob([found]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}
