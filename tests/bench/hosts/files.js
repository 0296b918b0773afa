// @ts-check
import { readFile } from "node:fs/promises";

/** A file of this project, by its path from the top. @param {string} path @returns {Promise<Uint8Array<ArrayBuffer>>} */
export const readFromDisk = async (path) =>
  new Uint8Array(await readFile(new URL(`../../../${path}`, import.meta.url)));
