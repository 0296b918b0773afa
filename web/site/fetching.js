// @ts-check
import { loadPictures } from "../src/ui/datasets.js";
import { Refusal } from "./refusal.js";

/** @typedef {import("../src/ui/datasets.js").Labeled} Labeled */

const kFolder = "dist/data/";

/**
 * Labeled pictures that the build has packed.
 *
 * @param {string} name
 * @param {"idx" | "idx.gz"} [ending]
 * @returns {Promise<Labeled>}
 * @throws {Refusal} if they could not be loaded
 */
export function fetchPictures(name, ending = "idx.gz") {
  return loadPictures(name, (file) => fetchBytes(`${file}.${ending}`));
}

/**
 * The pages' source for `loadDataset`. Elements have theirs, `asset`: scripts, which an article may load from another
 * origin; for the 10 MB of 60,000 digits they would take a third more.
 *
 * @param {string} name of a packed file, without its ending
 * @returns {Promise<Uint8Array>}
 * @throws {Refusal} if it could not be loaded
 */
export function fetchPacked(name) {
  return fetchBytes(name === "breast-cancer" ? `${name}.csv` : `${name}.idx.gz`);
}

/** @param {string} file */
async function fetchBytes(file) {
  let response;
  try {
    response = await fetch(new URL(`../${kFolder}${file}`, import.meta.url));
  } catch {
    throw new Refusal("data.fetch");
  }
  if (!response.ok) throw new Refusal("data.missing", { file: kFolder + file, status: response.status });
  return new Uint8Array(await response.arrayBuffer());
}
