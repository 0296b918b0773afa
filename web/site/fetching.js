// @ts-check
import { readIdx } from "../src/index.js";
import { Refusal } from "./refusal.js";

/** @typedef {{ x: Uint8Array, y: Uint8Array }} Labelled  pictures of 28 × 28 bytes, one after the other, and their classes */

const kFolder = "dist/data/";

/** Fetched before, so that going back to a set is instant. @type {Map<string, Promise<any>>} */
const fetched = new Map();

/**
 * Labelled pictures that the build has packed.
 *
 * @param {string} name
 * @param {"idx" | "idx.gz"} [ending]
 * @returns {Promise<Labelled>}
 * @throws {Refusal}
 */
export async function fetchPictures(name, ending = "idx.gz") {
  const [x, y] = await Promise.all(["images", "labels"].map((part) => fetchOnce(`${name}.${part}.${ending}`, bytes)));
  return { x, y };
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
 * @throws {Refusal}
 */
export function fetchOnce(file, read) {
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
    response = await fetch(new URL(`../${kFolder}${file}`, import.meta.url));
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
