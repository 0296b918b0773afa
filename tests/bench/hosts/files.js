// @ts-check
import { readFile } from "node:fs/promises";

/** Reads a file of this project; the path is relative to its root. @param {string} path @returns {Promise<Uint8Array<ArrayBuffer>>} */
export const readFromDisk = async (path) =>
  new Uint8Array(await readFile(new URL(`../../../${path}`, import.meta.url)));
