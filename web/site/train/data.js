// @ts-check
import { readCsv } from "../../src/data/tables.js";
import { fetchOnce, fetchPictures } from "../fetching.js";
import { Refusal } from "../refusal.js";
import { digitSet, pointSet, tableSet } from "./dataset.js";
import { kData } from "./settings.js";

/** @typedef {import("./dataset.js").Dataset} Dataset */
/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("../../src/data/tables.js").Table} Table */

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
  if (data === "breast-cancer") return tableSet(data, copyOf(await fetchOnce("breast-cancer.csv", readCsv)), seed);
  const [train, test] = await Promise.all([
    fetchPictures(data.replace("mnist-", "mnist-train-")),
    fetchPictures("mnist-test"),
  ]);
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
